import type { Reason } from './codes.ts'
import type { Instant } from './time.ts'
import type { Item } from './item.ts'

/** Why an item stands in its story: rule, score, evidence, and the version of the rules that decided. */
export interface Join {
  readonly reason: Reason
  /** 0 to 1; 1 for exact rules. */
  readonly score: number
  /** Id of the item it was folded onto. */
  readonly matched?: string
  /** One sentence of evidence for people. */
  readonly evidence?: string
  readonly rules: number
}

/** An item as it stands in the store. */
export interface StoredItem extends Item {
  /** Permanent; derived from source and key when it was first seen. */
  readonly id: string
  readonly story: string
  readonly join: Join
  readonly firstSeen: Instant
  /**
   * When it appeared, for order: what the publisher says, held between the visit before the one that found it and that
   * one, so that no date, wrong or hostile, pins an item to the top or hides it at the bottom.
   */
  readonly at: Instant
  /** Last material edit we noticed, or when it appeared. */
  readonly edited: Instant
}

/** Items, of any number of sources, that are copies of one article. */
export interface Story {
  readonly id: string
  /** In order of first seen; never empty. */
  readonly items: readonly StoredItem[]
  /** Id of the item that an editor chose to be shown. */
  readonly shown?: string
}

/** What is told of a copy that is not the one shown. */
export type StoredCopy = Pick<StoredItem, 'id' | 'source' | 'title' | 'url' | 'published' | 'firstSeen' | 'at' | 'join'>

/** An item without its body, and by what its body is known to be the same as before. */
export interface StoredMark extends StoredCopy, Pick<StoredItem, 'story' | 'hash' | 'language' | 'updated' | 'edited'> {
  /** How often it was written anew since it was stored. */
  readonly revision: number
}
