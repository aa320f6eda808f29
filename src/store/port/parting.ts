import type { Crowd, Moved } from '../../dedupe/part.ts'
import type { Instant } from '../../model/time.ts'

/** Stories of one source that older rules may have folded wrongly, at one version of the ledger; `furniture` is for the caller to learn. */
export interface Crowds {
  readonly version: number
  readonly source: string
  /** What the source's row remembers that it repeats. */
  readonly furniture: readonly number[]
  readonly crowds: readonly Omit<Crowd, 'furniture'>[]
}

/** Stored stories that newer rules take apart, once. */
export interface PartingStore {
  /** Of the next source that was not looked at by these rules the next stories with several entries that it shows at once; undefined at the end. */
  crowds(rules: number, limit: number): Promise<Crowds | undefined>
  /**
   * Moves items to the stories they belong to, and notes what was looked at; where there were no crowds, the source is done. Gives false,
   * and changes nothing, where somebody stored items since `version`.
   */
  part(look: Crowds, moved: readonly Moved[], rules: number, now: Instant): Promise<boolean>
  /** How many watched sources are still to be looked at by these rules. */
  unparted(rules: number): Promise<number>
}
