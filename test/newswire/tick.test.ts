import { describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/model/time.ts'
import { begin, named, refreshAll, tick } from '../../src/newswire/newswire.ts'
import { StoreError } from '../../src/store/port/errors.ts'
import { A, B, C, feedOf, world } from './world.ts'

describe('a tick', () => {
  test('visits what is due, and nothing twice', async () => {
    const w = await world([feedOf('news', [A, B])])
    await tick(w.wire)
    await tick(w.wire)
    expect(w.asked.toSorted()).toEqual([A, B])
    w.clock.now += 7 * HOUR
    await tick(w.wire)
    expect(w.asked).toHaveLength(4)
  })

  test('leaves alone what another refresh has in hand, and what another process watches', async () => {
    const w = await world([feedOf('news', [A, B, C])], { inHand: new Set([B]) })
    const visits = await tick({ ...w.wire, feeds: [feedOf('news', [A, B])] })
    expect([w.asked, visits.map(({ source }) => source)]).toEqual([[A], [A]])
  })

  test('takes out of hand what it visits, so that it is due again later', async () => {
    const inHand = new Set<string>()
    const during: string[][] = []
    const neighbour = 'https://a.example.org/second'
    const w = await world([feedOf('news', [A, neighbour])], { inHand })
    await refreshAll(w.wire, { urls: [A, neighbour], onVisit: () => during.push([...inHand]) })
    // the second waits for its turn at their host
    expect(during).toEqual([[neighbour], []])
    w.clock.now += 7 * HOUR
    await tick(w.wire)
    expect(w.asked).toHaveLength(4)
  })

  test('visits at the next minute what could not begin since the database was busy', async () => {
    const w = await world([feedOf('news', [A, B])], { inHand: new Set() })
    const hostLimits = async () => {
      throw new StoreError('busy', 'database is locked')
    }
    await expect(tick({ ...w.wire, store: { ...w.store, hostLimits } })).rejects.toThrow('locked')
    await tick(w.wire)
    expect(w.asked.toSorted()).toEqual([A, B])
  })

  test('that is stopped asks nobody, and does no upkeep', async () => {
    const w = await world([feedOf('news', [A])], { retain: 90 * DAY })
    const chores: string[] = []
    const store = {
      ...w.store,
      chore: async (name: string, ...rest: [number, number]) => (chores.push(name), w.store.chore(name, ...rest)),
    }
    const stopping = new AbortController()
    stopping.abort()
    await tick({ ...w.wire, store }, { signal: stopping.signal })
    expect([w.asked, chores]).toEqual([[], []])
    await tick({ ...w.wire, store })
    expect(chores.length).toBeGreaterThan(0)
  })
})

test('what a refresh brought is published when it ends', async () => {
  const w = await world([feedOf('news', [A])])
  await refreshAll(w.wire, { urls: [A] })
  expect((await w.store.edition('news', 'json', 'identity'))!.body).toContain('a.example.org')
})

test('a refresh of many publishes on its way, every five seconds', async () => {
  const w = await world([feedOf('news', [A, B, C])])
  const published: number[] = []
  const publish: typeof w.store.publish = async (...given) => (published.push(w.clock.now), w.store.publish(...given))
  const groups = { visits: 1, time: 0, patience: 0 }
  const wire = { ...w.wire, groups, store: { ...w.store, publish } }
  await refreshAll(wire, { urls: [A, B, C], onVisit: () => (w.clock.now += 4000) })
  expect(published.length).toBe(2)
})

describe('the sources that a request names', () => {
  const feeds = [feedOf('one', [A, B]), feedOf('two', [B, C])]
  test.each<[name: string, urls: readonly string[], slugs: readonly string[], expected: readonly string[]]>([
    ['are all where it names none', [], [], [A, B, C]],
    ['are those of a feed', [], ['two'], [B, C]],
    ['are each once', [B], ['one', 'two'], [B, A, C]],
  ])('%s', (_, urls, slugs, expected) => {
    expect(named(feeds, urls, slugs)).toEqual(expected)
  })
})

describe('whoever takes over the configuration', () => {
  test('keeps the authority of the first start; who only looks on changes nothing', async () => {
    const w = await world([feedOf('news', [A])])
    const again = await begin({ ...w.wire, base: 'https://moved.example.org' })
    expect(again.masthead).toEqual({ base: 'https://moved.example.org', authority: w.wire.masthead.authority })
    const onlooker = await begin({ ...w.wire, feeds: [], base: 'http://127.0.0.1:1', isGuess: true, lookOn: true })
    expect(onlooker.masthead.base).toBe('https://moved.example.org')
    expect(await w.store.sources()).toHaveLength(1)
  })
})
