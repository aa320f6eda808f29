import type { Decision } from './dedupe/decision.ts'
import { showing, watched } from './feeds.ts'
import { validatorsOf } from './fetch/headers.ts'
import type { Entry, FeedConfig, Fetched, Instant, Problem, RawFeed, StoredItem } from './model.ts'
import { normalizeFeed } from './normalize/normalize.ts'
import { nextVisit, type NextVisit, type ScheduleOutcome } from './schedule/schedule.ts'
import type { ScheduleState } from './schedule/state.ts'
import type { Save, SourceRecord, SourceState, Visit } from './store/store.ts'

/** What the bytes turned out to be. */
export type Reading =
  | { readonly kind: 'read'; readonly feed: RawFeed; readonly entries: readonly Entry[]; readonly bodyHash: string }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly problem: Problem; readonly status?: number }

/** What a visit found, before anything was decided. */
export interface Attempt {
  readonly fetched: Fetched
  readonly reading: Reading
  readonly started: Instant
  readonly run: string | undefined
}

/** What was decided about the items of a document. */
export interface Changes {
  readonly version?: number
  readonly decisions: readonly Decision[]
  readonly items: readonly StoredItem[]
  readonly seen: readonly string[]
}

export interface Outcome extends Attempt {
  readonly source: SourceRecord
  readonly lease: string
  readonly changes: Changes
  readonly feeds: readonly FeedConfig[]
  readonly now: Instant
  readonly random: () => number
}

/** Everything that a visit changes, failed or not: one way out for all of them. */
export function saveOf(outcome: Outcome): Save {
  const { source, lease, changes, feeds } = outcome
  const visit = visitOf(outcome)
  const after = asVisited(outcome, visit)
  const next = scheduled(outcome, after)
  const touched = changes.decisions.length > 0 || after.title !== source.title || after.site !== source.site
  return {
    source: { ...after, dueAt: next.dueAt, blockedUntil: next.blockedUntil ?? 0, state: stateOf(outcome, next) },
    lease,
    visit,
    ...changes,
    touched: touched ? showing(feeds, source.url).map(({ slug }) => slug) : [],
    // a limit on requests holds for all that we ask of that server; an unavailable document says nothing of its neighbours
    ...(next.blockedUntil === undefined || visit.status !== 429 ? {} : { holdHost: next.blockedUntil }),
  }
}

function visitOf({ source, run, fetched, reading, changes, started, now }: Outcome): Visit {
  const status = fetched.kind === 'unchanged' ? 304 : fetched.status
  return {
    source: source.url,
    at: started,
    ...(run === undefined ? {} : { run }),
    outcome: reading.kind === 'failed' ? 'failed' : changes.decisions.length > 0 ? 'updated' : 'unchanged',
    ...(status === undefined ? {} : { status }),
    items: reading.kind === 'read' ? reading.entries.length : 0,
    new: changes.decisions.filter(({ change }) => change === 'new').length,
    bytes: fetched.kind === 'fresh' ? fetched.bytes.length : 0,
    ms: Math.max(0, now - started),
    ...(reading.kind === 'failed' ? { problem: reading.problem } : {}),
  }
}

function asVisited({ source, fetched, reading, started }: Outcome, { outcome, status, problem }: Visit): SourceRecord {
  const { failingSince, problem: _, status: __, ...kept } = source
  const visited = { ...kept, lastVisit: started, outcome, ...(status === undefined ? {} : { status }) }
  if (reading.kind === 'failed')
    return { ...visited, failures: source.failures + 1, failingSince: failingSince ?? started, ...(problem ? { problem } : {}) }
  const well = { ...visited, failures: 0, lastSuccess: started }
  if (fetched.kind === 'unchanged') return { ...well, validators: validatorsOf(fetched.headers, source.validators) }
  return fetched.kind === 'fresh' ? { ...well, ...asRead(fetched, reading) } : well
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
function stateOf({ source, fetched, reading }: Outcome, next: NextVisit): SourceState {
  const { fetchUrl: before, validatorsUrl } = source.state
  const fetchUrl = next.movedTo ?? (next.movedBack ? undefined : before)
  // validators that are kept stay bound to who issued them, whoever answered with something else this time
  const issuer = reading.kind === 'failed' || fetched.kind === 'failed' ? (validatorsUrl ?? before ?? source.url) : fetched.url
  const asked = fetchUrl ?? source.url
  return {
    ...(fetchUrl === undefined ? {} : { fetchUrl }),
    ...(issuer === asked ? {} : { validatorsUrl: issuer }),
    dueReason: next.reason,
    schedule: next.state,
  }
}

function scheduled({ source, fetched, reading, changes, feeds, now, random }: Outcome, after: SourceRecord): NextVisit {
  const { every } = watched(showing(feeds, source.url)).find(({ url }) => url === source.url)!
  return nextVisit({
    now,
    every,
    outcome: scheduleOutcome(reading, changes),
    headers: fetched.headers ?? {},
    redirects: fetched.redirects,
    validators: after.validators.etag !== undefined || after.validators.lastModified !== undefined,
    moved: source.state.fetchUrl !== undefined,
    dueAt: source.dueAt,
    state: (source.state.schedule ?? {}) as ScheduleState,
    random,
  })
}

function scheduleOutcome(reading: Reading, { decisions }: Changes): ScheduleOutcome {
  if (reading.kind === 'failed') return reading
  if (reading.kind === 'unchanged') return reading
  return {
    kind: 'read',
    fresh: decisions.filter(({ change }) => change === 'new').length,
    items: reading.entries.length,
    hints: reading.feed.hints,
  }
}
