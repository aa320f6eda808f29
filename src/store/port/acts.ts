import type { Act, Arrangement, Around } from '../../model/act.ts'
import type { StoredItem } from '../../model/story.ts'

/** What deciding on an act has to know, as it was at one moment. */
export interface Docket extends Around {
  /** Of the ledger. */
  readonly version: number
  /** The newest act there is; 0 before the first. */
  readonly newest: number
  /** All acts that concern these stories, the oldest first. */
  readonly acts: readonly Act[]
}

/** An act to be stored, and all that it changes. */
export interface NewAct {
  readonly act: Omit<Act, 'id'>
  /** What it was decided on. */
  readonly docket: Pick<Docket, 'version' | 'newest' | 'members'>
  readonly changes?: Arrangement
  /** The copy that is shown of a story from now on by hand; `null`: as the policy says. */
  readonly shown?: { readonly story: string; readonly item: string | null }
  /** An item that must now be found by itself when copies of it come. */
  readonly indexed?: StoredItem
  /** Stories, and their items, whose feeds change. */
  readonly stories: readonly string[]
  readonly items: readonly string[]
}

/** What editors said of stories, in order. */
export interface ActStore {
  /** What is stored around these stories, and around these items wherever they stand. One round trip. */
  docket(stories: readonly string[], items?: readonly string[]): Promise<Docket>
  /** Stores an act with all that it changes, in one batch; undefined where something else was decided meanwhile: decide again. */
  act(act: NewAct): Promise<Act | undefined>
  /** One act by its id. */
  actById(id: number): Promise<Act | undefined>
  /** Acts after this one, oldest first. */
  actsSince(id: number, limit: number): Promise<readonly Act[]>
  /** The newest acts before this one, newest first. */
  actsBefore(id: number | undefined, limit: number): Promise<readonly Act[]>
  /** By story, what was said of these stories themselves: not what only concerned them as another. Stories of which nothing was said are absent. */
  actsOn(stories: readonly string[]): Promise<ReadonlyMap<string, readonly Act[]>>
}
