import { digest } from '../hash.ts'
import type { Instant } from '../model/time.ts'
import { headlineOf, isOfSource } from '../monitor/incident.ts'
import type { Incident } from '../model/incident.ts'
import { publicAddress } from '../address/public.ts'
import { HOMEPAGE } from '../version.ts'
import { rfc3339 } from './dates.ts'
import { edition, type Edition } from './edition.ts'
import { clean, DECLARATION, escapeText, markup, parent, plain, tag, type Xml } from './xml.ts'

export interface IncidentFeed {
  /** Public base URL without a trailing slash. */
  readonly base: string
  /** Permanent authority of tag URIs. */
  readonly authority: string
  /** The newest change first. */
  readonly incidents: readonly Incident[]
  /** How a source is called. */
  readonly name: (source: string) => string
}

/** The incidents as Atom 1.0 (RFC 4287), to subscribe to. An incident that ends is the same entry, updated. */
export function incidentsEdition({ base, authority, incidents, name }: IncidentFeed): Edition<'atom'> {
  const updated = Math.max(epoch(authority), ...incidents.map((incident) => incident.updated))
  const page = `${base}/status`
  const body =
    DECLARATION +
    parent(
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'en' },
      plain('id', `tag:${authority}:status`),
      plain('title', 'wirefold: incidents', { type: 'text' }),
      plain('subtitle', 'What happened to the sources that are watched.', { type: 'text' }),
      tag('link', { rel: 'self', type: 'application/atom+xml', href: `${page}.atom` }),
      tag('link', { rel: 'alternate', type: 'text/html', href: page }),
      plain('updated', rfc3339(updated)),
      tag('author', {}, plain('name', 'wirefold'), plain('uri', page)),
      plain('generator', 'wirefold', { uri: HOMEPAGE }),
      ...incidents.map((incident) =>
        entry(
          incident,
          `tag:${authority}:incident/${incident.id}`,
          `${page}#${isOfSource(incident) ? anchorOf(incident.source) : 'incidents'}`,
          name(incident.source),
        ),
      ),
    )
  return edition('atom', 'application/atom+xml; charset=utf-8', body, updated)
}

const entry = (incident: Incident, id: string, href: string, name: string): Xml =>
  parent(
    'entry',
    {},
    plain('id', id),
    plain('title', headlineOf(incident, name), { type: 'text' }),
    tag('link', { rel: 'alternate', type: 'text/html', href }),
    plain('published', rfc3339(incident.opened)),
    plain('updated', rfc3339(incident.updated)),
    tag('category', { term: incident.kind }),
    markup('content', clean(`<p>${escapeText(incident.sentence)}</p>`), { type: 'html' }),
  )

/** Where on /status a source stands. */
export const anchorOf = (source: string): string => `source-${digest(publicAddress(source)).slice(0, 12)}`

/** A feed that never had an incident is as old as its authority: the clock's time would defeat every conditional request. */
const epoch = (authority: string): Instant => Date.UTC(Number(authority.slice(authority.lastIndexOf(',') + 1)) || 2026, 0, 1)
