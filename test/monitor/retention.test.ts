import { describe, expect, test } from 'vitest'
import { DAY, HOUR, type Duration } from '../../src/model/time.ts'
import type { FeedConfig } from '../../src/model/config.ts'
import type { Fetched } from '../../src/model/fetched.ts'
import { begin, tick } from '../../src/newswire/newswire.ts'
import type { Newswire } from '../../src/newswire/wire.ts'
import { createStore } from '../../src/store/sql.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { sql, type Database } from '../../src/store/database.ts'
import { upkeep } from '../../src/newswire/upkeep.ts'

const START = Date.UTC(2030, 0, 1)
const RETAIN = 90 * DAY

interface World {
  readonly wire: Newswire
  readonly clock: { now: number }
  readonly database: Database
  count(table: string): Promise<number>
  pass(duration: Duration, step: Duration): Promise<void>
}

async function world(
  publish: (url: string, now: number) => Fetched,
  urls: readonly string[],
  more: Partial<FeedConfig> = {},
): Promise<World> {
  const clock = { now: START }
  const database = await openSqlite(':memory:')
  await database.migrate()
  const feed: FeedConfig = {
    slug: 'news',
    title: 'News',
    sources: urls.map((url) => ({ url, every: 6 * HOUR, prefer: 0 })),
    drop: [],
    dedupe: true,
    window: 7 * DAY,
    limit: 10,
    content: 'full',
    ...more,
  }
  const wire = await begin({
    store: createStore(database),
    feeds: [feed],
    base: 'https://news.example.org',
    fetch: async ({ url }) => publish(url, clock.now),
    forceFloor: 0,
    retain: RETAIN,
    now: () => clock.now,
    random: () => 0,
    sleep: async () => {},
  })
  return {
    wire,
    clock,
    database,
    count: async (table) => (await database.all<{ n: number }>(sql(`SELECT count(*) AS n FROM ${table}`)))[0]!.n,
    async pass(duration, step) {
      for (const end = clock.now + duration; clock.now < end; clock.now += step) await tick(wire)
    },
  }
}

const LETTERS = 'bcdfghklmnprst'
/** Words that no other item has. */
const story = (seed: number) =>
  Array.from({ length: 12 }, (_, n) => Array.from(String(seed * 1000 + n), (digit) => LETTERS[Number(digit)]).join('a')).join(' ')
const rss = (names: readonly number[], link?: string): Fetched => {
  const items = names.map(
    (n) =>
      `<item><title>${story(n).slice(0, 30)}</title><guid>g${n}</guid><link>${link ?? `https://w.example.org/${n}`}</link><description>${story(n)}</description></item>`,
  )
  const body = `<rss version="2.0"><channel><title>Wire</title>${items.join('')}</channel></rss>`
  return {
    kind: 'fresh',
    url: 'https://w.example.org/feed',
    status: 200,
    headers: {},
    bytes: new TextEncoder().encode(body),
    redirects: [],
    truncated: false,
  }
}
const unchanged: Fetched = { kind: 'unchanged', url: 'https://w.example.org/feed', headers: {}, redirects: [] }
const URL_ = 'https://w.example.org/feed'

describe('a simulated year', () => {
  test('ends with as much in the store as its middle: four items a day, of which 20 are shown', async () => {
    const w = await world(
      (_, now) => {
        const newest = Math.floor((now - START) / (DAY / 4)) + 20
        return rss(Array.from({ length: 20 }, (_, n) => newest - n))
      },
      [URL_],
    )
    const sizes: Record<string, number>[] = []
    for (let month = 0; month < 12; month++) {
      await w.pass(30 * DAY, DAY)
      const tables = ['items', 'dedupe_docs', 'dedupe_terms', 'visits', 'incidents', 'outbox', 'runs', 'item_edits']
      sizes.push(Object.fromEntries(await Promise.all(tables.map(async (table) => [table, await w.count(table)] as const))))
    }
    const [middle, end] = [sizes[6]!, sizes[11]!]
    for (const [table, size] of Object.entries(end)) expect([table, size <= middle[table]! * 1.1 + 20]).toEqual([table, true])
    expect(end['items']).toBeGreaterThan(350)
    expect(end['items']).toBeLessThan(460)
    expect((await w.count('items')) + (await w.count('tombstones'))).toBeGreaterThan(1400)
    // a year after its burial nothing but key and ids is left of an item: the first hundred days' are then that old
    expect(await w.count("tombstones WHERE title = ''")).toBe(0)
    await w.pass(4 * 30 * DAY, DAY)
    const old = `tombstones WHERE at < ${w.clock.now - 366 * DAY}`
    expect(await w.count(old)).toBeGreaterThan(50)
    expect(await w.count(`${old} AND (title <> '' OR url IS NOT NULL)`)).toBe(0)
    expect(await w.count(`tombstones WHERE at > ${w.clock.now - 364 * DAY} AND title = ''`)).toBe(0)
    const text = (await w.wire.store.edition('news', 'json', 'identity'))!.body
    expect((JSON.parse(text) as { items: unknown[] }).items).toHaveLength(10)
  }, 60_000)
})

