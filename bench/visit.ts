/**
 * What a visit that finds 20 new items of 330 words costs the program alone, as a Worker pays it: milliseconds of CPU, on a store of 4,000
 * items whose answers are recorded. `node bench/visit.ts`: the median of warm visits, and first ones in processes of their own.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { HOUR } from '../src/model/time.ts'
import type { Refresher } from '../src/refresh/refresher.ts'
import { askSource } from '../src/refresh/refresh.ts'
import type { Database } from '../src/store/database.ts'
import { createStore } from '../src/store/sql.ts'
import { article, documentOf, FEEDS, fill, NOW, urlOf } from './filled.ts'
import { cpuOf, medianOf, recorded, replayed, type Recording } from './replay.ts'
import { beginWire, freshAnswer } from './wire.ts'

const ITEMS = 4000
const FRESH = 20
const SOURCE = 50
const WARM = 60
const COLD = 10

interface Told {
  readonly recording: readonly (readonly [string, string[]])[]
  readonly document: string
  readonly now: number
}

const refresherOn = ({ recording, document, now }: Told): Refresher => ({
  store: createStore(replayed(new Map(recording) as Recording)),
  feeds: FEEDS,
  fetch: async () => freshAnswer(urlOf(SOURCE), document),
  now: () => now,
  random: () => 0.5,
})

const visit = async (refresher: Refresher) => (await askSource(refresher, urlOf(SOURCE), { forceFloor: 0 }))()

/** What the database answers when a document of 30 items shows 20 that are new. */
async function recordVisit(): Promise<Told> {
  // brings the simulator of Workers with it, which a cold visit does not wait for
  const { sqlitePlace } = await import('./places.ts')
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
    return { recording: [...recording], document: documentOf(SOURCE, entries), now }
  } finally {
    place.remove()
  }
}

async function compare(): Promise<void> {
  const told = await recordVisit()
  const warm: number[] = []
  for (let n = 0; n < WARM; n++) {
    const refresher = refresherOn(told)
    warm.push(await cpuOf(() => visit(refresher)))
  }
  const input = JSON.stringify(told)
  const cold = Array.from({ length: COLD }, () => Number(execFileSync(process.execPath, [import.meta.filename, '--cold'], { input })))
  const late = Math.max(...cold)
  console.log(`a visit, ${FRESH} new items, warm: median ${medianOf(warm.slice(10)).toFixed(1)} ms`)
  console.log(`a visit, ${FRESH} new items, cold: median ${medianOf(cold).toFixed(1)} ms, latest of ${COLD} ${late.toFixed(1)} ms`)
}

if (process.argv[2] === '--cold') {
  const refresher = refresherOn(JSON.parse(readFileSync(0, 'utf8')) as Told)
  console.log(await cpuOf(() => visit(refresher)))
} else await compare()
