import type { FeedConfig } from '../model/config.ts'
import { digest } from '../hash.ts'
import type { EditionFormat, EditionHead, EditionTag, FeedRecord, NewEdition } from '../store/port/editions.ts'
import type { Coalesce } from './coalesce.ts'
import { writeEditions } from './fragments.ts'
import { outlineFeed, RENDERER, type RenderContext } from './outline.ts'
import { relistPending } from './relist.ts'

export interface Press extends RenderContext {
  readonly feeds: readonly FeedConfig[]
  /** Whether this process has read its feeds anew since: what is published is no longer for this one to say. */
  readonly isReplaced?: () => boolean
  /** Shared by all renders of a process; on Workers no request waits for another one's. */
  readonly renders?: Coalesce
}

/** Changes when a feed has to be rendered although none of its stories changed. */
export const configHash = (feed: FeedConfig, { base }: { readonly base: string }): string => digest(JSON.stringify([RENDERER, base, feed]))

const isBehind = ({ rendered, generation }: FeedRecord): boolean => rendered < generation

/** The feeds that changed since their editions were stored, those that this process publishes. */
async function feedsBehind({ store, feeds }: Pick<Press, 'store' | 'feeds'>): Promise<readonly FeedRecord[]> {
  const own = new Set(feeds.map(({ slug }) => slug))
  return (await store.feeds()).filter((record) => isBehind(record) && own.has(record.slug))
}

/**
 * Renders every feed that changed since its editions were stored; gives their slugs. Throws what the first failed on, after the others.
 * @param choose which of them, where they are not to be rendered all at once
 */
export async function renderChanged(press: Press, choose = (behind: readonly FeedRecord[]) => behind): Promise<readonly string[]> {
  // counted before stories are looked at: what a visit changes after that has a count of its own
  const behind = choose(await feedsBehind(press))
  // what lapsed has a count of its own too
  if (await relistPending(press)) return renderChanged(press, choose)
  const failures: unknown[] = []
  for (const record of behind) await renderOnce(press, record).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw failures[0]
  return behind.map(({ slug }) => slug)
}

/** Renders one feed by its slug, whether it changed or not. */
export async function renderSlug(press: Press, slug: string): Promise<ReadonlyMap<EditionFormat, EditionHead>> {
  const record = (await press.store.feeds()).find((feed) => feed.slug === slug)
  if (!record) return new Map()
  await renderFeed(press, record)
  return press.store.editionHeads(slug)
}

/** Renders a feed that was behind; what is asked for while it is rendered is rendered together, behind that. */
function renderOnce(press: Press, record: FeedRecord): Promise<void> {
  const { renders, store } = press
  if (!renders) return renderFeed(press, record)
  return renders(record.slug, async (isFirst) => {
    const now = isFirst ? record : (await store.feeds()).find(({ slug }) => slug === record.slug)
    if (now && isBehind(now)) await renderFeed(press, now)
  })
}

/** Bytes of editions that are held until they are stored together. What real feeds show in all formats is less. */
const MOST_HELD = 4_000_000

/** Renders one feed and stores the formats whose bytes changed; a large feed's one by one, since each is as large as all that it shows. */
async function renderFeed(press: Press, record: FeedRecord): Promise<void> {
  const { store, isReplaced } = press
  const feed = press.feeds.find(({ slug }) => slug === record.slug)
  if (!feed || isReplaced?.()) return
  const outline = await outlineFeed(press, feed, record.updated, (slug) => store.editionsOf(slug))
  const ahead: EditionTag[] = []
  let pending: NewEdition[] = []
  for await (const rendered of writeEditions(outline)) {
    if (outline.stored.get(rendered.format)?.etag === rendered.etag) continue
    pending.push(rendered)
    if (pending.reduce((sum, { size }) => sum + size, 0) < MOST_HELD) continue
    await store.publishAhead(record, pending, outline.at)
    ahead.push(...pending.map(({ format, etag }) => [format, etag] as const))
    pending = []
  }
  // an empty feed has no time of its own: the clock's must not outlive it
  const updated = outline.document.entries.length > 0 ? outline.document.updated : record.updated
  await store.publish(record, updated, pending, outline.held, outline.at, ahead)
}
