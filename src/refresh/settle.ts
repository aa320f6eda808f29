import { showing } from '../config/watched.ts'
import type { Problem } from '../model/problem.ts'
import { outage as outageOf, unanswered } from '../monitor/outage.ts'
import { leadsTo, permanentTarget } from '../schedule/moving.ts'
import type { Saved } from '../store/port/items.ts'
import type { Outage } from '../store/port/monitor.ts'
import type { SourceRecord } from '../model/source.ts'
import type { Visit } from '../model/visit.ts'
import type { ReadDocument } from './arrivals.ts'
import type { Begun, Finding } from './finding.ts'
import { decideChanges, NO_CHANGES } from './changes.ts'
import { saveOf, type Attempt, type Changes } from './outcome.ts'
import { partsOf } from './parts.ts'
import type { Refresher } from './refresher.ts'
import { insisting } from './relisting.ts'
import { isKeepable, writeUnfinished } from './unfinished.ts'

/** Decisions are made anew when others stored items meanwhile; so often in a row means something else is wrong. */
const MOST_DECISIONS = 50
/** A story that everybody runs changes all the time: after so many tries a look at all of its items costs less than another. */
const LISTS_TRIED = 1

/**
 * Decides on what the store knows and saves, again and again until nobody stored items in between; a large document in parts. What
 * there is no room for in this invocation is kept for the next one.
 */
export async function settle(refresher: Refresher, finding: Finding): Promise<Visit> {
  const { source, attempt } = finding
  const bounded = isKeepable(attempt) ? refresher : withoutBounds(refresher)
  const parts = partsOf(source.url, attempt)
  let begun: Begun = finding.begun ?? { at: refresher.now(), before: NO_CHANGES }
  for (const part of parts.slice(0, -1)) {
    const decide = () => decideChanges(bounded, source, part, begun)
    const save = (changes: Changes, insists: boolean) => savePart(bounded, finding, begun, insisting(changes, insists))
    const { decided, saved } = await untilSaved(decide, save, bounded.mayDecide && refresher.mayDecideAgain)
    if (decided.left !== undefined || saved === 'stale') return unsettled(refresher, finding, decided, saved)
    begun = { at: finding.begun?.at ?? refresher.now(), before: decided }
    // what else this process does goes on in between
    await letOthersRun()
  }
  return settleLast(bounded, finding, parts.at(-1), begun)
}

function withoutBounds(refresher: Refresher): Refresher {
  const { mayDecide: _, ...unbounded } = refresher
  return unbounded
}

/** Decides on the last part, and stores it with all that the visit changes. */
async function settleLast(refresher: Refresher, finding: Finding, part: ReadDocument | undefined, begun: Begun): Promise<Visit> {
  const { source, lease, attempt } = finding
  const outage = await isOutage(refresher, source, attempt)
  const shared = await isShared(refresher, source, attempt)
  const { store, feeds, random, now } = refresher
  const {
    decided: { changes, visited },
    saved,
  } = await untilSaved(
    async (insists) => {
      const changes = insisting(await decideChanges(refresher, source, part, begun), insists)
      const isWhole = changes.left === undefined
      return {
        changes,
        visited: isWhole ? saveOf({ source, lease, ...attempt, changes, feeds, now: now(), random, outage, shared }) : undefined,
      }
    },
    ({ changes, visited }) =>
      visited
        ? store.save(source.unfinished === undefined ? visited : { ...visited, finishes: true })
        : savePart(refresher, finding, begun, changes),
    refresher.mayDecideAgain,
  )
  return visited && saved === 'saved' ? visited.visit : unsettled(refresher, finding, changes, saved)
}

/** What is told of a visit that did not come to its end; it stays due, and somebody goes on with it, or asks anew. */
async function unsettled({ store }: Refresher, { source, lease, attempt }: Finding, changes: Changes, saved: Saved): Promise<Visit> {
  if (saved === 'stale') await store.release(source.url, lease)
  const problem = { saved: GOES_ON, stale: NO_ROOM, lost: LEASE_LOST }[saved]
  const { fresh } = changes.tally
  return { source: source.url, at: attempt.started, outcome: 'skipped', items: 0, new: fresh, bytes: 0, ms: 0, problem }
}

const GOES_ON: Problem = { code: 'goes-on', message: 'A part of its new items is stored; the others follow within minutes.' }

const LEASE_LOST: Problem = { code: 'lease-lost', message: 'The visit took so long that another one took over.' }

const NO_ROOM: Problem = {
  code: 'lease-lost',
  message: 'Others stored items meanwhile, and there was no room to decide again: it is visited again soon.',
}

/** An answer takes several turns of the loop: its request is read, handled and written. */
const TURNS = 4
async function letOthersRun() {
  for (let turn = 0; turn < TURNS; turn++) await new Promise<void>((resolve) => setTimeout(resolve))
}

/** Decides and saves until nothing came between the one and the other that the decision would have had to know of, or there is no room to. */
async function untilSaved<Decided>(
  decide: (insists: boolean) => Promise<Decided>,
  save: (decided: Decided, insists: boolean) => Promise<Saved>,
  mayDecideAgain = () => true,
) {
  for (let tries = 0; tries < MOST_DECISIONS; tries++) {
    const insists = tries >= LISTS_TRIED
    const decided = await decide(insists)
    const saved = await save(decided, insists)
    if (saved !== 'stale' || !mayDecideAgain()) return { decided, saved }
  }
  throw new Error(`no decision could be saved in ${MOST_DECISIONS} tries`)
}

/** Whether the failure is ours: looked into only where there was no answer. */
async function isOutage({ store, now }: Refresher, source: SourceRecord, { reading }: Attempt): Promise<Outage | undefined> {
  if (reading.kind !== 'failed' || !unanswered(reading.problem, reading.status)) return undefined
  return outageOf(await store.reach(source), reading.problem, source.failingSince, now())
}

/** Whether a permanent redirect leads where another source is asked, or sent. Looked into only where there is one. */
async function isShared({ store }: Refresher, { url }: SourceRecord, { fetched }: Attempt): Promise<boolean> {
  const target = permanentTarget(fetched.redirects)
  if (target === undefined) return false
  return (await store.sources()).some((other) => other.url !== url && leadsTo(target, other))
}

/** Stores what was decided of a part of a document that others follow; the visit goes on, or what is left of it is kept. */
async function savePart({ store, feeds, now }: Refresher, finding: Finding, { at }: Begun, changes: Changes): Promise<Saved> {
  const { version, decisions, items, relisting, insists, left } = changes
  if (version === undefined || items.length === 0) return 'saved'
  const { source, lease } = finding
  const touched = showing(feeds, source.url).map(({ slug }) => slug)
  const listed = { ...(relisting ? { relisting } : {}), ...(insists ? { insists } : {}) }
  const kept = left === undefined ? {} : { unfinished: writeUnfinished(finding, { at, before: changes }) }
  return store.savePart({ source: source.url, lease, at: now(), version, decisions, items, touched, ...listed, ...kept })
}
