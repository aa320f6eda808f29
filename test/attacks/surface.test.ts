import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { feed } from '../politeness/watch.ts'
import { config, place, TOKEN, type Place, type Served } from './process.ts'
import { publisher, sampled, type Publisher } from './station.ts'

/** Sources as people have them: with keys in their addresses. */
const SECRETS = ['s3cr3t-key-value', 'eyJhbGciOiJIUzI1NiJ9.abcDEF123', '0a1B2c3D4e5F6a7B8c9D0e1F', 'feedtoken42']

let origin: Publisher
let where: Place
let wirefold: Served
const bearer = { authorization: `Bearer ${TOKEN}` }

beforeAll(async () => {
  origin = await publisher()
  const [key, jwt, random, token] = SECRETS
  const paths = ['/a', `/b?api_key=${key}&page=1`, `/c?jwt=${jwt}`, `/d?x=${random}`, `/private-${random}/e`, `/f?feed_token=${token}`, '/missing?sig=s3cr3t-key-value']
  for (const path of paths.slice(0, -1)) origin.give(path, feed([`${path}1`, `${path}2`].map((name) => name.replace(/\W|s3cr3t|[A-Z0-9]{4,}/gi, '') + path.length)))
  where = place({ 'feeds/news.yaml': config(paths.map((path) => origin.url + path)) })
  wirefold = await where.serve()
  const { run } = (await (await post('{"force":true}')).json()) as { run: string }
  await until(async () => ((await (await fetch(`${wirefold.url}/api/runs/${run}`, { headers: bearer })).json()) as { state: string }).state === 'done')
}, 60_000)

afterAll(async () => {
  await wirefold?.[Symbol.asyncDispose]()
  where?.[Symbol.dispose]()
  await origin?.[Symbol.asyncDispose]()
})

async function until(done: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300 && !(await done()); tries++) await new Promise((resolve) => setTimeout(resolve, 50))
}

const post = (body: BodyInit | undefined, headers: Record<string, string> = {}, path = '/api/refresh') =>
  fetch(wirefold.url + path, { method: 'POST', headers: { ...bearer, 'content-type': 'application/json', ...headers }, ...(body === undefined ? {} : { body }) })

const PUBLIC = ['/', '/status', '/status.json', '/status.atom', '/metrics', '/api/sources', '/api/stories', '/api/feeds', '/feeds.opml', '/feeds/news.opml', '/feeds/news', '/feeds/news.atom', '/feeds/news.rss', '/feeds/news.json', '/healthz']

