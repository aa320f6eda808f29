import type { Basis } from '../curate/published.ts'
import { digest } from '../hash.ts'
import type { FeedConfig } from '../model/config.ts'
import type { FeedRecord } from '../store/port/editions.ts'
import type { Store } from '../store/port/store.ts'
import { RENDERER, type Line, type RenderContext } from './outline.ts'

/** What one render leaves to the next: by what it was made, and the list that it published. */
interface Rendition {
  readonly by: string
  readonly list: Basis<Line>['list']
}

/** UTF-16 units; what is longer is read anew from the store. */
const MOST_KEPT = 500_000

export function renditionText(
  feed: FeedConfig,
  { masthead }: Pick<RenderContext, 'masthead'>,
  list: Rendition['list'],
): string | undefined {
  const text = JSON.stringify({ by: madeBy(feed, masthead), list } satisfies Rendition)
  return text.length > MOST_KEPT ? undefined : text
}

/**
 * The list that was published last, and what changed since. Undefined where that is not known: nothing was kept of the last render, it was made
 * by another configuration or program, or something changed of which nobody said which stories it concerns.
 */
export async function basisOf(
  store: Pick<Store, 'renditionOf'>,
  { slug, rendered, touched }: FeedRecord,
  feed: FeedConfig,
  { masthead }: Pick<RenderContext, 'masthead'>,
): Promise<Basis<Line> | undefined> {
  if (touched === undefined) return undefined
  const kept = await store.renditionOf(slug)
  if (kept?.at !== rendered) return undefined
  const { by, list } = JSON.parse(kept.rendition) as Rendition
  return by === madeBy(feed, masthead) ? { list, touched } : undefined
}

const known = new WeakMap<FeedConfig, { readonly of: string; readonly digest: string }>()

/** Digest of all that lines are made by beside what is stored; made once for a configuration. */
function madeBy(feed: FeedConfig, { base, authority }: RenderContext['masthead']): string {
  const of = JSON.stringify([RENDERER, base, authority])
  const before = known.get(feed)
  if (before?.of === of) return before.digest
  const made = { of, digest: digest(JSON.stringify([of, feed])) }
  known.set(feed, made)
  return made.digest
}
