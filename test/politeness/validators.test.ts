import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts'
import { runtime } from '#bench'
import { feed, sent, watch, type Reply, type Seen } from './watch.ts'

const pair = (seen: Seen | undefined) => [sent(seen, 'if-none-match'), sent(seen, 'if-modified-since')]
/** The n-th answer, then the last one for ever. */
const script =
  (...answers: (readonly [string, (readonly string[])?, string?])[]): Reply =>
  (_, count) =>
    answers[Math.min(count, answers.length) - 1]!

test.each<[name: string, etag: string, lastModified: string]>([
  ['P1 both', 'ETag: "a"', 'Last-Modified: Thu, 13 Jan 2011 12:00:00 GMT'],
  ['P2 weak', 'ETag: W/"a"', 'Last-Modified: x'],
  ['P2 gzip suffix', 'ETag: "a-gzip"', 'Last-Modified: x'],
  ['P2 empty', 'ETag: ""', 'Last-Modified: x'],
  ['P2 comma', 'ETag: "a,b"', 'Last-Modified: x'],
  // workerd cannot give such bytes back: there no tag is sent (test/workers/fetch.test.ts)
  ...(runtime === 'node' ? [['P2 obs-text', 'ETag: "\xe9\x80\xff"', 'Last-Modified: x'] as [string, string, string]] : []),
  ['P2 unquoted', 'ETag: abc', 'Last-Modified: x'],
  ['P3 a date far ahead, no GMT', 'ETag: "a"', 'Last-Modified: Sat, 16 Nov 2041 10:00:00'],
  ['P3 lower case', 'ETag: "a"', 'Last-Modified: sat, 16 nov 2041 10:00:00 gmt'],
])('%s: sent back byte for byte, through the store and a restart', async (_, etag, lastModified) => {
  await using watching = await watch(script(['200 OK', [etag, lastModified], feed()], ['304 Not Modified']))
  await watching.pass(HOUR)
  await watching.restart()
  await watching.pass(HOUR)
  const expected = [etag.slice(6), lastModified.slice(15)]
  expect(watching.requests.map(pair)).toEqual([[undefined, undefined], expected, expected])
})

test('P4 the body is the same, the tag another: the new one is sent', async () => {
  await using watching = await watch((_, count) => ['200 OK', [`ETag: "${count}"`], feed()])
  await watching.pass(3 * HOUR)
  expect(watching.requests.map((seen) => sent(seen, 'if-none-match'))).toEqual([undefined, '"1"', '"2"', '"3"'])
})

test('P5 both are replaced as a pair', async () => {
  await using watching = await watch(
    script(
      ['200 OK', ['ETag: "1"', 'Last-Modified: a'], feed()],
      ['200 OK', ['ETag: "2"', 'Last-Modified: a'], feed()],
      ['200 OK', ['Last-Modified: b'], feed(3)],
    ),
  )
  await watching.pass(3 * HOUR)
  expect(watching.requests.slice(1).map(pair)).toEqual([
    ['"1"', 'a'],
    ['"2"', 'a'],
    [undefined, 'b'],
  ])
})

test('P6 a 304 with a new tag updates it', async () => {
  await using watching = await watch(
    script(['200 OK', ['ETag: "1"', 'Last-Modified: a'], feed()], ['304 Not Modified', ['ETag: "2"']], ['304 Not Modified']),
  )
  await watching.pass(3 * HOUR)
  expect(watching.requests.slice(1).map(pair)).toEqual([
    ['"1"', 'a'],
    ['"2"', 'a'],
    ['"2"', 'a'],
  ])
})

test('P7 a 200 without validators leaves none', async () => {
  await using watching = await watch(script(['200 OK', ['ETag: "1"'], feed()], ['200 OK', [], feed(3)]))
  await watching.pass(2 * HOUR)
  expect(watching.requests.map((seen) => sent(seen, 'if-none-match'))).toEqual([undefined, '"1"', undefined])
})

test.each([
  ['an HTML page', '<!doctype html><html><body><h1>Down for maintenance</h1></body></html>'],
  ['an empty body', ''],
  ['a cut feed', feed(3).slice(0, -60)],
])('P8 the validators of %s are not kept', async (_, body) => {
  await using watching = await watch((_seen, count) => ['200 OK', [`ETag: "bad${count}"`], count === 1 ? body : feed()])
  await watching.pass(DAY)
  expect(sent(watching.requests[1], 'if-none-match')).toBeUndefined()
  expect(await watching.items()).toBe(2)
})

