import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { validatorsOf } from '../../src/fetch/headers.ts'
import { identify } from '../../src/config/identity.ts'
import { header } from '../bench/scripted.ts'
import { answering, LOOPBACK, origin, respond, visit } from './origin.ts'

const FEED = '<rss version="2.0"><channel><title>Wire</title></channel></rss>'
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

test('a feed comes with its bytes, headers and address', async () => {
  await using server = await origin(answering('200 OK', ['Content-Type: application/rss+xml', 'ETag: "a"', 'Set-Cookie: a=b'], FEED))
  const fetched = await visit(`${server.url}/feed#top`)
  expect(fetched).toMatchObject({ kind: 'fresh', url: `${server.url}/feed`, status: 200, truncated: false, redirects: [] })
  if (fetched.kind !== 'fresh') return
  expect(text(fetched.bytes)).toBe(FEED)
  expect({ ...fetched.headers }).toEqual({ 'content-type': 'application/rss+xml', etag: '"a"', 'content-length': String(FEED.length) })
})

test('P30-P32: exactly these headers go out, and nothing that identifies a browser or a visit', async () => {
  await using server = await origin(answering('200 OK', [], FEED))
  const identity = identify('0.1.0', 'https://example.org/wirefold', 'mailto:desk@example.org')
  await visit({ url: `http://user:secret@127.0.0.1:${server.port}/a?b=c#d`, subscribers: 3 }, { identity })
  expect(server.requests[0]?.split('\r\n').map((line) => line.replace(/:\d+$/, ':PORT'))).toEqual([
    'GET /a?b=c HTTP/1.1',
    'user-agent: wirefold/0.1.0 (+https://example.org/wirefold; desk@example.org; 3 subscribers)',
    'from: desk@example.org',
    expect.stringMatching(/^accept: application\/atom\+xml, application\/rss\+xml, /),
    'accept-encoding: gzip',
    'Host: 127.0.0.1:PORT',
    'Connection: close',
    '',
    '',
  ])
})

describe('P1-P3: validators go back byte for byte, both of them', () => {
  const ETAGS = [
    '"a"',
    'W/"a"',
    '"a-gzip"',
    '""',
    '"a,b"',
    '"caf\xe9 \xff\x80"',
    'unquoted',
    '"\xe2\x9c\x93"',
    'W/"x" ',
    "'single'",
    '"a\tb"',
  ]
  const DATES = ['Sat, 01 Jan 2011 00:00:00 GMT', 'Sat, 16 Nov 2041 00:00:00', 'sat, 01 jan 2011 00:00:00 gmt', 'yesterday', '0']
  test.each(ETAGS.flatMap((etag, i) => [[etag, DATES[i % DATES.length] ?? '']]))('%j with %j', async (etag, date) => {
    await using server = await origin((socket) =>
      header(server.requests.at(-1), 'if-none-match') === undefined
        ? respond(socket, '200 OK', [`ETag: ${etag}`, `Last-Modified: ${date}`], FEED)
        : respond(socket, '304 Not Modified'),
    )
    const first = await visit(server.url)
    expect(first.kind).toBe('fresh')
    const second = await visit({ url: server.url, validators: validatorsOf(first.headers ?? {}) })
    expect(second.kind).toBe('unchanged')
    expect(header(server.requests[1], 'if-none-match')).toBe(etag.trim())
    expect(header(server.requests[1], 'if-modified-since')).toBe(date)
  })
})

test.each([
  ['P4 a new tag replaces the old', { etag: '"b"' }, {}, { etag: '"b"' }],
  ['P5 a 200 replaces both, so no old date travels with a new tag', { etag: '"b"' }, undefined, { etag: '"b"' }],
  [
    'P6 a 304 updates what it carries and leaves the rest',
    { etag: '"b"' },
    { etag: '"a"', lastModified: 'x' },
    { etag: '"b"', lastModified: 'x' },
  ],
  ['P7 a 200 without validators leaves none', {}, undefined, {}],
  ['an empty tag is none', { etag: '' }, undefined, {}],
  ['a tag whose bytes workerd lost is not sent back altered', { etag: '"\ufffd"', 'last-modified': 'x' }, undefined, { lastModified: 'x' }],
])('%s', (_, headers, kept, expected) => {
  expect(validatorsOf(headers as Record<string, string>, kept)).toEqual(expected)
})

