import { endOf } from '../monitor/incident.ts'
import { listingsOf } from '../curate/standing.ts'
import type { Decision } from '../dedupe/decision.ts'
import { showing, watchedSource } from '../config/watched.ts'
import { present } from '../present.ts'
import { validatorsOf } from '../fetch/headers.ts'
import { hostOf } from '../fetch/hosts.ts'
import type { Entry } from '../model/item.ts'
import type { Late } from './late.ts'
import type { FeedConfig } from '../model/config.ts'
import type { Fetched } from '../model/fetched.ts'
import type { Instant } from '../model/time.ts'
import { HELD, type Problem, OFFLINE } from '../model/problem.ts'
import type { RawFeed } from '../model/raw.ts'
import type { StoredItem } from '../model/story.ts'
import type { Outage } from '../store/port/monitor.ts'
import type { Sight } from '../monitor/signs.ts'
import { counted } from '../monitor/state.ts'
import { watch, type Watched } from '../monitor/watch.ts'
import { normalizeFeed } from '../normalize/normalize.ts'
import { failuresAfter, type VisitResult } from '../schedule/failures.ts'
import type { HostLimit } from '../schedule/host-limit.ts'
import { nextVisit, type NextVisit, type ScheduleOutcome } from '../schedule/schedule.ts'
import { askedHosts, hostLimits, type Requested } from './hosts.ts'
import type { Save, StoreVersion } from '../store/port/items.ts'
import type { SourceRecord, SourceState } from '../model/source.ts'
import type { Visit } from '../model/visit.ts'

/** What the bytes turned out to be. */
export type Reading =
  | { readonly kind: 'read'; readonly feed: RawFeed; readonly entries: readonly Entry[]; readonly bodyHash: string }
  /** `late`: articles of entries that were stored before, fetched now for their text. */
  | { readonly kind: 'unchanged'; readonly late?: Late }
  | { readonly kind: 'failed'; readonly problem: Problem; readonly status?: number }

/** What a visit found, before anything was decided. */
export interface Attempt {
  readonly fetched: Fetched
  readonly reading: Reading
  /** All that was asked for it, in order. */
  readonly requests: readonly Requested[]
  readonly started: Instant
  readonly run: string | undefined
}

/** What was decided about the items of a document, or of its last part where the parts before it are stored. */
export interface Changes {
  readonly version?: StoreVersion
  readonly decisions: readonly Decision[]
  readonly items: readonly StoredItem[]
  /** Keys that are stored as they are, those of the parts before among them. */
  readonly seen: readonly string[]
  /** Of the whole document. */
  readonly tally: Tally
  /** What the source repeats, to be remembered; absent: as before. */
  readonly furniture?: readonly number[]
  /** What it changes in what feeds hold, and by what choices. */
  readonly relisting?: NonNullable<Save['relisting']>
  /** It is stored also where its stories have changed since: `relisting` leaves them to a look at all of their items. */
  readonly insists?: true
  /** Another source that holds nearly all that is new here. */
  readonly twin?: { readonly name: string; readonly shared: number }
  /** New and changed entries that nothing was decided of yet. */
  readonly left?: number
  /** Most of the document was new under its keys, before a part of it was stored. */
  readonly isRekeyed?: boolean
}

/** Items of a document. */
export interface Tally {
  /** New, or not as they were stored. */
  readonly changed: number
  readonly fresh: number
  /** Under another key than they were stored under. */
  readonly renamed: number
}

export interface Outcome extends Attempt {
  readonly source: SourceRecord & { readonly limits?: readonly HostLimit[]; readonly isOutageOpen?: boolean }
  readonly lease: string
  readonly changes: Changes
  readonly feeds: readonly FeedConfig[]
  readonly now: Instant
  readonly random: () => number
  /** Whether another source is asked, or sent, where this one's permanent redirects lead. */
  readonly shared?: boolean
  /** Nothing at all can be fetched, so the failure is not this source's. */
  readonly outage?: Outage | undefined
}

