import { showing, watchedSource } from '../config/watched.ts'
import type { FetchRequest } from '../fetch/fetch.ts'
import { robotsUrl } from '../fetch/robots.ts'
import { hostOf, type Turns } from '../fetch/hosts.ts'
import { digest } from '../hash.ts'
import { iso, MINUTE, type Instant } from '../model/time.ts'
import type { Fetched } from '../model/fetched.ts'
import { present } from '../present.ts'
import { HELD, type Problem } from '../model/problem.ts'
import { askedHosts, type Requested } from './hosts.ts'
import type { Attempt } from './outcome.ts'
import type { Refresher } from './refresher.ts'
import { settle } from './settle.ts'
import type { Finding } from './finding.ts'
import { readUnfinished } from './unfinished.ts'
import { nextOpen } from '../schedule/hints.ts'
import { HORIZON } from '../schedule/state.ts'
import { StoreError } from '../store/port/errors.ts'
import type { SourceRecord } from '../model/source.ts'
import type { ClaimedSource } from '../store/port/sources.ts'
import type { Store } from '../store/port/store.ts'
import type { Visit } from '../model/visit.ts'
import { visitSource, type Look } from './look.ts'

export interface RefreshOptions {
  /** Skip our own interval, if the last visit is at least so long ago (milliseconds). */
  readonly forceFloor?: number | undefined
  /** The run that this visit is part of. */
  readonly run?: string | undefined
  readonly turns?: Turns
}

/** Longer than any visit takes; what a crash leaves leased is free again after it. */
const LEASE = 3 * MINUTE

/**
 * One polite visit to one source, in two halves: this one leases and asks, and gives the one that stores all that came of it at once. Both
 * throw StoreError alone.
 */
export async function askSource(
  refresher: Refresher,
  url: string,
  { forceFloor, run, turns }: RefreshOptions = {},
): Promise<() => Promise<Visit>> {
  const { store } = refresher
  // another process, with another configuration, may watch it
  if (showing(refresher.feeds, url).length === 0) return ended(skippedVisit(url, undefined, refresher.now(), NOT_OURS))
  const lease = crypto.randomUUID()
  const started = refresher.now()
  const source = await store.claim(url, {
    lease,
    now: started,
    until: started + LEASE,
    horizon: HORIZON,
    ...(forceFloor === undefined ? {} : { forceFloor }),
  })
  if (!source) return ended(skippedVisit(url, await store.source(url), refresher.now()))
  const requests: Requested[] = []
  const fetch = async (request: FetchRequest) => {
    const publicOnly = !isOwn(source, request.url) && !requests.some((one) => isOwn(source, one.url) && one.fetched.isInside)
    const fetched = await refresher.fetch({ ...request, ...(publicOnly ? { publicOnly } : {}) }, turns)
    // of a page and its robots.txt the second may always come too early: what the first one told has to be stored
    const isSecond = requests.length > 0 && isOwn(source, request.url) && (request.page === true || request.url === robotsUrl(request.url))
    if (isHeld(fetched) && !request.optional && !isSecond) throw new HeldBack(fetched, request.url)
    requests.push({ url: request.url, fetched, size: fetched.kind === 'fresh' ? fetched.bytes.length : 0 })
    return fetched
  }
  const finding = (of: ClaimedSource, what: Pick<Attempt, 'fetched' | 'reading'>): Finding => ({
    source: of,
    lease,
    attempt: { ...what, requests, started, run },
  })
  const bug = (error: unknown, read?: Attempt['reading']) => finding(source, broken(error, requests.at(-1)?.fetched, read))
  const unfinished = readUnfinished(source, lease, started)
  if (unfinished) return () => settled(refresher, unfinished, (error) => bug(error, unfinished.attempt.reading))
  try {
    const { fetched, reading, note, ...look } = await lookAt({ ...refresher, fetch }, source)
    const stop = requests.map((one) => one.fetched).find(isStop)
    if (stop) return ended(await stopped(refresher, source, lease, started, stop.problem))
    return async () => {
      const found = finding({ ...look.source, limits: source.limits, isOutageOpen: source.isOutageOpen }, { fetched, reading })
      const visit = await settled(refresher, found, (error) => bug(error, reading))
      return note === undefined ? visit : { ...visit, note }
    }
  } catch (error) {
    if (error instanceof HeldBack) return ended(await heldBack(refresher, source, lease, error))
    if (!(error instanceof StoreError)) return () => settled(refresher, bug(error), bug)
    await store.release(url, lease).catch(() => {})
    throw error
  }
}

const ended = (visit: Visit) => async () => visit

