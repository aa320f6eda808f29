import type { Masthead, Named } from './masthead.ts'
import type { Instant } from '../model/time.ts'
import type { PublishedFeed } from '../model/published.ts'
import type { FeedConfig } from '../model/config.ts'
import { STATE, type Listed, type State } from '../model/standing.ts'
import type { StoredCopy, StoredItem, StoredMark } from '../model/story.ts'
import type { Place } from '../store/port/items.ts'
import type { Store } from '../store/port/store.ts'
import { rulingOf } from './acts.ts'
import { entryOf, type Chosen } from './entry.ts'
import { sourceCount } from './source-set.ts'
import { COPIES_LISTED } from './standing.ts'

export interface Choice<Primary extends StoredCopy = StoredItem> {
  readonly entries: readonly Chosen<Primary>[]
  /** What the sources that they name are called. */
  readonly names: ReadonlyMap<string, Named>
  /** Where the next page starts; absent at the end. */
  readonly next?: Place
}

/**
 * What a feed holds: at most `limit` stories, those with the newest copies, in the order of the copies that are shown, newest first. A
 * late copy may bring a story back, but does not lift it. What an editor pinned goes first and counts; what was withdrawn stands besides.
 * `brief`: without the HTML. Six reads, of what is given alone.
 */
export async function choose(
  store: Store,
  { slug, limit: most, dedupe }: ChosenFrom & Pick<FeedConfig, 'limit'>,
  { after, limit = most, brief = false }: { readonly after?: Place | undefined; readonly limit?: number; readonly brief?: boolean } = {},
): Promise<Choice> {
  const [listed, lifted] = await Promise.all([store.listed(slug, after, limit + 1), after ? [] : store.lifted(slug)])
  const kept = listed.slice(0, Math.max(0, limit - pinnedIn(lifted).length))
  return choiceOf({ lifted, kept, isMore: listed.length > kept.length }, (lines) => load(store, lines, { slug, dedupe }, brief))
}

/** Stories of one feed that are older than a place, without their text and their copies: of each little more is read than is shown. */
export async function chooseOlder(store: Store, feed: ChosenFrom, after: Place, limit: number): Promise<Choice> {
  const listed = await store.listed(feed.slug, after, limit + 1)
  const kept = listed.slice(0, limit).map((one) => ({ ...one, copies: [] }))
  return choiceOf({ lifted: [], kept, isMore: listed.length > limit }, (lines) => load(store, lines, feed, true))
}

interface Lines {
  /** What stands on top, and what is told to be withdrawn. */
  readonly lifted: readonly Listed[]
  /** What stands in its place, in order. */
  readonly kept: readonly Listed[]
  readonly isMore: boolean
}

const pinnedIn = (lifted: readonly Listed[]): readonly Listed[] => lifted.filter(({ state }) => state === STATE.published)

async function choiceOf<Primary extends StoredCopy>(
  { lifted, kept, isMore }: Lines,
  read: (listed: readonly Listed[]) => Promise<Choice<Primary>>,
): Promise<Choice<Primary>> {
  const withdrawn = lifted.filter(({ state }) => state === STATE.withdrawn)
  const { entries, names } = await read([...pinnedIn(lifted), ...kept, ...withdrawn])
  const pinnedAt = ({ isPinned, ruling }: Pick<Chosen, 'isPinned' | 'ruling'>) => (isPinned ? (ruling.pin?.at ?? 0) : -1)
  const next = isMore ? { next: placeBehind(kept.at(-1)) } : {}
  return { entries: entries.toSorted((a, b) => pinnedAt(b) - pinnedAt(a)), names, ...next }
}

type ChosenFrom = Pick<FeedConfig, 'slug' | 'dedupe'>

/** Where nothing but pins found room, the next page begins at the top. */
export const placeBehind = (last: Pick<Listed, 'at' | 'entry' | 'item'> | undefined): Place =>
  last ? { at: last.at, id: last.entry, item: last.item } : { at: Number.MAX_SAFE_INTEGER, id: '', item: '' }

/** A page of what a feed holds in one state, whatever the state is: for editors. */
export async function chooseState(
  store: Store,
  { slug, dedupe }: ChosenFrom,
  states: readonly State[],
  { after, limit }: { readonly after?: Place | undefined; readonly limit: number },
): Promise<Choice> {
  const [lifted, ...pages] = await Promise.all([
    after ? [] : store.lifted(slug),
    ...states.map((state) => store.listed(slug, after, limit + 1, state)),
  ])
  const lines = pages.flat().toSorted((a, b) => b.at - a.at || (a.item < b.item ? 1 : -1))
  const kept = lines.slice(0, limit)
  const { entries, names } = await load(store, [...lifted.filter(({ state }) => states.includes(state)), ...kept], { slug, dedupe }, true)
  return { entries, names, ...(lines.length > kept.length ? { next: placeBehind(kept.at(-1)) } : {}) }
}

