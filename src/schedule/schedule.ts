import type { DueCode, ProblemCode } from '../model/codes.ts'
import { present } from '../present.ts'
import { DAY, HOUR, MINUTE, type Duration, type Instant } from '../model/time.ts'
import type { HeaderMap, Redirect } from '../model/fetched.ts'
import type { RawHints } from '../model/raw.ts'
import { backoff, type Failed } from './backoff.ts'
import { freshness, retryAfter } from './caching.ts'
import type { Failures } from './failures.ts'
import { nextLimit, type HostLimit } from './host-limit.ts'
import { nextOpen, readHints } from './hints.ts'
import type { Hints, ScheduleState } from '../model/schedule-state.ts'
import { HELD } from '../model/problem.ts'
import { longestSignal, silenceOf } from './interval.ts'
import { seeMove } from './moving.ts'

export type ScheduleOutcome =
  /** A document was read. `fresh`: items never seen before; `items`: all in the document. */
  | { readonly kind: 'read'; readonly fresh: number; readonly items: number; readonly hints: RawHints }
  /** A 304, or the body of the last visit again. */
  | { readonly kind: 'unchanged' }
  /** No answer, an answer that is an error, or a document that could not be read. */
  | ({ readonly kind: 'failed' } & Failed)
  /** Nothing at all could be fetched, so it is not this source's fault: nothing is held against it. */
  | { readonly kind: 'offline' }

export interface VisitInput {
  readonly now: Instant
  /** The curator's interval. */
  readonly every: Duration
  readonly outcome: ScheduleOutcome
  /** Of the last response of the visit; empty where there was none. */
  readonly headers: HeaderMap
  readonly redirects: readonly Redirect[]
  /** Whether there are validators to send next time. */
  readonly validators: boolean
  /** Whether a believed redirect's address was asked instead of the configured one. */
  readonly moved?: boolean
  /** Whether another source is asked, or sent, where the redirects lead. */
  readonly shared?: boolean
  /** When this visit was due; a very late one means that all are late, and they are spread. */
  readonly dueAt?: Instant
  /** What is held against the source, this visit included. */
  readonly failing: Failures
  /** What is known of the host that answered, this answer included. */
  readonly limit?: HostLimit
  readonly state: ScheduleState
  /** In [0, 1). */
  readonly random: () => number
}

export interface NextVisit {
  readonly dueAt: Instant
  /** Stable code of the signal that won. */
  readonly code: DueCode
  /** One sentence: who wants it so. */
  readonly reason: string
  readonly state: ScheduleState
  /** Nobody may ask this host before, not even by force. */
  readonly blockedUntil?: Instant
  /** A permanent redirect is believed now: ask here from now on. Identities stay those of the configured URL. */
  readonly movedTo?: string
  /** The address that was believed is no good: ask the configured one again. */
  readonly movedBack?: true
}

/** When to come back, and why: the longest of all signals, jitter only ever added, and never in an hour the source skips. */
export function nextVisit(visit: VisitInput): NextVisit {
  const input = { ...visit, state: withAbsence(visit) }
  const { outcome, now, every, headers, state } = input
  if (outcome.kind === 'failed') return afterFailure(input, outcome)
  if (outcome.kind === 'offline') {
    const usual = longestSignal(state, every, {}, now)
    return { ...place(input, state.hints, usual.duration, slack(usual.duration), 'offline', 'nothing could be fetched at all'), state }
  }
  const { moving: _, ...settled } = remember(input, outcome)
  const { movedTo, moving } = seeMove(state.moving, input.redirects, outcome.kind === 'unchanged' || outcome.items > 0, now, input.shared)
  const next: ScheduleState = { ...settled, ...(moving ? { moving } : {}) }
  const { duration, code, says } = longestSignal(next, every, headers, now)
  return { ...place(input, next.hints, duration, lateSlack(input, duration), code, says), state: next, ...(movedTo ? { movedTo } : {}) }
}

/** Ticks, queues and a host's turn make a visit so late; whatever is later was a stop of ours, or a jump of the clock. */
const LATE: Duration = HOUR

/** Silence is what we listened to: the time from when a visit was due until it was made says nothing of the source. */
function withAbsence({ state, now, dueAt = now }: VisitInput): ScheduleState {
  const absence = now - dueAt
  return state.lastNew === undefined || absence <= LATE ? state : { ...state, unheard: (state.unheard ?? 0) + absence }
}

/** The host's limit is the host's: nothing is held against the feed, which queues up at the end of the hold. */
function afterRefusal(input: VisitInput): NextVisit {
  const { now, headers, state, random } = input
  const limit = input.limit ?? nextLimit('', undefined, { status: 429, headers }, now, random)!
  const stated = retryAfter(headers, now) === undefined ? '' : ' and asked to be left alone for so long (Retry-After)'
  const says = `the server answered 429: it limits how often it is asked${stated}`
  return { ...place(input, state.hints, limit.notBefore - now, 0, 'rate-limited', says), state, blockedUntil: limit.notBefore }
}

