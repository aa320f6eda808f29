/**
 * What an account at Cloudflare holds: `npm run bench:workers`. Rows and statements as D1 counts them in workerd, on a store of 4,000 items;
 * CPU by running the program under Node on what D1 answered (bench/render.ts has the render, cold too).
 */
import type { Fetched } from '../src/model/fetched.ts'
import { DAY, HOUR } from '../src/model/time.ts'
import { capacityRows, COSTS } from '../src/newswire/price.ts'
import type { Newswire } from '../src/newswire/wire.ts'
import { renderChanged } from '../src/newswire/render.ts'
import { askSource } from '../src/refresh/refresh.ts'
import { sql, type Database } from '../src/store/database.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { createStore } from '../src/store/sql.ts'
import { article, documentOf, FEEDS, fill, NOW, urlOf } from './filled.ts'
import { d1Place, type Count } from './places.ts'
import { cpuOf, medianOf, recorded, replayed, type Recording } from './replay.ts'
import { beginWire, freshAnswer } from './wire.ts'

const ITEMS = 4000
const SOURCE = 50
const ROUNDS = 40

let now = NOW
let answer: Fetched
const entries = Array.from({ length: 30 }, (_, k) => [`e${k}`, `Headline ${k} of ${k}`, article()] as [string, string, string])
const shown = (): Fetched => freshAnswer(urlOf(SOURCE), documentOf(SOURCE, entries), { etag: `"${now}"` })
/** So many new entries at the top. */
function bring(count: number): Fetched {
  for (let n = 0; n < count; n++) entries.unshift([`n${now}-${n}`, `Something new ${n}`, article()])
  entries.splice(30)
  return shown()
}

const open = (db: Database) => beginWire(db, { feeds: FEEDS, now: () => now, answer: () => answer })

const place = await d1Place()
try {
  const empty = await openSqlite(place.file)
  await empty.migrate()
  await open(empty)
  await empty.close()
  fill(place, ITEMS)
  const count: Count = { read: 0, written: 0, statements: 0 }
  const db = await place.open(count)
  const wire = await open(db)
  const rows: (readonly [string, Count, number])[] = []

  /** Counts it in D1, and runs it again on what D1 answered. */
  async function measure(what: string, work: (wire: Newswire) => Promise<unknown>): Promise<Count> {
    Object.assign(count, { read: 0, written: 0, statements: 0 })
    const recording: Recording = new Map()
    await work({ ...wire, store: createStore(recorded(db, recording)) })
    const counted = { ...count }
    const times: number[] = []
    for (let n = 0; n < ROUNDS; n++) times.push(await cpuOf(() => work({ ...wire, store: createStore(replayed(recording)) })))
    rows.push([what, counted, medianOf(times.slice(ROUNDS / 4))])
    return counted
  }
  const visit = (what: string, of: Fetched) => {
    answer = of
    now += HOUR
    return measure(what, async (by) => (await askSource(by, urlOf(SOURCE), { forceFloor: 0 }))())
  }
  const renderAll = (by: Newswire) => renderChanged(by, (behind) => behind.filter(({ slug }) => slug === 'all'))
  await visit('a first visit, 30 new items', shown())
  const unchanged = await visit('a visit, nothing new (304)', { kind: 'unchanged', url: urlOf(SOURCE), headers: {}, redirects: [] })
  const newItem = await visit('a visit, one new item', bring(1))
  await visit('a visit, 20 new items', bring(20))
  await measure('a render, all written anew', renderAll)
  await visit('a visit, one new item, again', bring(1))
  const render = await measure('a render of 50 stories, one new', renderAll)
  now += 100 * DAY
  await db.all(sql('UPDATE sources SET last_success = ?, last_visit = ?', now, now))
  await db.all(sql("UPDATE feeds SET held = '[]'"))
  const burial = await measure('a burial of ten', (by) => by.store.retire({ before: now - 90 * DAY, limit: 10, now }))
  await db.close()

  console.log(`${''.padEnd(36)} rows read  written  statements  CPU, warm`)
  for (const [what, { read, written, statements }, cpu] of rows)
    console.log(
      `${what.padEnd(36)} ${String(read).padStart(9)} ${String(written).padStart(8)} ${String(statements).padStart(11)} ${`${cpu.toFixed(1)} ms`.padStart(10)}`,
    )
  const tenth = ({ read, written }: Count) => ({ read: read / 10, written: written / 10 })
  console.log('\nplan | each source is visited every | sources for 90 days | after a year more | what breaks first')
  console.log(capacityRows({ ...COSTS, unchanged, newItem, burial: tenth(burial), render }).join('\n'))
} finally {
  place.remove()
}