/** Stores what was found; a bug of ours in one document must not cost the other sources their visit. */
async function settled(refresher: Refresher, finding: Finding, broken: (error: unknown) => Finding): Promise<Visit> {
  const store = (found: Finding) => refresher.settler?.settle(found) ?? settle(refresher, found)
  try {
    return await store(finding)
  } catch (error) {
    try {
      if (!(error instanceof StoreError)) return await store(broken(error))
    } catch {
      // then it is not the document
    }
    await refresher.store.release(finding.source.url, finding.lease).catch(() => {})
    throw error
  }
}

/** What its document names, stands elsewhere or not: WIREFOLD_ALLOW_PRIVATE opens for sources whose own address is there. */
const isOwn = ({ url, state }: SourceRecord, asked: string): boolean =>
  [url, state.fetchUrl].some((own) => own !== undefined && hostOf(own) === hostOf(asked))

/** Whether we were stopped, at whatever request of the visit. */
const isStop = (fetched: Fetched): fetched is Extract<Fetched, { kind: 'failed' }> =>
  fetched.kind === 'failed' && fetched.problem.code === 'aborted'

const isHeld = (fetched: Fetched): fetched is Extract<Fetched, { kind: 'failed' }> =>
  fetched.kind === 'failed' && fetched.problem.code === HELD

/** Ends a visit whose next request has to wait for its host; it never leaves this file. */
class HeldBack extends Error {
  readonly fetched: Extract<Fetched, { kind: 'failed' }>
  readonly url: string
  constructor(fetched: Extract<Fetched, { kind: 'failed' }>, url: string) {
    super(fetched.problem.message)
    this.fetched = fetched
    this.url = url
  }
}

/** Nothing is held against the source, which stays due; next time it waits for the host that it leads to. */
async function heldBack({ store, now }: Refresher, source: SourceRecord, lease: string, { fetched, url }: HeldBack): Promise<Visit> {
  await store.release(source.url, lease, [...new Set([...askedHosts(source, fetched.redirects), hostOf(url)])])
  return skippedVisit(source.url, source, now(), fetched.problem)
}

/** What is told of a document that our own code failed on; the hash finds it again. */
function broken(error: unknown, answer: Fetched | undefined, reading?: Attempt['reading']): Pick<Attempt, 'fetched' | 'reading'> {
  const name = error instanceof Error ? error.name : 'an exception'
  const hash = reading?.kind === 'read' ? reading.bodyHash : answer?.kind === 'fresh' ? hashOf(answer) : undefined
  const body = hash === undefined ? '' : `, body ${hash}`
  const problem: Problem = { code: 'bug', message: `wirefold itself failed on this document (${name}${body}); please report it.` }
  return { fetched: answer ?? { kind: 'failed', problem, redirects: [] }, reading: { kind: 'failed', problem } }
}

/** Bytes that were given back, or that another thread took for itself, are none. */
const hashOf = ({ bytes }: { readonly bytes: Uint8Array }): string | undefined => (bytes.length === 0 ? undefined : digest(bytes))

/** We are shutting down: that is nothing against the source, which is due as before. */
async function stopped({ store }: Refresher, { url }: SourceRecord, lease: string, at: Instant, problem: Problem): Promise<Visit> {
  await store.release(url, lease)
  return skippedVisit(url, undefined, at, problem)
}

function lookAt({ store, feeds, fetch, read, now }: Refresher, source: SourceRecord): Promise<Look> {
  const config = watchedSource(feeds, source.url)!
  const stored = {
    background: (entries: Parameters<Store['background']>[1]) => store.background(source.url, entries),
    items: (ids: readonly string[]) => store.items(ids),
  }
  return visitSource({ fetch, ...present({ read }), now, stored }, source, config, showing(feeds, source.url).length)
}

/** Why a source was not visited. */
const NOT_OURS: Problem = { code: 'unknown', message: 'No feed watches it.' }

/** What is told of a source that was not visited; nothing of it is stored. */
export const skippedVisit = (url: string, record: SourceRecord | undefined, at: Instant, why = whySkipped(record, at)): Visit => ({
  source: url,
  at,
  outcome: 'skipped',
  items: 0,
  new: 0,
  bytes: 0,
  ms: 0,
  problem: why,
})

function whySkipped(source: SourceRecord | undefined, now: Instant): Problem {
  if (!source) return { code: 'unknown', message: 'It is not watched.' }
  if (source.blockedUntil > now) return { code: 'held', message: `Its server asked not to be visited before ${iso(source.blockedUntil)}.` }
  if (source.dueAt > now) return { code: 'not-due', message: `It is not due before ${iso(source.dueAt)}, or was visited a moment ago.` }
  const open = nextOpen(now, source.state.schedule?.hints ?? {})
  if (open > now) return { code: 'not-due', message: `Its skipHours or skipDays ask for no visit now: not before ${iso(open)}.` }
  return { code: 'leased', message: 'Another refresh is visiting it, or visited it a moment ago.' }
}
