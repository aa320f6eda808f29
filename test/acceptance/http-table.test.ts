import { beforeAll, describe, expect, test } from 'vitest'
import { answer, at, bench, feedOf, TOKEN, type Bench } from '#bench'
import { createApp } from '../../src/web/app.ts'
import { rootOf } from '../../src/web/routing.ts'
import { newsroom } from './newsroom.ts'

let b: Bench
let story: string

beforeAll(async () => {
  for (const [path, [body, more]] of Object.entries(newsroom('/table'))) await answer(path, body, more)
  const old = feedOf('news', [at('/table/rss'), at('/table/atom')], { was: ['olds'] })
  b = await bench([old, feedOf('files', [{ url: 'file:///sample.xml', name: 'A <File>' }])])
  await b.refresh()
  story = ((await (await b.get('/api/stories')).json()) as { stories: { id: string }[] }).stories[0]!.id
})

const path = (written: string) => written.replace('STORY', story)
const BEARER = { authorization: `Bearer ${TOKEN}` }

type Headers = Record<string, string>
const ask = (method: string, written: string, headers: Headers = {}) => b.ask(method, path(written), headers)

const DOCUMENTS = ['/feeds/news.atom', '/feeds/news.rss', '/feeds/news.json', '/feeds/news', '/status.atom']
const OPML = ['/feeds.opml', '/feeds/news.opml', '/feeds/files.opml']
const PAGES = ['/', '/status', '/stories/STORY']
const DATA = ['/api/feeds', '/api/sources', '/api/stories', '/api/stories/STORY', '/status.json', `/status.json?source=SOURCE`]
const FIXED = ['/style.css', '/icon.svg', '/robots.txt']
const TAGGED = [...DOCUMENTS, ...OPML, ...PAGES, ...DATA.slice(0, 5), ...FIXED]
const PUBLIC = [...TAGGED, '/healthz', '/metrics']

