import { beforeAll, describe, expect, test } from 'vitest'
import { digest } from '../../src/hash.ts'
import { answer, at, bench, feedOf, requests, TOKEN, type Bench } from '#bench'

const AUTHORIZED = { authorization: `Bearer ${TOKEN}` }
const SECRET = 'kQ3vZ8xW1pL6tR9b'
const item = (name: string, more = '') =>
  `<item><guid>${name}</guid><title>Report ${name} &lt;script&gt;alert(1)&lt;/script&gt;</title><link>javascript:alert(1)</link><description>&lt;img src=x onerror=alert(1)&gt;What ${name} said]]&gt;${more}</description></item>`
const rss = (items: string, before = '') =>
  `<?xml version="1.0"?>${before}<rss version="2.0"><channel><title>Wire</title>${items}</channel></rss>`

let b: Bench
const SOURCE = `/attacks/keyed?token=${SECRET}`

beforeAll(async () => {
  await answer(SOURCE, rss(item('one') + item('two')))
  const entities = '<!DOCTYPE rss [<!ENTITY a "0123456789"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
  await answer('/attacks/entities', rss(item('three', '&b;&c;') + '<x>'.repeat(20_000), entities))
  b = await bench([feedOf('attacked', [at(SOURCE), at('/attacks/entities')])])
  await b.refresh()
})

test('R32 R34 what sources send runs nowhere, and every document is whole', async () => {
  const json = await (await b.get('/feeds/attacked.json')).text()
  // in JSON a headline is plain text, whatever it mentions; markup stands in one field
  const markup = (JSON.parse(json) as { items: { content_html: string }[] }).items.map((item) => item.content_html).join('\n')
  expect(/<script|onerror|javascript:/.exec(markup)?.[0]).toBeUndefined()
  expect(/root:|0123456789/.exec(json)?.[0]).toBeUndefined()
  for (const path of ['/', '/status', '/feeds/attacked', '/feeds/attacked.atom', '/feeds/attacked.rss']) {
    const text = await (await b.get(path)).text()
    expect([path, /<script|onerror|javascript:|root:|0123456789/.exec(text)?.[0]]).toEqual([path, undefined])
    if (path !== '/status') expect(text).toContain('Report one')
  }
  expect(b.errors).toEqual([])
})

test('R49 the key in a source’s address is asked with, and published nowhere', async () => {
  expect((await requests('/attacks/keyed'))[0]?.path).toContain(SECRET)
  for (const path of [
    '/status',
    '/status.json',
    '/status.atom',
    '/metrics',
    '/api/sources',
    '/api/stories',
    '/feeds/attacked.opml',
    '/feeds/attacked.atom',
    '/feeds/attacked.rss',
    '/feeds/attacked.json',
  ])
    expect([path, (await (await b.get(path)).text()).includes(SECRET)]).toEqual([path, false])
  expect((await b.post('/api/refresh', { sources: [`${at('/attacks/keyed')}?token=***`] }, AUTHORIZED)).status).toBe(202)
})

test('R45 a cursor that somebody sealed himself is refused', async () => {
  for (const place of [['x', {}, []], [1, 2, 3], null]) {
    const payload = JSON.stringify(place)
    const cursor = btoa(JSON.stringify([payload, digest(`cursor  ${payload}`).slice(0, 16)]))
    expect((await b.get(`/api/stories?cursor=${encodeURIComponent(cursor)}`)).status).toBe(400)
  }
  expect(b.errors).toEqual([])
})

describe('R40 R41 requests for a refresh', () => {
  test('of another site start nothing', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
      expect((await b.post('/api/refresh', '{}', { 'content-type': type, origin: 'https://evil.example' })).status).toBe(401)
  })

  test('in a flood: sixty are taken, then a sentence and a time', async () => {
    b.clock.now += 120_000
    const statuses: number[] = []
    for (let n = 0; n < 70; n++) {
      const response = await b.post('/api/refresh', { feeds: ['attacked'] }, AUTHORIZED)
      statuses.push(response.status)
      if (response.status === 429) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect(statuses.filter((status) => status === 202)).toHaveLength(60)
    expect(new Set(statuses.slice(60))).toEqual(new Set([429]))
    b.clock.now += 61_000
    expect((await b.post('/api/refresh', { feeds: ['attacked'] }, AUTHORIZED)).status).toBe(202)
  })
})
