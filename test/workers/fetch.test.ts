import { beforeAll, expect, inject, test } from 'vitest'
import { fetchSource, type FetchRequest } from '../../src/fetch/fetch.ts'
import { validatorsOf } from '../../src/fetch/headers.ts'
import { workersFetch } from '../../src/fetch/workers.ts'
import { settings } from '../../src/config/settings.ts'

const FEED = '<rss version="2.0"><channel><title>Wire</title></channel></rss>'
const BASE = `${inject('origin')}/workers-fetch`
const { allowPrivate, identity } = settings({ WIREFOLD_ALLOW_PRIVATE: '127.0.0.0/8' })

const visit = (path: string, request: Partial<FetchRequest> = {}) =>
  fetchSource(
    { url: path.startsWith('http') ? path : `${BASE}${path}`, ...request },
    { fetch: workersFetch((url, init) => fetch(url, init)), allowPrivate, identity, limits: { bytes: 1024 * 1024 } },
  )

async function squeezed(body: Uint8Array | string, ...codings: CompressionFormat[]): Promise<Uint8Array> {
  let bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  for (const coding of codings)
    bytes = new Uint8Array(await new Response(new Response(bytes.slice()).body!.pipeThrough(new CompressionStream(coding))).arrayBuffer())
  return bytes
}

const base64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

beforeAll(async () => {
  const bomb = await squeezed(new Uint8Array(16 * 1024 * 1024), 'gzip')
  const coded = async (name: string, ...codings: CompressionFormat[]) => ({
    headers: { 'content-encoding': name },
    body: base64(await squeezed(FEED, ...codings)),
  })
  const answers = {
    '/gzip': await coded('gzip', 'gzip'),
    '/upper': await coded('GZIP', 'gzip'),
    '/twice': await coded('gzip, gzip', 'gzip', 'gzip'),
    '/deflate': await coded('deflate', 'deflate'),
    '/zstd': await coded('zstd'),
    '/not-gzip': await coded('gzip'),
    '/bomb': { headers: { 'content-encoding': 'gzip' }, body: base64(bomb) },
    '/bomb-in-bomb': { headers: { 'content-encoding': 'gzip, gzip' }, body: base64(await squeezed(bomb, 'gzip')) },
    '/cut': { body: btoa(FEED), cut: true },
    '/old': { status: 301, headers: { location: `${new URL(BASE).pathname}/tagged#part` } },
    '/tagged': { body: btoa(FEED), validators: { etag: 'W/"a,b"', lastModified: 'Thu, 13 Jan 2011 12:00:00 GMT' } },
    '/obs-text': { body: btoa(FEED), headers: { etag: '"\xe9"', 'last-modified': 'x' } },
    '/private': { status: 302, headers: { location: 'http://0x0a.1/' } },
    '/loop': { status: 302, headers: { location: `${new URL(BASE).pathname}/loop` } },
  }
  const named = Object.fromEntries(Object.entries(answers).map(([path, answer]) => [new URL(BASE + path).pathname, answer]))
  await fetch(`${inject('origin')}/-set`, { method: 'POST', body: JSON.stringify(named) })
})

test.each(['/gzip', '/upper', '/twice', '/deflate'])('P33 %s is decoded', async (path) => {
  const fetched = await visit(path)
  expect(fetched.kind === 'fresh' && new TextDecoder().decode(fetched.bytes)).toBe(FEED)
})

test.each([
  ['P33', '/zstd', 'unsupported-encoding'],
  ['P33', '/not-gzip', 'reset'],
  ['R13', '/bomb', 'too-large'],
  ['R13', '/bomb-in-bomb', 'too-large'],
  ['R24', '/private', 'private-address'],
  ['P24', '/loop', 'redirect-loop'],
  ['R24', 'http://[::1]:8080/', 'private-address'],
  ['R26', 'http://localhost.:6379/', 'forbidden-port'],
])('%s %s fails as %s', async (_, path, code) => {
  expect(await visit(path)).toMatchObject({ kind: 'failed', problem: { code } })
})

test('P22 a redirect is followed by hand, and validators return to who issued them', async () => {
  const first = await visit('/old')
  expect(first).toMatchObject({ kind: 'fresh', url: `${BASE}/tagged`, redirects: [{ status: 301 }] })
  const validators = validatorsOf(first.kind === 'fresh' ? first.headers : {})
  expect(await visit('/old', { validators, validatorsUrl: `${BASE}/tagged` })).toMatchObject({ kind: 'unchanged' })
})

test('R11 a body that breaks off is marked as truncated', async () => {
  expect(await visit('/cut')).toMatchObject({ kind: 'fresh', truncated: true, bytes: { length: FEED.length } })
})

test('a tag whose bytes this runtime cannot give back is not sent at all', async () => {
  const fetched = await visit('/obs-text')
  expect(validatorsOf(fetched.kind === 'fresh' ? fetched.headers : {})).toEqual({ lastModified: 'x' })
})
