import type { Listed, Standing, Standings } from '../../model/standing.ts'
import type { Place } from './items.ts'

/** What feeds hold: read by whoever lists, written by visits and by looks at whole stories. */
export interface ContentsStore {
  /** The stories that a visit touches, as these feeds hold them. One round trip. */
  standings(feeds: readonly string[], stories: readonly string[]): Promise<Standings>
  /** What a feed holds, newest first; `state` 0 is what it publishes. */
  listed(feed: string, after: Place | undefined, limit: number, state?: Standing['state']): Promise<readonly Listed[]>
}