/** Ticks often enough for portions to go. */
const clear = async (w: World) => {
  for (let n = 0; n < 20; n++) {
    w.clock.now += HOUR
    await upkeep(w.wire)
  }
}

describe('what goes and what stays', () => {
  test('what a published edition holds stays, however long it is not shown; beyond it, it goes', async () => {
    let shown = Array.from({ length: 15 }, (_, n) => 100 + n)
    const w = await world(() => rss(shown), [URL_])
    await w.pass(DAY, 6 * HOUR)
    shown = [1]
    await w.pass(100 * DAY, DAY)
    await clear(w)
    // nine of the fifteen and the one that is shown
    expect(await w.count('items')).toBe(10)
    expect(await w.count('tombstones')).toBe(6)
  })

  test('what a source still shows stays, although it answers 304 for half a year', async () => {
    let quiet = false
    const w = await world(() => (quiet ? unchanged : rss([1, 2, 3])), [URL_], { limit: 1 })
    await w.pass(DAY, 6 * HOUR)
    quiet = true
    await w.pass(180 * DAY, DAY)
    await clear(w)
    expect(await w.count('items')).toBe(3)
  })

  test('what was buried does not come back as new, with its guid or its address', async () => {
    let shown = Array.from({ length: 5 }, (_, n) => 100 + n)
    const w = await world(() => rss(shown), [URL_], { limit: 1 })
    await w.pass(DAY, 6 * HOUR)
    shown = [1]
    await w.pass(100 * DAY, DAY)
    await clear(w)
    expect(await w.count('tombstones')).toBe(5)
    const before = (await w.wire.store.edition('news', 'atom', 'identity'))!.etag
    shown = [1, 100, 101]
    await w.pass(2 * DAY, DAY)
    expect(await w.count('items')).toBe(1)
    expect((await w.wire.store.edition('news', 'atom', 'identity'))!.etag).toBe(before)
  })

  test('a feed whose entries all lead to one page goes on when the first of them was buried', async () => {
    for (const link of ['https://w.example.org/notices', 'https://w.example.org/']) {
      let first = 0
      const w = await world(() => rss([first + 2, first + 1, first], link), [URL_], { limit: 1 })
      for (let day = 0; day < 100; day++, first++) await w.pass(DAY, 6 * HOUR)
      expect(await w.count('tombstones')).toBeGreaterThan(5)
      expect((await w.count('items')) + (await w.count('tombstones'))).toBe(102)
    }
  })

  test('a story goes whole: one copy that is still shown keeps the others', async () => {
    let shown: readonly number[] = [7, 8]
    const w = await world((url) => rss(url === URL_ ? shown : [7]), [URL_, 'https://v.example.org/feed'], { limit: 1 })
    await w.pass(DAY, 6 * HOUR)
    shown = [1, 2]
    await w.pass(100 * DAY, DAY)
    await clear(w)
    const items = await w.database.all<{ source: string; key: string }>(sql('SELECT source, key FROM items ORDER BY source, key'))
    expect(items.map(({ source, key }) => `${source[8]!} ${key}`)).toEqual(['v g7', 'w g1', 'w g2', 'w g7'])
  })

  test('a clock that jumps ten years ahead for some hours costs nothing', async () => {
    let shown = Array.from({ length: 30 }, (_, n) => 100 + n)
    const w = await world(() => rss(shown), [URL_], { limit: 1 })
    await w.pass(2 * DAY, 6 * HOUR)
    shown = [1, 2]
    await w.pass(2 * DAY, 6 * HOUR)
    const index = await w.count('dedupe_docs')
    w.clock.now += 3650 * DAY
    await w.pass(18 * HOUR, HOUR)
    w.clock.now -= 3650 * DAY
    await w.pass(2 * DAY, HOUR)
    expect([await w.count('items'), await w.count('tombstones'), await w.count('dedupe_docs')]).toEqual([32, 0, index])
    expect(await w.count('incidents')).toBe(0)
  })

  test('not a thing goes where someone stored items in between', async () => {
    let shown = [1, 2, 3, 4]
    const w = await world(() => rss(shown), [URL_], { limit: 1 })
    await w.pass(DAY, 6 * HOUR)
    shown = [9]
    await w.pass(DAY, 6 * HOUR)
    w.clock.now += 200 * DAY
    const racing = {
      ...w.database,
      batch: async (statements: Parameters<Database['batch']>[0]) => {
        if (statements.some((statement) => statement.sql.includes('INTO tombstones')))
          await w.database.all(sql('UPDATE ledger SET version = version + 1'))
        return w.database.batch(statements)
      },
    }
    const store = createStore(racing)
    await w.database.all(sql("UPDATE feeds SET held = '[]'"))
    expect(await store.retire({ before: w.clock.now - RETAIN, limit: 10, now: w.clock.now })).toBe(0)
    expect(await w.count('items')).toBe(5)
    expect(await w.wire.store.retire({ before: w.clock.now - RETAIN, limit: 10, now: w.clock.now })).toBe(5)
  })
})