describe('R39 the token', () => {
  const wrong: readonly [string, Record<string, string>][] = [
    ['none', { authorization: '' }],
    ['wrong', { authorization: 'Bearer wrong' }],
    ['empty', { authorization: 'Bearer ' }],
    ['its beginning', { authorization: `Bearer ${TOKEN.slice(0, -1)}` }],
    ['and more', { authorization: `Bearer ${TOKEN}x` }],
    ['twice', { authorization: `Bearer ${TOKEN} ${TOKEN}` }],
    ['in other letters', { authorization: `Bearer ${TOKEN.toUpperCase()}` }],
    ['as Basic', { authorization: `Basic ${btoa(`x:${TOKEN}`)}` }],
    ['as a cookie', { authorization: '', cookie: `token=${TOKEN}` }],
    ['in another header', { authorization: '', 'x-api-key': TOKEN }],
    ['10,000 characters', { authorization: `Bearer ${'x'.repeat(10_000)}` }],
  ]
  test.each(wrong)('%s is refused', async (_, headers) => {
    for (const path of ['/api/refresh', '/api/runs/x']) {
      const response = await fetch(wirefold.url + path, { method: path.includes('runs') ? 'GET' : 'POST', headers })
      expect(response.status).toBe(401)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/)
      expect(response.headers.get('cache-control')).toContain('no-store')
      expect(await response.text()).not.toContain(TOKEN.slice(0, 8))
    }
  })

  test('in the query or the body it opens nothing', async () => {
    for (const path of [`/api/refresh?token=${TOKEN}`, `/api/refresh?access_token=${TOKEN}`, `/api/refresh?authorization=Bearer%20${TOKEN}`])
      expect((await fetch(wirefold.url + path, { method: 'POST' })).status).toBe(401)
    expect((await fetch(`${wirefold.url}/api/refresh`, { method: 'POST', body: JSON.stringify({ token: TOKEN }) })).status).toBe(401)
  })

  test('two headers, and one of a megabyte, are refused', async () => {
    const head = (lines: string) => `POST /api/refresh HTTP/1.1\r\nHost: x\r\n${lines}Content-Length: 0\r\nConnection: close\r\n\r\n`
    expect(await wirefold.raw(head(`Authorization: Bearer wrong\r\nAuthorization: Bearer ${TOKEN}\r\n`))).toMatch(/^HTTP\/1.1 40[01]/)
    expect(await wirefold.raw(head(`Authorization: Bearer ${'x'.repeat(1_000_000)}\r\n`))).toMatch(/^(?:HTTP\/1.1 4\d\d|$)/)
    expect(await (await fetch(`${wirefold.url}/healthz`)).json()).toEqual({ status: 'ok' })
  })

  test('the scheme’s letters do not matter, and guesses neither lock out nor get in', async () => {
    for (const scheme of ['bearer', 'BEARER']) expect((await fetch(`${wirefold.url}/api/runs/none`, { headers: { authorization: `${scheme} ${TOKEN}` } })).status).toBe(404)
    const guesses = sampled(Array.from({ length: 10_000 }, (_, n) => TOKEN.slice(0, n % TOKEN.length) + n.toString(36)), 300)
    const statuses = new Set<number>()
    for (let start = 0; start < guesses.length; start += 50)
      for (const { status } of await Promise.all(guesses.slice(start, start + 50).map((guess) => fetch(`${wirefold.url}/api/runs/none`, { headers: { authorization: `Bearer ${guess}` } })))) statuses.add(status)
    expect([...statuses]).toEqual([401])
    expect((await fetch(`${wirefold.url}/api/runs/none`, { headers: bearer })).status).toBe(404)
    expect(wirefold.output()).not.toContain(TOKEN)
  }, 60_000)

  test('without a configured one the answer is 403 and says how to set it', async () => {
    await using open = await where.serve({ WIREFOLD_TOKEN: '', WIREFOLD_DB: 'data/other.db' })
    for (const headers of [{}, { authorization: 'Bearer ' }, { authorization: 'Bearer undefined' }]) {
      const response = await fetch(`${open.url}/api/refresh`, { method: 'POST', headers })
      expect(response.status).toBe(403)
      expect(await response.text()).toContain('WIREFOLD_TOKEN')
    }
  })
})

