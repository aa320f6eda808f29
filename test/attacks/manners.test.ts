import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts'
import type { Fetched } from '../../src/model/fetched.ts'
import { visitLine } from '../../src/monitor/log.ts'
import { refreshAll } from '../../src/newswire/newswire.ts'
import { feed, watch, type Reply } from '../politeness/watch.ts'
import { curated, publisher, station } from './station.ts'

describe('P23 many sources that are all sent to one place', () => {
  const PATHS = ['/a', '/b', '/c', '/d']
  test('P23 a login page: nothing is stored, each is marked as failing', async () => {
    await using watching = await watch(
      ({ target }) =>
        target === '/login'
          ? ['200 OK', ['ETag: "l"'], '<!doctype html><title>Log in</title><form></form>']
          : ['301 Moved Permanently', ['Location: /login']],
      { paths: PATHS },
    )
    await watching.pass(5 * DAY, HOUR)
    for (const source of await watching.wire().store.sources()) {
      expect(source).toMatchObject({ outcome: 'failed', validators: {} })
      expect([source.failingSince === undefined, source.state.fetchUrl, await watching.items(source.url)]).toEqual([false, undefined, 0])
    }
  })

  test('P23 a feed of somebody’s: no source moves there, and each is itself again afterwards', async () => {
    let captive = false
    const portal: Reply = ({ target }) => {
      if (target === '/portal') return ['200 OK', [], feed(['welcome'])]
      return captive ? ['301 Moved Permanently', ['Location: /portal']] : ['200 OK', [`ETag: "${target}"`], feed([`${target.slice(1)}1`])]
    }
    await using watching = await watch(portal, { paths: PATHS })
    await watching.pass(2 * HOUR)
    captive = true
    await watching.pass(6 * DAY, HOUR)
    for (const { state } of await watching.wire().store.sources()) expect(state.fetchUrl).toBeUndefined()
    captive = false
    const before = watching.requests.length
    await watching.pass(2 * DAY, HOUR)
    const later = new Set(watching.requests.slice(before).map(({ target }) => target))
    expect(later).toEqual(new Set(PATHS))
  })

  test('P23 a source that moves to where another is asked already keeps its own address', async () => {
    await using watching = await watch(
      ({ target }) => (target === '/old' ? ['301 Moved Permanently', ['Location: /new']] : ['200 OK', [], feed()]),
      { paths: ['/old', '/new'] },
    )
    await watching.pass(5 * DAY, HOUR)
    expect((await watching.wire().store.sources()).map(({ state }) => state.fetchUrl)).toEqual([undefined, undefined])
  })

  test('P21 one that moves alone is believed', async () => {
    await using watching = await watch(
      ({ target }) => (target === '/old' ? ['301 Moved Permanently', ['Location: /new']] : ['200 OK', [], feed()]),
      { paths: ['/old', '/other'] },
    )
    await watching.pass(5 * DAY, HOUR)
    expect((await watching.source()).state.fetchUrl).toBe(`${watching.server.url}/new`)
  })
})

test('P32 the log tells the bytes that came over the wire: a tenth, where the server compresses', async () => {
  await using origin = await publisher()
  const text = feed(200)
  const urls = [
    origin.give('/zipped', (_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(text))),
    origin.give('/chunked', (_, response) => {
      response.setHeader('content-encoding', 'gzip')
      response.write(gzipSync(text))
      response.end()
    }),
    origin.give('/plain', text),
  ]
  await using wirefold = await station([curated('wire', urls)])
  const visits = await wirefold.refresh()
  const size = (path: string) => Number(/ wire=(\d+)/.exec(visitLine(visits.find(({ source }) => source.endsWith(path))!))?.[1])
  expect(size('/zipped')).toBe(gzipSync(text).length)
  expect(size('/chunked')).toBe(gzipSync(text).length)
  expect(size('/plain')).toBe(text.length)
  expect(size('/plain') / size('/zipped')).toBeGreaterThan(10)
})

test('P35 five hundred sources added at once: their visits spread, the second ones too, and none waits longer than its interval', async () => {
  let seed = 7
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647
  await using watching = await watch(() => ['200 OK', ['ETag: "1"'], feed()], {
    paths: Array.from({ length: 500 }, (_, i) => `/f${i}`),
    random,
  })
  const due = (await watching.wire().store.sources()).map(({ dueAt }) => dueAt - watching.now())
  expect(due.filter((wait) => wait <= 0).length).toBeLessThanOrEqual(101)
  expect(Math.max(...due)).toBeLessThanOrEqual(HOUR)
  const aMinute = (waits: readonly number[]) =>
    Math.max(...[...Map.groupBy(waits, (wait) => Math.floor(wait / MINUTE)).values()].map((group) => group.length))
  expect(aMinute(due.filter((wait) => wait > 0))).toBeLessThanOrEqual(12)
  await watching.pass(HOUR, 5 * MINUTE)
  expect(watching.requests.length).toBeGreaterThanOrEqual(500)
  const next = (await watching.wire().store.sources()).map(({ dueAt }) => dueAt - watching.now())
  expect(new Set(next.map((wait) => Math.floor(wait / MINUTE))).size).toBeGreaterThan(20)
}, 60_000)

describe('R22 an https address that leads to one without TLS', () => {
  const reply = (status: number): Fetched => ({
    kind: 'fresh',
    url: 'http://example.org/feed',
    status: 200,
    headers: {},
    bytes: new TextEncoder().encode(feed()),
    redirects: [{ status, from: 'https://example.org/feed', to: 'http://example.org/feed' }],
    truncated: false,
  })

  test.each([301, 302])('R22 %i is told on the status page, and never stored as the new address', async (status) => {
    await using wirefold = await station([curated('tls', ['https://example.org/feed'])])
    const wire = { ...wirefold.wire, fetch: async () => reply(status) }
    for (let visit = 0; visit < 5; visit++) {
      wirefold.clock.now += DAY
      await refreshAll(wire, { urls: ['https://example.org/feed'], force: true })
    }
    const source = (await wire.store.source('https://example.org/feed'))!
    expect(source.state).toMatchObject({ insecure: true })
    expect(source.state.fetchUrl).toBeUndefined()
    for (const path of ['/status', '/status.json', '/api/sources']) expect(await wirefold.text(path)).toContain('without TLS')
  })

  test('R22 one that stays is not', async () => {
    await using wirefold = await station([curated('tls', ['https://example.org/feed'])])
    const good: Fetched = { ...(reply(301) as Extract<Fetched, { kind: 'fresh' }>), url: 'https://example.org/feed', redirects: [] }
    await refreshAll({ ...wirefold.wire, fetch: async () => good }, { urls: ['https://example.org/feed'], force: true })
    expect(await wirefold.text('/status.json')).not.toContain('without TLS')
  })
})
