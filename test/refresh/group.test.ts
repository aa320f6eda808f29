import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fetched } from '../../src/model/fetched.ts'
import { DAY, HOUR } from '../../src/model/time.ts'
import { begin } from '../../src/newswire/newswire.ts'
import { openSettler, type GroupBounds } from '../../src/refresh/group.ts'
import { askSource } from '../../src/refresh/refresh.ts'
import { sql } from '../../src/store/database.ts'
import { StoreError } from '../../src/store/port/errors.ts'
import type { Store } from '../../src/store/port/store.ts'
import { createStore } from '../../src/store/sql.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { dice, prose } from '../store/newsroom.ts'
import { config, fresh, NOW, refusal, rss, unchanged } from './fakes.ts'

const urls = (count: number) => Array.from({ length: count }, (_, n) => `https://s${n}.example.org/feed`)
const groupsOf = (visits: number): GroupBounds => ({ visits, time: 60_000, patience: 0 })

type Answers = (url: string) => Fetched

/** So many sources that find something at the same time; each is asked before any is stored. */
async function world(count: number, answers: Answers) {
  const database = await openSqlite(':memory:')
  await database.migrate()
  const state = { now: NOW, answers, transactions: 0 }
  const sources = urls(count)
  const feed = { slug: 'news', title: 'News', drop: [], dedupe: true, window: 7 * DAY, limit: 50, content: 'full' as const }
  const store: Store = createStore({
    ...database,
    together: (work) => (state.transactions++, database.together!(work)),
  })
  const wire = await begin({
    store,
    feeds: [{ ...feed, sources: sources.map((url) => config({ url })) }],
    base: 'https://news.example.org',
    fetch: async ({ url }) => state.answers(url),
    forceFloor: 0,
    now: () => state.now,
    random: () => 0,
    sleep: async () => {},
  })
  async function visits(bounds: GroupBounds | undefined, on = store, clock = () => 0) {
    const settler = bounds && openSettler({ ...wire, store: on }, bounds, clock)
    const halves = []
    for (const url of sources) halves.push(await askSource({ ...wire, store: on, ...(settler ? { settler } : {}) }, url, { forceFloor: 0 }))
    if (settler) return Promise.allSettled(halves.map((settle) => settle()))
    for (const settle of halves) await settle()
    return []
  }
  async function everything() {
    const tables = await database.all<{ name: string }>(
      sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'd1_migrations' ORDER BY name"),
    )
    const rows = tables.map(async ({ name }) => [name, await database.all(sql(`SELECT * FROM ${name}`))] as const)
    return Object.fromEntries(await Promise.all(rows))
  }
  return { wire, state, store, visits, everything }
}

const own = (url: string) =>
  fresh(rss({ id: url, title: `The news of ${new URL(url).host}`, text: prose(dice(url.length + Number(/\d+/.exec(url))), 60) }))

const outcomes = (settled: readonly PromiseSettledResult<{ readonly outcome: string }>[]) =>
  settled.map((one) => (one.status === 'fulfilled' ? one.value.outcome : 'thrown'))

