import { DAY, HOUR, MINUTE, SECOND, type Duration, type Instant } from '../model/time.ts'
import type { HeaderMap } from '../model/fetched.ts'
import { retryAfter } from './caching.ts'
import { HINT_CAP, RATE_LIMITED, SLOWEST } from './state.ts'

/** What is remembered of a server that limited how often it is asked. */
export interface HostLimit {
  /** Name and port. */
  readonly host: string
  /** Nobody asks it before. */
  readonly notBefore: Instant
  /** Between the end of one request and the start of the next. */
  readonly spacing: Duration
  /** Refusals in a row: each but the first answered the first request after a hold. */
  readonly refusals: number
  /** When the spacing grew, or shrank, last. */
  readonly since: Instant
}

/** An answer as far as it can be a refusal. */
export interface HostAnswer {
  readonly status?: number | undefined
  readonly headers?: HeaderMap | undefined
}

/** Between the end of one request to a host and the start of the next, where it never limited us. */
export const HOST_GAP: Duration = SECOND
/** A longer wait for a host is not waited out: the source stays due, and its turn comes with another refresh. */
export const MOST_WAIT: Duration = 30 * SECOND
/** After a first 429: of the limits that are published, one request a minute is the strictest common one. */
const FIRST_SPACING: Duration = MINUTE
const MOST_SPACING: Duration = HOUR
/** A spacing that was never refused for so long is halved: limits are lifted, and one refusal in a day costs an hour. */
const PATIENCE: Duration = DAY
/**
 * How long an answer holds all that is asked of its host; undefined where it is no refusal. A limit on requests (429, RFC 6585 4) is the
 * server's; a document that is unavailable (503) says nothing of its neighbours.
 */
export const holdOf = ({ status, headers = {} }: HostAnswer, now: Instant): Duration | undefined =>
  status === 429 ? Math.min(retryAfter(headers, now) ?? RATE_LIMITED, HINT_CAP) : undefined

/** What is remembered of a host after one more answer of it; undefined where nothing is. */
export function nextLimit(
  host: string,
  before: HostLimit | undefined,
  answer: HostAnswer,
  now: Instant,
  random: () => number,
): HostLimit | undefined {
  const hold = holdOf(answer, now)
  if (hold === undefined) return before && afterAnswer(before, now)
  const known = before ?? { host, notBefore: now, spacing: HOST_GAP, refusals: 0, since: now }
  // the first request after a hold says nothing of the spacing: the hold was too short
  const isSpaced = known.refusals > 0
  const spacing = isSpaced ? known.spacing : Math.min(MOST_SPACING, Math.max(FIRST_SPACING, 2 * known.spacing))
  const grown = Math.min(hold * 2 ** known.refusals, Math.max(hold, SLOWEST))
  const jitter = retryAfter(answer.headers ?? {}, now) === undefined || isSpaced ? Math.floor((random() * grown) / 10) : 0
  const notBefore = now + Math.max(grown + jitter, spacing)
  return { host, notBefore, spacing, refusals: Math.min(known.refusals + 1, 20), since: isSpaced ? known.since : now }
}

function afterAnswer(limit: HostLimit, now: Instant): HostLimit | undefined {
  if (limit.spacing <= HOST_GAP && limit.refusals === 0) return undefined
  const isOld = Math.abs(now - limit.since) >= PATIENCE
  const spacing = isOld ? Math.max(HOST_GAP, Math.floor(limit.spacing / 2)) : limit.spacing
  return { ...limit, notBefore: now + spacing, spacing, refusals: 0, since: isOld ? now : limit.since }
}