/** Everything that a visit changes, failed or not: one way out for all of them. */
export function saveOf(outcome: Outcome): Save {
  const { source, lease, changes, feeds, outage } = outcome
  const { twin: _, furniture: __, tally, ...stored } = changes
  const visit = visitOf(outcome)
  const after = asVisited(outcome, visit)
  const limits = hostLimits(outcome)
  const next = scheduled(outcome, after, limits)
  const watched = watching(outcome, visit, next, after)
  // that none of its sources can be read stands on the page of a feed
  const turned = (after.problem === undefined) !== (source.problem === undefined)
  const touched = turned || tally.changed > 0 || after.title !== source.title || after.site !== source.site
  return {
    source: {
      ...after,
      dueAt: next.dueAt,
      blockedUntil: next.blockedUntil ?? 0,
      state: { ...stateOf(outcome, next), monitor: watched.state },
    },
    lease,
    visit,
    ...stored,
    touched: touched ? showing(feeds, source.url).map(({ slug }) => slug) : [],
    renamedIn: after.title === source.title ? [] : askedByName(feeds, source.url),
    asked: askedNext(outcome, next),
    limits,
    monitor: {
      ...watched,
      ...(visit.status === undefined || source.isOutageOpen === false || source.url.startsWith('file:')
        ? {}
        : { answered: endOf('offline', visit.at) }),
      ...(outage ? { outage } : {}),
    },
  }
}

/** Feeds whose rules ask how the source is called. */
const askedByName = (feeds: readonly FeedConfig[], url: string): readonly string[] =>
  listingsOf(feeds)
    .filter(({ asksNames, prefer }) => asksNames && prefer.has(url))
    .map(({ feed }) => feed)

/** What the visit means for who runs this. While nothing at all can be fetched it means nothing. */
function watching(outcome: Outcome, visit: Visit, next: NextVisit, after: SourceRecord): Watched {
  const { source, outage, started: now } = outcome
  const before = counted(source.state.monitor ?? {}, visit)
  if (outage) return { opened: [], closed: [], state: before }
  const { lastNew } = source.state.schedule ?? {}
  const { title, site, lastSuccess, failures } = source
  const { movedTo, movedBack } = next
  return watch(source.url, { now, before, title, site, lastNew, lastSuccess, failures, found: foundIn(outcome, after), movedTo, movedBack })
}

function foundIn({ fetched, reading, changes: { tally, twin } }: Outcome, { failures, failingSince }: SourceRecord): Sight['found'] {
  if (reading.kind === 'failed') return { ...reading, failures, ...(failingSince === undefined ? {} : { failingSince }) }
  if (reading.kind === 'unchanged' || fetched.kind !== 'fresh') return { kind: 'unchanged' }
  const { id, title, link: site } = normalizeFeed(reading.feed, fetched)
  const { fresh, renamed } = tally
  return { kind: 'read', items: reading.entries.length, fresh, renamed, id, title, site, twin }
}

function visitOf({ source, run, fetched, requests, reading, changes, started, now }: Outcome): Visit {
  const status = fetched.kind === 'unchanged' ? 304 : fetched.status
  return {
    source: source.url,
    at: started,
    ...(run === undefined ? {} : { run }),
    outcome: reading.kind === 'failed' ? 'failed' : changes.tally.changed > 0 ? 'updated' : 'unchanged',
    ...(status === undefined ? {} : { status }),
    items: reading.kind === 'read' ? reading.entries.length : 0,
    new: changes.tally.fresh,
    bytes: requests.find((request) => request.fetched === fetched)?.size ?? 0,
    ...(fetched.kind === 'fresh' && fetched.wire !== undefined ? { wire: fetched.wire } : {}),
    ms: Math.max(0, now - started),
    ...(reading.kind === 'failed' ? { problem: reading.problem } : {}),
  }
}

function asVisited(visited: Outcome, { outcome, status, problem }: Visit): SourceRecord {
  const { source, fetched, reading, started, outage } = visited
  const { failingSince: _, problem: __, status: ___, ...kept } = source
  const after = { ...kept, ...failuresAfter(source, resultOf(visited), started), lastVisit: started }
  if (outage) return { ...after, problem: OFFLINE }
  const told = { ...after, outcome, ...present({ status, problem }) }
  if (reading.kind === 'failed') return told
  const well = { ...told, lastSuccess: started }
  if (fetched.kind === 'unchanged') return { ...well, validators: validatorsOf(fetched.headers, source.validators) }
  return fetched.kind === 'fresh' ? { ...well, ...asRead(fetched, reading) } : well
}

function resultOf({ reading, outage }: Outcome): VisitResult {
  if (outage) return { ...outage, kind: 'offline' }
  if (reading.kind !== 'failed') return { kind: 'well' }
  return { kind: reading.status === 429 || reading.problem.code === HELD ? 'limited' : 'failed' }
}

/**
 * Validators are kept with the body they came with, and only when that was read whole: else one truncated answer would be
 * locked in by the next 304.
 */
