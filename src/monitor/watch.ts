import type { Instant } from '../model/time.ts'
import { COOLING, endOf, incidentOf, told } from './incident.ts'
import type { Closing, Incident, IncidentKind } from '../model/incident.ts'
import { signs, type Sight, type Signs } from './signs.ts'
import { listening, lulled } from './state.ts'
import type { MonitorState } from '../model/monitor-state.ts'

/** What a visit means for the owner: written in the batch of the visit. */
export interface Watched {
  readonly opened: readonly Incident[]
  readonly closed: readonly Closing[]
  readonly state: MonitorState
}

/** Opens and closes the incidents of one source after one visit. Pure. */
export function watch(source: string, sight: Sight): Watched {
  const { now } = sight
  const learnt = learn(sight)
  const said = signs(sight)
  const opened: Incident[] = []
  const closed: Closing[] = []
  const open = { ...learnt.open }
  const ended = { ...learnt.closed }
  for (const [kind, sentence] of Object.entries(said) as [IncidentKind, Signs[IncidentKind]][]) {
    const known = open[kind]
    if (sentence === false && known) {
      closed.push({ id: known.id, kind, sentence: endOf(kind, now) })
      delete open[kind]
      ended[kind] = now
    } else if (typeof sentence === 'string' && !known && !cooling(ended[kind], now)) {
      const incident = incidentOf(source, kind, now, sentence)
      opened.push(incident)
      open[kind] = { id: incident.id, at: now }
    }
  }
  if (closed.some(({ kind }) => kind === 'broke' || kind === 'blocked'))
    opened.push(told(source, 'recovered', now, 'It can be read again.'))
  return { opened, closed, state: { ...learnt, open, closed: ended } }
}

/** A clock that was ahead must not silence us. */
const cooling = (ended: Instant | undefined, now: Instant): boolean => ended !== undefined && ended <= now && now - ended < COOLING

function learn({ before, failures, found, lastNew, now }: Sight): MonitorState {
  const visited = { ...before, visited: now, listening: listening(before, now) }
  if (found.kind !== 'read') return visited
  // a silence that was our failing to hear is none of its own
  const heard = found.fresh > 0 && failures === 0 && lastNew !== undefined && now > lastNew ? lulled(before, now - lastNew) : {}
  return {
    ...visited,
    ...heard,
    ...(found.id === undefined ? {} : { feedId: found.id }),
    lastRead: now,
    items: found.items,
  }
}
