import type { Decision, Known, Rulings } from '../../dedupe/decision.ts'
import type { Item } from '../../model/item.ts'
import type { SourceRecord } from '../../model/source.ts'
import type { Relisting } from '../../model/standing.ts'
import type { StoredCopy, StoredItem, StoredMark, Story } from '../../model/story.ts'
import type { Duration, Instant } from '../../model/time.ts'
import type { Visit } from '../../model/visit.ts'
import type { HostLimit } from '../../schedule/host-limit.ts'
import type { MonitorSave } from './monitor.ts'

/** How far the store was when it was read. */
export interface StoreVersion {
  /** Batches that changed items or stories until then. */
  readonly ledger: number
  /** Row of the item that was stored last. */
  readonly row: number
}

/** Which entries of a document are stored already. */
export interface Background {
  readonly version: StoreVersion
  /** Ids of stored items that have the key of an entry and another hash: they changed. */
  readonly changed: readonly string[]
  /** Keys of entries that are stored as they are. */
  readonly unchanged: ReadonlySet<string>
}

/** What a visit brought of the items of its source. */
interface Brought {
  /** What the decisions were made on; absent where nothing was decided. */
  readonly version?: StoreVersion
  /** New ones, and changed ones as they are now. Of a changed item `edited` is 0 unless the edit was material. */
  readonly items: readonly StoredItem[]
  readonly decisions: readonly Decision[]
  /** What feeds hold of it; `choices` is by what that was decided. */
  readonly relisting?: Relisting & { readonly choices: string }
  /** It is stored also where its stories have changed since: `relisting` leaves them to a look at all of their items. */
  readonly insists?: true
  /** Slugs of the feeds that show this source. */
  readonly touched: readonly string[]
}

/** The items of a part of a document; its visit goes on with the next one. */
export interface PartSave extends Brought {
  readonly source: string
  readonly lease: string
  readonly at: Instant
  /** The lease is given back: whoever claims the source next goes on with this. */
  readonly unfinished?: string
}

/** Everything one visit changes, but for the parts of its document that are saved already. It is written as one batch or not at all. */
export interface Save extends Brought {
  /** As it shall stand after the visit; the lease is given back. */
  readonly source: SourceRecord
  readonly lease: string
  readonly visit: Visit
  /** Keys that were in the document, and are stored as they are. */
  readonly seen: readonly string[]
  /** Of the feeds that show this source, the ones whose rules ask how it is called, where that changed. */
  readonly renamedIn: readonly string[]
  /** Hosts that it asked, or was to ask, in order. */
  readonly asked: readonly string[]
  /** What its answers mean for everything that is asked of their hosts. */
  readonly limits: readonly HostLimit[]
  readonly monitor?: MonitorSave
  /** Something was kept of a document that was not finished, and is not wanted any more. */
  readonly finishes?: true
}

/** `stale`: something came since `version` was read that the decisions would have had to know of. `lost`: the lease ran out and another took it. */
export type Saved = 'saved' | 'stale' | 'lost'

/** Where a page of a listing goes on: strictly after this place in descending order. */
export interface Place {
  readonly at: Instant
  /** The story, or the item where items are listed. */
  readonly id: string
  /** The newest of its items. */
  readonly item: string
}

/** What `decide` wants to know of the store. */
export interface Neighbourhood {
  readonly taken: ReadonlySet<string>
  readonly known: readonly Known[]
  readonly candidates: ReadonlyMap<string, readonly Known[]>
  readonly own: readonly Known[]
  readonly roots: ReadonlyMap<string, Known>
  readonly rulings: Rulings
}

/** What is asked for one refreshed source. */
export interface Asked {
  /** New or changed items, all of one source. */
  readonly arrivals: readonly Item[]
  /** Ids of the stored items that have the key of an arrival. */
  readonly known: readonly string[]
  /** Whether most of the document stands under keys that are not stored: its source may have changed them, of items of any age. */
  readonly isRekeyed?: boolean
  /** How far back copies are looked for, milliseconds. */
  readonly window: Duration
  readonly now: Instant
}

/** Items and stories: what a visit reads and writes of them, and what is listed. */
export interface ItemStore {
  /** Sorts the entries of a document into new, changed and unchanged. One read. */
  background(source: string, entries: readonly { key: string; hash: string }[]): Promise<Background>
  /** Possible copies of what arrived, and what editors said of them. Three reads. */
  neighbourhood(asked: Asked): Promise<Neighbourhood>
  save(save: Save): Promise<Saved>
  /** One batch, like the save that the visit ends with. */
  savePart(part: PartSave): Promise<Saved>
  /** Whole stories, their items by first seen. Several round trips where there are many. */
  stories(ids: readonly string[]): Promise<readonly Story[]>
  /** `brief`: without their HTML. */
  items(ids: readonly string[], brief?: boolean): Promise<readonly StoredItem[]>
  copies(ids: readonly string[]): Promise<readonly StoredCopy[]>
  marks(ids: readonly string[]): Promise<readonly StoredMark[]>
  /** Ids of stories with a fold in doubt: a low score, or a headline unlike that of the first item; worst first. */
  doubtful(limit: number): Promise<readonly string[]>
  /** The items of a story in the order in which they were stored, each with its row: those behind the row `after`. */
  members(story: string, after: number, limit: number): Promise<readonly { readonly row: number; readonly item: StoredCopy }[]>
  /** Items by id, story id or address. */
  find(what: string): Promise<readonly StoredItem[]>
}
