import { describe, expect, test } from 'vitest'
import { MAX_ITEMS } from '../../src/parse/limits.ts'
import { answer, at, bench, feedOf, TOKEN, type Bench } from '#bench'

const item = (name: string, more = '') =>
  `<item><guid>${name}</guid><title>Report ${name}</title><link>https://wire.example/${name}</link><description>What ${name} said.</description>${more}</item>`
const rss = (items: string, before = '') =>
  `${before}<rss version="2.0"><channel><title>Wire</title><link>https://wire.example/</link>${items}</channel></rss>`

let count = 0
/** A source that showed two items, and then this; beside one that stays well. */
async function showing(document: string | Uint8Array): Promise<Bench & { readonly news: number | undefined }> {
  const [path, other] = [`/hostile/${++count}`, `/hostile/${count}-other`]
  await answer(path, rss(item('one') + item('two')))
  await answer(other, rss(item('three')))
  const b = await bench([feedOf('wire', [at(path), at(other)])])
  await b.refresh()
  await answer(path, document)
  b.clock.now += 86_400_000
  const visits = await b.refresh({ force: true })
  expect(visits.find(({ source }) => source === at(other))?.outcome).toBe('unchanged')
  expect(b.errors).toEqual([])
  return { ...b, news: visits.find(({ source }) => source === at(path))?.new }
}
const stories = async (b: Bench) => (await (await b.get('/api/stories?limit=200')).json()) as { stories: { title: string; url?: string }[] }
const titles = async (b: Bench) => (await stories(b)).stories.map(({ title }) => title)

describe('R10 what is no feed takes nothing away', () => {
  test.each([
    ['an error page', '<!doctype html><h1>Database error</h1>'],
    ['an error in JSON', '{"error":"quota exceeded"}'],
    ['nothing', ''],
    ['a feed without items', rss('')],
    ['a megabyte of spaces', ' '.repeat(1024 * 1024)],
  ])('%s', async (_, document) => {
    const b = await showing(document)
    expect((await titles(b)).toSorted()).toEqual(['Report one', 'Report three', 'Report two'])
    expect(b.news).toBe(0)
  })
})

describe('R28 R29 R31 documents made to hurt cost their own visit alone', () => {
  test.each([
    [
      'R28 entities of entities',
      rss(
        item('four', '<c>&b;&c;</c>'),
        '<!DOCTYPE rss [<!ENTITY a "0123456789"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>',
      ),
    ],
    ['R28 200,000 references', rss(item('four', `<c>${'&#65;'.repeat(200_000)}</c>`))],
    ['R29 depth', rss(item('four', '<a>'.repeat(150_000)))],
    ['R29 attributes', rss(item('four', `<a ${Array.from({ length: 20_000 }, (_, n) => `a${n}="1"`).join(' ')}/>`))],
    ['R29 openings without an end', `${rss(item('four'))}${'<a'.repeat(1_000_000)}`],
    ['R29 a section without an end', rss(`${item('four')}<item><title><![CDATA[${'x'.repeat(500_000)}`)],
    ['R31 arrays in arrays', '['.repeat(100_000)],
    ['R31 a number beyond all', '{"version":"https://jsonfeed.org/version/1.1","title":"W","items":[{"id":1e400,"content_text":"x"}]}'],
  ])('%s', async (_, document) => {
    const b = await showing(document)
    const text = await (await b.get('/feeds/wire.json')).text()
    expect(/root:|012345678901/.exec(text)).toBeNull()
    expect(await titles(b)).toEqual(expect.arrayContaining(['Report one', 'Report three', 'Report two']))
  })
})

test('R30 names of prototypes are names', async () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString']
  const b = await showing(
    rss(item('four', names.map((name) => `<category>${name}</category><${name} ${name}="1">polluted</${name}>`).join(''))),
  )
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect(await titles(b)).toContain('Report four')
})

test('R14 of what is too much as much as fits is kept, and that is told', async () => {
  const b = await showing(
    rss(Array.from({ length: MAX_ITEMS + 100 }, (_, n) => `<item><guid>n${n}</guid><title>${n}</title></item>`).join('')),
  )
  expect(b.news).toBeLessThanOrEqual(MAX_ITEMS)
  expect(await (await b.get('/status')).text()).toMatch(/5,?100/)
})

test('R33 R35 R36 titles are plain text, links lead to the web, and markup is what one may see', async () => {
  const html =
    '<p>Seen<img src="https://track.example/1.gif" width="1" height="1"><a href="https://a.example/" target="_blank">there</a></p>'
  const b = await showing(
    rss(
      `<item><guid>four</guid><title>a &amp;lt;b&amp;gt; &lt;i&gt;c&lt;/i&gt;</title><link>javascript:alert(1)</link><description>${html.replaceAll('<', '&lt;')}</description></item>`,
    ),
  )
  const { items } = (await (await b.get('/feeds/wire.json')).json()) as {
    items: { id: string; title: string; url?: string; content_html: string }[]
  }
  const four = items.find(({ content_html: shown }) => shown.includes('Seen'))!
  expect(four.title).not.toMatch(/<i>/)
  expect(four.url ?? '').not.toMatch(/javascript/)
  expect(four.content_html).not.toMatch(/track\.example|target=/)
  expect(four.content_html).toMatch(/rel="[^"]*noopener/)
})

test('R37 R39 R44 every answer forbids what it must, the token opens what it should, and names that are none are not found', async () => {
  const b = await showing(rss(item('one')))
  for (const path of ['/', '/status', '/nothing', '/api/stories?limit=-1']) {
    const { headers } = await b.get(path)
    expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff'])
    expect([path, headers.get('content-security-policy') ?? '']).toEqual([path, expect.stringContaining("default-src 'none'")])
  }
  for (const authorization of ['', `Bearer ${TOKEN.slice(0, -1)}`, `Bearer ${TOKEN}x`, `Basic ${btoa(`:${TOKEN}`)}`])
    expect([authorization, (await b.post('/api/refresh', {}, { authorization })).status]).toEqual([authorization, 401])
  expect((await b.post('/api/refresh', {}, { authorization: `bearer ${TOKEN}` })).status).toBe(202)
  for (const slug of ['..%2f', '%00', '__proto__', 'WIRE', 'x'.repeat(10_000), 'w%C3%AFre', '%5C'])
    expect([slug, (await b.get(`/feeds/${slug}.atom`)).status]).toEqual([slug, 404])
  expect(b.errors).toEqual([])
})
