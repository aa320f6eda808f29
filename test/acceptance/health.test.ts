import { describe, expect, test } from 'vitest'
import { answer, at, bench, feedOf, type Bench } from '#bench'
import { PROBLEMS } from '../../src/model/codes.ts'
import { DAY, HOUR } from '../../src/model/time.ts'

const TEXT =
  'The lock keeper counts boats by hand since the sensor froze, and writes each of them into a green book that he shows to nobody.'
const rss = (title: string, site: string, ...items: string[]) =>
  `<rss version="2.0"><channel><title>${title}</title><link>${site}</link>${items.map((name) => `<item><title>${name}</title><guid isPermaLink="false">${name}</guid><link>${site}${name.replaceAll(' ', '-')}</link><description>${TEXT} ${name}.</description></item>`).join('')}</channel></rss>`

interface Told {
  readonly url: string
  readonly state: string
  readonly sentence: string
  readonly advice?: string
  readonly movedTo?: string
  readonly notes?: readonly string[]
  readonly nextReason?: string
}
const status = async (b: Bench) =>
  (await (await b.get('/status.json')).json()) as {
    sources: Told[]
    limits?: { sources: number }[]
    incidents: { sentence: string; title: string }[]
  }
const text = async (b: Bench, path: string) => (await b.get(path)).text()
/** Codes that are no words: what stands on a page of one of them was meant for programs. */
const CODES = Object.keys(PROBLEMS).filter((code) => code.includes('-'))