test('a 304 to an unconditional request is a failure, not "unchanged"', async () => {
  await using server = await origin(answering('304 Not Modified'))
  expect(await visit(server.url)).toMatchObject({ kind: 'failed', status: 304, problem: { code: 'http-status' } })
})

describe('P33: a body is decoded whatever coding it came in, or refused', () => {
  const gz = gzipSync(FEED)
  test.each([
    ['gzip', gz],
    ['x-gzip', gz],
    ['GZIP', gz],
    ['br', brotliCompressSync(FEED)],
    ['deflate', deflateSync(FEED)],
    ['deflate', deflateRawSync(FEED)],
    ['identity', Buffer.from(FEED)],
    ['gzip, gzip', gzipSync(gz)],
    ['gzip, br', brotliCompressSync(gz)],
    ['br, identity, gzip', gzipSync(brotliCompressSync(FEED))],
  ])('%s', async (coding, body) => {
    await using server = await origin(answering('200 OK', [`Content-Encoding: ${coding}`], body))
    const fetched = await visit(server.url)
    expect(fetched.kind === 'fresh' && !fetched.truncated && text(fetched.bytes)).toBe(FEED)
  })
  test.each([
    ['zstd', Buffer.from(FEED), 'unsupported-encoding'],
    ['aes128gcm', Buffer.from(FEED), 'unsupported-encoding'],
    ['gzip, gzip, gzip, gzip, gzip', gz, 'unsupported-encoding'],
    ['gzip', Buffer.from(FEED), 'bad-encoding'],
    ['br', Buffer.from(FEED), 'bad-encoding'],
  ])('%s that is not: %s', async (coding, body, code) => {
    await using server = await origin(answering('200 OK', [`Content-Encoding: ${coding}`], body))
    expect(await visit(server.url)).toMatchObject({ kind: 'failed', problem: { code } })
    await server.closed
  })
})

test.each([
  [404, 'Not Found'],
  [410, 'Gone'],
  [429, 'Too Many Requests'],
  [503, 'Service Unavailable'],
  [204, 'No Content'],
  [206, 'Partial Content'],
])('status %i is a failure with its headers', async (status, phrase) => {
  await using server = await origin(answering(`${status} ${phrase}`, ['Retry-After: 7200']))
  expect(await visit(server.url)).toMatchObject({ kind: 'failed', status, headers: { 'retry-after': '7200' } })
})

test('a challenge for browsers is named as one', async () => {
  await using server = await origin(answering('403 Forbidden', ['cf-mitigated: challenge'], '<html>'))
  expect(await visit(server.url)).toMatchObject({ kind: 'failed', problem: { code: 'bot-challenge' } })
})

test.each([
  ['a name that does not exist', 'http://no-such-host.invalid/', 'dns'],
  ['no URL', 'not a url', 'bad-url'],
  ['another scheme', 'ftp://example.org/feed', 'unsupported-scheme'],
])('%s', async (_, url, code) => {
  expect(await visit(url)).toMatchObject({ kind: 'failed', problem: { code } })
})

test('a refused connection, a closed one, and one that speaks no HTTP', async () => {
  const closed = await origin(answering('200 OK'))
  await closed[Symbol.asyncDispose]()
  expect(await visit(closed.url)).toMatchObject({ kind: 'failed', problem: { code: 'connect' } })
  await using reset = await origin((socket) => socket.destroy())
  expect(await visit(reset.url)).toMatchObject({ kind: 'failed', problem: { code: 'reset' } })
  await using mail = await origin((socket) => socket.end('220 mail.example.org ESMTP\r\n'))
  expect(await visit(mail.url)).toMatchObject({ kind: 'failed', problem: { code: 'bad-response' } })
  await using tls = await origin(() => {})
  expect(await visit(tls.url.replace('http:', 'https:'), { limits: { headers: 300 } })).toMatchObject({
    kind: 'failed',
    problem: { code: 'timeout' },
  })
})

test('it stops when told to', async () => {
  await using server = await origin(() => {})
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 50)
  expect(await visit(server.url, { signal: stop.signal, allowPrivate: LOOPBACK })).toMatchObject({
    kind: 'failed',
    problem: { code: 'aborted' },
  })
  await server.closed
})
