import type { DueCode } from '../model/codes.ts'
import { HOUR, MINUTE, DAY, type Duration, type Instant } from '../model/time.ts'
import { SOURCE_DEFAULTS } from '../model/config.ts'
import type { HeaderMap } from '../model/fetched.ts'
import { retryAfter } from './caching.ts'
import { FLOOR, HINT_CAP, SLOWEST, UNCONDITIONAL } from './state.ts'
import type { ScheduleState } from '../model/schedule-state.ts'

const { every: USUAL } = SOURCE_DEFAULTS

/** One reason to wait, with its sentence. The longest wins. */
export interface Signal {
  readonly code: DueCode
  readonly duration: Duration
  readonly says: string
}

/** A visit may cost one twelfth of the silence it ends: an item after twelve days of it is seen a day late at worst. */
const SHARE_OF_SILENCE = 12

/**
 * How long to wait after a visit that worked: the longest of the curator's interval, the source's own rhythm and every
 * wish of the publisher.
 */
export function longestSignal(state: ScheduleState, every: Duration, headers: HeaderMap, now: Instant): Signal {
  const signals = [ours(every), ...rhythm(state, now), ...unconditional(state, every), ...wishes(state, headers, now)]
  return signals.reduce((longest, signal) => (signal.duration > longest.duration ? signal : longest))
}

function ours(every: Duration): Signal {
  const duration = Math.max(FLOOR, every)
  const says = every < FLOOR ? 'nobody is asked more often' : every === USUAL ? 'the usual interval' : 'the interval set for this source'
  return { code: every < FLOOR ? 'floor' : 'every', duration, says }
}

/** How long nothing new was seen while we looked. */
export const silenceOf = ({ lastNew, unheard = 0 }: ScheduleState, now: Instant): Duration => Math.max(0, now - (lastNew ?? now) - unheard)

function rhythm(state: ScheduleState, now: Instant): readonly Signal[] {
  const { rhythm: usual = 0 } = state
  const silence = silenceOf(state, now)
  const duration = Math.min(SLOWEST, Math.max(silence, usual) / SHARE_OF_SILENCE)
  const says = silence >= usual ? `it has had nothing new for ${inWords(silence)}` : `it has something new every ${inWords(usual)} or so`
  return [{ code: 'quiet', duration, says }]
}

/**
 * One visit without validators may have been a cut document of a source that has them; two are a source that has none any more.
 * A curator who set a shorter interval than the usual has decided that the source is worth it.
 */
function unconditional({ bare = 0, validated }: ScheduleState, every: Duration): readonly Signal[] {
  if (bare < (validated ? 2 : 1) || every < USUAL) return []
  return [{ code: 'no-validators', duration: UNCONDITIONAL, says: 'it offers no validators, so each visit costs it the whole document' }]
}

function wishes({ freshness, hints }: ScheduleState, headers: HeaderMap, now: Instant): readonly Signal[] {
  const retry = retryAfter(headers, now)
  const wish = (code: DueCode, duration: Duration | undefined, says: string): Signal[] =>
    duration === undefined ? [] : [{ code, duration: Math.min(duration, HINT_CAP), says }]
  return [
    ...wish(
      freshness?.code ?? 'max-age',
      freshness?.duration,
      freshness?.code === 'expires' ? 'its Expires header asks for it' : 'its Cache-Control max-age asks for it',
    ),
    ...wish('ttl', hints?.ttl, 'its ttl asks for it'),
    ...wish('sy', sinceBase(hints?.period, hints?.base, now), 'its sy:updatePeriod asks for it'),
    ...wish('retry-after', retry, 'its Retry-After asks for it'),
  ]
}

/** How far a visit may lie behind the source's own beat and still count as on it: cron, queue and jitter. */
const ON_THE_BEAT: Duration = 45 * MINUTE

/** At least a period, and from one of the source's own update times on where it gave one. */
function sinceBase(period: Duration | undefined, base: Instant | undefined, now: Instant): Duration | undefined {
  if (period === undefined || base === undefined || period <= 2 * ON_THE_BEAT) return period
  const behind = (((now - base) % period) + period) % period
  return behind <= ON_THE_BEAT ? period : 2 * period - behind
}

/** `12 hours`, `3 days`: for people. */
export function inWords(duration: Duration): string {
  const [size, unit] = duration < 2 * HOUR ? [MINUTE, 'minute'] : duration < 2 * DAY ? [HOUR, 'hour'] : [DAY, 'day']
  const count = Math.max(1, Math.round(duration / size))
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
