import { HOUR, MINUTE, type Instant } from '../../src/model/time.ts'
import type { HeaderMap } from '../../src/model/fetched.ts'
import type { RawHints } from '../../src/model/raw.ts'
import { failuresAfter, type Failures, type VisitResult } from '../../src/schedule/failures.ts'
import { nextVisit, type NextVisit, type ScheduleOutcome, type VisitInput } from '../../src/schedule/schedule.ts'
import type { ScheduleState } from '../../src/model/schedule-state.ts'

/** A Wednesday, far from any boundary of hour or day. */
export const NOW: Instant = Date.UTC(2026, 6, 15, 9, 20, 30)

const hints = (some: Partial<RawHints> = {}): RawHints => ({ skipHours: [], skipDays: [], ...some })
export const read = (some: Partial<RawHints> = {}, fresh = 1): ScheduleOutcome => ({ kind: 'read', fresh, items: 10, hints: hints(some) })
export const UNCHANGED: ScheduleOutcome = { kind: 'unchanged' }
export const failed = (status?: number): ScheduleOutcome => ({
  kind: 'failed',
  problem: { code: status === undefined ? 'timeout' : 'http-status', message: 'It failed.' },
  ...(status === undefined ? {} : { status }),
})

/** One visit without luck: no jitter unless a test brings its own. */
export function after(outcome: ScheduleOutcome, headers: HeaderMap = {}, changes: Partial<VisitInput> = {}): NextVisit {
  const now = changes.now ?? NOW
  const failing = failuresAfter({ failures: 0 }, resultOf(outcome), now)
  return nextVisit({ now, every: HOUR, outcome, headers, redirects: [], validators: true, failing, state: {}, random: () => 0, ...changes })
}

const resultOf = (outcome: ScheduleOutcome): VisitResult =>
  outcome.kind === 'offline'
    ? { kind: 'offline', since: 0, spared: true }
    : { kind: outcome.kind !== 'failed' ? 'well' : outcome.status === 429 ? 'limited' : 'failed' }

/** The waits after each of these visits, every one made when it was due, in minutes. */
export function waits(outcomes: readonly ScheduleOutcome[], headers: HeaderMap = {}, changes: Partial<VisitInput> = {}): number[] {
  let now = changes.now ?? NOW
  let state: ScheduleState = {}
  let failing: Failures = { failures: 0 }
  return outcomes.map((outcome) => {
    failing = failuresAfter(failing, resultOf(outcome), now)
    const next = after(outcome, headers, { ...changes, now, failing, state: structuredClone(state), dueAt: now })
    const wait = next.dueAt - now
    now = next.dueAt
    state = next.state
    return wait / MINUTE
  })
}

export const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)
