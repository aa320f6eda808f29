import type { Instant } from '../model.ts'
import type { SourceRecord } from '../store/store.ts'

/** How a source is, as a person would say it. */
export type HealthState = 'new' | 'fresh' | 'failing' | 'rate-limited' | 'gone'

export interface Health {
  readonly state: HealthState
  /** One sentence. */
  readonly sentence: string
  readonly lastVisit?: string
  readonly lastSuccess?: string
  readonly failingSince?: string
  readonly failures: number
  readonly status?: number
  readonly problem?: { readonly code: string; readonly message: string }
  readonly nextVisit: string
  /** Why then. */
  readonly nextReason?: string
}

const iso = (instant: Instant) => new Date(instant).toISOString()

export function healthOf(source: SourceRecord, now: Instant): Health {
  const { lastVisit, lastSuccess, failingSince, failures, status, problem, dueAt, blockedUntil, state } = source
  return {
    ...verdict(source, now),
    ...(lastVisit === undefined ? {} : { lastVisit: iso(lastVisit) }),
    ...(lastSuccess === undefined ? {} : { lastSuccess: iso(lastSuccess) }),
    ...(failingSince === undefined ? {} : { failingSince: iso(failingSince) }),
    failures,
    ...(status === undefined ? {} : { status }),
    ...(problem === undefined ? {} : { problem }),
    nextVisit: iso(Math.max(dueAt, blockedUntil)),
    ...(state.dueReason === undefined ? {} : { nextReason: state.dueReason }),
  }
}

function verdict(
  { lastVisit, blockedUntil, status, failingSince, problem }: SourceRecord,
  now: Instant,
): Pick<Health, 'state' | 'sentence'> {
  if (lastVisit === undefined) return { state: 'new', sentence: 'Not visited yet.' }
  if (status === 410) return { state: 'gone', sentence: 'Its publisher says that it is gone for good.' }
  if (blockedUntil > now) return { state: 'rate-limited', sentence: `Its server asked us to wait until ${iso(blockedUntil)}.` }
  if (failingSince !== undefined) return { state: 'failing', sentence: problem?.message ?? 'The last visit failed.' }
  return { state: 'fresh', sentence: 'All is well.' }
}
