import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BEARER, newsstand, PUBLIC, type Newsstand } from './newsstand.ts'

let stand: Newsstand
beforeAll(async () => {
  stand = await newsstand()
}, 60_000)
afterAll(async () => {
  await stand?.[Symbol.asyncDispose]()
})

describe('R42 what the request says of itself is in no document', () => {
  const lies = {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'ftp',
    'x-forwarded-prefix': '/evil.example',
    forwarded: 'host=evil.example;proto=ftp',
    'x-original-url': '/evil.example',
    'x-host': 'evil.example',
  }
  test.each(PUBLIC.filter((path) => !['/status', '/status.json', '/metrics', '/api/sources', '/'].includes(path)))('%s', async (path) => {
    const plain = await (await fetch(stand.wirefold.url + path)).text()
    expect(await (await fetch(stand.wirefold.url + path, { headers: lies })).text()).toBe(plain)
    for (const [request, status] of [
      // R59 nobody has told what it is called, so it may be a page of theirs that was led here
      [`GET ${path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`, 421],
      [`GET http://evil.example${path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`, 421],
      [`GET http://evil.example${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`, 200],
      [`GET ${path} HTTP/1.1\r\nHost: [::1]:8787\r\nConnection: close\r\n\r\n`, 200],
      [`GET ${path} HTTP/1.0\r\n\r\n`, 200],
    ] as const) {
      const answer = await stand.wirefold.raw(request)
      expect(answer).toContain(`HTTP/1.1 ${status}`)
      expect(answer).not.toContain('evil.example')
      if (status === 421) continue
      expect(answer.slice(answer.indexOf('\r\n\r\n') + 4)).toContain(Buffer.from(plain).toString('latin1').slice(0, 200))
    }
  })
})

