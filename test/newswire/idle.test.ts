import { expect, test } from 'vitest'
import { DAY, MINUTE } from '../../src/model/time.ts'
import { begin, refreshAll } from '../../src/newswire/newswire.ts'
import type { Newswire } from '../../src/newswire/wire.ts'
import { askSource } from '../../src/refresh/refresh.ts'
import { runStatus, startRun } from '../../src/newswire/runs.ts'
import { counted, sql } from '../../src/store/database.ts'
import { createStore } from '../../src/store/sql.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { curated } from '../attacks/station.ts'

const SOURCES = 300
const urls = Array.from({ length: SOURCES }, (_, n) => `https://host${n % 3}.example/${'section/'.repeat(3)}${n}.xml`)
const RSS = new TextEncoder().encode('<rss version="2.0"><channel><title>x</title><item><title>News</title></item></channel></rss>')

/** 300 sources on three hosts, each visited a moment ago; `pauses` are those that somebody waited. */
async function idle() {
  const clock = { now: Date.UTC(2026, 6, 15, 9, 20) }
  const pauses: number[] = []
  const database = await openSqlite(':memory:')
  await database.migrate()
  const wire: Newswire = await begin({
    base: 'https://news.example.org',
    store: createStore(database),
    feeds: [curated('idle', urls)],
    fetch: async ({ url }) => ({ kind: 'fresh', url, status: 200, headers: { etag: '"1"' }, bytes: RSS, redirects: [], truncated: false }),
    now: () => clock.now,
    random: () => 0.5,
    forceFloor: 60_000,
    sleep: async (duration) => void pauses.push(duration),
  })
  await refreshAll(wire, { urls, force: true })
  pauses.length = 0
  const count = async (text: string) => ((await database.all(sql(text))) as { n: number }[])[0]!.n
  return { wire, clock, pauses, count, database }
}

test('R53 a refresh each minute for a day, with nothing due, leaves the database as large as it was, and waits for nobody', async () => {
  const { wire, clock, pauses, count } = await idle()
  const BYTES = 'SELECT page_count * page_size AS n FROM pragma_page_count(), pragma_page_size()'
  const VISITS = 'SELECT count(*) AS n FROM visits'
  const [bytes, visits] = [await count(BYTES), await count(VISITS)]
  // all of it within the minute, for the sources become due again after an hour
  for (let call = 0; call < DAY / MINUTE; call++) {
    clock.now += 10
    expect(await startRun(wire, `run-${String(call).padStart(32, '0')}`, urls, false)).toEqual([])
  }
  expect(await count(VISITS)).toBe(visits)
  expect((await count(BYTES)) - bytes).toBeLessThan(1_000_000)
  expect(await refreshAll(wire, { urls })).toHaveLength(SOURCES)
  expect(pauses).toEqual([])
})

test('a run of sources that are not due is done at once, and says why of each', async () => {
  const { wire } = await idle()
  await startRun(wire, 'idle', urls, false)
  const { state, visits } = (await runStatus(wire, 'idle'))!
  expect(state).toBe('done')
  expect(visits).toHaveLength(SOURCES)
  expect(visits.every(({ outcome, problem }) => outcome === 'skipped' && problem?.code === 'not-due')).toBe(true)
})

test('a visit that another refresh makes counts for the run that waits for it', async () => {
  const { wire, clock } = await idle()
  clock.now += 2 * 60 * MINUTE
  const due = await startRun(wire, 'waits', urls.slice(0, 2), false)
  expect(due.map(({ url }) => url)).toEqual(urls.slice(0, 2))
  expect((await runStatus(wire, 'waits'))!.state).toBe('running')
  await refreshAll(wire, { urls: due.map(({ url }) => url) })
  expect(await runStatus(wire, 'waits')).toMatchObject({ state: 'done', visits: [{ outcome: 'unchanged' }, { outcome: 'unchanged' }] })
})

test('what brought nothing is stored by one statement, and not at all where another visit has the lease', async () => {
  const { wire, clock, database, count } = await idle()
  clock.now += 2 * 60 * MINUTE
  let statements = 0
  const store = createStore(counted(database, (more) => (statements += more)))
  const [first, second] = urls
  const settleFirst = await askSource({ ...wire, store }, first!)
  statements = 0
  await settleFirst()
  expect(statements).toBe(1)

  const settle = await askSource(wire, second!)
  await database.all(sql("UPDATE sources SET lease_by = 'another' WHERE url = ?", second!))
  expect(await settle()).toMatchObject({ outcome: 'skipped', problem: { code: 'lease-lost' } })
  expect(await count(`SELECT count(*) AS n FROM sources WHERE lease_by = 'another' AND last_visit < ${clock.now}`)).toBe(1)
})
