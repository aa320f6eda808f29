import { HELD } from '../../src/model/problem.ts'
import { describe, expect, test } from 'vitest'
import type { SourceConfig } from '../../src/model/config.ts'
import type { Fetched } from '../../src/model/fetched.ts'
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts'
import { begin } from '../../src/newswire/newswire.ts'
import type { Newswire } from '../../src/newswire/wire.ts'
import { refreshSource } from './visit.ts'
import { sql } from '../../src/store/database.ts'
import { StoreError } from '../../src/store/port/errors.ts'
import { createStore } from '../../src/store/sql.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { article, config, fresh, NOW, refusal, rss, unchanged, URL_ } from './fakes.ts'

const OTHER = 'https://other.example.org/feed'

async function world(answers: Record<string, Fetched>) {
  const database = await openSqlite(':memory:')
  await database.migrate()
  const clock = { now: NOW }
  const wire: Newswire = await begin({
    store: createStore(database),
    feeds: [
      {
        slug: 'news',
        title: 'News',
        sources: [URL_, OTHER].map((url) => config({ url })),
        drop: [],
        dedupe: true,
        window: 7 * DAY,
        limit: 50,
        content: 'full',
      },
    ],
    base: 'https://news.example.org',
    fetch: async ({ url }) => answers[url] ?? refusal(404),
    forceFloor: 0,
    now: () => clock.now,
    random: () => 0,
    sleep: async () => {},
  })
  return {
    wire,
    clock,
    database,
    answers,
    refresh: (url = URL_) => refreshSource(wire, url, { forceFloor: 0 }),
    listed: async () => {
      const rows = await database.all<{ id: string }>(sql('SELECT id FROM items ORDER BY at DESC, id'))
      const items = new Map((await wire.store.items(rows.map(({ id }) => id))).map((item) => [item.id, item]))
      return rows.map(({ id }) => items.get(id)!)
    },
    source: async (url = URL_) => (await wire.store.source(url))!,
  }
}

describe('what one visit stores', () => {
  test('entries of one moment stand in the order of their document', async () => {
    const w = await world({ [URL_]: fresh(rss(...['a', 'b', 'c', 'd'].map((id) => ({ id, date: NOW - HOUR })))) })
    await w.refresh()
    expect((await w.listed()).map(({ guid, at }) => [guid, at])).toEqual(['a', 'b', 'c', 'd'].map((id, n) => [id, NOW - HOUR - n]))
  })

  test.each<[name: string, date: number | undefined, at: number]>([
    ['without a date, when it was found', undefined, NOW],
    ['dated ahead, when it was found', NOW + 30 * DAY, NOW],
    ['dated before there was a web, when it was found', 0, NOW],
    ['dated an hour ago, then', NOW - HOUR, NOW - HOUR],
  ])('an entry at the first visit appears, %s', async (_, date, at) => {
    const w = await world({ [URL_]: fresh(rss({ id: 'a', ...(date === undefined ? {} : { date }) })) })
    await w.refresh()
    expect((await w.listed())[0]!.at).toBe(at)
  })

  test('an entry that says it is older than the visit before, when it was not there, appears at that visit', async () => {
    const w = await world({ [URL_]: fresh(rss('a')) })
    await w.refresh()
    w.clock.now += 2 * HOUR
    w.answers[URL_] = fresh(rss({ id: 'late', date: NOW - 20 * DAY }, 'a'))
    await w.refresh()
    expect((await w.listed()).find(({ guid }) => guid === 'late')!.at).toBe(NOW)
  })

  test('a feed that comes back empty wipes nothing, and the visit failed', async () => {
    const w = await world({ [URL_]: fresh(rss('a', 'b')) })
    await w.refresh()
    w.clock.now += HOUR
    w.answers[URL_] = fresh(rss())
    expect(await w.refresh()).toMatchObject({ outcome: 'failed', problem: { code: 'empty' } })
    expect(await w.listed()).toHaveLength(2)
    expect(await w.source()).toMatchObject({ failures: 1, lastSuccess: NOW })
  })

  test('one corrected number in a long text is an edit that readers see; a comma is none', async () => {
    const text = `It will be 48 million in all. ${'The board of the harbour met on Monday and heard what the repair of its oldest quay is to cost the town. '.repeat(8)}`
    const w = await world({ [URL_]: fresh(rss({ id: 'a', text, date: NOW - HOUR })) })
    await w.refresh()
    const edited = async (changed: string) => {
      w.clock.now += HOUR
      w.answers[URL_] = fresh(rss({ id: 'a', text: changed, date: NOW - HOUR }))
      await w.refresh()
      return (await w.listed())[0]!.edited
    }
    expect(await edited(text.replace('Monday and', 'Monday, and'))).toBe(NOW - HOUR)
    expect(await edited(text.replace('48 million', '58 million'))).toBe(w.clock.now)
  })
})