describe('R43 caches in front are not poisoned', () => {
  const path = '/feeds/news.atom'
  test.each([
    ['a query', '?x=1', {}],
    ['a query of another kind', '?utf8=%E2%9C%93&feed=<script>', {}],
    ['a range', '', { range: 'bytes=0-10' }],
    ['a language', '', { 'accept-language': 'de' }],
    ['an Accept of pages', '', { accept: 'text/html' }],
    ['codings that are none', '', { 'accept-encoding': 'zip,,;q=' }],
    ['another method in a header', '', { 'x-http-method-override': 'DELETE' }],
    ['credentials', '', BEARER],
    ['a cookie', '', { cookie: 'a=b' }],
  ] as const)('%s gives the same bytes and tag', async (_, query, headers) => {
    const [plain, odd] = await Promise.all([
      fetch(stand.wirefold.url + path, { headers: { 'accept-encoding': 'identity' } }),
      fetch(stand.wirefold.url + path + query, { headers: { 'accept-encoding': 'identity', ...headers } }),
    ])
    expect([odd.status, odd.headers.get('etag'), odd.headers.get('vary')]).toEqual([200, plain.headers.get('etag'), 'Accept-Encoding'])
    expect(await odd.text()).toBe(await plain.text())
  })

  test('a fragment that came as a path, and HEAD with a body', async () => {
    expect((await fetch(`${stand.wirefold.url}${path}%23x`)).status).toBe(404)
    const answers = await stand.wirefold.raw(
      `HEAD ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhelloGET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    )
    expect(answers.match(/^HTTP\/1.1 200/gm)).toHaveLength(2)
    expect(answers.endsWith('{"status":"ok"}')).toBe(true)
  })

  test('what a token opened is stored nowhere', async () => {
    for (const response of [
      await fetch(`${stand.wirefold.url}/api/runs/none`, { headers: BEARER }),
      await stand.post('{"feeds":["news"]}'),
    ])
      expect(response.headers.get('cache-control')).toMatch(/no-store/)
  })
})

describe('R44 names that are none', () => {
  const names = [
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e/%2e%2e/etc/passwd',
    '%00',
    'news%00.atom',
    '__proto__',
    '__proto__.atom',
    'constructor.json',
    'toString',
    'NEWS.atom',
    'n%C3%A9ws',
    '%',
    '%ff%fe',
    '%E0%A4%A',
    '.atom',
    '..atom',
    'x'.repeat(8000),
    'news.atom%2f',
    'news;.atom',
    '%0d%0aSet-Cookie:%20x=1',
  ]
  test.each(['/feeds/', '/stories/', '/api/stories/', '/api/runs/', '//', '/%2f', '/api/'])('%s…', async (prefix) => {
    for (const name of names) {
      const response = await fetch(`${stand.wirefold.url}${prefix}${name}`, { headers: BEARER })
      expect([name.slice(0, 40), [400, 404].includes(response.status)]).toEqual([name.slice(0, 40), true])
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(response.headers.get('set-cookie')).toBeNull()
      expect(await response.text()).not.toMatch(/root:|node_modules|at .*\.ts/)
    }
  })

  test('raw targets', async () => {
    for (const target of [
      '/../../etc/passwd',
      '/feeds/../../etc/passwd',
      '//evil.example/feeds/news.atom',
      '/feeds\\..\\x',
      '*',
      'news.atom',
      '/\u0001',
      'http://',
      'http://[::1',
      '/feeds/news.atom#x',
    ]) {
      const answer = await stand.wirefold.raw(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
      expect([target, /^HTTP\/1.1 (?:200|4\d\d) /.test(answer)]).toEqual([target, true])
      expect(answer).not.toMatch(/root:|node_modules|\.ts:/)
    }
    expect((await fetch(`${stand.wirefold.url}/healthz`)).status).toBe(200)
  }, 30_000)
})

describe('R45 pages of stories', () => {
  const bad = [
    'limit=0',
    'limit=-1',
    'limit=1e9',
    'limit=NaN',
    'limit=201',
    'limit=',
    'limit=1.5',
    'limit=%31%00',
    'limit=９',
    'cursor=',
    'cursor=x',
    "cursor='; DROP TABLE items--",
    'cursor=%00',
    `cursor=${btoa('["x","y"]')}`,
    `cursor=${'A'.repeat(7000)}`,
    'feed=%25',
    'feed=_',
    "feed=' OR 1=1--",
    'feed=news%00',
    'feed=__proto__',
    'feed=NEWS',
    'feed=',
  ]
  test.each(bad)('%s is refused by name', async (query) => {
    const response = await fetch(`${stand.wirefold.url}/api/stories?${query}`)
    expect(response.status).toBe(400)
    const { field, detail } = (await response.json()) as { field: string; detail: string }
    expect(field).toBe(query.split('=')[0])
    expect(detail).not.toMatch(/SELECT|SQLITE|no such/i)
  })

  test('a cursor that somebody sealed himself carries no more than a place', async () => {
    const { digest } = await import('../../src/hash.ts')
    for (const place of [
      ['x', {}, []],
      [Number.POSITIVE_INFINITY, 'a', 'b'],
      [null, null, null],
      [1, 2, 3],
      {},
      'x',
      [2 ** 60, 'a', 'b'],
    ]) {
      const payload = JSON.stringify(place)
      const cursor = btoa(JSON.stringify([payload, digest(`cursor  ${payload}`).slice(0, 16)]))
      expect((await fetch(`${stand.wirefold.url}/api/stories?cursor=${encodeURIComponent(cursor)}`)).status).toBe(400)
    }
  })

  test('ten thousand parameters', async () => {
    const query = Array.from({ length: 3000 }, (_, n) => `p${n}`).join('&')
    expect([200, 414, 431]).toContain((await fetch(`${stand.wirefold.url}/api/stories?${query}`)).status)
    expect((await fetch(`${stand.wirefold.url}/healthz`)).status).toBe(200)
  })
})

describe('R48 many readers, and slow ones', () => {
  test('R48 five hundred that never end their request keep nobody else from reading', async () => {
    const slow = Array.from({ length: 500 }, () =>
      connect(stand.wirefold.port, '127.0.0.1', function (this: Socket) {
        this.write('GET /feeds/news.atom HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
      }).on('error', () => {}),
    )
    await Promise.all(slow.map((socket) => once(socket, 'connect')))
    for (let n = 0; n < 200; n++) expect((await fetch(`${stand.wirefold.url}/feeds/news.atom`)).status).toBe(200)
    for (const socket of slow) socket.destroy()
  }, 30_000)

  test('R48 two thousand reads while a refresh runs: all answered with one document, and the refresh ends', async () => {
    const response = await stand.post(JSON.stringify({ force: true, sources: stand.sources.slice(0, 1) }))
    const tags = new Set<string>()
    for (let start = 0; start < 2000; start += 100)
      await Promise.all(
        Array.from({ length: 100 }, async () => {
          const { status, headers } = await fetch(`${stand.wirefold.url}/feeds/news.atom`)
          expect(status).toBe(200)
          tags.add(headers.get('etag')!)
        }),
      )
    // nothing in the sources changed, so no reader and no refresh made another edition
    expect(tags.size).toBe(1)
    if (response.status !== 202) return
    const { run } = (await response.json()) as { run: string }
    expect(await stand.done(run)).toBe(true)
  }, 30_000)
})
