import { iso, DAY, HOUR, type Instant } from '../model/time.ts'
import { isSkipped } from '../schedule/hints.ts'
import { inWords } from '../schedule/interval.ts'
import { shownAddress } from '../address/shown.ts'
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
    ...present({ nextReason: state.dueReason, lastNew: isoOf(lastNew), movedTo: state.fetchUrl && shownAddress(state.fetchUrl) }),
    ...(notes.length > 0 ? { notes } : {}),
    visits: updated + unchanged + failed,
    newItems: fresh,
    bytes,
    items,
  }
}

const isoOf = (instant: Instant | undefined): string | undefined => (instant === undefined ? undefined : iso(instant))

const lastNewOf = ({ state }: SourceRecord): Instant | undefined => state.schedule?.lastNew

type Verdict = Pick<Health, 'state' | 'sentence'>

function verdict(source: SourceRecord, now: Instant): Verdict {
  const { lastVisit, blockedUntil, status, failingSince, problem, state } = source
  if (lastVisit === undefined) return { state: 'new', sentence: 'Not visited yet.' }
  if (status === 410) return { state: 'gone', sentence: 'Its publisher says that it is gone for good.' }
  if (problem?.code === 'bot-challenge') return { state: 'blocked', sentence: `${problem.message} Only its publisher can change that.` }
  if (blockedUntil > now || status === 429)
    return { state: 'rate-limited', sentence: `Its server asked us to wait${blockedUntil > now ? ` until ${moment(blockedUntil)}` : ''}.` }
  if (failingSince !== undefined)
    return { state: 'failing', sentence: `Failing since ${moment(failingSince)}: ${problem?.message ?? 'the last visit failed.'}` }
  if (problem?.code === 'offline') return { state: 'unreached', sentence: problem.message }
  if (overdue(source, now))
    return { state: 'late', sentence: `It was due on ${moment(source.dueAt)} and has not been visited since: is the scheduler running?` }
  if (state.fetchUrl !== undefined)
    return { state: 'moved', sentence: `It moved for good to ${shownAddress(state.fetchUrl)} and is read there; put that into feeds/.` }
  return well(source, now)
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
    return { state: 'late', sentence: `${nothing}, which is longer than its longest silence lately, ${inWords(lull ?? 0)}.` }
  if (silence > QUIET) return { state: 'quiet', sentence: `${nothing}${lull === undefined ? '' : ', as happens with it'}.` }
  return { state: 'fresh', sentence: 'All is well.' }
}
