import type { Duration, Instant } from '../model/time.ts'
import type { HeaderMap } from '../model/fetched.ts'
import type { Problem } from '../model/problem.ts'
import { retryAfter } from './caching.ts'
import type { Signal } from './interval.ts'
import { GONE, HINT_CAP, MISSING_PATIENCE, SLOWEST, WEEKLY } from './state.ts'

export interface Failed {
  readonly problem: Problem
  readonly status?: number
}

export interface Backoff extends Signal {
  /** How much may be added at random: all of the delay while it doubles (full jitter), so that sources that broke together part. */
  readonly jitter: Duration
  /** It may not be asked for so long, not even by force. */
  readonly hold?: Duration
}

const MOST_DOUBLINGS = 20 // beyond every cap; keeps the number finite

const doubled = (first: Duration, failures: number, cap: Duration): Duration =>
  Math.min(first * 2 ** Math.min(failures - 1, MOST_DOUBLINGS), Math.max(cap, first))

/**
 * How long to wait after a visit that failed: once per due time, never at once again. A refusal (429) is no failure of the source.
 * @param failures in a row, this one included
 * @param usual what would be waited had it worked
 */
export function backoff(
  failed: Failed,
  headers: HeaderMap,
  failures: number,
  failingFor: Duration,
  usual: Duration,
  now: Instant,
): Backoff {
  const { status = 0 } = failed
  const wished = retryAfter(headers, now)
  const own = ownBackoff(status, failures, failingFor, usual)
  if (wished === undefined) return own

  const duration = Math.min(wished, HINT_CAP)
  const hold = status === 503 ? { hold: duration } : {}
  if (duration < own.duration) return { ...own, ...hold }
  const says = `the server answered ${status} and asked to be left alone for so long (Retry-After)`
  return { code: status === 503 ? 'rate-limited' : 'retry-after', duration, says, jitter: duration / 10, ...hold }
}

function ownBackoff(status: number, failures: number, failingFor: Duration, usual: Duration): Backoff {
  if (status === 410) return { code: 'gone', duration: GONE, says: 'the server said it is gone for good (410)', jitter: SLOWEST }
  if (status === 401 || status === 403 || status === 451) {
    const duration = doubled(Math.max(SLOWEST, usual), failures, WEEKLY)
    return { code: 'forbidden', duration, says: `the server answered ${status}: we are not let in`, jitter: duration / 10 }
  }
  if (status === 404) {
    const missing = failingFor >= MISSING_PATIENCE
    const duration = missing ? Math.max(WEEKLY, usual) : doubled(usual, failures, SLOWEST)
    return { code: 'missing', duration, says: 'the server does not find it (404)', jitter: missing ? SLOWEST : room(duration) }
  }
  const duration = doubled(usual, failures, SLOWEST)
  const says = failures === 1 ? 'the last visit failed' : `the last ${failures} visits failed`
  return { code: 'backoff', duration, says, jitter: room(duration) }
}

/** As much as the delay, without going beyond a day. */
const room = (duration: Duration): Duration => Math.max(Math.min(duration, SLOWEST - duration), duration / 20)
