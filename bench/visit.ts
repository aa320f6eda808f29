/**
 * What a visit that finds 20 new items of 330 words costs the program alone, as a Worker pays it: milliseconds of CPU of a Worker's bundle under
 * Node, on a store of 4,000 items whose answers are recorded. `node bench/visit.ts`: the start, the first visit of a process, and visits of one that is warm.
 *
 * The start is what an isolate does in its global scope, the built-in modules of Node among it; no invocation pays for it, and it has a
 * limit of its own. Of a visit all threads are counted, and beside them the one that runs JavaScript alone: the others compile what is hot
 * and collect garbage for it, which an isolate at Cloudflare shares with its neighbours.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HOUR } from '../src/model/time.ts'
import type { Refresher } from '../src/refresh/refresher.ts'
import { askSource } from '../src/refresh/refresh.ts'
import type { Database } from '../src/store/database.ts'
import { createStore } from '../src/store/sql.ts'
import { bundle } from './bundle.ts'
import { article, documentOf, FEEDS, fill, NOW, urlOf } from './filled.ts'
import type { Spent } from './isolate.ts'
import { sqlitePlace } from './places.ts'
import { medianOf, recorded, type Recording } from './replay.ts'
import type { Told } from './visitor.ts'
import { beginWire, freshAnswer } from './wire.ts'

const ITEMS = 4000
const FRESH = 20
const SOURCE = 50
/** Visits in one process: the engine compiles anew what is hot for some hundred of them. */
const WARM = 250
/** So many are a median. */
const COUNTED = 50
const UNCOUNTED = 10
const COLD = 20

const visit = async (refresher: Refresher) => (await askSource(refresher, urlOf(SOURCE), { forceFloor: 0 }))()

/** What the database answers when a document of 30 items shows 20 that are new. */
async function recordVisit(): Promise<Told> {
  const place = await sqlitePlace()
  try {
    let now = NOW
    const entries = Array.from({ length: 30 }, (_, n) => [`e${n}`, `Headline ${n} of ${n}`, article()] as [string, string, string])
    const answer = () => freshAnswer(urlOf(SOURCE), documentOf(SOURCE, entries))
    const open = (db: Database) => beginWire(db, { feeds: FEEDS, now: () => now, answer })
    const empty = await place.open()
    await empty.migrate()
    await open(empty)
    await empty.close()
    fill(place, ITEMS)
    const db = await place.open()
    const wire = await open(db)
    await visit(wire)
    now += HOUR
    for (let n = 0; n < FRESH; n++) entries.unshift([`n${n}`, `Something new ${n}`, article()])
    entries.splice(30)
    const recording: Recording = new Map()
    const { new: fresh } = await visit({ ...wire, store: createStore(recorded(db, recording)) })
    if (fresh !== FRESH) throw new Error(`${fresh} items are new, not ${FRESH}`)
    await db.close()
    return { recording: [...recording], feeds: FEEDS, url: urlOf(SOURCE), document: documentOf(SOURCE, entries), now }
  } finally {
    place.remove()
  }
}

const input = JSON.stringify(await recordVisit())
const folder = mkdtempSync(join(tmpdir(), 'wirefold-bench-'))
try {
  const file = join(folder, 'visitor.mjs')
  bundle('visitor.ts', file)
  const isolate = (visits: number): Spent[] =>
    JSON.parse(execFileSync(process.execPath, [join(import.meta.dirname, 'isolate.ts'), file, String(visits)], { input, encoding: 'utf8' }))
  const cold = Array.from({ length: COLD }, () => isolate(1))
  print(
    'the start of a Worker',
    cold.map(([start]) => start!),
  )
  print(
    `a visit, ${FRESH} new items, cold`,
    cold.map(([, first]) => first!),
  )
  const visits = isolate(WARM).slice(1)
  print(`a visit, ${FRESH} new items, warm, the 11th to the 60th`, visits.slice(UNCOUNTED, UNCOUNTED + COUNTED))
  print(`a visit, ${FRESH} new items, warm, the 201st to the 250th`, visits.slice(-COUNTED))
} finally {
  rmSync(folder, { recursive: true })
}

/** All threads, and in brackets that of JavaScript alone. */
function print(what: string, spent: readonly Spent[]): void {
  const told = (pick: (sorted: number[]) => number): string => {
    const [all, own] = [spent.map(({ process }) => process), spent.map(({ thread }) => thread)].map((times) =>
      pick(times.toSorted((a, b) => a - b)),
    )
    return `${all!.toFixed(1)} ms (${own!.toFixed(1)})`
  }
  console.log(`${what}: median ${told(medianOf)}, 95th of 100 ${told((sorted) => sorted[Math.floor(sorted.length * 0.95) - 1]!)}`)
}