const ALL: ChosenFrom = { slug: '', dedupe: true }

/** One story as all feeds together show it, and how many items it has; undefined where there is none of this id. */
export async function chooseStory(
  store: Store,
  story: string,
): Promise<(Chosen & { readonly names: Choice['names']; readonly members: number }) | undefined> {
  const { stories, standings } = await store.standings([''], [story])
  const [standing] = standings
  const facts = stories.get(story)?.facts
  const listed = standing ? { ...standing, sourceCount: sourceCount(standing.sources) } : await unlisted(store, story, facts?.root)
  const { entries, names } = listed ? await load(store, [listed], ALL, false) : { entries: [], names: new Map() }
  const [entry] = entries
  return entry && { ...entry, names, members: facts?.members ?? entry.copies.length + 1 }
}

/** One entry of a feed, in whatever state it is; undefined where the feed has none of its copies. */
export async function chooseEntry(store: Store, { slug, dedupe }: ChosenFrom, entry: string): Promise<Choice | undefined> {
  const { standings } = await store.standings([slug], [entry])
  const found = standings.find((standing) => standing.feed === slug && standing.entry === entry)
  return found && load(store, [{ ...found, sourceCount: sourceCount(found.sources) }], { slug, dedupe }, true)
}

/** Stories with a fold in doubt, worst first, as a feed shows them; those that it does not hold are left out. */
export async function chooseDoubtful(store: Store, { slug, dedupe }: ChosenFrom, limit: number): Promise<Choice> {
  const ids = await store.doubtful(limit)
  const { standings } = await store.standings([slug], ids)
  const places = new Map(ids.map((id, place) => [id, place]))
  const listed = standings
    .filter(({ entry, state }) => places.has(entry) && state === STATE.published)
    .map((standing) => ({ ...standing, sourceCount: sourceCount(standing.sources) }))
  const { entries, names } = await load(store, listed, { slug, dedupe }, true)
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
  return shown && { entry: story, at: shown.at, item: shown.id, shown: shown.id, copies, sourceCount: sources, state: STATE.published }
}

async function load(store: Store, listed: readonly Listed[], from: ChosenFrom, brief: boolean): Promise<Choice> {
  const [shown, others] = await Promise.all([
    store.items(
      listed.map(({ shown }) => shown),
      brief,
    ),
    store.copies(listed.flatMap(({ shown, copies }) => copies.filter((id) => id !== shown))),
  ])
  return arrange(store, listed, from, shown, [...shown, ...others])
}

/** These entries of a feed, without the bodies of what is shown: one read of all items. */
export async function chooseMarks(store: Store, listed: readonly Listed[], from: ChosenFrom): Promise<Choice<StoredMark>> {
  if (listed.length === 0) return { entries: [], names: new Map() }
  const marks = await store.marks([...new Set(listed.flatMap(({ shown, copies }) => [shown, ...copies]))])
  return arrange(store, listed, from, marks, marks)
}

async function arrange<Primary extends StoredCopy & Pick<StoredItem, 'story'>>(
  store: Store,
  listed: readonly Listed[],
  { slug, dedupe: folds }: ChosenFrom,
  shown: readonly Primary[],
  all: readonly StoredCopy[],
): Promise<Choice<Primary>> {
  const [items, copies] = [byId(shown), byId(all)]
  const primaries = listed.flatMap((one) => items.get(one.shown) ?? [])
  const acts = await store.actsOn([...new Set(primaries.map(({ story }) => story))])
  const entries = listed.flatMap((listed): Chosen<Primary>[] => {
    const primary = items.get(listed.shown)
    if (!primary) return []
    const said = acts.get(primary.story) ?? []
    const ruling = rulingOf(said, { feed: slug, entry: listed.entry, folds })
    const elsewhere = listed.copies.flatMap((id) => copies.get(id) ?? []).filter(({ source }) => source !== primary.source)
    const found = { copies: elsewhere.slice(0, COPIES_LISTED), copyCount: listed.sourceCount - 1, state: listed.state }
    const isPinned = listed.pinned !== undefined && listed.state === STATE.published
    const place = placeBehind(listed)
    return [{ id: listed.entry, place, primary, ...found, isPinned, ruling, acts: said }]
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
  return composeOf(
    feed,
    chosen.map((one) => entryOf(one, feed, names, masthead)),
    { masthead, since, now },
  )
}

/** The same of entries that are made already. */
export function composeOf<Entry extends { readonly updated: Instant }>(
  feed: FeedConfig,
  entries: readonly Entry[],
  { masthead, since, now }: { readonly masthead: Masthead; readonly since: Instant; readonly now: Instant },
): Omit<PublishedFeed, 'entries'> & { readonly entries: readonly Entry[] } {
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
