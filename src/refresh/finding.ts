import type { Visit } from '../model/visit.ts'
import type { ClaimedSource } from '../store/port/sources.ts'
import type { Instant } from '../model/time.ts'
import type { Attempt, Changes } from './outcome.ts'

/** What one visit found, to be decided and stored. */
export interface Finding {
  readonly source: ClaimedSource
  readonly lease: string
  readonly attempt: Attempt
  /** Of a document that is decided in several invocations. */
  readonly begun?: Begun
}

export interface Begun {
  /** When the first part was decided: the others are decided as of then, so that one document has one moment. */
  readonly at: Instant
  /** What was decided so far, which is stored. */
  readonly before: Changes
}

/** Stores what visits found, those that are ready at about the same time together. */
export interface Settler {
  /** Runs the half of a visit that asks: what is ready waits a little for who still asks, and who asks next waits for room. */
  readonly ask: <Result>(work: () => Promise<Result>) => Promise<Result>
  /** Decides what a visit found, and resolves when that is stored; rejects with what deciding or storing it threw. */
  readonly settle: (finding: Finding) => Promise<Visit>
}
