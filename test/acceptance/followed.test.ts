import { beforeAll, describe, expect, test } from 'vitest'
import { answer, at, bench, feedOf, type Bench } from '#bench'
import { newsroom } from './newsroom.ts'

/** One pixel. */
const GIF = 'R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='
let b: Bench

beforeAll(async () => {
  for (const [path, [body, more]] of Object.entries(newsroom('/followed'))) await answer(path, body, more)
  b = await bench([
    feedOf('news', [at('/followed/rss')], { icon: { mediaType: 'image/gif', base64: GIF } }),
    feedOf('elsewhere', [at('/followed/rss')], { icon: { url: 'https://pictures.example.org/e.png' } }),
    feedOf('plain', [at('/followed/rss')]),
  ])
  await b.refresh()
})

const text = async (path: string) => (await b.get(path)).text()

describe('the icon of a feed', () => {
  test('from a file is served here, named in each format and on the page', async () => {
    const served = await b.get('/feeds/news.icon')
    expect([served.status, served.headers.get('content-type')]).toEqual([200, 'image/gif'])
    expect(btoa(String.fromCharCode(...new Uint8Array(await served.arrayBuffer())))).toBe(GIF)
    expect((await b.get('/feeds/news.icon', { 'if-none-match': served.headers.get('etag')! })).status).toBe(304)
    const address = 'https://news.example.org/feeds/news.icon'
    expect(await text('/feeds/news.atom')).toContain(`<icon>${address}</icon>`)
    expect(await text('/feeds/news.rss')).toMatch(
      new RegExp(`<image>\\s*<url>${address}</url>\\s*<title>[^<]+</title>\\s*<link>[^<]+</link>\\s*</image>`),
    )
    expect(JSON.parse(await text('/feeds/news.json'))).toMatchObject({ icon: address, favicon: address })
    expect(await text('/feeds/news')).toContain(`<link rel="icon" href="${address}">`)
  })

  test('elsewhere is only named; where there is none the site’s stands in', async () => {
    expect(await text('/feeds/elsewhere.atom')).toContain('<icon>https://pictures.example.org/e.png</icon>')
    expect((await b.get('/feeds/elsewhere.icon')).headers.get('location')).toBe('https://pictures.example.org/e.png')
    expect((await b.get('/feeds/plain.icon')).status).toBe(404)
    expect(await text('/feeds/plain.atom')).not.toContain('<icon>')
    expect(await text('/feeds/plain')).toContain('<link rel="icon" href="../icon.svg">')
    expect((await b.get('/icon.svg')).headers.get('content-type')).toBe('image/svg+xml')
    expect((await b.get('/favicon.ico')).status).toBe(301)
  })
})

test('a page says how to follow: an address to copy, an app, and readers in the web', async () => {
  const page = await text('/feeds/news')
  const address = 'https://news.example.org/feeds/news.atom'
  expect(page).toContain(`<code class="address">${address}</code>`)
  expect(page).toContain(`href="feed:${address}"`)
  expect(page.split(encodeURIComponent(address))).toHaveLength(6)
  expect(page).toContain('<meta property="og:title"')
})

describe('a feed that was renamed', () => {
  test('leads from its old addresses to the new ones, and keeps its id', async () => {
    const before = await text('/feeds/news.atom')
    const after = await b.restart([feedOf('chronicle', [at('/followed/rss')], { was: ['news', 'news-again'] })])
    await after.refresh()
    for (const path of ['/feeds/news', '/feeds/news.atom', '/feeds/news.rss', '/feeds/news.json', '/feeds/news.opml']) {
      const { status, headers } = await after.get(path)
      expect([status, headers.get('location')]).toEqual([308, `https://news.example.org${path.replace('news', 'chronicle')}`])
    }
    const id = /<id>[^<]*<\/id>/.exec(before)![0]
    expect(await (await after.get('/feeds/chronicle.atom')).text()).toContain(id)
  })
})
