import { expect, test } from 'vitest'
import { HOUR } from '../../src/model/time.ts'
import { refreshAll } from '../../src/newswire/newswire.ts'
import { renderChanged } from '../../src/newswire/render.ts'
import type { Newswire } from '../../src/newswire/wire.ts'
import { bench, feedOf } from '#bench'
import { freshRss } from './fetched.ts'

const SOURCES = Array.from({ length: 64 }, (_, n) => `https://s${n}.example.org/feed`)
const TEXT = `${Array.from({ length: 60 }, (_, n) => `ferry${n % 2 ? 'boat' : 'house'} timetable row ${'abcdefghij'[n % 10]}${n}`).join(' and ')}.`

test('a story of many copies names twenty, says how many more, and its page leads to all of them', async () => {
  const b = await bench([feedOf('news', SOURCES)])
  const wire: Newswire = {
    ...b.wire,
    forceFloor: 0,
    fetch: async ({ url }) =>
      freshRss(
        url,
        `<rss version="2.0"><channel><title>Wire ${url}</title><item><title>Ferries change their timetable</title><guid>${url}</guid><description>${TEXT}</description></item></channel></rss>`,
      ),
  }
  b.clock.now += HOUR
  // one by one: what is decided side by side is decided again
  for (const url of SOURCES) await refreshAll(wire, { urls: [url], force: true })
  await renderChanged(wire)

  const feed = (await (await b.get('/feeds/news.json')).json()) as {
    items: { content_html: string; _wirefold: { story: string; copies: unknown[]; copyCount: number } }[]
  }
  const [item] = feed.items
  expect([feed.items.length, item!._wirefold.copies.length, item!._wirefold.copyCount]).toEqual([1, 20, 63])
  expect(item!.content_html).toMatch(/; and 43 more<\/p>$/)
  expect(await (await b.get('/feeds/news')).text()).toContain('<li>and 43 more</li>')

  const pages: string[] = []
  let path: string | undefined = `/stories/${item!._wirefold.story}`
  while (path !== undefined) {
    const response: Response = await b.get(path)
    expect(response.status).toBe(200)
    const html: string = await response.text()
    pages.push(html)
    const query = /rel="next" href="(\?[^"]+)"/.exec(html)?.[1]
    path = query && `/stories/${item!._wirefold.story}${query}`
  }
  expect(pages.map((html) => html.split('<p class="kicker">').length - 1)).toEqual([50, 14])
  const named = new Set(pages.flatMap((html) => [...html.matchAll(/Wire https:\/\/s(\d+)\./g)].map(([, n]) => n)))
  expect(named.size).toBe(64)
  expect((await b.get(`/stories/${item!._wirefold.story}?cursor=nonsense`)).status).toBe(400)
})
