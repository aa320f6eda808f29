import { sourceFace, type Masthead, type Named } from './masthead.ts'
import { DAY, PLAUSIBLE_FROM, type Instant } from '../model/time.ts'
import type { Copy, PublishedEntry, PublishedFeed } from '../model/published.ts'
import type { FeedConfig } from '../model/config.ts'
import { STATE, type Listed } from '../model/standing.ts'
import type { StoredCopy, StoredItem } from '../model/story.ts'
import { publicAddress } from '../address/public.ts'
import { present } from '../present.ts'
import type { Place } from '../store/port/items.ts'
import type { Store } from '../store/port/store.ts'
import { COPIES_LISTED, sourceCount } from './standing.ts'

/** A story as one feed shows it; in a feed that folds nothing, an item. */
export interface Chosen {
  /** Id of the story, or of the item. */
  readonly id: string
  /** The copy that is shown. */
  readonly primary: StoredItem
  /** The first copy of each of the first other sources that ran it, in order of appearance. */
  readonly copies: readonly StoredCopy[]
  /** How many other sources ran it. */
  readonly copyCount: number
}

export interface Choice {
  readonly entries: readonly Chosen[]
  /** What the sources that they name are called. */
  readonly names: ReadonlyMap<string, Named>
  /** Where the next page starts; absent at the end. */
  readonly next?: Place
}

/**
 * What a feed holds: at most `limit` stories, those with the newest copies, in the order of the copies that are shown, newest first. A
 * late copy may bring a story back, but does not lift it. `brief`: without the HTML. Four reads, of what is given alone.
 */
export async function choose(
  store: Store,
  { slug, limit: most }: Pick<FeedConfig, 'slug' | 'limit'>,
  { after, limit = most, brief = false }: { readonly after?: Place | undefined; readonly limit?: number; readonly brief?: boolean } = {},
): Promise<Choice> {
  const listed = await store.listed(slug, after, limit + 1)
  const kept = listed.slice(0, limit)
  const { entries, names } = await load(store, kept, brief)
  const last = kept.at(-1)
  return { entries, names, ...(listed.length > limit && last ? { next: { at: last.at, id: last.entry, item: last.item } } : {}) }
}

/** One story as all feeds together show it, and how many items it has; undefined where there is none of this id. */
export async function chooseStory(
  store: Store,
  story: string,
): Promise<(Chosen & { readonly names: Choice['names']; readonly members: number }) | undefined> {
  const { stories, standings } = await store.standings([''], [story])
  const [standing] = standings
  const facts = stories.get(story)?.facts
  const listed = standing ? { ...standing, sourceCount: sourceCount(standing.sources) } : await unlisted(store, story, facts?.root)
  const { entries, names } = listed ? await load(store, [listed], false) : { entries: [], names: new Map() }
  const [entry] = entries
  return entry && { ...entry, names, members: facts?.members ?? entry.copies.length + 1 }
}

/** Stories with a fold in doubt, worst first, as a feed shows them; those that it does not hold are left out. */
export async function chooseDoubtful(store: Store, { slug }: Pick<FeedConfig, 'slug'>, limit: number): Promise<Choice> {
  const ids = await store.doubtful(limit)
  const { standings } = await store.standings([slug], ids)
  const places = new Map(ids.map((id, place) => [id, place]))
  const listed = standings
    .filter(({ entry, state }) => places.has(entry) && state === STATE.published)
    .map((standing) => ({ ...standing, sourceCount: sourceCount(standing.sources) }))
  const { entries, names } = await load(store, listed, true)
  return { entries: entries.toSorted((a, b) => places.get(a.id)! - places.get(b.id)!), names }
}

/** Items of a story that one page tells of. */
const MEMBERS_A_PAGE = 50

/** A page of a story's items, by first seen; `next` is where the following one starts. */
export async function membersPage(
  store: Store,
  story: string,
  after = 0,
): Promise<{ readonly members: readonly StoredCopy[]; readonly next?: number }> {
  const found = await store.members(story, after, MEMBERS_A_PAGE + 1)
  const page = found.slice(0, MEMBERS_A_PAGE)
  const members = page.map(({ item }) => item).toSorted((a, b) => a.firstSeen - b.firstSeen || a.at - b.at || (a.id < b.id ? -1 : 1))
  return { members, ...(found.length > page.length ? { next: page.at(-1)!.row } : {}) }
}

/** Of a story that no watched source ran, or that was not looked at since it is listed, what its first items tell. */
async function unlisted(store: Store, story: string, root: string | undefined): Promise<Listed | undefined> {
  const items = (await store.members(story, 0, COPIES_LISTED + 1)).map(({ item }) => item)
  const shown = items.find(({ id }) => id === root) ?? items[0]
  const copies = items.map(({ id }) => id)
  const sources = new Set(items.map(({ source }) => source)).size
  return shown && { entry: story, at: shown.at, item: shown.id, shown: shown.id, copies, sourceCount: sources }
}

