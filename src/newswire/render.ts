import type { Masthead } from '../curate/masthead.ts'
import { choose, compose } from '../curate/curate.ts'
import { digest } from '../hash.ts'
import type { FeedConfig } from '../model/config.ts'
import type { Instant } from '../model/time.ts'
import type { PublishedFeed } from '../model/published.ts'
import { editions, type Edition } from '../publish/edition.ts'
import type { EditionFormat, EditionHead, FeedRecord, NewEdition } from '../store/port/editions.ts'
import type { Store } from '../store/port/store.ts'
import { feedPage } from '../publish/page/edition.ts'
import { relistPending } from './relist.ts'

/** Goes into each feed's configuration hash: raise it when the same stories are to be written differently. */
const RENDERER = 1

export interface Press {
  readonly store: Store
  readonly feeds: readonly FeedConfig[]
  readonly masthead: Masthead
  readonly now: () => Instant
}

/** Changes when a feed has to be rendered although none of its stories changed. */
export const configHash = (feed: FeedConfig, { base }: { readonly base: string }): string => digest(JSON.stringify([RENDERER, base, feed]))

/** Renders every feed that changed since its editions were stored; gives their slugs. Throws what the first failed on, after the others. */
export async function renderChanged(press: Press): Promise<readonly string[]> {
  // counted before stories are looked at: what a visit changes after that has a count of its own
  const behind = (await press.store.feeds()).filter(
    ({ slug, rendered, generation }) => rendered < generation && press.feeds.some((feed) => feed.slug === slug),
  )
  await relistPending(press)
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

/** Renders one feed and stores the formats whose bytes changed. */
async function renderFeed(press: Press, record: FeedRecord): Promise<ReadonlyMap<EditionFormat, EditionHead>> {
  const feed = press.feeds.find(({ slug }) => slug === record.slug)
  if (!feed) return new Map()
  const { document, rendered } = await renderDocuments(press, feed, record.updated)
  const stored = await press.store.editionHeads(feed.slug)
  const changed = rendered.filter(({ format, etag }) => stored.get(format)?.etag !== etag)
  // an empty feed has no time of its own: the clock's must not outlive it
  const updated = document.entries.length > 0 ? document.updated : record.updated
  const held = document.entries.map(({ story }) => story)
  await press.store.publish(record, updated, await Promise.all(changed.map(compressed)), held, press.now())
  return press.store.editionHeads(feed.slug)
}

/** A feed in every format, from what it holds; nothing is stored. `since` is the `updated` that it was published with last. */
export async function renderDocuments(
  { store, masthead, now }: Omit<Press, 'feeds'>,
  feed: FeedConfig,
  since: Instant,
): Promise<{ readonly document: PublishedFeed; readonly rendered: readonly Edition<EditionFormat>[] }> {
  const document = compose(feed, await choose(store, feed), masthead, since, now())
  return { document, rendered: [...(await editions(document)), feedPage(document)] }
}

const compressed = async (edition: { format: EditionFormat; etag: string; body: string }): Promise<NewEdition> => ({
  ...edition,
  gzip: await gzip(edition.body),
})

/** Gzipped once, when rendered; base64, for D1 gives bytes back as arrays of numbers. */
async function gzip(body: string): Promise<string> {
  const stream = new Blob([body]).stream().pipeThrough(new CompressionStream('gzip'))
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
  let binary = ''
  for (let start = 0; start < bytes.length; start += 8192) binary += String.fromCharCode(...bytes.subarray(start, start + 8192))
  return btoa(binary)
}