describe('validators', () => {
  const tagged = (body: string, more: object = {}) => fresh(body, { headers: { etag: '"1"' }, ...more })
  test.each<[name: string, answer: Fetched, kept: object]>([
    ['come with a document that was read whole', tagged(rss('a')), { etag: '"1"' }],
    ['do not come with one that broke off', tagged(rss('a'), { truncated: true }), {}],
    ['do not come with one that ends in the middle', tagged(rss('a', 'b').slice(0, -30)), {}],
  ])('%s', async (_, answer, kept) => {
    const w = await world({ [URL_]: answer })
    await w.refresh()
    expect((await w.source()).validators).toEqual(kept)
  })

  test('that a 304 replaces are saved', async () => {
    const w = await world({ [URL_]: tagged(rss('a')) })
    await w.refresh()
    w.answers[URL_] = unchanged({ etag: '"2"' })
    w.clock.now += HOUR
    expect(await w.refresh()).toMatchObject({ outcome: 'unchanged', status: 304 })
    expect((await w.source()).validators).toEqual({ etag: '"2"' })
  })
})

describe('a host that asks to be left alone', () => {
  const limited = (seconds: number) => refusal(429, { headers: { 'retry-after': String(seconds) } })

  test('is left alone, also by who is told less by an overlapping visit', async () => {
    const w = await world({ [URL_]: limited(7200) })
    await w.refresh()
    expect((await w.source()).blockedUntil).toBe(NOW + 2 * HOUR)
    // a visit that began before ends now, and brought something
    const { wire } = w
    const record = await w.source()
    const claimed = await wire.store.claim(URL_, {
      lease: 'x',
      now: NOW + 3 * HOUR,
      until: NOW + 4 * HOUR,
      horizon: 40 * DAY,
      forceFloor: 0,
    })
    expect(claimed).toBeDefined()
    await wire.store.save({
      source: { ...record, blockedUntil: 0 },
      lease: 'x',
      visit: { source: URL_, at: NOW, outcome: 'unchanged', items: 0, new: 0, bytes: 0, ms: 0 },
      items: [],
      seen: [],
      decisions: [],
      touched: [],
      renamedIn: [],
      asked: [],
      limits: [],
    })
    expect((await w.source()).blockedUntil).toBe(NOW + 2 * HOUR)
  })

  test('is not asked by force either, and it is said until when', async () => {
    const w = await world({ [URL_]: limited(7200) })
    await w.refresh()
    w.clock.now += HOUR
    expect(await w.refresh()).toMatchObject({ outcome: 'skipped', problem: { code: 'held', message: expect.stringContaining('14:00') } })
  })

  test('a document that is unavailable says nothing of its neighbours', async () => {
    const neighbour = 'https://wire.example.org/second'
    const w = await world({ [URL_]: refusal(503, { headers: { 'retry-after': '7200' } }) })
    await w.wire.store.configure({
      sources: [URL_, neighbour].map((url) => ({ url, host: 'wire.example.org' })),
      feeds: [],
      files: [],
      mistakes: { found: [], mended: '' },
      now: NOW,
      listings: [],
      choices: '',
      authority: 'x',
      base: 'https://y.example',
      firstVisit: () => NOW,
    })
    await w.refresh()
    expect([(await w.source()).blockedUntil > NOW, (await w.source(neighbour)).blockedUntil]).toEqual([true, 0])
    w.answers[URL_] = limited(7200)
    w.clock.now += 3 * HOUR
    await w.refresh()
    expect((await w.source(neighbour)).blockedUntil).toBe(NOW + 5 * HOUR)
  })
})

describe('who is not visited', () => {
  test.each<[name: string, code: string, prepare: (w: Awaited<ReturnType<typeof world>>) => Promise<unknown>, force: boolean]>([
    ['is not due', 'not-due', (w) => w.refresh(), false],
    [
      'is visited by another',
      'leased',
      (w) => w.wire.store.claim(URL_, { lease: 'x', now: NOW, until: NOW + MINUTE, horizon: 40 * DAY }),
      true,
    ],
  ])('%s', async (_, code, prepare, force) => {
    const w = await world({ [URL_]: fresh(rss('a')) })
    await prepare(w)
    const visit = await refreshSource(w.wire, URL_, force ? { forceFloor: 0 } : {})
    expect(visit).toMatchObject({ outcome: 'skipped', problem: { code } })
  })

  test('is watched by no feed of ours', async () => {
    const w = await world({ [OTHER]: fresh(rss('a')) })
    // another process, with another configuration, watches it in the same store
    const here = { ...w.wire, feeds: [{ ...w.wire.feeds[0]!, sources: [config()] }] }
    expect(await refreshSource(here, OTHER, { forceFloor: 0 })).toMatchObject({ outcome: 'skipped', problem: { code: 'unknown' } })
    expect((await w.source(OTHER)).lastVisit).toBeUndefined()
  })
})

