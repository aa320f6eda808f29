import { describe, expect, test } from 'vitest'
import type { SourceConfig } from '../../src/model/config.ts'
import type { SourceRecord } from '../../src/model/source.ts'
import { DAY } from '../../src/model/time.ts'
import { visitSource } from '../../src/refresh/look.ts'
import { article, config, fresh, list, NOW, origin, refusal, rss, source, unchanged, URL_ } from './fakes.ts'

const ROBOTS = 'https://wire.example.org/robots.txt'
const OFFERED = 'https://wire.example.org/rss'
const FRONT = list(['Harbour', 'Railway', 'Library', 'Market'])
const naming = (page: string) => page.replace('</head>', `<link rel="alternate" type="application/rss+xml" href="${OFFERED}"></head>`)

async function visited(
  answers: Parameters<typeof origin>[0],
  record: SourceRecord = source(),
  wanted: SourceConfig = config(),
  known: readonly string[] = [],
) {
  const site = origin(answers)
  const stored = {
    background: async (entries: readonly { key: string }[]) => ({
      unchanged: new Set(entries.map(({ key }) => key).filter((key) => known.includes(key))),
      changed: [],
    }),
    items: async () => [],
  }
  const look = await visitSource({ ...site, stored }, record, wanted, 3)
  const { reading } = look
  return {
    ...look,
    asked: site.log,
    came: reading.kind === 'failed' ? reading.problem.code : reading.kind === 'read' ? reading.feed.format : reading.kind,
  }
}

describe('a feed', () => {
  test('costs one request, and robots.txt is not asked', async () => {
    const { came, asked, source: after } = await visited({ [URL_]: fresh(rss('a')), [ROBOTS]: fresh('User-agent: *\nDisallow: /') })
    expect([came, asked, after.state.page]).toEqual(['rss', [URL_], undefined])
  })

  test('is asked at its new place, with the validators of who issued them', async () => {
    const moved = 'https://new.example.org/feed'
    const requests: unknown[] = []
    const record = source({ validators: { etag: '"1"' }, state: { fetchUrl: moved, validatorsUrl: URL_ } })
    const { came } = await visited({ [moved]: (request) => (requests.push(request), unchanged()) }, record)
    expect(came).toBe('unchanged')
    expect(requests).toEqual([{ url: moved, validators: { etag: '"1"' }, validatorsUrl: URL_, subscribers: 3 }])
  })
})

