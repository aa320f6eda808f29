import type { Instant } from '../model/time.ts'
import { skippedVisit } from '../refresh/refresh.ts'
import { HORIZON } from '../schedule/state.ts'
import { StoreError } from '../store/port/errors.ts'
import type { ReadySource, Turn } from '../store/port/sources.ts'
import type { Run } from '../store/port/runs.ts'
import type { SourceRecord } from '../model/source.ts'
import type { Visit } from '../model/visit.ts'
import { present } from '../present.ts'
import { renderChanged } from './render.ts'
import type { Newswire } from './wire.ts'

/** A run that a crash cut short counts as done when nothing of it can still be under way. */
const LONGEST_RUN = 60 * 60_000

/** When a source may be visited now. */
export const turnNow = ({ now, forceFloor }: Pick<Newswire, 'now' | 'forceFloor'>, force: boolean): Turn => ({
  now: now(),
  horizon: HORIZON,
  ...(force ? { forceFloor } : {}),
})

/** Notes that somebody asked for a refresh; gives the sources that are to be visited for it. */
export async function startRun(wire: Newswire, id: string, asked: readonly string[], force: boolean): Promise<readonly ReadySource[]> {
  const at = wire.now()
  const due = await wire.store.claimable(asked, turnNow(wire, force))
  await wire.store.startRun({ id, at, asked, due: due.map(({ url }) => url) })
  return due
}

export interface RunStatus {
  readonly at: Instant
  /** Done when all it asked for was visited and what that brought is published. */
  readonly state: 'running' | 'done'
  /** Why it is over although that is not so. */
  readonly error?: string
  /** One of each source that is through with. */
  readonly visits: readonly Visit[]
}

/** How far a run is; undefined where none has this id. */
export async function runStatus(
  { store, feeds, now }: Pick<Newswire, 'store' | 'feeds' | 'now'>,
  id: string,
): Promise<RunStatus | undefined> {
  const run = await store.run(id)
  if (!run) return undefined
  const visited = visitsOf(run)
  const missing = run.asked.filter((url) => !visited.has(url))
  const records = missing.length > 0 ? new Map((await store.sources()).map((record) => [record.url, record])) : new Map()
  const visits = run.asked.flatMap((url) => visited.get(url) ?? whyNotVisited(run, url, records.get(url), now()))
  // a feed that is configured no more is published no more
  const behind = run.behind.filter((slug) => feeds.some((feed) => feed.slug === slug))
  const error = whyIncomplete(run, run.asked.length - visits.length, behind, now())
  const isOver = error !== undefined || (visits.length >= run.asked.length && behind.length === 0)
  return { at: run.at, state: isOver ? 'done' : 'running', ...present({ error }), visits }
}

/** Why a run has ended before its end; undefined as long as it may still come to one. */
function whyIncomplete({ at, error }: Run, missing: number, behind: readonly string[], now: Instant): string | undefined {
  if (missing === 0 && behind.length === 0) return undefined
  return error ?? (at + LONGEST_RUN < now ? CUT_SHORT : undefined)
}

const CUT_SHORT = 'It was cut short: what is missing comes with the next visits.'

/** Publishes what visits brought, which is where a run ends, unless somebody else does. What fails, or failed in them, is noted in the run, and thrown. */
export async function endRun(wire: Newswire, run: string | undefined, failures: readonly unknown[]): Promise<void> {
  try {
    if (!wire.publishesLater) await renderChanged(wire)
    if (failures.length > 0) throw failures[0]
  } catch (error) {
    // a store that cannot be written to can take no note either
    if (run !== undefined) await wire.store.failRun(run, whyNotDone(error)).catch(() => {})
    throw error
  }
}

const whyNotDone = (error: unknown): string =>
  `It could not be brought to its end: ${error instanceof StoreError ? error.message : 'wirefold itself failed; its log says where'}.`

/** Its own visit to a source before another's, an early one before a later. */
function visitsOf({ id, visits }: Run): ReadonlyMap<string, Visit> {
  const order = visits.toSorted((a, b) => Number(a.run === id) - Number(b.run === id) || b.at - a.at)
  return new Map(order.map((visit) => [visit.source, visit]))
}

/** Nothing yet where a visit is still to come. */
function whyNotVisited(run: Run, url: string, record: SourceRecord | undefined, now: Instant): readonly Visit[] {
  const isHeld = record !== undefined && record.blockedUntil > now
  return run.due.includes(url) && record && !isHeld ? [] : [skippedVisit(url, record, isHeld ? now : run.at)]
}
