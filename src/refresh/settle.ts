import { showing } from '../config/watched.ts'
import type { Problem } from '../model/problem.ts'
import { outage as outageOf, unanswered } from '../monitor/outage.ts'
import { leadsTo, permanentTarget } from '../schedule/moving.ts'
import type { Saved } from '../store/port/items.ts'
import type { Outage } from '../store/port/monitor.ts'
import type { SourceRecord } from '../model/source.ts'
import type { Visit } from '../model/visit.ts'
import type { Finding } from './finding.ts'
import { decideChanges, NO_CHANGES } from './changes.ts'
import { saveOf, type Attempt, type Changes } from './outcome.ts'
import { partsOf } from './parts.ts'
import type { Refresher } from './refresher.ts'
import { insisting } from './relisting.ts'

/** Decisions are made anew when others stored items meanwhile; so often in a row means something else is wrong. */
const MOST_DECISIONS = 50
/** A story that everybody runs changes all the time: after so many tries a look at all of its items costs less than another. */
const LISTS_TRIED = 1

/** Decides on what the store knows and saves, again and again until nobody stored items in between; a large document in parts. */
export async function settle(refresher: Refresher, { source, lease, attempt }: Finding): Promise<Visit> {
  const outage = await isOutage(refresher, source, attempt)
  const shared = await isShared(refresher, source, attempt)
  const { store, feeds, random, now } = refresher
  const parts = partsOf(source.url, attempt)
  let before = NO_CHANGES
  for (const part of parts.slice(0, -1)) {
    const decide = () => decideChanges(refresher, source, part, before)
    const { decided } = await untilSaved(decide, (changes, insists) => savePart(refresher, source, lease, insisting(changes, insists)))
    before = decided
    // what else this process does goes on in between
    await letOthersRun()
  }
  const { decided: save, saved } = await untilSaved(
    async (insists) => {
      const changes = insisting(await decideChanges(refresher, source, parts.at(-1), before), insists)
      return saveOf({ source, lease, ...attempt, changes, feeds, now: now(), random, outage, shared })
    },
    (decided) => store.save(decided),
    refresher.mayDecideAgain,
  )
  if (saved === 'saved') return save.visit
  // it stays due: what was read is asked for anew by whoever has room to decide on it
  if (saved === 'stale') await store.release(source.url, lease)
  return { ...save.visit, outcome: 'skipped', problem: saved === 'stale' ? NO_ROOM : LEASE_LOST }
}

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

/** Stores what was decided of a part of a document that others follow; the visit goes on. */
async function savePart({ store, feeds, now }: Refresher, { url }: SourceRecord, lease: string, changes: Changes): Promise<Saved> {
  const { version, decisions, items, relisting, insists } = changes
  if (version === undefined || items.length === 0) return 'saved'
  const touched = showing(feeds, url).map(({ slug }) => slug)
  const listed = { ...(relisting ? { relisting } : {}), ...(insists ? { insists } : {}) }
  return store.savePart({ source: url, lease, at: now(), version, decisions, items, touched, ...listed })
}
