import type { Edit } from '../../dedupe/decision.ts'
import type { StoredItem } from '../../model/story.ts'
import type { Instant } from '../../model/time.ts'

/** A stored version: what it was until `at`, when it was found changed. */
export interface Version extends Edit {
  readonly at: Instant
}

/** What editors said of stories, and what publishers changed. */
export interface RulingStore {
  /** Takes an item out of its story, for good; gives the id of its own. */
  split(item: StoredItem, now: Instant): Promise<string>
  /** Folds the story `gone` into `keep`, for good. */
  merge(keep: string, gone: string, now: Instant): Promise<void>
  /** Chooses the item that is shown for a story; without one the policy decides again. */
  show(story: string, item: string | undefined, now: Instant): Promise<void>
  /** The story that an id stands for now: its own, or the one it was merged into. */
  currentStory(story: string): Promise<string>
  /** The versions that items had before, by item, the last replaced first; items that never changed are absent. */
  versions(items: readonly string[]): Promise<ReadonlyMap<string, readonly Version[]>>
}
