import { describe, expect, test } from 'vitest'
import type { FeedConfig } from '../../src/model/config.ts'
import type { Fetched } from '../../src/model/fetched.ts'
import { DAY, HOUR } from '../../src/model/time.ts'
import { begin, named, refreshAll, tick } from '../../src/newswire/newswire.ts'
import type { Newswire } from '../../src/newswire/wire.ts'
import { coalesced } from '../../src/newswire/coalesce.ts'
import { renderChanged } from '../../src/newswire/render.ts'
import { StoreError } from '../../src/store/port/errors.ts'
import { createStore } from '../../src/store/sql.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { config, fresh, NOW, rss } from '../refresh/fakes.ts'

const [A, B, C] = ['a', 'b', 'c'].map((name) => `https://${name}.example.org/feed`) as [string, string, string]

const feedOf = (slug: string, urls: readonly string[], more: Partial<FeedConfig> = {}): FeedConfig => ({
  slug,
  title: slug,
  sources: urls.map((url) => config({ url })),
  drop: [],
  dedupe: true,
  window: 7 * DAY,
  limit: 50,
  content: 'full',
  ...more,
})

async function world(feeds: readonly FeedConfig[], more: Partial<Newswire> = {}) {
  const database = await openSqlite(':memory:')
  await database.migrate()
  const clock = { now: NOW }
  const asked: string[] = []
  const store = createStore(database)
  const wire = await begin({
    store,
    feeds,
    base: 'https://news.example.org',
    fetch: async ({ url }): Promise<Fetched> => {
      asked.push(url)
      return fresh(rss({ id: new URL(url).host, text: `What ${new URL(url).host} alone has to say on the matter today, at some length.` }))
    },
    forceFloor: 0,
    now: () => clock.now,
    random: () => 0,
    sleep: async () => {},
    ...more,
  })
  return { wire, clock, asked, store, database }
}

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

describe('rendering', () => {
  const head = async (w: Awaited<ReturnType<typeof world>>, slug = 'news') => (await w.store.editionHeads(slug)).get('atom')!

  test('touches the feeds that changed, and of those the formats whose bytes did', async () => {
    const w = await world([feedOf('news', [A]), feedOf('still', [B])])
    expect(await renderChanged(w.wire)).toEqual(['news', 'still'])
    const [before, still] = [await head(w), await head(w, 'still')]
    expect(await renderChanged(w.wire)).toEqual([])
    w.clock.now += HOUR
    await refreshAll(w.wire, { urls: [A] })
    expect((await head(w)).etag).not.toBe(before.etag)
    expect((await head(w)).modified).toBe(w.clock.now)
    expect(await head(w, 'still')).toEqual(still)
    // rendered anew without a change: same bytes, same date
    const after = await head(w)
    await w.database.all({ sql: 'UPDATE feeds SET generation = generation + 1', params: [] })
    w.clock.now += HOUR
    await renderChanged(w.wire)
    expect(await head(w)).toEqual(after)
  })

  test('writes anew what changed: of a story and one more, one is read', async () => {
    const w = await world([feedOf('news', [A, B])])
    const read: number[] = []
    const items: typeof w.store.items = async (ids, ...rest) => (read.push(ids.length), w.store.items(ids, ...rest))
    await refreshAll(w.wire, { urls: [A] })
    await renderChanged(w.wire)
    await refreshAll({ ...w.wire, store: { ...w.store, items } }, { urls: [B] })
    expect(read).toEqual([1])
    const { body } = (await w.store.edition('news', 'atom', 'identity'))!
    expect(body.match(/<entry/g)).toHaveLength(2)
    // what an older program published tells nothing of its parts
    await w.database.all({ sql: 'UPDATE editions SET fragments = NULL', params: [] })
    await w.database.all({ sql: 'UPDATE feeds SET generation = generation + 1', params: [] })
    await renderChanged({ ...w.wire, store: { ...w.store, items } })
    expect([read, (await w.store.edition('news', 'atom', 'identity'))!.body]).toEqual([[1, 2], body])
  })

  test('is done once for all who ask while it is done, and once more for what came meanwhile', async () => {
    const w = await world([feedOf('news', [A])], { renders: coalesced() })
    await renderChanged(w.wire)
    const changed = () => w.database.all({ sql: 'UPDATE feeds SET generation = generation + 1', params: [] })
    const renders: number[] = []
    const publish: typeof w.store.publish = async (...given) => {
      renders.push(given[0].generation)
      await w.store.publish(...given)
    }
    const wire = { ...w.wire, store: { ...w.store, publish } }
    await changed()
    const first = renderChanged(wire)
    await changed()
    await Promise.all([first, ...Array.from({ length: 8 }, () => renderChanged(wire))])
    expect(renders.length).toBeLessThanOrEqual(2)
    const [feed] = await w.store.feeds()
    expect(feed!.rendered).toBe(feed!.generation)
  })

  test('an empty feed is as old as its rendering says, and that does not outlive it', async () => {
    const w = await world([feedOf('news', [A])])
    await renderChanged(w.wire)
    expect((await w.store.edition('news', 'atom', 'identity'))!.body).toContain(
      `<updated>${new Date(NOW).toISOString().replace('.000', '')}</updated>`,
    )
    expect((await w.store.feeds())[0]!.updated).toBe(0)
    w.clock.now += HOUR
    await w.wire.store.publish({ ...(await w.store.feeds())[0]!, generation: 99 }, 0, [], [], w.clock.now)
    expect((await w.store.feeds())[0]!.updated).toBe(0)
  })

  test('holds what it shows, so that upkeep keeps it', async () => {
    const w = await world([feedOf('news', [A])])
    await refreshAll(w.wire, { urls: [A] })
    const [row] = await w.database.all<{ held: string }>({ sql: 'SELECT held FROM feeds', params: [] })
    expect(JSON.parse(row!.held)).toHaveLength(1)
  })
})

