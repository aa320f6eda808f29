import { decide } from '../dedupe/decide.ts'
import type { Decision } from '../dedupe/decision.ts'
import { learnFurniture, rememberFurniture } from '../dedupe/furniture.ts'
import type { Entry, Item } from '../model/item.ts'
import { readerOf } from '../model/reader.ts'
import type { Document, RawFeed } from '../model/raw.ts'
import type { StoredItem } from '../model/story.ts'
import { PLAUSIBLE_FROM, type Duration, type Instant } from '../model/time.ts'
import { normalizeItem } from '../normalize/normalize.ts'
import type { Neighbourhood, StoreVersion } from '../store/port/items.ts'
import type { Store } from '../store/port/store.ts'

/** One document of one source, or a part of it, read, with the identity of each of its entries. */
export interface ReadDocument {
  /** URL of the source, as configured. */
  readonly source: string
  readonly document: Document
  readonly feed: RawFeed
  readonly entries: readonly Entry[]
  /** Where each entry of the whole document stands in it, by key. */
  readonly places: ReadonlyMap<string, number>
}

/** The places of a document's entries. */
export const placesOf = (entries: readonly Entry[]): ReadonlyMap<string, number> => new Map(entries.map(({ key }, place) => [key, place]))

export interface Settled {
  /** Of the store that all of it was decided on. */
  readonly version: StoreVersion
  readonly decisions: readonly Decision[]
  /** Keys of the entries that are stored as they are. */
  readonly unchanged: ReadonlySet<string>
  /** What the source repeats, of what was remembered and what this document taught: to be remembered. */
  readonly furniture: readonly number[]
  /** New and changed entries behind those that were decided. */
  readonly left: number
  /** Whether most of the document is new under its keys. */
  readonly isRekeyed: boolean
  /** What was known around the new and changed entries; absent where there were none. */
  readonly around?: Neighbourhood
}

/**
 * Decides what each entry of a document is: a new item or a stored one, and of which story. Everything that decides goes this way,
 * so what is tried out on a list of items is what a refresh does.
 */
export async function decideArrivals(
  store: Pick<Store, 'background' | 'neighbourhood'>,
  { source, document, feed, entries, places }: ReadDocument,
  {
    window,
    now,
    furniture: remembered = [],
    mayDecide,
    isRekeyed: wasRekeyed = false,
  }: {
    readonly window: Duration
    readonly now: Instant
    readonly furniture?: readonly number[] | undefined
    /** Whether that was so before a first part of it was stored. */
    readonly isRekeyed?: boolean | undefined
    /** How many of these may be decided now, one at least; absent: all. */
    readonly mayDecide?: ((entries: readonly Entry[]) => number) | undefined
  },
): Promise<Settled> {
  const { version, changed, unchanged } = await store.background(source, entries)
  const waiting = entries.filter(({ key }) => !unchanged.has(key))
  const taken = waiting.slice(0, mayDecide && Math.max(1, mayDecide(waiting)))
  const arrivals = taken.map((entry) => normalizeItem(entry, { source, document, feed }))
  const left = waiting.length - arrivals.length
  const isRekeyed = wasRekeyed || waiting.length - changed.length > entries.length / 2
  if (arrivals.length === 0) return { version, decisions: [], unchanged, furniture: remembered, left, isRekeyed }
  const around = await store.neighbourhood({ arrivals, known: changed, isRekeyed, window, now })
  const present = new Set(places.keys())
  const furniture = rememberFurniture(remembered, learnFurniture([...arrivals, ...around.own]))
  const decisions = decide({ arrivals, ...around, present, now, furniture: new Set(furniture) })
  return { version, decisions, unchanged, furniture, left, isRekeyed, around }
}

/**
 * A decision as it is stored. `at` of a new item: what its publisher says, held between `since`, when it was not there, and now;
 * what is said to be of one moment keeps the order of its document, a millisecond apart. So `at` orders, and is no date:
 * `published` is, which for an item that only says when it was updated is that.
 */
export function asStored(
  { item, id, story, join, change, material, stored }: Decision,
  { since, now, place }: { readonly since: Instant | undefined; readonly now: Instant; readonly place: number },
): StoredItem {
  const earliest = Math.min(since ?? Number.NEGATIVE_INFINITY, now) - place
  const at = Math.max(earliest, Math.min(dated(item) ?? now, now) - place)
  const read = stored && readerOf(stored.hash) !== readerOf(item.hash) ? undated(item) : item
  const published = dated(read) ?? read.published
  const dates = { firstSeen: now, lastSeen: now, at, edited: change === 'new' ? at : material ? now : 0 }
  return { ...read, id, story, join, ...dates, ...(published === undefined ? {} : { published }) }
}

/** A date that only a better reader found would move an entry that subscribers have: it keeps what it was published with. */
function undated(item: Item): Item {
  const { published: _published, updated: _updated, ...rest } = item
  return rest
}

const dated = ({ published, updated }: Item): Instant | undefined =>
  [published, updated].find((instant) => instant !== undefined && instant >= PLAUSIBLE_FROM)