describe('each failure is told by its cause, with what to do, and by no code', () => {
  test.each([
    [401, /wants a login/, /headers/],
    [403, /refuses us/, /WIREFOLD_CONTACT/],
    [404, /nothing at this address/, /new address/],
    [410, /gone for good/, /take it out/i],
    [418, /does not accept/, /browser/],
    [429, /asked us to wait/, /asked more slowly/],
    [451, /legal reasons/, /another source/],
    [500, /fault of its own/, /nothing to do/i],
    [503, /overloaded/, /nothing to do/i],
  ])('%i', async (code, sentence, advice) => {
    const path = `/health/${code}`
    await answer(path, 'no', { status: code })
    const b = await bench([feedOf('locks', [at(path)])])
    for (let n = 0; n < 4; n++) {
      await b.refresh({ force: true })
      b.clock.now += 40 * DAY
    }
    const { sources, incidents } = await status(b)
    expect(sources[0]).toMatchObject({ sentence: expect.stringMatching(sentence), advice: expect.stringMatching(advice) })
    const [page, atom] = [await text(b, '/status'), await text(b, '/status.atom')]
    expect(page.replaceAll(/<\/?(?:b|code)>/g, '')).toMatch(advice)
    expect(page).not.toMatch(/What to do:<\/b> Nothing|`/)
    for (const incident of incidents) if (code !== 429) expect(incident.sentence).toMatch(advice)
    for (const shown of [page, atom]) for (const word of CODES) expect([word, shown.includes(word)]).toEqual([word, false])
  })

  test('a page that is no feed and no article', async () => {
    await answer('/health/page', '<!doctype html><html><body>Under construction</body></html>', {
      headers: { 'content-type': 'text/html' },
    })
    const b = await bench([feedOf('locks', [at('/health/page')])])
    await b.refresh()
    expect((await status(b)).sources[0]).toMatchObject({ state: 'failing', advice: expect.stringMatching(/look for its feed/) })
  })
})

describe('what is, is said', () => {
  test('a page that offers a feed is well, read by that feed, with a hint', async () => {
    await answer(
      '/health/site',
      `<html><head><link rel="alternate" type="application/rss+xml" href="${at('/health/site.xml')}"></head><body>Welcome</body></html>`,
      {
        headers: { 'content-type': 'text/html' },
      },
    )
    await answer('/health/site.xml', rss('Lock keeper', 'https://locks.example/', 'First boat'))
    const b = await bench([feedOf('locks', [at('/health/site')])])
    for (let n = 0; n < 2; n++) {
      await b.refresh()
      const { sources } = await status(b)
      expect(sources[0]).toMatchObject({ state: 'fresh', notes: [expect.stringContaining(at('/health/site.xml'))] })
      expect(sources[0]).not.toHaveProperty('movedTo')
      b.clock.now += DAY
    }
    expect(await text(b, '/status')).toMatch(/This is a page; the feed that it offers/)
  })

  test('a server that limits one source leaves the state of its others alone, and is named', async () => {
    await answer('/health/limited', 'slower', { status: 429, headers: { 'retry-after': '7200' } })
    await answer('/health/neighbour', rss('Weir watch', 'https://weir.example/', 'High water'))
    const b = await bench([feedOf('locks', [at('/health/neighbour'), at('/health/limited')])])
    await b.refresh({ urls: [at('/health/neighbour')] })
    await b.refresh({ urls: [at('/health/limited')] })
    const { sources, limits } = await status(b)
    expect(Object.fromEntries(sources.map(({ url, state }) => [new URL(url).pathname, state]))).toEqual({
      '/health/limited': 'rate-limited',
      '/health/neighbour': 'fresh',
    })
    expect(limits).toMatchObject([{ sources: 2 }])
    expect(await text(b, '/status')).toMatch(/limits how often it is asked: its 2 sources are asked again <time[^>]*>in 2 hours/)
    b.clock.now += 3 * HOUR
    expect(await status(b)).not.toHaveProperty('limits')
  })

  test('what happened stands above the sources', async () => {
    await answer('/health/broken', 'no', { status: 500 })
    const b = await bench([feedOf('locks', [at('/health/broken')])])
    for (let n = 0; n < 4; n++) {
      await b.refresh({ force: true })
      b.clock.now += DAY
    }
    const page = await text(b, '/status')
    expect(page.indexOf('What happened')).toBeGreaterThan(0)
    expect(page.indexOf('What happened')).toBeLessThan(page.indexOf('class="sources"'))
  })

  test('a feed none of whose sources can be read says so on its page, until one can', async () => {
    await answer('/health/a', rss('Lock keeper', 'https://locks.example/', 'First boat'))
    await answer('/health/b', 'no', { status: 403 })
    const b = await bench([feedOf('locks', [at('/health/a'), at('/health/b')])])
    await b.refresh()
    expect(await text(b, '/feeds/locks')).not.toContain('None of its sources')
    const atom = (await b.get('/feeds/locks.atom')).headers.get('etag')
    await answer('/health/a', 'no', { status: 404 })
    b.clock.now += DAY
    await b.refresh({ force: true })
    expect(await text(b, '/feeds/locks')).toMatch(/None of its sources can be read since .*what stands here was read before/s)
    expect((await b.get('/feeds/locks.atom')).headers.get('etag')).toBe(atom)
    await answer('/health/a', rss('Lock keeper', 'https://locks.example/', 'First boat'))
    b.clock.now += DAY
    await b.refresh({ force: true })
    expect(await text(b, '/feeds/locks')).not.toContain('None of its sources')
  })

  test('one source at two addresses is credited once, and nothing is also in its own source', async () => {
    const items = ['First boat', 'Second boat']
    await answer('/health/rss', rss('Lock keeper', 'https://locks.example/', ...items))
    await answer('/health/again', rss('Lock keeper', 'https://locks.example/', ...items))
    await answer('/health/paper', rss('Canal post', 'https://post.example/', ...items))
    const twice = await bench([feedOf('locks', [at('/health/rss'), at('/health/again')])])
    await twice.refresh()
    for (const path of ['/feeds/locks', '/feeds/locks.atom', '/feeds/locks.rss', '/feeds/locks.json'])
      expect([path, /also in/i.test(await text(twice, path))]).toEqual([path, false])
    expect(await text(twice, '/feeds/locks')).toContain('2 stories from 1 source')
    const { stories } = JSON.parse(await text(twice, '/api/stories')) as { stories: { copies: unknown[]; copyCount: number }[] }
    expect(stories.map(({ copies, copyCount }) => [copies.length, copyCount])).toEqual([
      [0, 0],
      [0, 0],
    ])
    const third = await bench([feedOf('locks', [at('/health/rss'), at('/health/again'), at('/health/paper')])])
    await third.refresh()
    const { items: entries } = JSON.parse(await text(third, '/feeds/locks.json')) as {
      items: { _wirefold: { copies: { source: { name: string } }[] } }[]
    }
    for (const {
      _wirefold: { copies },
    } of entries)
      expect(copies.map(({ source }) => source.name)).toHaveLength(1)
  })

  test('another entry of an outlet’s other feed is credited: it has an address or a headline of its own', async () => {
    const entry = (link: string, title: string) =>
      `<rss version="2.0"><channel><title>Lock keeper</title><link>https://locks.example/</link><item><title>${title}</title><link>${link}</link><guid isPermaLink="false">${link}${title}</guid><description>The upper lock is closed for repairs until the ice goes, so barges wait below it for a month.</description></item></channel></rss>`
    await answer('/health/own', entry('https://locks.example/1', 'Upper lock is closed'))
    await answer('/health/tracked', entry('https://www.locks.example/1/?utm_source=mail', 'Upper lock is closed'))
    await answer('/health/edited', entry('https://locks.example/1', 'Upper lock stays closed until the ice goes'))
    const b = await bench([feedOf('locks', [at('/health/own'), at('/health/tracked'), at('/health/edited')])])
    await b.refresh()
    const { stories } = JSON.parse(await text(b, '/api/stories')) as { stories: { copies: unknown[]; copyCount: number }[] }
    expect(stories.map(({ copies, copyCount }) => [copies.length, copyCount])).toEqual([[2, 2]])
  })
})
