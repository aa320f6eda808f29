import type { Validators } from './fetched.ts'
import type { MonitorState } from './monitor-state.ts'
import type { PageState } from './page-state.ts'
import type { Problem } from './problem.ts'
import type { ScheduleState } from './schedule-state.ts'
import type { Instant } from './time.ts'
import type { VisitOutcome } from './visit.ts'

/** A watched source as the store knows it. */
export interface SourceRecord {
  readonly url: string
  readonly host: string
  readonly title?: string
  readonly site?: string
  readonly format?: string
  readonly validators: Validators
  readonly bodyHash?: string
  readonly dueAt: Instant
  readonly blockedUntil: Instant
  readonly lastVisit?: Instant
  readonly lastSuccess?: Instant
  readonly failingSince?: Instant
  readonly failures: number
  readonly outcome?: VisitOutcome
  readonly status?: number
  readonly problem?: Problem
  readonly state: SourceState
}

/** What only the schedule and the monitor read; JSON in one column. */
export interface SourceState {
  /** Where it is asked after a believed permanent redirect, instead of its configured address. */
  readonly fetchUrl?: string
  /** The address that issued the validators: the only one they are sent to (RFC 9110 13.1). */
  readonly validatorsUrl?: string
  /** When its server last sent a document rather than a 304. */
  readonly documentAt?: Instant
  /** Its https address leads to one without TLS. */
  readonly insecure?: true
  /** What was left out of its last document, in words (`RawFeed.notes`). */
  readonly notes?: readonly string[]
  /** Why the next visit is when it is, as a sentence. */
  readonly dueReason?: string
  /** What the schedule remembers. */
  readonly schedule?: ScheduleState
  /** What the monitor remembers. */
  readonly monitor?: MonitorState
  /** What a page, or a source whose articles are fetched, remembers. */
  readonly page?: PageState
  /** Hashes of what it repeats under any headline (dedupe/furniture.ts). */
  readonly furniture?: readonly number[]
}
