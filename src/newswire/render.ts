import type { FeedConfig } from '../model/config.ts'
import { digest } from '../hash.ts'
import type { EditionFormat, EditionHead, EditionTag, FeedRecord, NewEdition } from '../store/port/editions.ts'
import type { Coalesce } from './coalesce.ts'
import { writeEditions } from './fragments.ts'
import { outlineFeed, RENDERER, type RenderContext } from './outline.ts'
import { relistPending } from './relist.ts'
import { basisOf, renditionText } from './rendition.ts'

export interface Press extends RenderContext {
  readonly feeds: readonly FeedConfig[]
  /** Whether this process has read its feeds anew since: what is published is no longer for this one to say. */
  readonly isReplaced?: () => boolean
  /** Shared by all renders of a process; on Workers no request waits for another one's. */
  readonly renders?: Coalesce
  /** Whether this invocation may render one more feed; what is left stays behind for the next minute. Absent: always. */
  readonly hasRoomForRender?: () => boolean
}

/** Changes when a feed has to be rendered although none of its stories changed. */
export const configHash = (feed: FeedConfig, { base }: { readonly base: string }): string => digest(JSON.stringify([RENDERER, base, feed]))

const isBehind = ({ rendered, generation }: FeedRecord): boolean => rendered < generation

/** A feed as it stood before what was marked of it was looked at: what changes after that has a count of its own. */
interface Due {
  readonly record: FeedRecord
  /** Whether all was looked at that was marked until then: what is read is known to be all that the count stands for. */
  readonly isLooked: boolean
}

/** The feeds that changed since their editions were stored, those that this process publishes. */
async function feedsBehind(press: Press, choose: (behind: readonly FeedRecord[]) => readonly FeedRecord[]): Promise<readonly Due[]> {
  const own = new Set(press.feeds.map(({ slug }) => slug))
  const behind = choose((await press.store.feeds()).filter((record) => isBehind(record) && own.has(record.slug)))
  const { hasLapsed, isOurs } = await relistPending(press)
  // what lapsed has a count of its own too
  return hasLapsed ? feedsBehind(press, choose) : behind.map((record) => ({ record, isLooked: isOurs }))
}

/**
 * Renders every feed that changed since its editions were stored, as far as there is room; gives their slugs. Throws what the first failed on,
 * after the others.
 * @param choose which of them, where they are not to be rendered all at once, and in what order
 */
export async function renderChanged(press: Press, choose = (behind: readonly FeedRecord[]) => behind): Promise<readonly string[]> {
  const behind = await feedsBehind(press, choose)
  const rendered: string[] = []
  const failures: unknown[] = []
  for (const due of behind) {
    if (press.hasRoomForRender?.() === false) break
    rendered.push(due.record.slug)
    await renderOnce(press, due).catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw failures[0]
  return rendered
}

/** Renders one feed by its slug, whether it changed or not. */
export async function renderSlug(press: Press, slug: string): Promise<ReadonlyMap<EditionFormat, EditionHead>> {
  const record = (await press.store.feeds()).find((feed) => feed.slug === slug)
  if (!record) return new Map()
  await renderFeed(press, { record, isLooked: false })
  return press.store.editionHeads(slug)
}

/** Renders a feed that was behind; what is asked for while it is rendered is rendered together, behind that. */
function renderOnce(press: Press, due: Due): Promise<void> {
  const { renders } = press
  if (!renders) return renderFeed(press, due)
  const { slug } = due.record
  return renders(slug, async (isFirst) => {
    const [now] = isFirst ? [due] : await feedsBehind(press, (behind) => behind.filter((record) => record.slug === slug))
    if (now && isBehind(now.record)) await renderFeed(press, now)
  })
}

/** Bytes of editions that are held until they are stored together. What real feeds show in all formats is less. */
const MOST_HELD = 4_000_000

/** Renders one feed and stores the formats whose bytes changed; a large feed's one by one, since each is as large as all that it shows. */
async function renderFeed(press: Press, { record, isLooked }: Due): Promise<void> {
  const { store, isReplaced } = press
  const feed = press.feeds.find(({ slug }) => slug === record.slug)
  if (!feed || isReplaced?.()) return
  const outline = await outlineFeed(press, feed, {
    updated: record.updated,
    headsOf: (slug) => store.editionsOf(slug),
    basisOf: () => basisOf(store, record, feed, press),
  })
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
  const { document, list, at } = outline
  // an empty feed has no time of its own: the clock's must not outlive it
  const updated = document.entries.length > 0 ? document.updated : record.updated
  await store.publish(record, {
    updated,
    editions: pending,
    ahead,
    held: [...new Set([...list.inPlace, ...list.lifted].map(({ story }) => story))],
    rendition: isLooked ? renditionText(feed, press, list) : undefined,
    now: at,
  })
}