describe('what visits find is stored in groups', () => {
  /** Sources that share stories, repeat them in other words, answer with nothing new, move, or do not answer at all. */
  const answersOf = (seed: number, round: number): Answers => {
    const stories = Array.from({ length: 9 }, (_, n) => prose(dice(seed + n), 70))
    return (url) => {
      const roll = dice(seed * 7 + round * 1009 + Number(/\d+/.exec(url)))
      if (roll(8) === 0) return refusal()
      if (round > 0 && roll(4) === 0) return unchanged()
      const redirects = roll(5) === 0 ? [{ from: url, to: urls(2)[1]!, status: 301 }] : []
      const items = Array.from({ length: 1 + roll(4) }, () => roll(stories.length)).map((n) => ({
        id: `${url}/${n}`,
        title: roll(3) === 0 ? `Report ${n}: what is known` : `Report ${n}`,
        text: roll(3) === 0 ? `${stories[n]} And ${prose(roll, 8)}` : stories[n]!,
        date: NOW - HOUR * (1 + n),
      }))
      return fresh(rss(...items), { url, redirects })
    }
  }

  test('of one, seven and fifty: the bytes are those of visits one by one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), async (seed) => {
        const kept: unknown[] = []
        for (const bounds of [undefined, groupsOf(1), groupsOf(7), groupsOf(50)]) {
          const w = await world(16, answersOf(seed, 0))
          await w.visits(bounds)
          w.state.now += 3 * HOUR
          w.state.answers = answersOf(seed, 1)
          await w.visits(bounds)
          kept.push(await w.everything())
        }
        for (const other of kept.slice(1)) expect(other).toEqual(kept[0])
      }),
      { numRuns: 2 },
    )
  })

  test('those that are ready together are one transaction; a group takes no more than its visits, or its time', async () => {
    const counts = []
    for (const [visits, step] of [
      [50, 0],
      [4, 0],
      [50, 20],
    ] as const) {
      const w = await world(12, own)
      let time = 0
      await w.visits({ visits, time: 50, patience: 0 }, w.store, () => (time += step))
      counts.push(w.state.transactions)
    }
    expect(counts).toEqual([1, 3, 4])
  })

  test('copies that arrive in one group are one story', async () => {
    const text = prose(dice(5), 80)
    const w = await world(9, (url) => fresh(rss({ id: url, title: 'A report', text })))
    await w.visits(groupsOf(50))
    const { items } = await w.everything()
    expect(new Set(items!.map((item) => (item as { story: string }).story)).size).toBe(1)
  })

  test('servers that fall silent together see each other: none is blamed', async () => {
    const w = await world(8, own)
    await w.visits(groupsOf(50))
    w.state.now += 3 * HOUR
    w.state.answers = () => refusal()
    await w.visits(groupsOf(50))
    expect((await w.store.sources()).map(({ failures }) => failures)).toEqual(Array.from({ length: 8 }, () => 0))
  })

  test('what is ready waits for who still asks, but not for long', async () => {
    const w = await world(2, own)
    const settler = openSettler(w.wire, { visits: 50, time: 60_000, patience: 30 })
    const slow = Promise.withResolvers<void>()
    const asking = settler.ask(() => slow.promise)
    const visits = urls(2).map(async (url) => (await settler.ask(() => askSource({ ...w.wire, settler }, url)))())
    expect((await Promise.all(visits)).map(({ outcome }) => outcome)).toEqual(['updated', 'updated'])
    expect(w.state.transactions).toBe(1)
    slow.resolve()
    await asking
  })
})

describe('one bad visit costs itself alone', () => {
  const BAD = urls(6)[3]!
  /** The store as it is within a group, with one call that fails for the bad source. */
  const failing = (store: Store, inGroup: boolean, alone: boolean, error: Error): Store => {
    const broken = (of: Store, fails: boolean): Store => ({
      ...of,
      save: async (save) => {
        if (fails && save.source.url === BAD && save.visit.outcome !== 'failed') throw error
        return of.save(save)
      },
    })
    return { ...broken(store, alone), together: (work) => store.together((inside) => work(broken(inside, inGroup))) }
  }

  test('a document that our own code fails on is told as that; the others of its group are stored', async () => {
    const w = await world(6, own)
    const visits = await w.visits(groupsOf(50), failing(w.store, true, true, new TypeError('a bug')))
    expect(outcomes(visits)).toEqual(['updated', 'updated', 'updated', 'failed', 'updated', 'updated'])
    expect((await w.store.source(BAD))!.problem!.code).toBe('bug')
    // it, told as failed, is a group of its own
    expect(w.state.transactions).toBe(2)
  })

  test('a group that cannot be stored is stored one by one, each visit once', async () => {
    const w = await world(6, own)
    const visits = await w.visits(groupsOf(50), failing(w.store, true, false, new StoreError('other', 'too much at once')))
    expect(outcomes(visits)).toEqual(Array.from({ length: 6 }, () => 'updated'))
    expect((await w.everything())['items']).toHaveLength(6)
    expect((await w.store.visits(BAD, 9)).length).toBe(1)
  })

  test('where the store fails for one alone too, that one throws, and is due as before', async () => {
    const w = await world(6, own)
    const visits = await w.visits(groupsOf(50), failing(w.store, true, true, new StoreError('full', 'the disk is full')))
    expect(outcomes(visits)).toEqual(['updated', 'updated', 'updated', 'thrown', 'updated', 'updated'])
    expect((await w.store.claimable([BAD], { now: w.state.now, horizon: DAY })).map(({ url }) => url)).toEqual([BAD])
  })

  test('whose lease ran out is skipped alone', async () => {
    const w = await world(6, own)
    const lost: Store = {
      ...w.store,
      together: async (work) => {
        await w.store.claim(BAD, { lease: 'another', now: w.state.now + HOUR, until: w.state.now + 2 * HOUR, horizon: DAY, forceFloor: 0 })
        return w.store.together(work)
      },
    }
    expect(outcomes(await w.visits(groupsOf(50), lost))).toEqual(['updated', 'updated', 'updated', 'skipped', 'updated', 'updated'])
  })
})
