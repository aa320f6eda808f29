import type { Act } from '../../model/act.ts'
import type { Relisted } from '../../model/standing.ts'
import type { Story } from '../../model/story.ts'
import type { Instant } from '../../model/time.ts'

/** How far the lists are made anew: rows of `items` that are still to be looked at, of all. */
export interface RelistProgress {
  readonly left: number
  readonly of: number
}

export interface WholeStories {
  readonly version: number
  readonly stories: readonly Story[]
  readonly acts: ReadonlyMap<string, readonly Act[]>
}

/** What a look at whole stories reads and writes. `choices` is by what the caller chooses: where another configuration counts, it changes nothing. */
export interface RelistStore {
  /** Stories that are marked, and feeds whose newest stories are to be judged. */
  pending(
    choices: string,
    limit: number,
    now: Instant,
  ): Promise<{
    readonly stories: readonly string[]
    readonly feeds: readonly string[]
    /** Something stands beside its place for longer than an editor said. */
    readonly hasLapsed: boolean
    /** Whether the feeds choose by what the caller does: else others look at what is marked. */
    readonly isOurs: boolean
  }>
  /** Stories with all of their items and what editors said of them, at one version of the ledger; undefined where another configuration counts. */
  whole(choices: string, stories: readonly string[]): Promise<WholeStories | undefined>
  /** Gives the number of rows it had to change; undefined where somebody stored items, or changed the configuration, since. */
  relist(look: {
    readonly version: number
    readonly choices: string
    readonly relisted: readonly Relisted[]
    /** Stories that have no item. */
    readonly empty: readonly string[]
    readonly feeds: readonly string[]
  }): Promise<number | undefined>
  /** The newest stories of these sources. */
  newestStories(sources: readonly string[], limit: number): Promise<readonly string[]>
  /** The stories that a feed holds on top. */
  topStories(feed: string, limit: number): Promise<readonly string[]>
  /** The newest stories of a feed are judged. */
  headed(choices: string, feed: string): Promise<void>
  /** The next stories that are still to be looked at, and the row the walk comes to with them: undefined at its end. */
  ahead(choices: string, items: number): Promise<{ readonly stories: readonly string[]; readonly row: number | undefined }>
  /** The walk came to this row; at its end every feed is rendered once more. */
  walked(choices: string, row: number | undefined): Promise<void>
  relistProgress(): Promise<RelistProgress | undefined>
}
