import { describe, expect, test } from 'vitest'
import type { Entry } from '../../src/model/item.ts'
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts'
import { begin } from '../../src/newswire/newswire.ts'
import type { Newswire } from '../../src/newswire/wire.ts'
import { identify } from '../../src/normalize/identity.ts'
import { parse } from '../../src/parse/parse.ts'
import { placesOf } from '../../src/refresh/arrivals.ts'
import { decideChanges, NO_CHANGES } from '../../src/refresh/changes.ts'
import { divide } from '../../src/refresh/parts.ts'
import { refreshSource } from './visit.ts'
import { sql } from '../../src/store/database.ts'
import { createStore } from '../../src/store/sql.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { config, fresh, NOW, rss, URL_, type Told } from './fakes.ts'

const OTHER = 'https://other.example.org/feed'

async function world(answers: Record<string, string>) {
  const database = await openSqlite(':memory:')
  await database.migrate()
  const clock = { now: NOW }
  const sources = [URL_, OTHER].map((url) => config({ url }))
  const feed = { slug: 'news', title: 'News', sources, drop: [], dedupe: true, window: 7 * DAY, limit: 50, content: 'full' as const }
  const wire: Newswire = await begin({
    store: createStore(database),
    feeds: [feed],
    base: 'https://news.example.org',
    fetch: async ({ url }) => fresh(answers[url]!, { headers: { etag: `"${answers[url]!.length}"` } }),
    forceFloor: 0,
    now: () => clock.now,
    random: () => 0,
    sleep: async () => {},
  })
  const rows = async (url = URL_) =>
    (await database.all(
      sql('SELECT key, id, story, title, at, reason, matched, last_seen AS lastSeen FROM items WHERE source = ? ORDER BY at DESC', url),
    )) as { key: string; id: string; story: string; at: number; title: string; lastSeen: number }[]
  return { wire, clock, answers, rows, database, refresh: (url = URL_, on = wire) => refreshSource(on, url, { forceFloor: 0 }) }
}

/** Words of no other item, so that none is a copy. */
const text = (id: string, words: number): string => Array.from({ length: words }, (_, n) => `w${id}x${n}`).join(' ')
/** So many items of 60 kilobytes: 18 of them are more than a part. */
const large = (count: number, from = 0): Told[] =>
  Array.from({ length: count }, (_, n) => ({ id: `${from + n}`, text: text(`${from + n}`, 8000), date: NOW - HOUR }))

describe('entries are divided in parts of about one size', () => {
  const { title: _, summary: __, ...bare } = identify(feedOf(rss('x')))[0]!.raw
  const entries = (...sizes: number[]): Entry[] =>
    sizes.map((size, n) => ({ key: `${n}`, hash: '', raw: { ...bare, content: { type: 'html', value: 'x'.repeat(size) } } }))
  test.each<[name: string, sizes: number[], most: number, parts: number[]]>([
    ['none', [], 5000, [0]],
    ['few', [10, 10, 10], 100_000, [3]],
    ['twice too many', [9000, 9000, 9000, 9000], 25_000, [2, 2]],
    ['each too large alone', [9000, 9000, 9000], 5000, [1, 1, 1]],
    ['a large one among small ones', [10, 10, 90_000, 10, 10], 30_000, [2, 1, 2]],
    ['more than are stored at once, of a line each', Array.from({ length: 750 }, () => 10), 1_000_000, [250, 250, 250]],
    ['a large one before as many', [900_000, ...Array.from({ length: 500 }, () => 10)], 1_000_000, [17, 242, 242]],
    ['many that say nothing', Array.from({ length: 10 }, () => 0), 6000, [5, 5]],
  ])('%s', (...[, sizes, most, parts]) => {
    const divided = divide(entries(...sizes), most)
    expect(divided.map(({ length }) => length)).toEqual(parts)
    expect(divided.flat().map(({ key }) => key)).toEqual([...sizes.keys()].map(String))
  })
})

const feedOf = (document: string) => {
  const parsed = parse({ url: URL_, headers: {}, bytes: new TextEncoder().encode(document) })
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.feed
}

/** Copies of another source, two that say the same, two that differ in little, and others. */
const MIXED: Told[] = [
  ...['tower', 'harbour', 'orchard', 'bridge', 'market', 'school', 'river'].map((id) => ({ id, text: text(id, 90), date: NOW - HOUR })),
  { id: 'again', title: 'Story tower', text: text('tower', 90) },
  { id: 'first half', title: 'Council votes on rail', text: text('rail', 120) },
  { id: 'second half', title: 'Council votes on rail, again', text: `${text('rail', 118)} and more` },
]

