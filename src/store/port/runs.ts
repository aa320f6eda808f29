import type { Instant } from '../../model/time.ts'
import type { Visit } from '../../model/visit.ts'

/** A refresh that somebody asked for. */
export interface Run {
  readonly id: string
  readonly at: Instant
  /** All that was asked for. */
  readonly asked: readonly string[]
  /** Those of them that were due when it began. */
  readonly due: readonly string[]
  /** Visits to those since then, whoever made them. */
  readonly visits: readonly Visit[]
  /** Slugs of feeds whose editions are older than what visits to those brought. */
  readonly behind: readonly string[]
  /** Why they are, where publishing failed. */
  readonly error?: string
}

/** Refreshes that somebody asked for. */
export interface RunStore {
  startRun(run: Omit<Run, 'visits' | 'behind' | 'error'>): Promise<void>
  /** Notes why what it brought could not be published. */
  failRun(id: string, error: string): Promise<void>
  run(id: string): Promise<Run | undefined>
}