describe.each(TAGGED)('GET %s', (where) => {
  test('has a tag, and is sent again only when it has changed', async () => {
    const first = await ask('GET', where)
    const etag = first.headers.get('etag')!
    expect([first.status, etag]).toEqual([200, expect.stringMatching(/^(W\/)?"[^"]+"$/)])
    const again = await ask('GET', where, { 'if-none-match': etag })
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
    expect(again.headers.get('cache-control')).toBe(first.headers.get('cache-control'))
    expect((await ask('GET', where, { 'if-none-match': '"another"' })).status).toBe(200)
    expect((await ask('HEAD', where, { 'if-none-match': etag })).status).toBe(304)
  })

  test('has conditions that must hold, and a failed one is a 412', async () => {
    const etag = (await ask('GET', where)).headers.get('etag')!
    const weak = etag.startsWith('W/')
    const cases: [Headers, number][] = [
      [{ 'if-match': etag }, weak ? 412 : 200],
      [{ 'if-match': `"x", ${etag}` }, weak ? 412 : 200],
      [{ 'if-match': `W/${etag.replace('W/', '')}` }, 412],
      [{ 'if-match': '*' }, 200],
      [{ 'if-match': '"x"' }, 412],
      [{ 'if-match': '' }, 412],
      [{ 'if-match': '*', 'if-none-match': etag }, 304],
      [{ 'if-match': '"x"', 'if-none-match': etag }, 412],
    ]
    for (const [headers, status] of cases) expect([headers, (await ask('GET', where, headers)).status]).toEqual([headers, status])
    const failed = await ask('GET', where, { 'if-match': '"x"' })
    expect(failed.headers.get('content-type')).toBe('application/problem+json')
  })

  test('ignores a date that is none', async () => {
    for (const date of ['yesterday', '2030', '2030-01-01T00:00:00Z', '1893456000', 'Tue, 99 Foo 2030 00:00:00 GMT', ''])
      expect([date, (await ask('GET', where, { 'if-modified-since': date, 'if-unmodified-since': date })).status]).toEqual([date, 200])
  })

  test('is the same by HEAD, without a body', async () => {
    const [head, get] = [await ask('HEAD', where), await ask('GET', where)]
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(get.headers))
    expect(Number(head.headers.get('content-length'))).toBe((await get.arrayBuffer()).byteLength)
  })

  test('is gzipped for who takes it, where that makes it smaller', async () => {
    const plain = await ask('GET', where)
    const text = await plain.text()
    const packed = await ask('GET', where, { 'accept-encoding': 'gzip' })
    expect(packed.headers.get('vary')).toBe('Accept-Encoding')
    if (packed.headers.get('content-encoding') === null) {
      expect(text.length < 1000 || where.endsWith('.svg')).toBe(true)
      return
    }
    const etag = packed.headers.get('etag')!
    expect(etag).not.toBe(plain.headers.get('etag'))
    expect((await ask('GET', where, { 'accept-encoding': 'gzip', 'if-none-match': etag })).status).toBe(304)
    const unpacked = new Response((packed.body as ReadableStream).pipeThrough(new DecompressionStream('gzip')))
    expect(await unpacked.text()).toBe(text)
  })
})

describe.each(DOCUMENTS)('%s', (where) => {
  test('is dated, and a date is a condition where there is no tag', async () => {
    const { headers } = await ask('GET', where)
    const [etag, modified] = [headers.get('etag')!, headers.get('last-modified')!]
    const before = new Date(Date.parse(modified) - 1000).toUTCString()
    const cases: [Headers, number][] = [
      [{ 'if-modified-since': modified }, 304],
      [{ 'if-modified-since': before }, 200],
      [{ 'if-modified-since': before, 'if-none-match': etag }, 304],
      [{ 'if-modified-since': modified, 'if-none-match': '"x"' }, 200],
      [{ 'if-unmodified-since': modified }, 200],
      [{ 'if-unmodified-since': before }, 412],
      [{ 'if-unmodified-since': before, 'if-match': etag }, 200],
      [{ 'if-unmodified-since': before, 'if-none-match': etag }, 412],
    ]
    for (const [sent, status] of cases) expect([sent, (await ask('GET', where, sent)).status]).toEqual([sent, status])
  })
})

describe.each(PUBLIC)('scripts of other sites may read %s', (where) => {
  test('and what its headers say; after asking, too', async () => {
    for (const method of ['GET', 'HEAD']) {
      const { headers } = await ask(method, where, { origin: 'https://reader.example' })
      expect(headers.get('access-control-allow-origin')).toBe('*')
      expect(headers.get('access-control-expose-headers')).toMatch(/ETag.*Last-Modified.*Link/)
      expect(headers.get('access-control-allow-credentials')).toBeNull()
    }
    const preflight = await ask('OPTIONS', where, {
      origin: 'https://reader.example',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'if-none-match',
    })
    expect([preflight.status, await preflight.text()]).toEqual([204, ''])
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(preflight.headers.get('access-control-allow-methods')).toMatch(/\bGET\b/)
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/If-None-Match/i)
    expect(Number(preflight.headers.get('access-control-max-age'))).toBeGreaterThan(600)
  })
})

test.each(['/feeds/none.atom', '/nothing', '/api/stories/none', '/api/stories?limit=-1'])('even the error at %s', async (where) => {
  const response = await ask('GET', where, { origin: 'https://reader.example' })
  expect(response.status).toBeGreaterThanOrEqual(400)
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
})

test('a 304 may be read as well', async () => {
  const etag = (await ask('GET', '/feeds/news.json')).headers.get('etag')!
  const { status, headers } = await ask('GET', '/feeds/news.json', { 'if-none-match': etag })
  expect([status, headers.get('access-control-allow-origin')]).toEqual([304, '*'])
})

