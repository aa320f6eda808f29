import { DAY, type Duration, type Instant } from '../model/time.ts'
import type { Problem } from '../model/problem.ts'
import type { Failures } from '../schedule/failures.ts'
import { inWords } from '../schedule/interval.ts'
import { withAdvice } from './advice.ts'
import { moment } from './incident.ts'
import type { IncidentKind } from '../model/incident.ts'
import { listening, patience } from './state.ts'
import type { MonitorState } from '../model/monitor-state.ts'

/** What a visit showed, as far as the monitor cares. */
export interface Sight {
  readonly now: Instant
  /** Of the visit before. */
  readonly before: MonitorState
  readonly title?: string | undefined
  readonly site?: string | undefined
  /** When anything new was seen last, before this visit. */
  readonly lastNew?: Instant | undefined
  readonly lastSuccess?: Instant | undefined
  /** Failures in a row before this visit, which brought something. */
  readonly failures: number
  readonly found:
    | ({ readonly kind: 'failed'; readonly problem: Problem; readonly status?: number | undefined } & Failures)
    | { readonly kind: 'unchanged' }
    | ({ readonly kind: 'read' } & Document)
  readonly movedTo?: string | undefined
  readonly movedBack?: true | undefined
}

interface Document {
  readonly items: number
  /** Never seen before. */
  readonly fresh: number
  /** Known, but under other keys. */
  readonly renamed: number
  readonly id?: string | undefined
  readonly title?: string | undefined
  readonly site?: string | undefined
  /** Another source that holds nearly all that is new here, under the same ids. */
  readonly twin?: { readonly name: string; readonly shared: number } | undefined
}

/** For each kind: the sentence of why it is so, or `false` where it is over; no word where the visit says nothing of it. */
export type Signs = { readonly [kind in IncidentKind]?: string | false }

/** So many failures in a row are no accident … */
const FAILURES = 3
/** … nor are two, so far apart. */
const FAILING: Duration = DAY
/** In a document of fewer items a complete change says little. */
const TELLING = 3
/** A change of hands is told so long; by then somebody has looked, or nobody will. */
const NEWS: Duration = 14 * DAY

export const signs = (sight: Sight): Signs => ({
  // whatever it brought, it came to an end
  ...(sight.before.open?.unfinished ? { unfinished: false } : {}),
  ...signsOf(sight),
})

function signsOf(sight: Sight): Signs {
  const { found } = sight
  const moves: Signs = sight.movedTo ? { moved: movedSentence(sight.movedTo) } : sight.movedBack ? { moved: false } : {}
  if (found.kind === 'failed') return { ...moves, ...failed(found, sight.now) }
  const well: Signs = { ...moves, broke: false, blocked: false }
  if (found.kind === 'unchanged') return { ...well, ...silence(sight), ...settled(sight) }
  if (found.fresh === 0)
    return { ...well, ...silence(sight), ...settled(sight), ...(found.items > 0 ? { gap: false } : {}), ...churned(found) }
  return { ...well, silent: false, ...settled(sight), ...turnedOver(sight, found), ...churned(found), ...doubled(found) }
}

const movedSentence = (to: string) =>
  `It has answered with a permanent redirect for more than a day and is asked at its new place on ${hostOf(to)} from now on. /status names its new address: put that into feeds/.`

function failed(found: Extract<Sight['found'], { kind: 'failed' }>, now: Instant): Signs {
  const { problem, status, failures, failingSince = now } = found
  if (status === 429) return {}
  if (problem.code === 'bot-challenge') return { blocked: withAdvice(problem, status) }
  if (status === 410) return { broke: 'Its publisher says that it is gone for good (410). Take it out of feeds/, or find its new address.' }
  const broke = failures >= FAILURES || (failures > 1 && now - failingSince >= FAILING)
  return broke
    ? { broke: `It could not be read at ${failures} visits in a row, since ${moment(failingSince)}. ${withAdvice(problem, status)}` }
    : {}
}

function silence({ before, lastNew, now }: Sight): Signs {
  const patient = patience(before)
  if (patient === undefined || lastNew === undefined) return {}
  const silent = now - Math.max(lastNew, listening(before, now))
  if (silent <= patient) return {}
  return {
    silent: `It answers, but has had nothing new for ${inWords(silent)}; its longest silence lately was ${inWords(before.lull ?? 0)}.`,
  }
}

const settled = ({ before, now }: Sight): Signs => (now - (before.open?.hands?.at ?? now) > NEWS ? { hands: false } : {})

/** All that it shows is new: it turned over between two visits, or somebody else's feed is there now. */
function turnedOver(sight: Sight, found: Document): Signs {
  const { before, lastSuccess } = sight
  if (before.lastRead === undefined || lastSuccess === undefined) return {}
  if (found.fresh < found.items || found.renamed > 0) return { gap: false }
  if (changedHands(sight, found))
    return {
      hands: `The feed called “${sight.title}” is now called “${found.title}”, and none of its items were there before. If that is another publisher’s, take it out of feeds/.`,
    }
  if (found.items < TELLING) return {}
  return {
    gap: `None of the ${found.items} items it shows were there at the visit before, ${moment(lastSuccess)}: others may have come and gone in between. Let it be visited more often with a shorter \`every\`.`,
  }
}

function changedHands({ title, site, before }: Sight, found: Document): boolean {
  if (title === undefined || found.title === undefined || title === found.title) return false
  if (before.feedId !== undefined && found.id !== undefined) return before.feedId !== found.id
  return site === undefined || found.site === undefined || hostOf(site) !== hostOf(found.site)
}

const churned = ({ renamed, items }: Document): Signs =>
  renamed >= TELLING && renamed * 2 >= items
    ? {
        churn: `${renamed} of its ${items} items came back under new ids and were recognised by what they say. Its publisher’s software makes new guids at every change; no item was published twice.`,
      }
    : { churn: false }

const doubled = ({ twin, fresh }: Document): Signs => {
  if (twin)
    return {
      twin: `${twin.shared} of its ${fresh} new items are those of ${twin.name}, under the same ids and title. One of the two can go from feeds/.`,
    }
  return fresh >= TELLING ? { twin: false } : {}
}

const hostOf = (url: string): string => URL.parse(url)?.host ?? url