test('a host that is not to be asked yet leaves its source as it was: due, and not to blame', async () => {
  const held: Fetched = { kind: 'failed', problem: { code: HELD, message: 'Its turn comes later.' }, redirects: [] }
  const w = await world({ [URL_]: held })
  const before = await w.source()
  expect(await w.refresh()).toMatchObject({ outcome: 'skipped', problem: { code: HELD } })
  expect(await w.source()).toEqual(before)
})

describe('a host whose turn does not come', () => {
  const held: Fetched = { kind: 'failed', problem: { code: HELD, message: 'Its turn comes later.' }, redirects: [] }
  const insist = (more: Partial<SourceConfig>) => (wire: Newswire) => [{ ...wire.feeds[0]!, sources: [config(more)] }]

  test('keeps a feed from no news where it has the articles only', async () => {
    const w = await world({ [URL_]: fresh(rss('a')), 'https://wire.example.org/robots.txt': held })
    const wire = { ...w.wire, feeds: insist({ fullText: true })(w.wire) }
    expect(await refreshSource(wire, URL_)).toMatchObject({ outcome: 'updated', new: 1 })
    expect((await w.source()).state.page?.waiting).toHaveLength(1)
  })

  test('says nothing against a page', async () => {
    const w = await world({ [URL_]: fresh(article('Harbour')) })
    const wire = { ...w.wire, feeds: insist({ type: 'page' })(w.wire) }
    await refreshSource(wire, URL_)
    w.answers[URL_] = held
    w.clock.now += HOUR + MINUTE
    const before = await w.source()
    expect(await refreshSource(wire, URL_, { forceFloor: 0 })).toMatchObject({ outcome: 'skipped', problem: { code: HELD } })
    expect(await w.source()).toEqual(before)
  })

  test('for a page has robots.txt remembered that came before it, so that the next visit asks for the page alone', async () => {
    const w = await world({ [URL_]: held })
    const wire = { ...w.wire, feeds: insist({ type: 'page' })(w.wire) }
    await refreshSource(wire, URL_)
    expect((await w.source()).state.page?.robots).toHaveLength(1)
  })

  test('for robots.txt behind a page that nobody knew as one is asked for that first the next time', async () => {
    const robots = 'https://wire.example.org/robots.txt'
    const w = await world({ [URL_]: fresh(article('Harbour')), [robots]: held })
    const next = (answers: Record<string, Fetched>) => {
      Object.assign(w.answers, answers)
      w.clock.now += HOUR
      return w.refresh()
    }
    expect(await next({})).toMatchObject({ outcome: 'failed', problem: { code: HELD } })
    await next({ [robots]: fresh(''), [URL_]: held })
    expect(await next({ [robots]: held, [URL_]: fresh(article('Harbour')) })).toMatchObject({ outcome: 'updated', new: 1 })
  })

  test('is waited for where a page offers a feed there: the page is not asked meanwhile', async () => {
    const offer = 'https://feeds.example.net/all'
    const page = `<!doctype html><link rel="alternate" type="application/rss+xml" href="${offer}"><p>${'<a href="/x">more</a> '.repeat(9)}`
    const w = await world({ [URL_]: fresh(page), [offer]: held })
    await refreshSource(w.wire, URL_)
    const [row] = await w.database.all<{ asked: string }>(sql('SELECT asked FROM sources WHERE url = ?', URL_))
    expect(JSON.parse(row!.asked)).toEqual(['wire.example.org', 'feeds.example.net'])
  })
})

test('a source whose key stands in the guids of its items has them stored once, without it', async () => {
  const key = 'q7Zx93kPLm2w'
  const url = `https://wire.example.org/feed?token=${key}`
  const guids = ['a', 'b'].map((name) => `https://wire.example.org/${name}?token=${key}`)
  const w = await world({ [url]: fresh(rss(...guids), { url }) })
  const sources = [config({ url })]
  const wire = await begin({ ...w.wire, feeds: [{ ...w.wire.feeds[0]!, sources }], base: 'https://news.example.org' })
  expect(await refreshSource(wire, url)).toMatchObject({ outcome: 'updated', new: 2 })
  w.answers[url] = fresh(rss('c', ...guids), { url })
  expect(await refreshSource(wire, url, { forceFloor: 0 })).toMatchObject({ outcome: 'updated', new: 1 })
  expect((await w.listed()).flatMap(({ guid, url: link }) => [guid, link]).join()).not.toContain(key)
})

