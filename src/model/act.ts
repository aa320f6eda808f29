import type { Instant } from './time.ts'
import type { Join } from './story.ts'

/** What an editor may say of a story. */
export const ACTS = ['pin', 'unpin', 'hide', 'unhide', 'rename', 'note', 'split', 'merge', 'show', 'withdraw', 'undo'] as const
export type ActName = (typeof ACTS)[number]

/** One line of the trail: never changed, never deleted. What holds now is derived from all of them. */
export interface Act {
  /** Counts up; newer acts have higher ones. */
  readonly id: number
  readonly at: Instant
  /** Name of the editor. */
  readonly by: string
  readonly act: ActName
  /** Slug of the one feed that is meant; absent: all feeds. */
  readonly feed?: string
  readonly story: string
  /** The other story it concerns: the one that was put together with it, or that a split made. */
  readonly other?: string
  /** `split`, `show`: the copy. In a feed that folds nothing: the entry. */
  readonly item?: string
  /** `pin`: until when (ISO 8601); `rename`: the headline; `note`: the text; `unhide`: `publish` where the rules held it; `undo`: the act's id. */
  readonly value?: string
  readonly why?: string
  readonly before?: Before
  /** `undo`: the act that it takes back. */
  readonly undoes?: number
}

/** What was before an act, as far as the acts before it do not tell. */
export interface Before {
  /** What `value` was, for people. */
  readonly value?: string
  /** Undoing puts this back. */
  readonly arrangement?: Arrangement
}

/** Which items make which stories, as far as an act changes it. */
export interface Arrangement {
  /** Items, and the story that each goes to; `join` where the reason changes. */
  readonly items: readonly { readonly id: string; readonly story: string; readonly join?: Join }[]
  /** The story in which these items stand until then. */
  readonly from: string
  /** Item -> the story it belongs to by hand; `null`: to none. */
  readonly pins: readonly (readonly [item: string, story: string | null])[]
  /** Story -> the one that its id leads to; `null`: to itself. */
  readonly aliases: readonly (readonly [story: string, into: string | null])[]
}

/** An item as far as its place is concerned. */
export interface Member {
  readonly id: string
  readonly story: string
  readonly firstSeen: Instant
  readonly join: Join
}

/** What is stored around the stories that an act names. */
export interface Around {
  /** All of their items. */
  readonly members: readonly Member[]
  /** Item -> story, of these items. */
  readonly pins: ReadonlyMap<string, string>
  /** Story -> the one its id leads to, of these stories and of those that lead to them. */
  readonly aliases: ReadonlyMap<string, string>
}

/** What holds of one entry of one feed by the word of editors. */
export interface Ruling {
  readonly hidden: boolean
  /** Shown although the feed's rules hold it back. */
  readonly published: boolean
  readonly pin?: { readonly at: Instant; readonly until: Instant }
  /** Instead of the publisher's headline. */
  readonly title?: string
  /** One plain paragraph, to be printed before the text. */
  readonly note?: string
  readonly withdrawn?: { readonly at: Instant; readonly why?: string }
  /** When an editor last said something, or took it back, that a reader should notice. */
  readonly noticed?: Instant
}