async function load(store: Store, listed: readonly Listed[], brief: boolean): Promise<Omit<Choice, 'next'>> {
  const [shown, others] = await Promise.all([
    store.items(
      listed.map(({ shown }) => shown),
      brief,
    ),
    store.copies(listed.flatMap(({ shown, copies }) => copies.filter((id) => id !== shown))),
  ])
  const [items, copies] = [byId(shown), byId<StoredCopy>([...shown, ...others])]
  const entries = listed.flatMap((listed): Chosen[] => {
    const primary = items.get(listed.shown)
    if (!primary) return []
    const elsewhere = listed.copies.flatMap((id) => copies.get(id) ?? []).filter(({ source }) => source !== primary.source)
    return [{ id: listed.entry, primary, copies: elsewhere.slice(0, COPIES_LISTED), copyCount: listed.sourceCount - 1 }]
  })
  const named = new Set(entries.flatMap(({ primary, copies }) => [primary.source, ...copies.map(({ source }) => source)]))
  return { entries: entries.toSorted((a, b) => b.primary.at - a.primary.at), names: await store.faces([...named]) }
}

const byId = <T extends { readonly id: string }>(things: readonly T[]) => new Map(things.map((thing) => [thing.id, thing]))

/** The document a feed shows, the same values for every format. `since` is the `updated` it was published with last: it never goes back. */
export function compose(
  feed: FeedConfig,
  { entries: chosen, names }: Pick<Choice, 'entries' | 'names'>,
  masthead: Masthead,
  since: Instant,
  now: Instant,
): PublishedFeed {
  const entries = chosen.map((one) => entryOf(one, feed, names, masthead))
  return {
    slug: feed.slug,
    id: `tag:${masthead.authority}:feed/${feed.was?.[0] ?? feed.slug}`,
    title: feed.title,
    ...(feed.description ? { description: feed.description } : {}),
    ...(feed.language ? { language: feed.language } : {}),
    ...(feed.icon ? { icon: 'url' in feed.icon ? feed.icon.url : `${masthead.base}/feeds/${feed.slug}.icon` } : {}),
    ...(feed.pictures ? { pictures: true } : {}),
    base: masthead.base,
    // from content; a feed that never held anything is as old as its first rendering
    updated: Math.max(since, ...entries.map(({ updated }) => updated)) || now,
    entries,
  }
}

/** What a primary item may lack. */
type Body = Partial<Pick<PublishedEntry, 'url' | 'image' | 'language' | 'carried' | 'summary' | 'content'>>

function entryOf(
  { id, primary, copies, copyCount }: Chosen,
  feed: FeedConfig,
  names: ReadonlyMap<string, Named>,
  masthead: Masthead,
): PublishedEntry {
  const face = (url: string) => sourceFace(url, feed, names.get(url))
  const published = publishedAt(primary)
  const { title, authors, categories, enclosures, url, image, language, summary, content, excerpt, carried } = primary
  const isPrivate = publicAddress(primary.source) !== primary.source
  const body = feed.content === 'none' ? {} : feed.content === 'summary' ? { summary: summary ?? content } : { summary, content }
  return {
    id: `tag:${masthead.authority}:${feed.dedupe ? 'story' : 'item'}/${id}`,
    story: primary.story,
    title: title || excerpt.slice(0, 100) || face(primary.source).name,
    published,
    updated: Math.max(published, primary.edited > primary.at ? primary.edited : 0, plausible(primary.updated, primary) ?? 0),
    authors,
    categories,
    enclosures,
    excerpt: feed.content === 'none' ? '' : excerpt,
    ...present<Body>({ url, image, language, carried: isPrivate ? undefined : carried, ...body }),
    source: {
      ...face(primary.source),
      id: (!isPrivate && carried?.feedId) || `tag:${masthead.authority}:source/${encodeURIComponent(publicAddress(primary.source))}`,
      updated: published,
    },
    copies: copies.map((copy) => ({
      item: copy.id,
      title: copy.title,
      ...present({ url: copy.url }),
      source: face(copy.source),
      published: publishedAt(copy),
      ...why(copy, primary),
    })),
    ...(copyCount > copies.length ? { copyCount } : {}),
  }
}

/** Why a copy and the one that is shown are one story; the first item itself was folded onto nothing, others onto it. */
const why = (copy: StoredCopy, primary: StoredItem): Pick<Copy, 'reason' | 'score'> => {
  const { reason, score } = copy.join.reason === 'new' ? primary.join : copy.join
  return { reason, score }
}

/** The publisher's date where it can be true, else when the item appeared here. */
export const publishedAt = (item: StoredCopy): Instant => plausible(item.published, item) ?? item.at

/** A date a day ahead of the visit that found it, or before there was a web, says nothing; one hours ahead is a wrong zone. */
const plausible = (instant: Instant | undefined, { firstSeen }: StoredCopy): Instant | undefined =>
  instant !== undefined && instant >= PLAUSIBLE_FROM && instant <= firstSeen + DAY ? Math.min(instant, firstSeen) : undefined
