import type { Masthead } from '../curate/masthead.ts'
import { choosePublished, compose, type Choice } from '../curate/curate.ts'
import type { Chosen } from '../curate/entry.ts'
import { STATE } from '../model/standing.ts'
import { cursorOf } from '../curate/cursor.ts'
import { digest, encoded } from '../hash.ts'
import type { FeedConfig } from '../model/config.ts'
import type { Instant } from '../model/time.ts'
import type { PublishedFeed } from '../model/published.ts'
import { editions, type Edition } from '../publish/edition.ts'
import type { EditionFormat, EditionHead, EditionTag, FeedRecord, NewEdition } from '../store/port/editions.ts'
import type { Store } from '../store/port/store.ts'
import { feedPage } from '../publish/page/edition.ts'
import type { FeedPage } from '../publish/page/feed.ts'
import { relistPending } from './relist.ts'

/** Goes into each feed's configuration hash: raise it when the same stories are to be written differently. */
const RENDERER = 2

export interface Press {
  readonly store: Store
  readonly feeds: readonly FeedConfig[]
  readonly masthead: Masthead
  readonly now: () => Instant
  /** Whether this process has read its feeds anew since: what is published is no longer for this one to say. */
  readonly isReplaced?: () => boolean
}

/** Changes when a feed has to be rendered although none of its stories changed. */
export const configHash = (feed: FeedConfig, { base }: { readonly base: string }): string => digest(JSON.stringify([RENDERER, base, feed]))

/** Renders every feed that changed since its editions were stored; gives their slugs. Throws what the first failed on, after the others. */
export async function renderChanged(press: Press): Promise<readonly string[]> {
  // counted before stories are looked at: what a visit changes after that has a count of its own
  const behind = (await press.store.feeds()).filter(
    ({ slug, rendered, generation }) => rendered < generation && press.feeds.some((feed) => feed.slug === slug),
  )
  // what lapsed has a count of its own too
  if (await relistPending(press)) return renderChanged(press)
  const failures: unknown[] = []
  for (const record of behind) await renderFeed(press, record).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw failures[0]
  return behind.map(({ slug }) => slug)
}

/** Renders one feed by its slug, whether it changed or not. */
export async function renderSlug(press: Press, slug: string): Promise<ReadonlyMap<EditionFormat, EditionHead>> {
  const record = (await press.store.feeds()).find((feed) => feed.slug === slug)
  return record ? renderFeed(press, record) : new Map()
}

/** Characters of editions that are held until they are stored together. What real feeds show in all formats is less. */
const MOST_HELD = 4_000_000

/** Renders one feed and stores the formats whose bytes changed; a large feed's one by one, since each is as large as all that it shows. */
async function renderFeed(press: Press, record: FeedRecord): Promise<ReadonlyMap<EditionFormat, EditionHead>> {
  const { store, isReplaced } = press
  const feed = press.feeds.find(({ slug }) => slug === record.slug)
  if (!feed) return new Map()
  if (isReplaced?.()) return store.editionHeads(feed.slug)
  const { document, rendered, stored, at } = await renderDocuments(press, feed, record.updated)
  const ahead: EditionTag[] = []
  let pending: NewEdition[] = []
  for (const edition of rendered) {
    if (stored.get(edition.format)?.etag === edition.etag) continue
    pending.push(await compressed(edition))
    if (pending.reduce((sum, { body }) => sum + body.length, 0) < MOST_HELD) continue
    await store.publishAhead(record, pending, at)
    ahead.push(...pending.map(({ format, etag }) => [format, etag] as const))
    pending = []
  }
  // an empty feed has no time of its own: the clock's must not outlive it
  const updated = document.entries.length > 0 ? document.updated : record.updated
  const held = document.entries.map(({ story }) => story)
  await store.publish(record, updated, pending, held, at, ahead)
  return store.editionHeads(feed.slug)
}

/** A feed in every format, as it was at one moment. */
interface Rendering {
  readonly document: PublishedFeed
  /** Each is written when it is asked for. */
  readonly rendered: Iterable<Edition<EditionFormat>>
  readonly page: FeedPage
  /** What was stored of it before. */
  readonly stored: ReadonlyMap<EditionFormat, EditionHead>
  readonly at: Instant
}

/** Renders a feed from what it holds; nothing is stored. `updated` is what it was published with last. */
export async function renderDocuments(
  { store, masthead, now }: Omit<Press, 'feeds'>,
  feed: FeedConfig,
  updated: Instant,
): Promise<Rendering> {
  const [choice, stored, illness] = await Promise.all([
    choosePublished(store, feed),
    store.editionHeads(feed.slug),
    store.illness(feed.sources.map(({ url }) => url)),
  ])
  const at = now()
  // an empty feed is as old as what was published of it first
  const since = choice.entries.length > 0 ? updated : (stored.get('atom')?.modified ?? at)
  const unread = illness.since !== null && illness.failing === illness.sources ? { unreadSince: illness.since } : {}
  const document = { ...compose(feed, choice, masthead, since, at), ...unread }
  const page = firstPage(document, choice)
  return { document, rendered: written(document, page), page, stored, at }
}

/** Stories on the page of a feed; older ones are on pages of their own. */
const ON_THE_PAGE = 50

/** Of what a feed publishes, what stands on its page: the newest of its list, and where the next page begins. */
export function firstPage(document: PublishedFeed, { entries, next }: Choice): FeedPage {
  const isLifted = ({ isPinned, state }: Chosen) => isPinned || state === STATE.withdrawn
  const inPlace = entries.filter((entry) => !isLifted(entry))
  const newest = inPlace.toSorted((a, b) => b.place.at - a.place.at || (a.place.item < b.place.item ? 1 : -1)).slice(0, ON_THE_PAGE)
  const shown = new Set([...newest, ...entries.filter(isLifted)])
  const older = inPlace.length > newest.length ? newest.at(-1)!.place : next
  return {
    ...document,
    entries: document.entries.filter((_, n) => shown.has(entries[n]!)),
    total: document.entries.length,
    ...(older ? { older: cursorOf(older, document.slug) } : {}),
  }
}

function* written(document: PublishedFeed, page: FeedPage): Generator<Edition<EditionFormat>> {
  yield* editions(document)
  yield feedPage(page)
}

const compressed = async (edition: { format: EditionFormat; etag: string; body: string }): Promise<NewEdition> => ({
  ...edition,
  gzip: await gzip(edition.body),
})

/** Gzipped once, when rendered; base64, for D1 gives bytes back as arrays of numbers. */
async function gzip(body: string): Promise<string> {
  const { readable, writable } = new CompressionStream('gzip')
  const packed = new Response(readable).arrayBuffer()
  const writer = writable.getWriter()
  for (const slice of encoded(body)) await writer.write(slice.slice())
  await writer.close()
  const bytes = new Uint8Array(await packed)
  let binary = ''
  for (let start = 0; start < bytes.length; start += 8192) binary += String.fromCharCode(...bytes.subarray(start, start + 8192))
  return btoa(binary)
}