describe.each([1, 3, 7])('a document in parts of %i', (size) => {
  test('stores what it stores as a whole', async () => {
    const stored = async (parts: (entries: readonly Entry[]) => readonly (readonly Entry[])[]) => {
      const w = await world({ [OTHER]: rss(...['bridge', 'market', 'lighthouse'].map((id) => ({ id, text: text(id, 90) }))) })
      await w.refresh(OTHER)
      w.clock.now += MINUTE
      const { store } = w.wire
      const source = (await store.claim(URL_, {
        lease: 'x',
        now: w.clock.now,
        until: w.clock.now + HOUR,
        horizon: 40 * DAY,
        forceFloor: 0,
      }))!
      const feed = feedOf(rss(...MIXED))
      const entries = identify(feed)
      let changes = NO_CHANGES
      for (const part of parts(entries)) {
        const read = {
          source: URL_,
          feed,
          document: { url: URL_, headers: {}, bytes: new Uint8Array() },
          entries: part,
          places: placesOf(entries),
        }
        changes = await decideChanges(w.wire, source, read, { at: w.clock.now, before: changes })
        const { version = { ledger: 0, row: 0 }, decisions, items, relisting } = changes
        const part_ = { source: URL_, lease: 'x', at: w.clock.now, version, decisions, items, touched: ['news'] }
        expect(await store.savePart({ ...part_, ...(relisting ? { relisting } : {}) })).toBe('saved')
      }
      const all = [...(await w.rows()), ...(await w.rows(OTHER))]
      const told = (of: string) => all.filter(({ story }) => story === of).map(({ title }) => title)
      const listed = await w.wire.store.listed('news', undefined, 50)
      return {
        items: (await w.rows()).map(({ key, id, at, story }) => ({ key, id, at, told: told(story).toSorted() })),
        listed: listed.length,
        tally: changes.tally,
      }
    }
    const whole = await stored((entries) => [entries])
    const inParts = await stored((entries) =>
      Array.from({ length: Math.ceil(entries.length / size) }, (_, n) => entries.slice(n * size, (n + 1) * size)),
    )
    expect(inParts).toEqual(whole)
    expect(whole.items.filter(({ told }) => told.length > 1).length).toBeGreaterThan(3)
  })
})

describe('a large document', () => {
  test('is one visit, told as one, and all of it stands in its order', async () => {
    const w = await world({ [URL_]: rss(...large(45)) })
    expect(await w.refresh()).toMatchObject({ outcome: 'updated', items: 45, new: 45 })
    expect((await w.rows()).map(({ key, at }) => [key, at])).toEqual(large(45).map(({ id }, n) => [id, NOW - HOUR - n]))
  })

  test('what it shows again is seen, also of earlier parts, and what left it has vanished', async () => {
    const w = await world({ [URL_]: rss(...large(45)) })
    await w.refresh()
    w.clock.now += HOUR
    w.answers[URL_] = rss(...large(1, 100), ...large(40, 1), ...large(2, 200))
    expect(await w.refresh()).toMatchObject({ outcome: 'updated', items: 43, new: 3 })
    const newest = Math.max(...(await w.rows()).map(({ lastSeen }) => lastSeen))
    const left = (await w.rows()).filter(({ lastSeen }) => lastSeen < newest)
    expect(left.map(({ key }) => key).toSorted()).toEqual(['0', '41', '42', '43', '44'])
  })

  test('lets what else the process does go on in between', async () => {
    const w = await world({ [URL_]: rss(...large(60)) })
    let turns = 0
    const timer = setInterval(() => turns++)
    await w.refresh()
    clearInterval(timer)
    expect(turns).toBeGreaterThanOrEqual(2)
  })

  test('of which only a part could be stored is read again, and loses nothing', async () => {
    const w = await world({ [URL_]: rss(...large(45)) })
    let saves = 0
    const { store } = w.wire
    const savePart: typeof store.savePart = async (part) => {
      if (++saves === 2) throw new TypeError('a bug of ours')
      return store.savePart(part)
    }
    expect(await w.refresh(URL_, { ...w.wire, store: { ...store, savePart } })).toMatchObject({ outcome: 'failed' })
    const stored = (await w.rows()).length
    expect([stored > 0, stored < 45]).toEqual([true, true])
    expect((await store.source(URL_))!.validators).toEqual({})
    w.clock.now += HOUR
    expect(await w.refresh()).toMatchObject({ outcome: 'updated', items: 45, new: 45 - stored })
    expect((await w.rows()).length).toBe(45)
  })

  test('is decided anew where another source stored meanwhile, so that copies become one story', async () => {
    const copy = { id: 'copy', title: 'Story 40', text: large(1, 40)[0]!.text! }
    const w = await world({ [URL_]: rss(...large(45)), [OTHER]: rss(copy) })
    let isFirst = true
    const { store } = w.wire
    const savePart: typeof store.savePart = async (part) => {
      if (isFirst) {
        isFirst = false
        await w.refresh(OTHER)
      }
      return store.savePart(part)
    }
    await w.refresh(URL_, { ...w.wire, store: { ...store, savePart } })
    const [other] = await w.rows(OTHER)
    expect((await w.rows()).find(({ key }) => key === '40')!.story).toBe(other!.story)
    expect((await w.rows()).length).toBe(45)
  })

  test('whose lease another took is the other’s', async () => {
    const w = await world({ [URL_]: rss(...large(45)) })
    const { store } = w.wire
    const savePart: typeof store.savePart = async (part) => {
      await w.database.all(sql(`UPDATE sources SET lease_by = 'other' WHERE url = ?`, URL_))
      return store.savePart(part)
    }
    expect(await w.refresh(URL_, { ...w.wire, store: { ...store, savePart } })).toMatchObject({
      outcome: 'skipped',
      problem: { code: 'lease-lost' },
    })
    expect(await w.rows()).toEqual([])
  })
})
