import { iso, DAY, HOUR, type Instant } from '../model/time.ts'
import { isSkipped } from '../schedule/hints.ts'
import { inWords } from '../schedule/interval.ts'
import { shownAddress } from '../address/shown.ts'
import { adviceOf } from './advice.ts'
import { moment } from './incident.ts'
import { NONE } from '../model/monitor-state.ts'
import type { SourceRecord } from '../model/source.ts'
import { present } from '../present.ts'
import { blamedFor } from '../schedule/failures.ts'

/**
 * How a source is, as a person would say it. `quiet`: it works, and is silent as it has been before; `late`: something should have come,
 * from it or, where a visit is overdue, from us.
 */
export type HealthState = 'new' | 'fresh' | 'quiet' | 'late' | 'failing' | 'rate-limited' | 'moved' | 'gone' | 'blocked' | 'unreached'

/** A state as one says it; the others are words already. */
export const wordOf = (state: HealthState): string => WORDS[state] ?? state

const WORDS: { readonly [state in HealthState]?: string } = { 'rate-limited': 'waiting', unreached: 'not reached' }

export interface Health {
  readonly state: HealthState
  /** One sentence. */
  readonly sentence: string
  /** What a person can do about it, as a sentence. */
  readonly advice?: string
  readonly lastVisit?: string
  readonly lastSuccess?: string
  readonly failingSince?: string
  readonly failures: number
  readonly status?: number
  readonly problem?: { readonly code: string; readonly message: string }
  readonly nextVisit: string
  /** Why then. */
  readonly nextReason?: string
  /** When anything new was seen last. */
  readonly lastNew?: string
  /** Where it is asked instead of its configured address, since it moved for good. */
  readonly movedTo?: string
  /** What else one should know: what was left out of its last document, that it was read without TLS. */
  readonly notes?: readonly string[]
  /** Over its whole life here: visits, items never seen before, bytes of documents; and the items in the last document. */
  readonly visits?: number
  readonly newItems?: number
  readonly bytes?: number
  readonly items?: number
}

const HELD_BY_HOST = 'Its server limits how often it is asked.'
const INSECURE = 'Its https address leads to one without TLS: whoever is on the way can change what it says'

export function healthOf(source: SourceRecord, now: Instant): Health {
  const { lastVisit, lastSuccess, failingSince, status, problem, dueAt, blockedUntil, state } = source
  const { counts: { updated, unchanged, failed, fresh, bytes } = NONE, items = 0 } = state.monitor ?? {}
  const lastNew = lastNewOf(source)
  const notes = [...(state.insecure ? [INSECURE] : []), ...(state.notes ?? [])]
  return {
    ...verdict(source, now),
    ...present({ lastVisit: isoOf(lastVisit), lastSuccess: isoOf(lastSuccess), failingSince: isoOf(failingSince) }),
    failures: blamedFor(source),
    ...present({ status, problem }),
    nextVisit: iso(Math.max(dueAt, blockedUntil)),
    ...present({
      nextReason: blockedUntil > dueAt && !isLimited(source, now) ? HELD_BY_HOST : state.dueReason,
      lastNew: isoOf(lastNew),
      movedTo: moved(source) && state.fetchUrl && shownAddress(state.fetchUrl),
    }),
    ...(notes.length > 0 ? { notes } : {}),
    visits: updated + unchanged + failed,
    newItems: fresh,
    bytes,
    items,
  }
}

const isoOf = (instant: Instant | undefined): string | undefined => (instant === undefined ? undefined : iso(instant))

const lastNewOf = ({ state }: SourceRecord): Instant | undefined => state.schedule?.lastNew

type Verdict = Pick<Health, 'state' | 'sentence' | 'advice'>

function verdict(source: SourceRecord, now: Instant): Verdict {
  const { lastVisit, blockedUntil, status, failingSince, problem } = source
  if (lastVisit === undefined) return { state: 'new', sentence: 'Not visited yet.' }
  const advice = problem === undefined ? undefined : adviceOf(problem, status)
  const told = (state: HealthState, sentence: string): Verdict => ({ state, sentence, ...present({ advice }) })
  if (status === 410) return told('gone', 'Its publisher says that it is gone for good (its server answered 410).')
  if (problem?.code === 'bot-challenge') return told('blocked', problem.message)
  if (isLimited(source, now))
    return told('rate-limited', `Its server asked us to wait${blockedUntil > now ? ` until ${moment(blockedUntil)}` : ''}.`)
  if (failingSince !== undefined)
    return told('failing', `Failing since ${moment(failingSince)}: ${problem?.message ?? 'the last visit failed.'}`)
  if (problem?.code === 'offline') return told('unreached', problem.message)
  if (overdue(source, now)) return late(source)
  return moved(source) ?? well(source, now)
}

/** It was told so itself. What its server says to another source holds this one back too, and is not its state. */
const isLimited = ({ status, blockedUntil }: SourceRecord, now: Instant): boolean =>
  status === 429 || (status === 503 && blockedUntil > now)

const late = ({ dueAt }: SourceRecord): Verdict => ({
  state: 'late',
  sentence: `It was due on ${moment(dueAt)} and has not been visited since.`,
  advice: 'Look whether wirefold’s scheduler runs: `serve` without --no-schedule, or cron.',
})

/** A page that offers a feed did not move: it is read by that feed, which a note says. */
function moved({ state: { fetchUrl, page } }: SourceRecord): Verdict | undefined {
  if (fetchUrl === undefined || fetchUrl === page?.offer) return undefined
  return {
    state: 'moved',
    sentence: `It moved for good to ${shownAddress(fetchUrl)} and is read there.`,
    advice: 'Put that address into feeds/: nobody knows how long the old one leads on.',
  }
}

/** A tick comes every minute, and a host's sources wait for one another. */
const OVERDUE = 2 * HOUR
function overdue({ dueAt, state: { schedule: { hints = {} } = {} } }: SourceRecord, now: Instant): boolean {
  // in the hours that its publisher wants left out nobody is late
  return now - dueAt > OVERDUE && !isSkipped(now, hints) && !isSkipped(now - OVERDUE, hints)
}

/** Nothing new for so long is worth a word, though it may be usual. */
const QUIET = 2 * DAY

function well(source: SourceRecord, now: Instant): Verdict {
  const lastNew = lastNewOf(source)
  const silence = lastNew === undefined ? 0 : now - lastNew
  const { open, lull } = source.state.monitor ?? {}
  const nothing = `It answers, but has had nothing new for ${inWords(silence)}`
  if (open?.silent)
    return {
      state: 'late',
      sentence: `${nothing}, which is longer than its longest silence lately, ${inWords(lull ?? 0)}.`,
      advice: 'Look at its site: if news is there, its feed was forgotten, and there may be another.',
    }
  if (silence > QUIET) return { state: 'quiet', sentence: `${nothing}${lull === undefined ? '' : ', as happens with it'}.` }
  return { state: 'fresh', sentence: 'All is well.' }
}