describe('editions of a large feed, which are stored one ahead of the others', () => {
  const atom = (name: string) => ({ format: 'atom' as const, etag: `"${name}"`, body: name, fragments: [] })

  test('count once the last is stored, and only where all are still those that were rendered', async () => {
    const w = await world([feedOf('news', [A])])
    const [feed] = await w.store.feeds()
    const [slow, fast] = [1, 2].map((more) => ({ ...feed!, generation: feed!.generation + more }))
    const rendered = async () => (await w.store.feeds())[0]!.rendered - feed!.generation
    await w.store.publishAhead(slow!, [atom('slow')], NOW)
    await w.store.publishAhead(fast!, [atom('fast')], NOW)
    await w.store.publish(slow!, 0, [], [], NOW, [['atom', '"slow"']])
    expect(await rendered()).toBeLessThan(1)
    await w.store.publish(fast!, 0, [], [], NOW, [['atom', '"fast"']])
    expect(await rendered()).toBe(2)
    await w.store.publishAhead(slow!, [atom('slow')], NOW)
    expect((await w.store.edition('news', 'atom', 'identity'))!.body).toBe('fast')
  })

  test('are all published', async () => {
    const w = await world([feedOf('news', [A])])
    await refreshAll(w.wire, { urls: [A] })
    const large = 'A sentence that is long enough to be told. '.repeat(42_000)
    await w.database.all({
      sql: `UPDATE items SET doc = json_set(doc, '$.content', '<p>' || ?1 || '</p>'), title = title || ?2`,
      params: [large, ' again'],
    })
    await w.database.all({ sql: 'UPDATE feeds SET generation = generation + 1', params: [] })
    const sizes: number[] = []
    const publishAhead: typeof w.store.publishAhead = async (feed, editions, now) => (
      sizes.push(editions.length),
      w.store.publishAhead(feed, editions, now)
    )
    await renderChanged({ ...w.wire, store: { ...w.store, publishAhead } })
    expect(sizes).toEqual([3])
    const [feed] = await w.store.feeds()
    expect(feed!.rendered).toBe(feed!.generation)
    for (const format of ['atom', 'rss', 'json', 'html'] as const)
      expect((await w.store.edition('news', format, 'identity'))!.body).toContain('again')
  })
})

test('editions are cut between characters', async () => {
  const w = await world([feedOf('news', [A])])
  const [feed] = await w.store.feeds()
  for (const shift of [0, 1]) {
    const body = `${'x'.repeat(shift)}${'😀'.repeat(260_000)}`
    await w.store.publish(
      { ...feed!, generation: feed!.generation + shift + 1 },
      0,
      [{ format: 'atom', etag: `"${shift}"`, body, fragments: [] }],
      [],
      NOW,
    )
    expect((await w.store.edition('news', 'atom', 'identity'))!.body === body).toBe(true)
  }
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
