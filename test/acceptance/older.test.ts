import { beforeAll, describe, expect, test } from 'vitest'
import { answer, at, bench, feedOf, type Bench } from '#bench'

const DAY = 86_400_000
const words = (n: number) => Array.from({ length: 12 }, (_, k) => `w${(n * 7919 + k * 104_729) % 9973}`).join(' ')
const day = (n: number) => new Date(Date.UTC(2011, 0, 14) - n * 3_600_000).toUTCString()
const rss = (name: string, count: number) =>
  `<rss version="2.0"><channel><title>${name}</title><link>https://${name.toLowerCase()}.example/</link>${Array.from(
    { length: count },
    (_, n) =>
      `<item><title>${name} ${n}</title><guid isPermaLink="false">${name}${n}</guid><link>https://${name.toLowerCase()}.example/${n}</link><pubDate>${day(n)}</pubDate><description>${name} ${words(n + name.length * 1000)}</description></item>`,
  ).join('')}</channel></rss>`

let b: Bench
beforeAll(async () => {
  await answer('/older/flood', rss('Flood', 180))
  await answer('/older/brook', rss('Brook', 8))
  b = await bench([
    feedOf('long', [at('/older/flood')], { limit: 500 }),
    feedOf('short', [at('/older/flood')], { limit: 10 }),
    feedOf('even', [{ url: at('/older/flood'), cap: 5 }, at('/older/brook')], { limit: 12 }),
    feedOf('dry', [{ url: at('/older/flood'), cap: 1 }], { limit: 12 }),
    feedOf('going', [at('/older/brook')]),
  ])
  await b.refresh()
})

const text = async (path: string) => (await b.get(path)).text()
const titles = (html: string) =>
  [...html.matchAll(/<a [^>]*href="https:\/\/\w+\.example\/\d+"[^>]*>(?:<bdi>)?(\w+ \d+)/g)].map(([, title]) => title!)
const olderOf = (html: string) => /href="(\?before=[^"]+)"/.exec(html)?.[1]
const json = async (slug: string) =>
  (JSON.parse(await text(`/feeds/${slug}.json`)) as { items: { title: string }[] }).items.map(({ title }) => title)

describe('older stories', () => {
  test.each(['long', 'short'])('of %s follow page after page, each once, to the last', async (slug) => {
    let page = await text(`/feeds/${slug}`)
    const seen = titles(page)
    let pages = 0
    for (let more = olderOf(page); more !== undefined; more = olderOf(page)) {
      page = await text(`/feeds/${slug}${more}`)
      seen.push(...titles(page))
      if (++pages > 20) throw new Error('no end')
    }
    expect(seen).toHaveLength(180)
    expect(new Set(seen).size).toBe(180)
    expect(seen.map((title) => Number(title.split(' ')[1]))).toEqual(Array.from({ length: 180 }, (_, n) => n))
    expect(pages).toBeGreaterThan(4)
  })

  test('a feed of 500 stories publishes them all, and its page shows the newest fifty', async () => {
    expect(await json('long')).toHaveLength(180)
    const page = await text('/feeds/long')
    expect(titles(page)).toHaveLength(50)
    expect(page).toContain('The newest 50 of 180 stories')
    expect(await text('/feeds/going')).not.toContain('?before=')
  })

  test('have headline, source and excerpt, and lead back', async () => {
    const page = await text(`/feeds/long${olderOf(await text('/feeds/long'))}`)
    expect(page).toContain('<bdi>Flood</bdi>')
    expect(page).toContain('class="excerpt"')
    expect(page).toContain('href="./long"')
    expect(page).toContain('<link rel="alternate" type="application/atom+xml"')
  })

  test('are kept for five minutes', async () => {
    const path = `/feeds/long${olderOf(await text('/feeds/long'))}`
    const response = await b.get(path)
    expect(response.headers.get('cache-control')).toBe('public, max-age=300')
    expect((await b.get(path, { 'if-none-match': response.headers.get('etag')! })).status).toBe(304)
  })

  test.each(['x', '', 'eyJ', '%00', 'x'.repeat(5000)])('a cursor that is none (%j) is told', async (cursor) => {
    const response = await b.get(`/feeds/long?before=${cursor}`)
    expect([response.status, await response.json()]).toMatchObject([400, { field: 'before' }])
  })

  test('a cursor of another feed is none', async () => {
    expect((await b.get(`/feeds/short${olderOf(await text('/feeds/long'))}`)).status).toBe(400)
  })

  test('in the three formats it is not looked at yet', async () => {
    expect((await b.get('/feeds/long.atom?before=x')).status).toBe(200)
  })
})

describe('cap', () => {
  test('is the most that a feed holds of a source, and others fill its place', async () => {
    const shown = await json('even')
    expect(shown.filter((title) => title.startsWith('Flood'))).toEqual(['Flood 0', 'Flood 1', 'Flood 2', 'Flood 3', 'Flood 4'])
    expect(shown.filter((title) => title.startsWith('Brook'))).toHaveLength(7)
    expect(await json('dry')).toEqual(['Flood 0'])
    expect(titles(await text('/feeds/even'))).toHaveLength(12)
  })
})

describe('when its sources are looked at next', () => {
  test('stands on the page of a feed, and makes another page of it', async () => {
    const before = await b.get('/feeds/going')
    expect(await before.text()).toMatch(/updated <time[^>]*>[^<]+<\/time>, next look at <time datetime="2011-01-14T1[3-9]/)
    b.clock.now += DAY
    const due = await b.get('/feeds/going', { 'if-none-match': before.headers.get('etag')! })
    expect(due.status).toBe(200)
    expect(await due.text()).toContain(', next look now')
    await b.refresh()
    expect(await text('/feeds/going')).toMatch(/next look at <time datetime="2011-01-15T1[3-9]/)
    expect(await text('/feeds/going')).not.toContain('<!--')
  })
})

describe('a feed whose file is gone', () => {
  test('answers for a day as it was, and then that it is gone for good', async () => {
    const paths = ['', '.atom', '.rss', '.json', '.opml'].map((extension) => `/feeds/going${extension}`)
    const before = await Promise.all(paths.slice(1).map(text))
    const after = await b.restart([feedOf('long', [at('/older/flood')], { limit: 500 })])
    expect(await Promise.all(paths.slice(1).map(async (path) => (await after.get(path)).text()))).toEqual(before)
    expect((await after.get('/feeds/going')).status).toBe(200)
    b.clock.now += DAY + 1
    await after.wire.store.dropFeeds(b.clock.now - DAY)
    for (const path of paths) {
      const response = await after.get(path)
      expect([path, response.status]).toEqual([path, 410])
      expect(response.headers.get('content-type')).toBe('application/problem+json')
    }
    expect((await after.get('/feeds/never.atom')).status).toBe(404)
    expect((await after.get('/feeds/going.atom')).status).toBe(410)
    const again = await after.restart([feedOf('going', [at('/older/brook')])])
    expect((await again.get('/feeds/going.opml')).status).toBe(200)
  })
})
