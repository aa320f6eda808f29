import { chooseMarks, composeOf, placeBehind } from '../curate/curate.ts'
import { cursorOf } from '../curate/cursor.ts'
import { entryOf, outlineOf, type Chosen } from '../curate/entry.ts'
import type { Masthead, Named } from '../curate/masthead.ts'
import { choosePublished, type Basis, type Placed, type Published, type PublishedList } from '../curate/published.ts'
import { digest } from '../hash.ts'
import type { FeedConfig } from '../model/config.ts'
import type { PublishedEntry, PublishedFeed } from '../model/published.ts'
import type { Listed } from '../model/standing.ts'
import type { StoredMark } from '../model/story.ts'
import type { Instant } from '../model/time.ts'
import type { EntryOutline, FeedOutline } from '../publish/writer.ts'
import type { FeedPage, PageOutline } from '../publish/page/feed.ts'
import type { EditionFormat, EditionHead } from '../store/port/editions.ts'
import type { Store } from '../store/port/store.ts'

/** Raise it when the same stories are to be written differently: nothing that was written before it counts then. */
export const RENDERER = 4

export interface RenderContext {
  readonly store: Store
  readonly masthead: Masthead
  readonly now: () => Instant
}

/** An entry as it stands in its feed, without its body. */
export interface Line extends EntryOutline, Placed {
  /** Another one where anything that is written of the entry may be another. */
  readonly key: string
}

type With<Entry, Feed extends FeedOutline> = Omit<Feed, 'entries'> & { readonly entries: readonly Entry[] }

/** An entry as it is published, and the key of what it is written by. */
export interface KeyedEntry {
  readonly entry: PublishedEntry
  readonly key: string
}

/** What a feed publishes, as it was at one moment, without the bodies of its entries. */
export interface Outline<Head extends EditionHead = EditionHead> {
  readonly document: With<Line, FeedOutline>
  readonly page: With<Line, PageOutline>
  readonly list: PublishedList<Line>
  /** What was stored of it before. */
  readonly stored: ReadonlyMap<EditionFormat, Head>
  /** Entries as they are published; those that are gone are missing. One read, and one more of lines that were taken over. */
  readonly entriesOf: (lines: readonly Line[]) => Promise<ReadonlyMap<Line, KeyedEntry>>
  readonly at: Instant
}

interface Outlined<Head extends EditionHead> {
  /** What it was published with last. */
  readonly updated: Instant
  readonly headsOf: (slug: string) => Promise<ReadonlyMap<EditionFormat, Head>>
  /** The list before and what changed since; absent: all is read. */
  readonly basisOf?: () => Promise<Basis<Line> | undefined>
}

/** Reads what a feed holds; nothing is stored. */
export async function outlineFeed<Head extends EditionHead>(
  { store, masthead, now }: RenderContext,
  feed: FeedConfig,
  { updated, headsOf, basisOf }: Outlined<Head>,
): Promise<Outline<Head>> {
  const reader = lineReader(store, feed, masthead)
  const [published, stored, unreadSince] = await Promise.all([
    Promise.resolve(basisOf?.()).then((basis) => choosePublished(store, feed, basis, reader.read)),
    headsOf(feed.slug),
    store.unreadSince(feed.sources.map(({ url }) => url)),
  ])
  const at = now()
  // an empty feed is as old as what was published of it first
  const since = published.entries.length > 0 ? updated : (stored.get('atom')?.modified ?? at)
  const document = {
    ...composeOf(feed, published.entries, { masthead, since, now: at }),
    ...(unreadSince === undefined ? {} : { unreadSince }),
  }
  return { document, page: firstPage(document, published), list: published.list, stored, entriesOf: reader.entriesOf, at }
}

interface Read {
  readonly chosen: Chosen<StoredMark>
  readonly names: ReadonlyMap<string, Named>
}

