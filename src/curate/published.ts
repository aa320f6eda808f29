import type { FeedConfig } from '../model/config.ts'
import { STATE, type Listed } from '../model/standing.ts'
import type { Instant } from '../model/time.ts'
import type { Place } from '../store/port/items.ts'
import type { Store } from '../store/port/store.ts'
import { placeBehind } from './curate.ts'

/** An entry of a published list, as far as its place among the others goes. */
export interface Placed extends Pick<Listed, 'entry' | 'at' | 'item' | 'pinned'> {
  readonly story: string
  /** When the copy that is shown appeared: by it stories stand in order. */
  readonly shownAt: Instant
  /** URL of the source of that copy. */
  readonly shownFrom: string
  /** When an editor put it on top. */
  readonly pinnedAt?: Instant
}

/** What a feed publishes: enough to tell the next list by, once it is known which stories changed. */
export interface PublishedList<Line extends Placed> {
  /** What stands in its place, newest first. */
  readonly inPlace: readonly Line[]
  /** What stands on top, and what is told to be withdrawn. */
  readonly lifted: readonly Line[]
}

export interface Published<Line extends Placed> {
  readonly list: PublishedList<Line>
  /** In the order in which they are published. */
  readonly entries: readonly Line[]
  /** Where the next page starts; absent at the end. */
  readonly next?: Place
}

/** What was published before, and the stories that changed since then. */
export interface Basis<Line extends Placed> {
  readonly list: PublishedList<Line>
  readonly touched: readonly string[]
}

type PublishedFrom = Pick<FeedConfig, 'slug' | 'dedupe' | 'limit' | 'sources'>

/** Lists that are looked at before a feed whose sources are capped is left shorter than its limit. */
const MOST_LISTS = 20

/**
 * What a feed publishes: at most `limit` stories, the newest; of a source that is capped no more than that, what is pinned not counted. Of
 * the list before, what did not change is taken over: the store is asked for the stories that did, and below the last line for as many as
 * have room. So a list made of nothing, and one made of the one before, are the same.
 * @param read gives lines as they are now, in the order of what is listed; those whose item is gone are missing
 */
export async function choosePublished<Line extends Placed>(
  store: Pick<Store, 'listed' | 'listedOf' | 'lifted' | 'copies'>,
  feed: PublishedFrom,
  before: Basis<Line> | undefined,
  read: (listed: readonly Listed[]) => Promise<readonly Line[]>,
): Promise<Published<Line>> {
  const caps = new Map(feed.sources.flatMap(({ url, cap }) => (cap === undefined ? [] : [[url, cap] as const])))
  const changed = new Set(before?.touched)
  const stays = ({ story }: Line) => !changed.has(story)
  // whom its source had no place for is not in the list before, and may have one now
  if (before?.list.inPlace.some((line) => caps.has(line.shownFrom) && !stays(line))) return choosePublished(store, feed, undefined, read)
  const end = before?.list.inPlace.at(-1)
  const found = before ? await store.listedOf(feed.slug, before.touched, feed.dedupe) : await store.lifted(feed.slug)
  const fresh = await read(found.filter((one) => (isLifted(one) ? isPinned(one) || isWithdrawn(one) : end && byPlace(one, end) <= 0)))
  const all = [...(before ? [...before.list.inPlace, ...before.list.lifted].filter(stays) : []), ...fresh]
  const lifted = all.filter(isLifted).toSorted((a, b) => a.pinned! - b.pinned! || (a.entry < b.entry ? -1 : 1))
  const room = feed.limit - lifted.filter(({ pinnedAt }) => pinnedAt !== undefined).length
  const places = placesFor(caps, room)
  const kept = all
    .filter((line) => !isLifted(line))
    .toSorted(byPlace)
    .filter(({ shownFrom }) => places.take(shownFrom))
  const more = places.isMore() ? [] : await below(store, feed, end && placeBehind(end), places)
  const inPlace = [...kept, ...(await read(more))]
  return {
    list: { inPlace, lifted },
    entries: inOrder([
      ...lifted.filter((line) => line.pinnedAt !== undefined),
      ...inPlace,
      ...lifted.filter((line) => line.pinnedAt === undefined),
    ]),
    ...(places.isMore() ? { next: placeBehind(inPlace.at(-1)) } : {}),
  }
}

const isLifted = ({ pinned }: Pick<Listed, 'pinned'>): boolean => pinned !== undefined
const isPinned = ({ state }: Listed): boolean => state === STATE.published
const isWithdrawn = ({ state }: Listed): boolean => state === STATE.withdrawn

const byPlace = (a: Pick<Listed, 'at' | 'item'>, b: Pick<Listed, 'at' | 'item'>): number =>
  b.at - a.at || (a.item === b.item ? 0 : a.item < b.item ? 1 : -1)

/** As pages of the feed have it, but for what an editor put on top, the last one first. */
const inOrder = <Line extends Placed>(lines: readonly Line[]): readonly Line[] =>
  lines.toSorted((a, b) => b.shownAt - a.shownAt).toSorted((a, b) => (b.pinnedAt ?? -1) - (a.pinnedAt ?? -1))

/** The places of a list, which go to whoever comes first. */
function placesFor(caps: ReadonlyMap<string, number>, room: number) {
  const left = new Map(caps)
  let free = room
  let isMore = false
  return {
    /** Whether there is a place for a story of this source. */
    take(source: string): boolean {
      const places = left.get(source) ?? Infinity
      if (places <= 0 || isMore) return false
      if (free <= 0) {
        isMore = true
        return false
      }
      left.set(source, places - 1)
      free--
      return true
    },
    free: () => Math.max(0, free),
    isCapped: caps.size > 0,
    /** Whether one came for which there was no place any more. */
    isMore: () => isMore,
  }
}

/** What has a place below one: as much is listed as has room, or whole lists where sources are capped. */
async function below(
  store: Pick<Store, 'listed' | 'copies'>,
  { slug, limit }: PublishedFrom,
  from: Place | undefined,
  places: ReturnType<typeof placesFor>,
): Promise<readonly Listed[]> {
  const found: Listed[] = []
  let after = from
  for (let lists = 0; lists < MOST_LISTS && !places.isMore(); lists++) {
    const most = places.isCapped ? limit + 1 : places.free() + 1
    const listed = await store.listed(slug, after, most)
    const sources = places.isCapped ? await sourcesOf(store, listed) : new Map<string, string>()
    found.push(...listed.filter(({ shown }) => places.take(sources.get(shown) ?? '')))
    if (listed.length < most) break
    after = placeBehind(listed.at(-1))
  }
  return found
}

const sourcesOf = async (store: Pick<Store, 'copies'>, listed: readonly Listed[]) =>
  new Map((await store.copies(listed.map(({ shown }) => shown))).map(({ id, source }) => [id, source]))
