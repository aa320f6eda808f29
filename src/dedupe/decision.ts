import type { Instant } from '../model/time.ts'
import type { Item } from '../model/item.ts'
import type { Join } from '../model/story.ts'
import type { Article } from './features.ts'
import type { Furniture } from './furniture.ts'

/** A new or changed item of one refreshed source, normalized. */
export type Arrival = Item

/** What deciding needs of an item that is stored; a StoredItem is one. */
export interface Known extends Article {
  readonly id: string
  readonly story: string
  readonly hash: string
  readonly join: Join
  /** At our clock. */
  readonly firstSeen: Instant
  /** When its document was last read that showed it; far ahead while it is shown. Absent where nobody looked. */
  readonly lastSeen?: Instant
  readonly at: Instant
  readonly edited: Instant
  /** Set where its text is not to be published, in no version. */
  readonly withheld?: string
}

/** An item that was purged: it must not come back as new. */
export interface Tombstone {
  readonly source: string
  readonly key: string
  readonly url?: string
  readonly title: string
  readonly id: string
  readonly story: string
  /** When it was purged. */
  readonly at: Instant
}

/** What editors decided, and what was buried; read with the candidates. */
export interface Rulings {
  /** Item id -> the story it belongs to by hand (a split, or a member of a merge). */
  readonly pins: ReadonlyMap<string, string>
  /** Story id that was merged away -> the story that took it in. Chains are followed. */
  readonly aliases: ReadonlyMap<string, string>
  readonly tombstones: readonly Tombstone[]
}

export interface Question {
  /** New or changed items, in any order, of one source. */
  readonly arrivals: readonly Arrival[]
  /** Stored items of that source that have the key of an arrival. */
  readonly known: readonly Known[]
  /** Key of an arrival -> stored items of any source that share terms with it. */
  readonly candidates: ReadonlyMap<string, readonly Known[]>
  /** Stored items of that source in the stories of the candidates. */
  readonly own: readonly Known[]
  /** What that source repeats; absent: learned from what is here. */
  readonly furniture?: Furniture
  /** Story id -> its earliest stored item, for the stories of the candidates. */
  readonly roots: ReadonlyMap<string, Known>
  readonly rulings: Rulings
  /** Of the ids that `possibleIds` gives for the arrivals, those that are stored. */
  readonly taken: ReadonlySet<string>
  /** Keys of everything the document holds now, changed or not: an item that is still there was not replaced by another. */
  readonly present: ReadonlySet<string>
  readonly now: Instant
}

/** What changed from one version of an item to the next. */
export interface Edit {
  readonly changed: readonly ('guid' | 'url' | 'title' | 'text')[]
  /** Whether a reader should notice: not a comma, not a clock. */
  readonly material: boolean
  /** One sentence for people. */
  readonly summary: string
  /** The version before. */
  readonly title: string
  readonly url?: string
  readonly text: string
}

export interface Decision {
  readonly item: Item
  /** Permanent. For `updated` the id of the stored row to overwrite, whatever key that row had. */
  readonly id: string
  readonly story: string
  /** Why it stands in its story; for `updated` that is what was stored. */
  readonly join: Join
  readonly change: 'new' | 'updated'
  /** `updated`: why it is that stored item. */
  readonly identity?: Join
  /** `updated`: the row as it was stored, with its instants. */
  readonly stored?: Known
  /** `updated` under another key (its guid or address changed): the key that the stored row had until now. */
  readonly replaces?: string
  /** Whether `edited` moves. Always true for `new`. */
  readonly material: boolean
  /** `updated`: what changed, and the version before; absent where nothing did that is compared. */
  readonly edit?: Edit
  /** Terms to index it by; those that its story is already found by are left out. */
  readonly terms: readonly number[]
}