test('P9 a restart makes no request, and the next one is conditional', async () => {
  await using watching = await watch(script(['200 OK', ['ETag: "1"'], feed()], ['304 Not Modified']))
  await watching.pass(10 * MINUTE)
  for (let i = 0; i < 5; i++) {
    await watching.restart()
    await watching.pass(MINUTE)
  }
  expect(watching.requests.length).toBe(1)
  await watching.pass(HOUR)
  expect(watching.requests.map((seen) => sent(seen, 'if-none-match'))).toEqual([undefined, '"1"'])
})

test('P10 a new source gets exactly one request', async () => {
  await using watching = await watch(() => ['200 OK', [], feed()])
  await watching.pass(30 * MINUTE)
  expect(watching.requests.map(({ target }) => target)).toEqual(['/feed'])
})

test('P11 force stays conditional, and a second one within a minute sends nothing', async () => {
  await using watching = await watch(script(['200 OK', ['ETag: "1"'], feed()], ['304 Not Modified']))
  await watching.pass(2 * MINUTE)
  await watching.force()
  await watching.force()
  watching.jump(59_000)
  await watching.force()
  expect(watching.requests.map((seen) => sent(seen, 'if-none-match'))).toEqual([undefined, '"1"'])
  watching.jump(2000)
  await watching.force()
  expect(watching.requests.length).toBe(3)
})

test('P22 a temporary redirect is followed each time, and validators stay with who issued them', async () => {
  await using watching = await watch(({ target }, count) =>
    target === '/feed'
      ? ['302 Found', ['Location: /today', 'ETag: "r"']]
      : count > 2
        ? ['304 Not Modified']
        : ['200 OK', ['ETag: "t"'], feed()],
  )
  await watching.pass(3 * DAY, 10 * MINUTE)
  const [old, today] = ['/feed', '/today'].map((path) => watching.requests.filter(({ target }) => target === path))
  expect(old!.length).toBe(today!.length)
  expect(new Set(old!.map((seen) => sent(seen, 'if-none-match')))).toEqual(new Set([undefined]))
  expect(new Set(today!.slice(1).map((seen) => sent(seen, 'if-none-match')))).toEqual(new Set(['"t"']))
})

test('P30-P32 every request says who asks, and nothing else', async () => {
  await using watching = await watch((_, count) => [count === 1 ? '200 OK' : '304 Not Modified', ['ETag: "1"', 'Set-Cookie: id=1'], feed()])
  await watching.pass(2 * HOUR)
  for (const seen of watching.requests) {
    expect(sent(seen, 'user-agent')).toBe('wirefold/0.1.0 (+https://example.org/wirefold; 1 subscribers)')
    expect(sent(seen, 'accept')).toMatch(/application\/atom\+xml.*application\/rss\+xml/)
    expect(sent(seen, 'accept-encoding')).toBe('gzip')
    expect(seen.head).not.toMatch(/^(cookie|referer|from|authorization|sec-.*|accept-language|cache-control|pragma|a-im):/im)
    expect(seen.target).toBe('/feed')
  }
})

test('P33 what cannot be decoded is not stored', async () => {
  await using watching = await watch((_, count) => ['200 OK', ['Content-Encoding: zstd', `ETag: "${count}"`], gzipSync(feed())])
  await watching.pass(HOUR)
  expect((await watching.source()).problem?.code).toBe('unsupported-encoding')
  expect(await watching.items()).toBe(0)
})

test('P42 a 226 adds, and what it does not show is not gone', async () => {
  await using watching = await watch((seen, count) =>
    count === 1 ? ['200 OK', ['ETag: "1"'], feed(['a', 'b'])] : ['226 IM Used', ['ETag: "2"', 'IM: feed'], feed(['c'])],
  )
  await watching.pass(HOUR)
  expect(await watching.items()).toBe(3)
  expect(watching.requests.every((seen) => sent(seen, 'a-im') === undefined)).toBe(true)
})

test('P45 neither a hub nor a self link elsewhere changes what is polled', async () => {
  const links =
    '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="/elsewhere"/><atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="/hub"/>'
  await using watching = await watch(() => ['200 OK', ['ETag: "1"', 'Link: </hub>; rel=hub, </elsewhere>; rel=self'], feed(2, links)])
  await watching.pass(2 * DAY, 10 * MINUTE)
  expect(new Set(watching.requests.map(({ target }) => target))).toEqual(new Set(['/feed']))
})