describe('what wants a token is shared with nobody', () => {
  test.each(['/api/refresh', '/api/split'])('a preflight for POST %s allows nothing', async (where) => {
    const { headers } = await ask('OPTIONS', where, {
      origin: 'https://evil.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    })
    expect([headers.get('access-control-allow-origin'), headers.get('access-control-allow-headers')]).toEqual([null, null])
  })

  test.each<[string, Headers]>([
    ['without', {}],
    ['with', BEARER],
  ])('GET /api/runs/x %s it', async (_, headers) => {
    const response = await ask('GET', '/api/runs/x', { origin: 'https://evil.example', ...headers })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('another method is a 405 that names those that there are', () => {
  test.each([
    ['POST', '/feeds/news.atom', 'GET, HEAD, OPTIONS'],
    ['PUT', '/', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/status', 'GET, HEAD, OPTIONS'],
    ['PATCH', '/api/stories', 'GET, HEAD, OPTIONS'],
    ['POST', '/robots.txt', 'GET, HEAD, OPTIONS'],
    ['GET', '/api/refresh', 'POST, OPTIONS'],
    ['HEAD', '/api/refresh', 'POST, OPTIONS'],
    ['DELETE', '/api/merge', 'POST, OPTIONS'],
  ])('%s %s', async (method, where, allow) => {
    const response = await ask(method, where, BEARER)
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect((await ask('OPTIONS', where)).headers.get('allow')).toBe(allow)
  })
})

describe('what is nearly right leads on', () => {
  test.each([
    ['/feeds', '/', 308],
    ['/feeds/', '/', 308],
    ['/status/', '/status', 308],
    ['/feeds/news/', '/feeds/news', 308],
    ['/feeds/news.atom/', '/feeds/news.atom', 308],
    ['/feeds.opml/', '/feeds.opml', 308],
    ['/api/stories/?limit=1', '/api/stories?limit=1', 308],
    ['/feeds/olds', 'https://news.example.org/feeds/news', 308],
    ['/feeds/olds.rss', 'https://news.example.org/feeds/news.rss', 308],
    ['/favicon.ico', '/icon.svg', 301],
  ])('%s to %s', async (from, to, status) => {
    const response = await ask('GET', from)
    expect([response.status, response.headers.get('location')]).toEqual([status, to])
  })

  test.each(['//evil.example/', '/nothing/', '//evil.example/feeds/', '/..//evil.example/', '/feeds/none.atom/x/'])(
    '%s leads nowhere',
    async (from) => {
      const response = await ask('GET', from)
      expect([response.status, response.headers.get('location')]).toEqual([404, null])
    },
  )
})

describe('links to the same as something else', () => {
  test.each([
    ['/feeds/news', ['</feeds/news>; rel="self"', '</feeds/news.atom>; rel="alternate"; type="application/atom+xml"', 'feed+json']],
    ['/feeds/news.rss', ['</feeds/news.rss>; rel="self"']],
    ['/', ['</feeds/news.atom>; rel="alternate"', '</feeds.opml>; rel="alternate"; type="text/x-opml"']],
    ['/status', ['</status.atom>; rel="alternate"', '</status.json>; rel="alternate"; type="application/json"']],
    ['/stories/STORY', ['</api/stories/STORY>; rel="alternate"; type="application/json"']],
    ['/feeds.opml', ['</feeds.opml>; rel="self"']],
  ])('%s', async (where, links) => {
    const header = (await ask('GET', where)).headers.get('link')!.replaceAll('https://news.example.org', '')
    for (const link of links) expect(header).toContain(path(link))
  })
})

describe('OPML', () => {
  test('names what nobody else can read, so that its body is never empty', async () => {
    const text = await (await ask('GET', '/feeds/files.opml')).text()
    expect(text).toContain('<outline text="A &lt;File&gt;"/>')
    expect(text).not.toContain('file:')
  })
})

test('robots may read what is for people', async () => {
  expect(await (await ask('GET', '/robots.txt')).text()).toMatch(/^User-agent: \*\nDisallow: \/api\/\n/)
})

describe('below a path', () => {
  const below = () => {
    const site = { ...b.wire, masthead: { ...b.wire.masthead, base: 'https://example.org/news' } }
    expect(rootOf(site)).toBe('/news')
    return createApp({ ...site, renderNow: async () => new Map(), startRun: async () => {} }, () => {})
  }
  test('a page that is not there has its style, and leads to the first page', async () => {
    const text = await (await below().fetch(new Request('https://example.org/a/b/c', { headers: { accept: 'text/html' } }))).text()
    expect(text).toContain('href="/news/style.css"')
    expect(text).toContain('href="/news/"')
  })
  test.each([
    ['/feeds', '/news/'],
    ['/status/', '/news/status'],
    ['/favicon.ico', '/news/icon.svg'],
  ])('%s leads to %s', async (from, to) => {
    expect((await below().fetch(new Request(`https://example.org${from}`))).headers.get('location')).toBe(to)
  })
})