/** What was asked before it, its robots.txt, took the turn at a host that is asked slowly. */
function afterHold(input: VisitInput): NextVisit {
  const { now, state, limit } = input
  const turn = Math.max(MINUTE, (limit?.notBefore ?? now) - now)
  return { ...place(input, state.hints, turn, 0, 'rate-limited', 'its server is asked slowly, and its turn comes then'), state }
}

function afterFailure(input: VisitInput, failed: Failed): NextVisit {
  if (failed.status === 429) return afterRefusal(input)
  if (failed.problem.code === HELD) return afterHold(input)
  const { now, every, headers, state } = input
  const { failures, failingSince = now } = input.failing
  // its silence while it fails is not its rhythm
  const usual = longestSignal({ ...state, lastNew: now }, every, {}, now).duration
  if (input.moved && (failed.status === 404 || failed.status === 410 || failures >= DOUBTS)) {
    const says = 'its new address fails, so the configured one is asked again'
    return { ...place(input, state.hints, usual, slack(usual), 'moved-back', says), state, movedBack: true }
  }
  if (UNASKED.has(failed.problem.code) && input.redirects.length === 0) {
    const says = 'nobody was asked, since something is to be set up here first'
    return { ...place(input, state.hints, usual, slack(usual), 'backoff', says), state }
  }
  const { duration, code, says, jitter, hold } = backoff(failed, headers, failures, now - failingSince, usual, now)
  return {
    ...place(input, state.hints, duration, jitter, code, says),
    state,
    ...(hold === undefined ? {} : { blockedUntil: now + hold }),
  }
}

/** What the operator has to mend: it spares nobody to look again later and later. */
const UNASKED: ReadonlySet<ProblemCode> = new Set(['private-address', 'secret-missing'])

/** So many failures in a row make us doubt that a source really moved. */
const DOUBTS = 7

/** The state after a visit that worked: hints and rhythm are learnt. */
function remember({ now, headers, state, validators }: VisitInput, outcome: ScheduleOutcome): ScheduleState {
  const { bare = 0, freshness: kept, unheard, ...rest } = state
  // a 304 that says nothing of freshness leaves what the 200 said (RFC 9111 4.3.4); a 200 replaces it
  const stated = freshness(headers, now) ?? (outcome.kind === 'unchanged' ? kept : undefined)
  const offer = validators ? { validated: true as const } : { bare: bare + 1 }
  const learnt = { ...rest, ...offer, ...(stated ? { freshness: stated } : {}) }
  const read = outcome.kind === 'read' ? { ...learnt, hints: readHints(outcome.hints) } : learnt
  if (state.lastNew === undefined || state.lastNew > now) return { ...read, lastNew: now }
  if (outcome.kind !== 'read' || outcome.fresh === 0) return { ...read, ...present({ unheard }) }
  const gap = silenceOf(state, now) / outcome.fresh
  // quick to notice that a source woke up, slow to believe that it fell asleep
  return { ...read, lastNew: now, rhythm: Math.round(Math.min(gap, ((state.rhythm ?? gap) + gap) / 2)) }
}

const MOST_SLACK: Duration = 30 * MINUTE
/** What is added at random to an ordinary interval, so that sources part over the day and no visit falls on :00. */
const slack = (duration: Duration): Duration => Math.min(duration / 10, MOST_SLACK)

/** After a clock jump or a long stop everything is due at once; the next visits then spread over half an interval. */
const lateSlack = ({ now, dueAt = now }: VisitInput, duration: Duration): Duration =>
  Math.abs(now - dueAt) > DAY + duration ? Math.max(slack(duration), Math.min(duration, DAY) / 2) : slack(duration)

function place({ now, random }: VisitInput, hints: Hints | undefined, duration: Duration, jitter: Duration, code: DueCode, says: string) {
  const wanted = now + Math.ceil(duration) + Math.floor(random() * jitter)
  const open = hints ? nextOpen(wanted, hints) : wanted
  const dueAt = open === wanted ? wanted : open + Math.floor(random() * slack(duration))
  const skips = open === wanted ? '' : ', and not within its skipHours or skipDays'
  return {
    dueAt,
    code: open === wanted ? code : ('skip' as const),
    reason: `${says.charAt(0).toUpperCase()}${says.slice(1)}${skips}.`,
  }
}

/** So many new sources are visited at once, about half a minute's work; those after them wait their turn. */
const AT_ONCE = 100

/**
 * When to visit a new source first: the first few at once, so that who starts wirefold sees something, the others spread
 * over their interval.
 * @param index among the `count` sources that are new together
 */
export function firstVisit(now: Instant, every: Duration, index: number, count: number, random: () => number): Instant {
  if (index < AT_ONCE) return now
  const step = every / Math.max(1, count - AT_ONCE)
  return now + Math.floor((index - AT_ONCE + random()) * step)
}
