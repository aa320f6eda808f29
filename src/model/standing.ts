import type { Item } from './item.ts'
import type { Instant } from './time.ts'

/** What choosing between the copies of a story looks at. */
export interface Contender {
  readonly id: string
  /** URL of its source. */
  readonly source: string
  /** How much of its text a reader gets: `shownChars`. */
  readonly chars: number
  readonly firstSeen: Instant
  /** When it appeared, as `StoredItem.at`. */
  readonly at: Instant
}

/** How much of an item's text a reader gets, UTF-16 units: of one that is withheld only the excerpt. */
export const shownChars = ({ text, withheld, excerpt }: Pick<Item, 'text' | 'withheld' | 'excerpt'>): number =>
  withheld === undefined ? text.length : excerpt.length

/** A story as a whole, whatever feed shows it. */
export interface StoryFacts {
  readonly id: string
  /** The item whose arrival gave the story its id. */
  readonly root: string
  readonly members: number
  /** When its first member was seen. */
  readonly first: Instant
  /** Place of its newest member. */
  readonly last: Instant
  /** The lowest score of a copy; absent where there is none. */
  readonly score?: number
  /** The lowest likeness of a copy's headline to that of the root, 0 to 1. */
  readonly likeness?: number
}

/** Published, held back by the rules of the feed, or by the word of an editor hidden or withdrawn. */
export const STATE = { published: 0, held: 1, hidden: 2, withdrawn: 3 } as const
export type State = (typeof STATE)[keyof typeof STATE]

/** How one story stands in one feed; in a feed that folds nothing, one item. */
export interface Standing {
  /** Its slug; empty for all feeds together. */
  readonly feed: string
  /** Id of the story, or of the item. */
  readonly entry: string
  readonly state: State
  /** Its place: that of its newest copy in this feed. */
  readonly at: Instant
  readonly item: string
  /** When its first copy in this feed was seen. */
  readonly first: Instant
  /** Id of the copy that is shown. */
  readonly shown: string
  /** Ids of the first copies, one a source, in order of appearance. */
  readonly copies: readonly string[]
  /** Ids of the copies of which one may be shown when more come. */
  readonly contenders: readonly string[]
  /** 32 bits of each source that ran it, as hexadecimal digits. */
  readonly sources: string
  /** Copies that match the feed's `keep`, and its `drop`. */
  readonly kept: number
  readonly dropped: number
  /** Until when it stands beside its place by the word of an editor: pinned, or withdrawn. */
  readonly pinned?: Instant
}

/** What a visit, or a look at whole stories, changes in what feeds hold. */
export interface Relisting {
  readonly facts: readonly StoryFacts[]
  readonly standings: readonly Standing[]
  /** Stories that only a look at all of their copies can tell. */
  readonly unlisted: readonly string[]
}

/** What a story was before a visit. */
export interface StoredStory {
  readonly facts: StoryFacts
  /** Headline of its root. */
  readonly headline: string
  readonly byHand?: string
  /** Whether editors said anything of it. */
  readonly isRuled: boolean
}

/** Everything that a visit has to know of the stories it touches. */
export interface Standings {
  readonly stories: ReadonlyMap<string, StoredStory>
  /** Of the feeds that show the source. */
  readonly standings: readonly Standing[]
  /** The copies and contenders that they name. */
  readonly members: readonly Contender[]
}

export const NO_STANDINGS: Standings = { stories: new Map(), standings: [], members: [] }

/** How a whole story stands, from all of its copies. `gone` names the rows that must not be there: feed and entry. */
export interface Relisted {
  readonly facts: StoryFacts
  readonly standings: readonly Standing[]
  readonly gone: readonly (readonly [feed: string, entry: string])[]
}

/** An entry of a feed's list, in its place. */
export interface Listed extends Pick<Standing, 'entry' | 'at' | 'item' | 'shown' | 'copies' | 'pinned'> {
  /** Sources that ran it. */
  readonly sourceCount: number
  readonly state: State
}
