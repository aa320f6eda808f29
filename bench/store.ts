/**
 * What visits, renders and routes read and write: `node bench/store.ts [4000,46000]`, rows as D1 counts them (`meta.rows_read`,
 * `meta.rows_written` of the local simulator); `node bench/store.ts --cold 100000` the time in the database of a first `GET /` on SQLite.
 */
import type { Fetched } from '../src/model/fetched.ts'
import { DAY, HOUR } from '../src/model/time.ts'
import type { Newswire } from '../src/newswire/wire.ts'
import { renderChanged, renderSlug } from '../src/newswire/render.ts'
import { refreshSource } from '../test/refresh/visit.ts'
import { sql, type Database, type Statement } from '../src/store/database.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { createApp } from '../src/web/app.ts'
import { article, documentOf, FEEDS, fill, NOW, urlOf } from './filled.ts'
import { d1Place, sqlitePlace, type Count, type Place } from './places.ts'
import { beginWire, freshAnswer } from './wire.ts'

/** Two sources of one feed, the one that holds all. */
const ONE = 50
const OTHER = 51

let answer: Fetched
const shown = new Map<string, string>()
const fresh = (url: string): Fetched => freshAnswer(url, shown.get(url) ?? '', { etag: `"${Math.random()}"` })

const unchanged: Fetched = { kind: 'unchanged', url: urlOf(ONE), headers: {}, redirects: [] }

let now = NOW
const open = (db: Database) => beginWire(db, { feeds: FEEDS, now: () => now, answer: () => answer })

async function configured(place: Place): Promise<void> {
  const db = await openSqlite(place.file)
  await db.migrate()
  await open(db)
  await db.close()
}

type Measure = (what: string, work: () => Promise<unknown>) => Promise<void>

async function visits(wire: Newswire, measure: Measure): Promise<void> {
  const visit = async (what: string, n: number, of: Fetched | undefined) => {
    answer = of ?? fresh(urlOf(n))
    now += HOUR
    await measure(what, () => refreshSource(wire, urlOf(n), { forceFloor: 0 }))
  }
  const entries = Array.from({ length: 30 }, (_, k) => [`e${k}`, `Headline ${k} of ${k}`, article()] as [string, string, string])
  const show = (n: number) => shown.set(urlOf(n), documentOf(n, entries))
  show(ONE)
  await visit('first visit, 30 new items', ONE, undefined)
  await visit('304', ONE, unchanged)
  await visit('304 again', ONE, unchanged)
  await visit('the same body', ONE, undefined)
  entries.unshift(['n1', 'Something new', article()])
  entries.pop()
  show(ONE)
  await visit('one new item', ONE, undefined)
  const copied = entries[3]![2]
  entries[0] = ['n2', 'Told again elsewhere', copied.slice(0, 1500)]
  show(OTHER)
  await visit('another source: 29 copies, of them one cut', OTHER, undefined)
  entries[5] = [entries[5]![0], entries[5]![1], `${entries[5]![2]}<p>${article()}</p>`]
  show(ONE)
  await visit('one new copy, one edit', ONE, undefined)
  await visit('failure', ONE, { kind: 'failed', problem: { code: 'http-status', message: 'x' }, status: 500, redirects: [] } as Fetched)
}

async function routes(wire: Newswire, measure: Measure): Promise<void> {
  const app = createApp({ ...wire, renderNow: (slug) => renderSlug(wire, slug), startRun: async () => {} }, (error) => {
    throw error
  })
  const get = (path: string, headers: Record<string, string> = {}) =>
    app.fetch(new Request(`https://news.example.org${path}`, { headers })) as Promise<Response>
  const { stories } = (await (await get('/api/stories?limit=1')).json()) as { stories: { id: string }[] }
  const etag = (await get('/feeds/all.atom')).headers.get('etag') ?? ''
  const page = (await (await get('/api/stories?limit=50')).json()) as { next: string }
  for (const path of [
    '/',
    '/feeds/all.atom',
    '/feeds/all',
    '/feeds/all.opml',
    '/feeds.opml',
    '/api/feeds',
    '/api/stories',
    `/api/stories?cursor=${page.next}`,
    '/api/stories?feed=kept',
    `/api/stories/${stories[0]!.id}`,
    `/stories/${stories[0]!.id}`,
    '/api/sources',
    '/status',
    '/status.json',
    '/status.atom',
    '/metrics',
    '/healthz',
  ])
    await measure(`GET ${path.slice(0, 40)}`, async () => (await get(path)).text())
  await measure('GET /feeds/all.atom, 304', () => get('/feeds/all.atom', { 'if-none-match': etag }))
}

async function measured(size: number): Promise<void> {
  const place = await d1Place()
  try {
    await configured(place)
    fill(place, size)
    const count: Count = { read: 0, written: 0, statements: 0 }
    const db = await place.open(count)
    const wire = await open(db)
    const measure: Measure = async (what, work) => {
      Object.assign(count, { read: 0, written: 0, statements: 0 })
      await work()
      console.log(
        `${String(size).padStart(7)} ${what.padEnd(50)} ${String(count.read).padStart(8)} ${String(count.written).padStart(8)} ${String(count.statements).padStart(5)}`,
      )
    }
    await visits(wire, measure)
    await measure('render of three feeds', () => renderChanged(wire))
    await measure('nothing to render', () => renderChanged(wire))
    await routes(wire, measure)
    now += 100 * DAY
    await db.all(sql('UPDATE sources SET last_success = ?, last_visit = ?', now, now))
    await db.all(sql("UPDATE feeds SET held = '[]'"))
    await measure('burial of 10 stories', () => wire.store.retire({ before: now - 90 * DAY, limit: 10, now }))
    await measure('turning the index', () => wire.store.turnIndex(now, 15 * DAY))
    await db.close()
  } finally {
    place.remove()
  }
}

async function cold(size: number): Promise<void> {
  const place = await sqlitePlace()
  try {
    await configured(place)
    fill(place, size)
    const times: number[] = []
    for (let round = 0; round < 9; round++) {
      const db = await openSqlite(place.file)
      const wire = await open(db)
      let spent = 0
      const timed = { all: db.all.bind(db), batch: db.batch.bind(db) }
      const spend = async <T>(work: () => Promise<T>): Promise<T> => {
        const started = performance.now()
        const result = work()
        spent += performance.now() - started
        return result
      }
      db.all = <Row>(statement: Statement) => spend(() => timed.all<Row>(statement))
      db.batch = (statements) => spend(() => timed.batch(statements))
      const app = createApp({ ...wire, renderNow: async () => new Map(), startRun: async () => {} }, console.error)
      await (await app.fetch(new Request('https://news.example.org/'))).text()
      times.push(spent)
      await db.close()
    }
    const sorted = times.toSorted((a, b) => a - b)
    console.log(
      `${size} items: GET / with a database just opened spends ${sorted[4]!.toFixed(2)} ms there (median of 9; ${sorted[0]!.toFixed(2)} to ${sorted[8]!.toFixed(2)})`,
    )
  } finally {
    place.remove()
  }
}

const [first = '4000,46000', second] = process.argv.slice(2)
if (first === '--cold') await cold(Number(second ?? 100_000))
else {
  console.log(`${'items'.padStart(7)} ${''.padEnd(50)} ${'read'.padStart(8)} ${'written'.padStart(8)} ${'stmts'.padStart(5)}`)
  for (const size of first.split(',').map(Number)) await measured(size)
}