describe('R40 other sites', () => {
  test.each([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['text', { 'content-type': 'text/plain' }],
    ['no type', { 'content-type': '' }],
  ])('cannot start anything with %s, token or not', async (_, type) => {
    for (const origin of ['null', 'https://evil.example']) {
      const without = await fetch(`${wirefold.url}/api/refresh`, { method: 'POST', body: '{"force":true}', headers: { ...type, origin } as Record<string, string> })
      expect(without.status).toBe(401)
      expect(without.headers.get('access-control-allow-origin')).toBeNull()
      expect((await post('{"force":true}', { ...(type as Record<string, string>), origin })).status).toBe(415)
    }
  })

  test('a preflight allows nothing; only public feeds may be read across sites, and without credentials', async () => {
    const preflight = await fetch(`${wirefold.url}/api/refresh`, { method: 'OPTIONS', headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' } })
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
    for (const path of [...PUBLIC, '/api/runs/x']) {
      const { headers } = await fetch(wirefold.url + path, { headers: { origin: 'https://evil.example' } })
      expect(headers.get('access-control-allow-credentials')).toBeNull()
      expect(headers.get('set-cookie')).toBeNull()
    }
  })

  test('GET, HEAD and a disguised method change nothing', async () => {
    for (const [method, headers] of [['GET', {}], ['HEAD', {}], ['GET', { 'x-http-method-override': 'POST' }], ['PUT', {}], ['DELETE', {}]] as const)
      expect((await fetch(`${wirefold.url}/api/refresh`, { method, headers: { ...bearer, ...headers } })).status).toBe(404)
  })
})

describe('R42 what the request says of itself is in no document', () => {
  const lies = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'ftp', 'x-forwarded-prefix': '/evil.example', forwarded: 'host=evil.example;proto=ftp', 'x-original-url': '/evil.example', 'x-host': 'evil.example' }
  test.each(PUBLIC.filter((path) => !['/status', '/status.json', '/metrics', '/api/sources', '/'].includes(path)))('%s', async (path) => {
    const plain = await (await fetch(wirefold.url + path)).text()
    expect(await (await fetch(wirefold.url + path, { headers: lies })).text()).toBe(plain)
    for (const request of [
      `GET ${path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
      `GET http://evil.example${path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
      `GET ${path} HTTP/1.0\r\n\r\n`,
    ]) {
      const answer = await wirefold.raw(request)
      expect(answer).toMatch(/^HTTP\/1.1 200/)
      expect(answer).not.toContain('evil.example')
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
    ['credentials', '', bearer],
    ['a cookie', '', { cookie: 'a=b' }],
  ] as const)('%s gives the same bytes and tag', async (_, query, headers) => {
    const [plain, odd] = await Promise.all([fetch(wirefold.url + path, { headers: { 'accept-encoding': 'identity' } }), fetch(wirefold.url + path + query, { headers: { 'accept-encoding': 'identity', ...headers } })])
    expect([odd.status, odd.headers.get('etag'), odd.headers.get('vary')]).toEqual([200, plain.headers.get('etag'), 'Accept-Encoding'])
    expect(await odd.text()).toBe(await plain.text())
  })

  test('a fragment that came as a path, and HEAD with a body', async () => {
    expect((await fetch(`${wirefold.url}${path}%23x`)).status).toBe(404)
    const answers = await wirefold.raw(`HEAD ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhelloGET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    expect(answers.match(/^HTTP\/1.1 200/gm)).toHaveLength(2)
    expect(answers.endsWith('{"status":"ok"}')).toBe(true)
  })

  test('what a token opened is stored nowhere', async () => {
    for (const response of [await fetch(`${wirefold.url}/api/runs/none`, { headers: bearer }), await post('{"feeds":["news"]}')])
      expect(response.headers.get('cache-control')).toMatch(/no-store/)
  })
})

describe('R44 names that are none', () => {
  const names = ['..%2f..%2fetc%2fpasswd', '%2e%2e/%2e%2e/etc/passwd', '%00', 'news%00.atom', '__proto__', '__proto__.atom', 'constructor.json', 'toString', 'NEWS.atom', 'n%C3%A9ws', '%', '%ff%fe', '%E0%A4%A', '.atom', '..atom', 'x'.repeat(8000), 'news.atom/', 'news.atom%2f', 'news;.atom', '%0d%0aSet-Cookie:%20x=1']
  test.each(['/feeds/', '/stories/', '/api/stories/', '/api/runs/', '//', '/%2f', '/api/'])('%s…', async (prefix) => {
    for (const name of names) {
      const response = await fetch(`${wirefold.url}${prefix}${name}`, { headers: bearer })
      expect([name.slice(0, 40), [400, 404].includes(response.status)]).toEqual([name.slice(0, 40), true])
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(response.headers.get('set-cookie')).toBeNull()
      expect(await response.text()).not.toMatch(/root:|node_modules|at .*\.ts/)
    }
  })

  test('raw targets', async () => {
    for (const target of ['/../../etc/passwd', '/feeds/../../etc/passwd', '//evil.example/feeds/news.atom', '/feeds\\..\\x', '*', 'news.atom', '/\u0001', 'http://', 'http://[::1', '/feeds/news.atom#x']) {
      const answer = await wirefold.raw(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
      expect([target, /^HTTP\/1.1 (?:200|4\d\d) /.test(answer)]).toEqual([target, true])
      expect(answer).not.toMatch(/root:|node_modules|\.ts:/)
    }
    expect((await fetch(`${wirefold.url}/healthz`)).status).toBe(200)
  }, 30_000)
})

describe('R45 pages of stories', () => {
  const bad = ['limit=0', 'limit=-1', 'limit=1e9', 'limit=NaN', 'limit=201', 'limit=', 'limit=1.5', 'limit=%31%00', 'limit=９', 'cursor=', 'cursor=x', "cursor='; DROP TABLE items--", 'cursor=%00', `cursor=${btoa('["x","y"]')}`, `cursor=${'A'.repeat(7000)}`, 'feed=%25', 'feed=_', "feed=' OR 1=1--", 'feed=news%00', 'feed=__proto__', 'feed=NEWS', 'feed=']
  test.each(bad)('%s is refused by name', async (query) => {
    const response = await fetch(`${wirefold.url}/api/stories?${query}`)
    expect(response.status).toBe(400)
    const { field, detail } = (await response.json()) as { field: string; detail: string }
    expect(field).toBe(query.split('=')[0])
    expect(detail).not.toMatch(/SELECT|SQLITE|no such/i)
  })

  test('a cursor that somebody sealed himself carries no more than a place', async () => {
    const { digest } = await import('../../src/hash.ts')
    for (const place of [['x', {}, []], [Number.POSITIVE_INFINITY, 'a', 'b'], [null, null, null], [1, 2, 3], {}, 'x', [2 ** 60, 'a', 'b']]) {
      const payload = JSON.stringify(place)
      const cursor = btoa(JSON.stringify([payload, digest(`cursor  ${payload}`).slice(0, 16)]))
      expect((await fetch(`${wirefold.url}/api/stories?cursor=${encodeURIComponent(cursor)}`)).status).toBe(400)
    }
  })

  test('ten thousand parameters', async () => {
    const query = Array.from({ length: 3000 }, (_, n) => `p${n}`).join('&')
    expect([200, 414, 431]).toContain((await fetch(`${wirefold.url}/api/stories?${query}`)).status)
    expect((await fetch(`${wirefold.url}/healthz`)).status).toBe(200)
  })
})

describe('R49 what is public holds no secret', () => {
  test('keys in the addresses of sources are in no public document', async () => {
    for (const path of PUBLIC) {
      const text = await (await fetch(wirefold.url + path)).text()
      for (const secret of SECRETS) expect([path, text.includes(secret) || text.includes(encodeURIComponent(secret))]).toEqual([path, false])
    }
    expect(await (await fetch(`${wirefold.url}/feeds/news.opml`)).text()).toContain('api_key=***&amp;page=1')
  })

  test('nor anything of the machine', async () => {
    const odd = ['/status.json?source=nobody', '/api/stories?limit=x', '/nothing', '/api/stories/%00', '/feeds/..%2f', '/status.json?source=%00']
    for (const path of [...PUBLIC, ...odd])
      expect([path, /SQLITE|SELECT |\/work|\/tmp|\/home|node:|\.ts:\d|ECONN|EAI_/.exec(await (await fetch(wirefold.url + path)).text())?.[0]]).toEqual([path, undefined])
  })

  test('the true addresses are asked, and who may start a refresh may name either', async () => {
    for (const secret of SECRETS) expect(origin.hits.some((hit) => hit.includes(secret))).toBe(true)
    const { sources } = (await (await fetch(`${wirefold.url}/api/sources`)).json()) as { sources: { url: string }[] }
    const masked = sources.find(({ url }) => url.includes('feed_token'))!.url
    expect(masked).toMatch(/feed_token=\*\*\*$/)
    for (const url of [masked, `${origin.url}/f?feed_token=${SECRETS[3]}`]) expect((await post(JSON.stringify({ sources: [url] }))).status).toBe(202)
    expect((await fetch(`${wirefold.url}/status.json?source=${encodeURIComponent(masked)}`)).status).toBe(200)
  })
})

describe('R41 floods', () => {
  test('a body of 100 MB, with its length and without, is refused while it is read', async () => {
    const huge = () => Readable.toWeb(Readable.from((function* () { for (let n = 0; n < 1600; n++) yield Buffer.alloc(65536, 32) })())) as ReadableStream
    const status = async (init: RequestInit) => {
      try {
        return (await fetch(`${wirefold.url}/api/refresh`, init)).status
      } catch {
        return 'cut'
      }
    }
    const headers = { ...bearer, 'content-type': 'application/json' }
    expect([413, 'cut']).toContain(await status({ method: 'POST', headers, body: huge(), duplex: 'half' } as RequestInit))
    expect([413, 'cut']).toContain(await status({ method: 'POST', headers, body: Buffer.alloc(100 * 1024 * 1024, 32) }))
    expect([401, 'cut']).toContain(await status({ method: 'POST', body: huge(), duplex: 'half' } as RequestInit))
    const answer = await wirefold.raw(`POST /api/refresh HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Type: application/json\r\nContent-Length: 104857600\r\n\r\n{`)
    expect(answer).toMatch(/^HTTP\/1.1 413/)
    expect((await fetch(`${wirefold.url}/healthz`)).status).toBe(200)
  }, 60_000)

  test('a thousand requests in a burst: some start the one run, the others wait', async () => {
    const before = origin.hits.length
    const runs = new Set<string>()
    const statuses = new Map<number, number>()
    for (let start = 0; start < 1000; start += 100)
      await Promise.all(
        Array.from({ length: 100 }, async () => {
          const response = await post('{"force":true,"feeds":["news"]}')
          statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
          const body = (await response.json()) as { run?: string }
          if (response.status === 202) runs.add(body.run!)
          else {
            expect(response.status).toBe(429)
            expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
            expect(Number(response.headers.get('retry-after'))).toBeLessThanOrEqual(60)
          }
        }),
      )
    expect([...statuses.keys()].toSorted()).toEqual([202, 429])
    expect(statuses.get(202)).toBeLessThanOrEqual(60)
    expect(runs.size).toBe(1)
    expect(origin.hits.length - before).toBeLessThanOrEqual(7)
  }, 60_000)
})