describe('a page', () => {
  test('that names a feed is watched by it from then on, and the validators of the page are no good there', async () => {
    const {
      came,
      asked,
      note,
      source: after,
    } = await visited({ [URL_]: fresh(naming(FRONT)), [OFFERED]: fresh(rss('a')) }, source({ validators: { etag: '"page"' } }))
    expect(came).toBe('rss')
    expect(asked).toEqual([URL_, ROBOTS, OFFERED])
    expect(after.validators).toEqual({})
    expect(after).toMatchObject({ state: { fetchUrl: OFFERED, page: { offer: OFFERED } } })
    expect(note).toBe(`The page offers the feed ${OFFERED}; it is watched from now on.`)
  })

  test.each([
    ['by its address', 'https://wire.example.org/comments/feed/', 'Wire'],
    ['by its title', 'https://wire.example.org/c.xml', 'Comments on: Wire'],
  ])('is not watched by its feed of comments, told %s, though it names no other', async (_, href, title) => {
    const page = FRONT.replace('</head>', `<link rel="alternate" type="application/rss+xml" title="${title}" href="${href}"></head>`)
    const { came, asked } = await visited({ [URL_]: fresh(page), [href]: fresh(rss('a')) })
    expect([came, asked.includes(href)]).toEqual(['page', false])
  })

  test('whose feed is watched in its place says so at each visit', async () => {
    const record = source({ lastSuccess: NOW - DAY, format: 'rss', state: { fetchUrl: OFFERED, page: { offer: OFFERED } } })
    const { reading } = await visited({ [OFFERED]: fresh(rss('a')) }, record)
    expect(reading).toMatchObject({
      kind: 'read',
      feed: { notes: [`This is a page; the feed that it offers, ${OFFERED}, is read in its place: put that address into feeds/`] },
    })
  })

  test('of a curator who says page is read, whatever it offers, and robots.txt comes first', async () => {
    const { came, asked } = await visited({ [URL_]: fresh(naming(FRONT)), [OFFERED]: fresh(rss('a')) }, source(), config({ type: 'page' }))
    expect([came, asked]).toEqual(['page', [ROBOTS, URL_]])
  })

  test.each<[name: string, record: SourceRecord, wanted: SourceConfig, asked: readonly string[]]>([
    ['before it is asked, where it is known to be one', source({ format: 'page' }), config(), [ROBOTS]],
    ['after it came, where a feed was expected', source(), config(), [URL_, ROBOTS]],
    ['before it is asked, with selectors', source(), config({ select: { item: 'article' } }), [ROBOTS]],
  ])('is refused by robots.txt %s', async (_, record, wanted, asked) => {
    const found = await visited({ [URL_]: fresh(FRONT), [ROBOTS]: fresh('User-agent: *\nDisallow: /') }, record, wanted)
    expect([found.came, found.asked]).toEqual(['robots', asked])
    expect(found.source.state.page?.robots).toHaveLength(1)
  })

  test('without a feed is searched for one at customary paths, once a month', async () => {
    const page = FRONT.replace('<main>', `<nav>${'<a href="/x">x</a>'.repeat(9)}</nav><main>`)
    const first = await visited({ [URL_]: fresh(page) })
    const tried = ['/feed/', '/rss.xml', '/atom.xml'].map((path) => `https://wire.example.org${path}`)
    expect(first.asked.filter((line) => tried.includes(line))).toEqual(tried)
    expect(first.source.state.page?.guessed).toBeGreaterThanOrEqual(NOW)
    const again = async (guessed: number) =>
      (await visited({ [URL_]: fresh(page) }, source({ state: { page: { guessed } } }))).asked.includes(tried[0]!)
    expect([await again(NOW - 29 * DAY), await again(NOW - 31 * DAY)]).toEqual([false, true])
  })

  test.each(['<a href="/x">x</a>', '<A HREF="/x">x</A>', '<a\nhref="/x">x</a>'])('with links written %j is a site', async (link) => {
    const page = FRONT.replace('<main>', `<nav>${link.repeat(9)}</nav><main>`)
    expect((await visited({ [URL_]: fresh(page) })).asked).toContain('https://wire.example.org/feed/')
  })

  test('with hardly a link is no site whose feed could be guessed', async () => {
    const { asked, came } = await visited({ [URL_]: fresh(article('Council meets', 2)), 'https://wire.example.org/feed/': fresh(rss('a')) })
    expect([came, asked.some((line) => line.endsWith('/feed/'))]).toEqual(['page', false])
  })

  test('that shows something else all of a sudden keeps what it held, unless some of it is known', async () => {
    const before = source({
      lastSuccess: NOW - DAY,
      format: 'page',
      state: { page: { build: { kind: 'list', items: 12, isDated: true, host: 'wire.example.org' } } },
    })
    const other = fresh(article('This domain is for sale'))
    expect((await visited({ [URL_]: other }, before)).came).toBe('page-changed')
    const found = await visited({ [URL_]: other }, source())
    const keys = found.reading.kind === 'read' ? found.reading.entries.map(({ key }) => key) : []
    expect((await visited({ [URL_]: other }, before, config(), keys)).came).toBe('page')
  })

  test('in which nothing is found any more is told as changed; one that never held anything as what it is', async () => {
    const blank = fresh('<!doctype html><html><head><title>x</title></head><body></body></html>')
    const was = source({ lastSuccess: NOW - DAY, format: 'page' })
    expect([(await visited({ [URL_]: blank }, was)).came, (await visited({ [URL_]: blank })).came]).toEqual(['page-changed', 'not-a-feed'])
  })
})

test('full text is fetched only where the curator wants it', async () => {
  const answers = { [URL_]: fresh(rss({ id: 'a', text: 'Short.' })), 'https://wire.example.org/a': fresh(article('Council meets')) }
  expect((await visited(answers)).asked).toEqual([URL_])
  expect((await visited(answers, source(), config({ fullText: true }))).asked).toContain('https://wire.example.org/a')
})

test('a server that fails is told with its status', async () => {
  const { reading } = await visited({ [URL_]: refusal(503) })
  expect(reading).toMatchObject({ kind: 'failed', status: 503 })
})
