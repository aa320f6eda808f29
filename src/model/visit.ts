import type { Problem } from './problem.ts'
import type { Instant } from './time.ts'

export type VisitOutcome = 'updated' | 'unchanged' | 'failed' | 'skipped'

/** One visit to a source, or why there was none. */
export interface Visit {
  readonly source: string
  readonly at: Instant
  readonly run?: string
  readonly outcome: VisitOutcome
  readonly status?: number
  /** Items in the document, and how many of them were never seen before. */
  readonly items: number
  readonly new: number
  /** Bytes of the decoded body. */
  readonly bytes: number
  /** Bytes of it on the wire; told to the log, not kept. */
  readonly wire?: number
  readonly ms: number
  readonly problem?: Problem
  /** A sentence for who watches the refresh; not stored. */
  readonly note?: string
}
