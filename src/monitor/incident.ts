import type { Incident, IncidentKind } from '../model/incident.ts'
import { digest } from '../hash.ts'
import { DAY, type Duration, type Instant } from '../model/time.ts'

/** After an incident ended, the next of its kind waits so long: what flaps is told once a day. */
export const COOLING: Duration = DAY

export const incidentOf = (source: string, kind: IncidentKind, opened: Instant, sentence: string): Incident => ({
  id: digest(`incident\0${source}\0${kind}\0${opened}`),
  source,
  kind,
  opened,
  sentence,
  updated: opened,
})

/** One that is over as soon as it is told. */
export const told = (source: string, kind: IncidentKind, at: Instant, sentence: string): Incident => ({
  ...incidentOf(source, kind, at, sentence),
  closed: at,
})

const NAMES: { readonly [kind in IncidentKind]: string } = {
  broke: 'Broke',
  recovered: 'Recovered',
  blocked: 'Blocked by a test for browsers',
  silent: 'Unusually silent',
  gap: 'Items were missed',
  churn: 'Ids change at every visit',
  twin: 'Two sources are one feed',
  hands: 'Another feed at its address',
  moved: 'Moved',
  offline: 'Nothing can be fetched at all',
  unfinished: 'Its visits are cut off',
  mistake: 'A mistake in it',
}

/** What is added to the sentence when it is over. */
export const endOf = (kind: IncidentKind, at: Instant): string => `${ENDS[kind] ?? 'Over since'} ${moment(at)}.`

const ENDS: { readonly [kind in IncidentKind]?: string } = {
  broke: 'It could be read again at',
  blocked: 'It could be read again at',
  silent: 'It had something new at',
  gap: 'Its items overlapped again at',
  moved: 'Its configured address was asked again at',
  offline: 'Somebody answered again at',
  unfinished: 'A visit came to its end at',
  mistake: 'It was right again, or gone, at',
}

/** Whether it is about one source; else about a file, or about all of them. */
export const isOfSource = ({ kind, source }: Pick<Incident, 'kind' | 'source'>): boolean => kind !== 'mistake' && source !== ''

/** A headline for people: what, and of which source. */
export const headlineOf = ({ kind, source }: Pick<Incident, 'kind' | 'source'>, name: string): string =>
  source === '' ? NAMES[kind] : `${name}: ${NAMES[kind].toLowerCase()}`

/** A time in a sentence. */
export const moment = (instant: Instant): string => `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`
