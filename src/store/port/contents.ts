import type { Listed, Standing, Standings } from '../../model/standing.ts'
import type { Instant } from '../../model/time.ts'
import type { Place } from './items.ts'

/** What feeds hold: read by whoever lists, written by visits and by looks at whole stories. */
export interface ContentsStore {
  /** The stories that a visit touches, as these feeds hold them. One round trip. */
  standings(feeds: readonly string[], stories: readonly string[]): Promise<Standings>
  /** What a feed holds in its place, newest first; `state` 0 is what it publishes. */
  listed(feed: string, after: Place | undefined, limit: number, state?: Standing['state']): Promise<readonly Listed[]>
  /** What stands beside its place by the word of an editor: what is pinned, and what was withdrawn of late. */
  lifted(feed: string): Promise<readonly Listed[]>
  /** Of these stories what a feed publishes, or tells to be withdrawn; their items, where it `folds` nothing. */
  listedOf(feed: string, stories: readonly string[], folds: boolean): Promise<readonly Listed[]>
  /** Ends what editors said until now: the feeds that show it are to be rendered anew. */
  lapse(now: Instant): Promise<void>
}
