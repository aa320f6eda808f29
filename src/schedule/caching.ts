import type { Freshness } from '../model/schedule-state.ts'
import { SECOND, type Duration, type Instant } from '../model/time.ts'
import type { HeaderMap } from '../model/fetched.ts'
import { parseHttpDate } from './http-date.ts'

const MAX_DELTA = 2 ** 31 // RFC 9111 1.2.2: what overflows counts as this many seconds

/** Digits only: a sign, a fraction or a word is no delta-seconds (RFC 9111 1.2.2). */
function deltaSeconds(text: string | undefined): Duration | undefined {
  const digits = text?.trim() ?? ''
  return /^\d{1,40}$/.test(digits) ? Math.min(Number(digits), MAX_DELTA) * SECOND : undefined
}

/**
 * The freshness that these headers state: `max-age`, else `Expires` (RFC 9111 4.2.1), less the `Age` it already has.
 * Zero for `no-cache` and `no-store`; undefined where nothing is stated or what is stated is nonsense.
 * `s-maxage`, `stale-while-revalidate` and `stale-if-error` are not meant for us (RFC 9111 5.2.2.10, RFC 5861).
 */
export function freshness(headers: HeaderMap, now: Instant): Freshness | undefined {
  const directives = cacheControl(headers['cache-control'])
  if (directives.has('no-cache') || directives.has('no-store')) return { code: 'max-age', duration: 0 }
  const age = deltaSeconds(headers['age']) ?? 0
  const maxAge = deltaSeconds(directives.get('max-age'))
  if (maxAge !== undefined) return { code: 'max-age', duration: Math.max(0, maxAge - age) }
  if (headers['expires'] === undefined) return undefined
  const expires = parseHttpDate(headers['expires'], now)
  const sent = parseHttpDate(headers['date'], now) ?? now
  // an invalid Expires, `0` above all, means already expired (RFC 9111 5.3)
  return { code: 'expires', duration: expires === undefined ? 0 : Math.max(0, expires - sent - age) }
}

/** Directives by lower-case name; the first of equal ones holds (RFC 9111 4.2.1). */
function cacheControl(value: string | undefined): ReadonlyMap<string, string> {
  const directives = new Map<string, string>()
  for (const part of (value ?? '').split(',')) {
    const at = part.indexOf('=')
    const name = (at < 0 ? part : part.slice(0, at)).trim().toLowerCase()
    const argument = at < 0 ? '' : part.slice(at + 1).trim()
    const unquoted = argument.startsWith('"') && argument.endsWith('"') && argument.length > 1 ? argument.slice(1, -1) : argument
    if (!directives.has(name)) directives.set(name, unquoted)
  }
  return directives
}

/**
 * How long the server asks us to stay away; undefined where it does not say so in a way that makes sense.
 * A date is read by the server's own clock where it tells its time, so that a wrong clock on either side does no harm.
 */
export function retryAfter(headers: HeaderMap, now: Instant): Duration | undefined {
  const text = headers['retry-after']
  const seconds = deltaSeconds(text)
  if (seconds !== undefined) return seconds > 0 ? seconds : undefined
  const date = parseHttpDate(text, now)
  if (date === undefined) return undefined
  const wait = date - (parseHttpDate(headers['date'], now) ?? now)
  return wait > 0 ? wait : undefined
}