function asRead(fetched: Extract<Fetched, { kind: 'fresh' }>, reading: Reading): Pick<SourceRecord, 'validators'> & Partial<SourceRecord> {
  if (reading.kind !== 'read') return { validators: validatorsOf(fetched.headers) }
  const { title, link, format } = normalizeFeed(reading.feed, fetched)
  const whole = !fetched.truncated && !reading.feed.truncated
  return {
    validators: whole ? validatorsOf(fetched.headers) : {},
    bodyHash: whole ? reading.bodyHash : '',
    format,
    ...(title ? { title } : {}),
    ...(link ? { site: link } : {}),
  }
}

/** Where it was asked, and why the next visit is when: what only the schedule reads. */
function stateOf(outcome: Outcome, next: NextVisit): SourceState {
  const { source, fetched, reading, changes } = outcome
  const furniture = changes.furniture ?? source.state.furniture ?? []
  const { fetchUrl: before, validatorsUrl } = source.state
  const fetchUrl = next.movedTo ?? (next.movedBack ? undefined : before)
  // validators that are kept stay bound to who issued them, whoever answered with something else this time
  const issuer = reading.kind === 'failed' || fetched.kind === 'failed' ? (validatorsUrl ?? before ?? source.url) : fetched.url
  const asked = fetchUrl ?? source.url
  const notes = notesOf(outcome)
  return {
    ...(fetchUrl === undefined ? {} : { fetchUrl }),
    ...(issuer === asked ? {} : { validatorsUrl: issuer }),
    documentAt: fetched.kind === 'fresh' ? outcome.started : (source.state.documentAt ?? outcome.started),
    ...(unprotected(source, fetched) ? { insecure: true as const } : {}),
    ...(notes.length > 0 ? { notes } : {}),
    ...(furniture.length > 0 ? { furniture } : {}),
    ...(source.state.page ? { page: source.state.page } : {}),
    dueReason: next.reason,
    schedule: next.state,
  }
}

/** What an unchanged document said, stands; its late articles may add to it. */
function notesOf(outcome: Outcome): readonly string[] {
  const { reading, source } = outcome
  if (reading.kind === 'read') return [...reading.feed.notes, ...flood(outcome)]
  const late = reading.kind === 'unchanged' ? (reading.late?.feed.notes ?? []) : []
  return [...new Set([...(source.state.notes ?? []), ...late])]
}

/** One source that fills a feed which others fill too, at one visit that was not its first. */
function flood({ source, feeds, changes }: Outcome): readonly string[] {
  const { fresh } = changes.tally
  const filled = showing(feeds, source.url).find(({ sources, limit }) => sources.length > 1 && fresh >= limit)
  if (source.lastSuccess === undefined || !filled) return []
  return [`${fresh} of its items were new at one visit, as many as the feed ${filled.slug} holds`]
}

/** Whether what an https address gave came without TLS; what nothing came from is as it was. */
function unprotected({ url, state }: SourceRecord, fetched: Fetched): boolean {
  if (fetched.kind === 'failed') return state.insecure === true
  return url.startsWith('https:') && fetched.url.startsWith('http:')
}

/** A believed move is asked at its new address alone, from the next visit on. */
function askedNext({ source, fetched }: Outcome, { movedTo, movedBack }: NextVisit): readonly string[] {
  if (movedTo !== undefined) return [hostOf(movedTo)]
  return movedBack ? [source.host] : askedHosts(source, fetched.redirects)
}

function scheduled(
  { source, fetched, reading, changes, feeds, now, random, outage, shared }: Outcome,
  after: SourceRecord,
  limits: readonly HostLimit[],
): NextVisit {
  const asked = askedHosts(source, fetched.redirects).at(-1)
  const limit = limits.find(({ host }) => host === asked)
  const { every } = watchedSource(feeds, source.url)!
  return nextVisit({
    now,
    every,
    outcome: outage?.spared ? { kind: 'offline' } : scheduleOutcome(reading, changes),
    headers: fetched.headers ?? {},
    redirects: fetched.redirects,
    ...(shared ? { shared } : {}),
    ...(limit ? { limit } : {}),
    // a file on this computer costs nobody anything
    validators: source.url.startsWith('file:') || after.validators.etag !== undefined || after.validators.lastModified !== undefined,
    moved: source.state.fetchUrl !== undefined,
    dueAt: source.dueAt,
    failing: after,
    state: source.state.schedule ?? {},
    random,
  })
}

function scheduleOutcome(reading: Reading, { tally }: Changes): ScheduleOutcome {
  if (reading.kind === 'failed') return reading
  if (reading.kind === 'unchanged') return reading
  return {
    kind: 'read',
    fresh: tally.fresh,
    items: reading.entries.length,
    hints: reading.feed.hints,
  }
}
