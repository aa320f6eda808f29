import { choosePublished, composeOf } from '../curate/curate.ts'
import { cursorOf } from '../curate/cursor.ts'
import { entryOf, outlineOf, type Chosen } from '../curate/entry.ts'
import type { Masthead } from '../curate/masthead.ts'
import { digest } from '../hash.ts'
import type { FeedConfig } from '../model/config.ts'
import type { PublishedEntry, PublishedFeed } from '../model/published.ts'
import { STATE } from '../model/standing.ts'
import type { StoredCopy, StoredMark } from '../model/story.ts'
import type { Instant } from '../model/time.ts'
import type { EntryOutline, FeedOutline } from '../publish/writer.ts'
import type { FeedPage, PageOutline } from '../publish/page/feed.ts'
import type { Place } from '../store/port/items.ts'
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
export interface Line extends EntryOutline {
  /** Another one where anything that is written of the entry may be another. */
  readonly key: string
}

type With<Entry, Feed extends FeedOutline> = Omit<Feed, 'entries'> & { readonly entries: readonly Entry[] }

/** What a feed publishes, as it was at one moment, without the bodies of its entries. */
export interface Outline<Head extends EditionHead = EditionHead> {
  readonly document: With<Line, FeedOutline>
  readonly page: With<Line, PageOutline>
  /** Ids of the stories, in order. */
  readonly held: readonly string[]
  /** What was stored of it before. */
  readonly stored: ReadonlyMap<EditionFormat, Head>
  /** Entries as they are published. One read; those whose item is gone are missing. */
  readonly entriesOf: (lines: readonly Line[]) => Promise<ReadonlyMap<Line, PublishedEntry>>
  readonly at: Instant
}

/** Reads what a feed holds; nothing is stored. `updated` is what it was published with last. */
export async function outlineFeed<Head extends EditionHead>(
  { store, masthead, now }: RenderContext,
  feed: FeedConfig,
  updated: Instant,
  headsOf: (slug: string) => Promise<ReadonlyMap<EditionFormat, Head>>,
): Promise<Outline<Head>> {
  const [choice, stored, unreadSince] = await Promise.all([
    choosePublished(store, feed),
    headsOf(feed.slug),
    store.unreadSince(feed.sources.map(({ url }) => url)),
  ])
  const at = now()
  // an empty feed is as old as what was published of it first
  const since = choice.entries.length > 0 ? updated : (stored.get('atom')?.modified ?? at)
  const chosen = new Map(choice.entries.map((one) => [lineOf(one, feed, choice.names, masthead), one]))
  const document = {
    ...composeOf(feed, [...chosen.keys()], { masthead, since, now: at }),
    ...(unreadSince === undefined ? {} : { unreadSince }),
  }
  return {
    document,
    page: firstPage(document, choice),
    held: choice.entries.map(({ primary }) => primary.story),
    stored,
    at,
    async entriesOf(lines) {
      const items = new Map((await store.items(lines.map((line) => chosen.get(line)!.primary.id))).map((item) => [item.id, item]))
      return new Map(
        lines.flatMap((line) => {
          const one = chosen.get(line)!
          const primary = items.get(one.primary.id)
          return primary ? [[line, entryOf({ ...one, primary }, feed, choice.names, masthead)] as const] : []
        }),
      )
    },
  }
}

function lineOf(chosen: Chosen<StoredMark>, feed: FeedConfig, names: Parameters<typeof outlineOf>[2], masthead: Masthead): Line {
  const outline = outlineOf(chosen, feed, names, masthead)
  const { id, hash, revision } = chosen.primary
  const { slug, title, language, pictures, content } = feed
  const { base, authority } = masthead
  const key = digest(
    JSON.stringify([RENDERER, [base, authority, slug, title, language, pictures, content], [id, hash, revision], outline, chosen.ruling]),
  )
  const { published, updated, isPinned, source, copies } = outline
  return { id: outline.id, key, published, updated, ...(isPinned ? { isPinned } : {}), source, copies }
}

/** A feed with all of its entries, and its page. */
export async function wholeFeed(
  context: RenderContext,
  feed: FeedConfig,
  updated: Instant,
): Promise<{ readonly document: PublishedFeed; readonly page: FeedPage }> {
  const { document, page, entriesOf } = await outlineFeed(context, feed, updated, async (slug) => context.store.editionHeads(slug))
  const entries = await entriesOf(document.entries)
  const whole = (lines: readonly Line[]) => lines.flatMap((line) => entries.get(line) ?? [])
  return { document: { ...document, entries: whole(document.entries) }, page: { ...page, entries: whole(page.entries) } }
}

/** Stories on the page of a feed; older ones are on pages of their own. */
const ON_THE_PAGE = 50

interface Arranged {
  readonly entries: readonly (Pick<Chosen, 'isPinned' | 'state' | 'place'> & { readonly primary: StoredCopy })[]
  readonly next?: Place
}

/** Of what a feed publishes, what stands on its page: the newest of its list, and where the next page begins. */
function firstPage(document: With<Line, FeedOutline>, { entries, next }: Arranged): With<Line, PageOutline> {
  const isLifted = ({ isPinned, state }: Arranged['entries'][number]) => isPinned || state === STATE.withdrawn
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
