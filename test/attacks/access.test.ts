import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BEARER, newsstand, PUBLIC, type Newsstand } from './newsstand.ts'
import { TOKEN } from './process.ts'
import { sampled } from './station.ts'

let stand: Newsstand
beforeAll(async () => {
  stand = await newsstand()
}, 60_000)
afterAll(async () => {
  await stand?.[Symbol.asyncDispose]()
})

// told in order: each test goes on from where the one before left
describe('a server that is attacked in this order', { shuffle: false }, () => {
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
        const response = await fetch(stand.wirefold.url + path, { method: path.includes('runs') ? 'GET' : 'POST', headers })
        expect(response.status).toBe(401)
        expect(response.headers.get('content-type')).toBe('application/problem+json')
        expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/)
        expect(response.headers.get('cache-control')).toContain('no-store')
        expect(await response.text()).not.toContain(TOKEN.slice(0, 8))
      }
    })

    test('in the query or the body it opens nothing', async () => {
      for (const path of [
        `/api/refresh?token=${TOKEN}`,
        `/api/refresh?access_token=${TOKEN}`,
        `/api/refresh?authorization=Bearer%20${TOKEN}`,
      ])
        expect((await fetch(stand.wirefold.url + path, { method: 'POST' })).status).toBe(401)
      expect((await fetch(`${stand.wirefold.url}/api/refresh`, { method: 'POST', body: JSON.stringify({ token: TOKEN }) })).status).toBe(
        401,
      )
    })

    test('two headers, and one of a megabyte, are refused', async () => {
      const head = (lines: string) =>
        `POST /api/refresh HTTP/1.1\r\nHost: localhost\r\n${lines}Content-Length: 0\r\nConnection: close\r\n\r\n`
      expect(await stand.wirefold.raw(head(`Authorization: Bearer wrong\r\nAuthorization: Bearer ${TOKEN}\r\n`))).toMatch(
        /^HTTP\/1.1 40[01]/,
      )
      expect(await stand.wirefold.raw(head(`Authorization: Bearer ${'x'.repeat(1_000_000)}\r\n`))).toMatch(/^(?:HTTP\/1.1 4\d\d|$)/)
      expect(await (await fetch(`${stand.wirefold.url}/healthz`)).json()).toEqual({ status: 'ok' })
    })

    test('the scheme’s letters do not matter, and guesses neither lock out nor get in', async () => {
      for (const scheme of ['BEARER', 'BEARER'])
        expect((await fetch(`${stand.wirefold.url}/api/runs/none`, { headers: { authorization: `${scheme} ${TOKEN}` } })).status).toBe(404)
      const guesses = sampled(
        Array.from({ length: 10_000 }, (_, n) => TOKEN.slice(0, n % TOKEN.length) + n.toString(36)),
        300,
      )
      const statuses = new Set<number>()
      for (let start = 0; start < guesses.length; start += 50)
        for (const { status } of await Promise.all(
          guesses
            .slice(start, start + 50)
            .map((guess) => fetch(`${stand.wirefold.url}/api/runs/none`, { headers: { authorization: `Bearer ${guess}` } })),
        ))
          statuses.add(status)
      expect([...statuses]).toEqual([401])
      expect((await fetch(`${stand.wirefold.url}/api/runs/none`, { headers: BEARER })).status).toBe(404)
      expect(stand.wirefold.output()).not.toContain(TOKEN)
    }, 60_000)

    test('without a configured one the answer is 403 and says how to set it', async () => {
      await using open = await stand.serve({ WIREFOLD_TOKEN: '', WIREFOLD_DB: 'data/other.db' })
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
        const without = await fetch(`${stand.wirefold.url}/api/refresh`, {
          method: 'POST',
          body: '{"force":true}',
          headers: { ...type, origin } as Record<string, string>,
        })
        expect(without.status).toBe(401)
        expect(without.headers.get('access-control-allow-origin')).toBeNull()
        expect((await stand.post('{"force":true}', { ...(type as Record<string, string>), origin })).status).toBe(415)
      }
    })

    test('a preflight allows nothing; only public feeds may be read across sites, and without credentials', async () => {
      const preflight = await fetch(`${stand.wirefold.url}/api/refresh`, {
        method: 'OPTIONS',
        headers: {
          origin: 'https://evil.example',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      })
      expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
      for (const path of [...PUBLIC, '/api/runs/x']) {
        const { headers } = await fetch(stand.wirefold.url + path, { headers: { origin: 'https://evil.example' } })
        expect(headers.get('access-control-allow-credentials')).toBeNull()
        expect(headers.get('set-cookie')).toBeNull()
      }
    })

    test('GET, HEAD and a disguised method change nothing', async () => {
      for (const [method, headers] of [
        ['GET', {}],
        ['HEAD', {}],
        ['GET', { 'x-http-method-override': 'POST' }],
        ['PUT', {}],
        ['DELETE', {}],
      ] as const)
        expect((await fetch(`${stand.wirefold.url}/api/refresh`, { method, headers: { ...BEARER, ...headers } })).status).toBe(405)
    })
  })

  describe('R41 floods', () => {
    test('a body of 100 MB, with its length and without, is refused while it is read', async () => {
      const huge = () =>
        Readable.toWeb(
          Readable.from(
            (function* () {
              for (let n = 0; n < 1600; n++) yield Buffer.alloc(65536, 32)
            })(),
          ),
        ) as ReadableStream
      const status = async (init: RequestInit) => {
        try {
          return (await fetch(`${stand.wirefold.url}/api/refresh`, init)).status
        } catch {
          return 'cut'
        }
      }
      const headers = { ...BEARER, 'content-type': 'application/json' }
      expect([413, 'cut']).toContain(await status({ method: 'POST', headers, body: huge(), duplex: 'half' } as RequestInit))
      expect([413, 'cut']).toContain(await status({ method: 'POST', headers, body: Buffer.alloc(100 * 1024 * 1024, 32) }))
      expect([401, 'cut']).toContain(await status({ method: 'POST', body: huge(), duplex: 'half' } as RequestInit))
      const answer = await stand.wirefold.raw(
        `POST /api/refresh HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Type: application/json\r\nContent-Length: 104857600\r\n\r\n{`,
      )
      expect(answer).toMatch(/^HTTP\/1.1 413/)
      expect((await fetch(`${stand.wirefold.url}/healthz`)).status).toBe(200)
    }, 60_000)

    test('a thousand requests in a burst: some start the one run, the others wait', async () => {
      const before = stand.origin.hits.length
      const runs = new Set<string>()
      const statuses = new Map<number, number>()
      for (let start = 0; start < 1000; start += 100)
        await Promise.all(
          Array.from({ length: 100 }, async () => {
            const response = await stand.post('{"force":true,"feeds":["news"]}')
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
      expect([...statuses.keys()].toSorted((a, b) => a - b)).toEqual([202, 429])
      expect(statuses.get(202)).toBeLessThanOrEqual(60)
      // on a slow machine the first may be over before the burst is
      expect(runs.size).toBeLessThanOrEqual(2)
      expect(stand.origin.hits.length - before).toBeLessThanOrEqual(14)
    }, 60_000)
  })
})
