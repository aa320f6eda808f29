import { beforeAll, describe, expect, test } from 'vitest'
import { answer, at, bench, feedOf, TOKEN, type Bench } from '#bench'
import { newsroom } from './newsroom.ts'

let b: Bench

beforeAll(async () => {
  for (const [path, [body, more]] of Object.entries(newsroom('/http'))) await answer(path, body, more)
  b = await bench([feedOf('news', [at('/http/rss'), at('/http/atom')]), feedOf('other', [at('/http/rdf')])])
  await b.refresh()
})

const FORMATS = [
  ['atom', 'application/atom+xml; charset=utf-8'],
  ['rss', 'application/rss+xml; charset=utf-8'],
  ['json', 'application/feed+json; charset=utf-8'],
] as const

describe.each(FORMATS)('/feeds/news.%s', (format, mediaType) => {
  const path = `/feeds/news.${format}`

  test('has everything a reader and a cache want', async () => {
    const { status, headers } = await b.get(path)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe(mediaType)
    expect(headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/)
    expect(Date.parse(headers.get('last-modified')!)).toBe(b.clock.now)
    expect(headers.get('cache-control')).toMatch(/public, max-age=\d+.*stale-if-error/)
    expect(headers.get('vary')).toBe('Accept-Encoding')
    expect(headers.get('link')).toBe(`<https://news.example.org/feeds/news.${format}>; rel="self"`)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('answers a conditional request with 304', async () => {
    const { headers } = await b.get(path)
    const [etag, modified] = [headers.get('etag')!, headers.get('last-modified')!]
    const cases: [name: string, headers: Record<string, string>, status: number][] = [
      ['same tag', { 'if-none-match': etag }, 304],
      ['weak tag', { 'if-none-match': `W/${etag}` }, 304],
      ['one of several', { 'if-none-match': `"x", ${etag}` }, 304],
      ['any', { 'if-none-match': '*' }, 304],
      ['tag that a proxy lengthened', { 'if-none-match': etag.replace(/"$/, '-gzip"') }, 304],
      ['other tag', { 'if-none-match': '"x"' }, 200],
      ['empty tag', { 'if-none-match': '' }, 200],
      ['tag wins over date', { 'if-none-match': '"x"', 'if-modified-since': modified }, 200],
      ['same date', { 'if-modified-since': modified }, 304],
      ['earlier date', { 'if-modified-since': new Date(Date.parse(modified) - 1000).toUTCString() }, 200],
      ['no date', { 'if-modified-since': 'yesterday' }, 200],
    ]
    for (const [name, conditions, status] of cases) expect([name, (await b.get(path, conditions)).status]).toEqual([name, status])
    const unchanged = await b.get(path, { 'if-none-match': etag })
    expect(await unchanged.text()).toBe('')
    for (const name of ['etag', 'cache-control', 'vary']) expect(unchanged.headers.get(name)).toBe(headers.get(name))
  })

  test('is gzipped for who takes it, under a tag of its own', async () => {
    const plain = await b.get(path)
    const zipped = await b.get(path, { 'accept-encoding': 'br, gzip;q=0.5' })
    expect(zipped.headers.get('content-encoding')).toBe('gzip')
    expect(zipped.headers.get('etag')).not.toBe(plain.headers.get('etag'))
    const text = await new Response((zipped.body as ReadableStream).pipeThrough(new DecompressionStream('gzip'))).text()
    expect(text).toBe(await plain.text())
    for (const refused of ['gzip;q=0', 'br', 'identity', 'zip,,;q='])
      expect((await b.get(path, { 'accept-encoding': refused })).headers.get('content-encoding')).toBeNull()
  })

  test('R42 R43 does not depend on who asks under what name, nor on a query', async () => {
    const body = await (await b.get(path)).text()
    const spoofed = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'ftp', forwarded: 'host=evil.example' }
    expect(await (await b.get(`${path}?x=1`, spoofed)).text()).toBe(body)
    expect(body).not.toContain('evil.example')
  })
})

test('HEAD is GET without a body', async () => {
  const [head, get] = [await b.head('/feeds/news.atom'), await b.get('/feeds/news.atom')]
  expect(await head.text()).toBe('')
  expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(get.headers))
  expect(Number(head.headers.get('content-length'))).toBe(new TextEncoder().encode(await get.text()).length)
})

describe('errors are problem documents', () => {
  test.each([
    ['/feeds/none.atom', 404],
    ['/feeds/..%2f..%2fetc', 404],
    ['/feeds/__proto__.atom', 404],
    ['/feeds/%00', 404],
    [`/feeds/${'x'.repeat(10_000)}`, 404],
    ['/nothing', 404],
    ['/api/stories/none', 404],
    ['/api/stories?limit=-1', 400],
    ['/api/stories?limit=1e9', 400],
    ['/api/stories?limit=NaN', 400],
    ['/api/stories?limit=201', 400],
    ['/api/stories?cursor=forged', 400],
    ['/api/stories?feed=none', 400],
    ['/api/runs/1', 401],
  ])('%s -> %i', async (path, status) => {
    const response = await b.get(path)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    const document = (await response.json()) as { status: number; title: string; detail: string }
    expect(document.status).toBe(status)
    expect(document.detail.length).toBeGreaterThan(10)
    expect(b.errors).toEqual([])
  })

  test.each([
    ['not JSON', '{', {}, 400],
    ['no object', '[]', {}, 400],
    ['an unknown key', '{"froce":true}', {}, 400],
    ['a stranger', '{"sources":["https://example.com/"]}', {}, 400],
    ['no feed', '{"feeds":["none"]}', {}, 400],
    ['a form', 'force=true', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['text', '{}', { 'content-type': 'text/plain' }, 415],
    ['too much', JSON.stringify({ sources: ['x'.repeat(2_000_000)] }), {}, 413],
  ])('POST /api/refresh with %s', async (_, body, headers, status) => {
    const response = await b.post('/api/refresh', body, { authorization: `Bearer ${TOKEN}`, ...headers })
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(response.headers.get('cache-control')).toContain('no-store')
  })

  test('GET changes nothing', async () => {
    expect((await b.get('/api/refresh', { authorization: `Bearer ${TOKEN}` })).status).toBe(405)
  })
})

describe('pages of stories', () => {
  test('go on where the last ended, each story once', async () => {
    const seen: string[] = []
    let cursor = ''
    for (let page = 0; page < 10; page++) {
      const { stories, next } = (await (await b.get(`/api/stories?limit=2${cursor && `&cursor=${cursor}`}`)).json()) as {
        stories: { id: string }[]
        next?: string
      }
      seen.push(...stories.map(({ id }) => id))
      if (!next) break
      cursor = next
    }
    expect(seen).toHaveLength(4)
    expect(new Set(seen).size).toBe(4)
  })

  test('refuse the cursor of another listing', async () => {
    const { next } = (await (await b.get('/api/stories?limit=1')).json()) as { next: string }
    expect((await b.get(`/api/stories?feed=news&cursor=${next}`)).status).toBe(400)
  })

  test('a story says why its items are one', async () => {
    const { stories } = (await (await b.get('/api/stories?feed=news')).json()) as { stories: { id: string; title: string }[] }
    const { id } = stories.find(({ title }) => title.startsWith('Port'))!
    const { items } = (await (await b.get(`/api/stories/${id}`)).json()) as { items: { reason: string; evidence?: string }[] }
    expect(items.map(({ reason }) => reason)).toEqual(['new', 'same-text'])
    expect(items[1]!.evidence!.length).toBeGreaterThan(20)
  })
})

test('health, metrics and lists', async () => {
  expect(await (await b.get('/healthz')).json()).toEqual({ status: 'ok' })
  expect(await (await b.get('/metrics')).text()).toContain('wirefold_sources{state="fresh"} 3')
  const { feeds } = (await (await b.get('/api/feeds')).json()) as { feeds: { slug: string; atom: string }[] }
  expect(feeds.map(({ atom }) => atom)).toEqual(['https://news.example.org/feeds/news.atom', 'https://news.example.org/feeds/other.atom'])
  const { sources } = (await (await b.get('/api/sources')).json()) as { sources: { name: string; state: string; feeds: string[] }[] }
  expect(sources.map(({ name, feeds: shown }) => [name, ...shown]).toSorted(([x], [y]) => (x! < y! ? -1 : 1))).toEqual([
    ['Digest', 'news'],
    ['Gazette', 'other'],
    ['Post', 'news'],
  ])
  expect(await (await b.get('/feeds.opml')).text()).toContain('xmlUrl="https://news.example.org/feeds/other.atom"')
  expect(await (await b.get('/feeds/news.opml')).text()).toContain(`xmlUrl="${at('/http/atom')}"`)
})

test('without a configured token the token routes say how to set one', async () => {
  const { token: _, ...site } = b.wire
  const { createApp } = await import('../../src/web/app.ts')
  const app = createApp({ ...site, renderNow: async () => new Map(), startRun: async () => {} }, () => {})
  const response = await app.fetch(new Request('https://news.example.org/api/refresh', { method: 'POST' }))
  expect(response.status).toBe(403)
  expect(((await response.json()) as { detail: string }).detail).toContain('WIREFOLD_TOKEN')
})
