import type { Duration } from '../model/time.ts'

export interface FetchLimits {
  /** Until the headers are there, redirects included. */
  readonly headers: Duration
  /** The whole exchange. */
  readonly whole: Duration
  /** Of the decoded body. */
  readonly bytes: number
}