test('a document that another thread took, and our code failed on there, is not named by the hash of nothing', async () => {
  const w = await world({ [URL_]: fresh(rss('a')) })
  const read: Newswire['read'] = ({ bytes }) => {
    structuredClone(bytes, { transfer: [bytes.buffer as ArrayBuffer] })
    throw new TypeError('a bug')
  }
  const { problem } = await refreshSource({ ...w.wire, read }, URL_)
  expect(problem).toEqual({ code: 'bug', message: 'wirefold itself failed on this document (TypeError); please report it.' })
})

test('a visit that cannot be stored gives its source back', async () => {
  const w = await world({ [URL_]: fresh(rss('a')) })
  const store = { ...w.wire.store, save: () => Promise.reject(new StoreError('busy', 'the database is locked')) }
  await expect(refreshSource({ ...w.wire, store }, URL_, { forceFloor: 0 })).rejects.toThrow('locked')
  expect(await w.refresh()).toMatchObject({ outcome: 'updated', new: 1 })
})

test('a stop of ours is nobody’s failure', async () => {
  const w = await world({ [URL_]: refusal(undefined, { problem: { code: 'aborted', message: 'Stopped.' } }) })
  const before = await w.source()
  expect(await w.refresh()).toMatchObject({ outcome: 'skipped', problem: { code: 'aborted' } })
  expect(await w.source()).toEqual(before)
})

test('who fails keeps what was there, and counts since when', async () => {
  const w = await world({ [URL_]: fresh(rss('a')) })
  await w.refresh()
  w.answers[URL_] = refusal(500)
  for (const hours of [1, 2, 3]) {
    w.clock.now = NOW + hours * HOUR
    await w.refresh()
    expect(await w.source()).toMatchObject({ failures: hours, failingSince: NOW + HOUR, lastSuccess: NOW, status: 500 })
  }
  w.answers[URL_] = fresh(rss('b', 'a'))
  w.clock.now += HOUR
  expect(await w.refresh()).toMatchObject({ outcome: 'updated', items: 2, new: 1 })
  const after = await w.source()
  expect([after.failures, after.failingSince, after.problem]).toEqual([0, undefined, undefined])
  expect(await w.listed()).toHaveLength(2)
})

describe('R60 of what a document names only what is public is asked', () => {
  const page = `<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="http://10.0.0.7/feed"></head><body>Hello</body></html>`
  test.each([
    ['a public page', undefined, true],
    ['a page inside', true, undefined],
  ] as const)('%s', async (_, isInside, publicOnly) => {
    const asked = new Map<string, boolean | undefined>()
    const w = await world({ [URL_]: { ...fresh(page), ...(isInside ? { isInside } : {}) } })
    const { fetch } = w.wire
    await refreshSource(
      { ...w.wire, fetch: (request, turns) => (asked.set(request.url, request.publicOnly), fetch(request, turns)) },
      URL_,
      { forceFloor: 0 },
    )
    expect(asked.get(URL_)).toBeUndefined()
    expect(asked.has('http://10.0.0.7/feed')).toBe(true)
    expect(asked.get('http://10.0.0.7/feed')).toBe(publicOnly)
  })
})

describe('R61 a stop is nobody’s failure, wherever in a visit it comes', () => {
  const stop: Fetched = { kind: 'failed', problem: { code: 'aborted', message: 'Stopped.' }, redirects: [] }
  const page = `<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/other.xml"></head><body>Hello</body></html>`
  test.each([
    ['at the page itself', { [URL_]: stop }],
    ['at its robots.txt', { [URL_]: fresh(page), 'https://wire.example.org/robots.txt': stop }],
    ['at the feed it offers', { [URL_]: fresh(page), 'https://wire.example.org/other.xml': stop }],
  ])('%s', async (_, answers) => {
    const w = await world(answers)
    expect(await w.refresh()).toMatchObject({ outcome: 'skipped', problem: { code: 'aborted' } })
    expect(await w.wire.store.source(URL_)).toMatchObject({ failures: 0, state: {} })
    expect((await w.wire.store.source(URL_))!.lastVisit).toBeUndefined()
  })
})
