import type { Edit } from '../../dedupe/decision.ts'
import type { Instant } from '../../model/time.ts'

/** A stored version: what it was until `at`, when it was found changed. */
export interface Version extends Edit {
  readonly at: Instant
}

/** Where ids lead since editors put stories together, and what publishers changed. */
export interface RulingStore {
  /** The story that an id stands for now: its own, or the one it was merged into. */
  currentStory(story: string): Promise<string>
  /** The versions that items had before, by item, the last replaced first; items that never changed are absent. */
  versions(items: readonly string[]): Promise<ReadonlyMap<string, readonly Version[]>>
}