/** Reads lines of a feed, and of these lines the entries. */
function lineReader(store: Store, feed: FeedConfig, masthead: Masthead) {
  const known = new Map<Line, Read>()
  async function read(listed: readonly Listed[]): Promise<readonly Line[]> {
    const { entries, names } = await chooseMarks(store, listed, feed)
    const chosen = new Map(entries.map((one) => [one.id, one]))
    return listed.flatMap((one) => {
      const found = chosen.get(one.entry)
      if (!found) return []
      const line = lineOf(one, found, feed, names, masthead)
      known.set(line, { chosen: found, names })
      return [line]
    })
  }
  /** What stands behind lines: of those that were taken over as it is now. */
  async function readAgain(lines: readonly Line[]): Promise<ReadonlyMap<Line, Line>> {
    const taken = lines.filter((line) => !known.has(line))
    const stories = [...new Set(taken.map(({ story }) => story))]
    const now = new Map((await read(await store.listedOf(feed.slug, stories, feed.dedupe))).map((line) => [line.entry, line]))
    return new Map(lines.flatMap((line) => (known.has(line) ? [[line, line]] : now.has(line.entry) ? [[line, now.get(line.entry)!]] : [])))
  }
  async function entriesOf(lines: readonly Line[]): Promise<ReadonlyMap<Line, KeyedEntry>> {
    const current = await readAgain(lines)
    const ids = [...current.values()].map((line) => known.get(line)!.chosen.primary.id)
    const items = new Map((await store.items(ids)).map((item) => [item.id, item]))
    return new Map(
      [...current].flatMap(([line, now]) => {
        const { chosen, names } = known.get(now)!
        const primary = items.get(chosen.primary.id)
        return primary ? [[line, { entry: entryOf({ ...chosen, primary }, feed, names, masthead), key: now.key }] as const] : []
      }),
    )
  }
  return { read, entriesOf }
}

function lineOf(
  { entry, at, item, pinned }: Listed,
  chosen: Chosen<StoredMark>,
  feed: FeedConfig,
  names: Read['names'],
  masthead: Masthead,
): Line {
  const outline = outlineOf(chosen, feed, names, masthead)
  const { id, hash, revision, story, source: shownFrom, at: shownAt } = chosen.primary
  const { slug, title, language, pictures, content } = feed
  const { base, authority } = masthead
  const key = digest(
    JSON.stringify([RENDERER, [base, authority, slug, title, language, pictures, content], [id, hash, revision], outline, chosen.ruling]),
  )
  const { published, updated, isPinned, source, copies } = outline
  return {
    entry,
    story,
    at,
    item,
    shownAt,
    shownFrom,
    id: outline.id,
    key,
    published,
    updated,
    ...(pinned === undefined ? {} : { pinned }),
    ...(chosen.isPinned ? { pinnedAt: chosen.ruling.pin?.at ?? 0 } : {}),
    ...(isPinned ? { isPinned } : {}),
    source: { name: source.name },
    copies: copies.map((copy) => ({ source: { name: copy.source.name } })),
  }
}

/** A feed with all of its entries, and its page. */
export async function wholeFeed(
  context: RenderContext,
  feed: FeedConfig,
  updated: Instant,
): Promise<{ readonly document: PublishedFeed; readonly page: FeedPage }> {
  const outline = await outlineFeed(context, feed, { updated, headsOf: async (slug) => context.store.editionHeads(slug) })
  const { document, page, entriesOf } = outline
  const entries = await entriesOf(document.entries)
  const whole = (lines: readonly Line[]) => lines.flatMap((line) => entries.get(line)?.entry ?? [])
  return { document: { ...document, entries: whole(document.entries) }, page: { ...page, entries: whole(page.entries) } }
}

/** Stories on the page of a feed; older ones are on pages of their own. */
const ON_THE_PAGE = 50

/** Of what a feed publishes, what stands on its page: the newest of its list, and where the next page begins. */
function firstPage(document: With<Line, FeedOutline>, { list: { inPlace, lifted }, next }: Published<Line>): With<Line, PageOutline> {
  const newest = inPlace.slice(0, ON_THE_PAGE)
  const shown = new Set([...newest, ...lifted])
  const older = inPlace.length > newest.length ? placeBehind(newest.at(-1)) : next
  return {
    ...document,
    entries: document.entries.filter((line) => shown.has(line)),
    total: document.entries.length,
    ...(older ? { older: cursorOf(older, document.slug) } : {}),
  }
}
