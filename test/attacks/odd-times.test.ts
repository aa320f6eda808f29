import { describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/model/time.ts'
import { about, give, ids, item, POLLS, polled, rss, station, told, type Told } from './odd.ts'

describe('R19 dates that cannot be', () => {
  const DATES = [
    'Fri, 31 Dec 9999 23:59:59 GMT',
    'Thu, 01 Jan 1970 00:00:00 GMT',
    'Sat, 01 Jan 0001 00:00:00 GMT',
    '-0001-01-01T00:00:00Z',
    '99999-01-01T00:00:00Z',
    'Wed, 15 Jul 2026 10:20:00 +1400',
    'Wed, 15 Jul 2026 10:20:00 -1400',
    'tomorrow',
    '',
    'Wed, 15 Jul 2036 10:20:00 GMT',
    '1e99',
    '2026-02-30T25:61:61Z',
  ]

  test('R19 are out of the way of order, and no document is invalid', async () => {
    const { seen, wirefold, path } = await polled((poll) => rss(DATES.map((date, n) => item(n, { date })).join('') + `<!--${poll}-->`), {
      polls: 3,
    })
    for (const { stories } of seen) expect(stories).toHaveLength(DATES.length)
    for (const { published, updated } of await told(wirefold)) {
      expect(Date.parse(published)).toBeLessThanOrEqual(wirefold.clock.now)
      expect(Date.parse(published)).toBeGreaterThan(Date.UTC(1990, 0, 1))
      expect(Date.parse(updated)).toBeLessThanOrEqual(wirefold.clock.now)
    }
    // what comes a day later stands before all of them
    wirefold.clock.now += DAY
    give(path, rss([...DATES.map((date, n) => item(n, { date })), item(50)].join('')))
    await wirefold.refresh()
    expect((await told(wirefold))[0]!.title).toContain('number 50')
    const atom = await wirefold.text('/feeds/odd.atom')
    for (const [, date] of atom.matchAll(/<(?:updated|published)>([^<]*)</g))
      expect(date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/)
    for (const [, date] of (await wirefold.text('/feeds/odd.rss')).matchAll(/<(?:pubDate|lastBuildDate)>([^<]*)</g))
      expect(date).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/)
  })

  test('R19 entries that only say when they were updated are dated by that, to the second, before and after an edit', async () => {
    const entry = (n: number, updated: string, text = about(n)) =>
      `<entry><title>Report number ${n}</title><id>urn:odd:${n}</id><updated>${updated}</updated><content>${text}</content></entry>`
    const atom = (entries: string) => `<feed xmlns="http://www.w3.org/2005/Atom"><title>Odd</title><id>urn:odd</id>${entries}</feed>`
    const [day, hour] = ['2026-07-14T00:00:00Z', '2026-07-14T09:30:00Z']
    const dates = [hour, day, day, day]
    const { wirefold, path } = await polled(() => atom(dates.map((date, n) => entry(n, date)).join('')), { polls: 2 })
    const datesOf = async () => (await told(wirefold)).map(({ title, published }) => [title, published])
    const expected = dates.map((date, n) => [`Report number ${n}`, new Date(date).toISOString()])
    expect(await datesOf()).toEqual(expected)
    const published = [
      ...(await wirefold.text('/feeds/odd.atom')).matchAll(/<(?:published|updated)>([^<]*)<\/(?:published|updated)>\n?<author/g),
    ]
    expect(published.map(([, date]) => date)).toContain(hour)
    wirefold.clock.now += HOUR
    give(path, atom(entry(0, hour) + entry(1, new Date(wirefold.clock.now).toISOString(), `${about(60)} ${about(61)}`)))
    await wirefold.refresh()
    expect(await datesOf()).toEqual(expected)
  })

  test('R19 a feed that dates everything now, at every fetch, moves nothing', async () => {
    let now = Date.UTC(2026, 6, 15, 9, 20)
    const { seen, wirefold } = await polled(() => {
      now += HOUR
      return rss(Array.from({ length: 5 }, (_, n) => item(n, { date: new Date(now).toUTCString() })).join(''))
    })
    for (const { stories, entries: published } of seen) {
      expect(stories).toEqual(seen[0]!.stories)
      expect(published).toEqual(seen[0]!.entries)
    }
    const first = Date.UTC(2026, 6, 15, 10, 20)
    for (const { published, updated } of await told(wirefold)) {
      expect(Math.abs(Date.parse(published) - first)).toBeLessThan(HOUR)
      expect(Math.abs(Date.parse(updated) - first)).toBeLessThan(HOUR)
    }
  })

  test('R19 a feed that names the year 9999 at every fetch does not change its own time', async () => {
    const { seen, wirefold } = await polled((poll) => rss(item(1, { date: DATES[0]! }) + `<!--${poll}-->`), { polls: 5 })
    expect(seen.at(-1)!.stories).toEqual(seen[0]!.stories)
    expect(await wirefold.text('/feeds/odd.atom')).not.toContain('9999')
  })
})

describe('R20 flapping', () => {
  test('R20 200 and 500 in turn: no double, and no more visits', async () => {
    const url = give('/flap', rss(item(1)))
    const wirefold = await station([url])
    for (let poll = 0; poll < POLLS; poll++) {
      give('/flap', poll % 2 ? { status: 500 } : rss(item(1) + `<!--${poll}-->`))
      wirefold.clock.now += DAY
      await wirefold.refresh()
      const source = (await wirefold.wire.store.source(url))!
      expect(source.dueAt - wirefold.clock.now).toBeGreaterThanOrEqual(HOUR)
    }
    expect(await ids(wirefold)).toHaveLength(1)
  })

  test('R20 two bodies in turn, as two servers behind one name give them', async () => {
    const { seen } = await polled((poll) =>
      rss(
        Array.from({ length: 6 }, (_, n) => item(n, { body: `${about(n)} ${poll % 2 ? 'east' : 'west'}` }))
          .slice(poll % 2 ? 1 : 0, poll % 2 ? 6 : 5)
          .join(''),
      ),
    )
    expect(seen[1]!.stories).toHaveLength(6)
    for (const { stories, news } of seen.slice(2)) expect([stories, news]).toEqual([seen[1]!.stories, 0])
  })
})

test('R21 another feed at the address keeps what was there, and is flagged', async () => {
  const old = rss(Array.from({ length: 6 }, (_, n) => item(n)).join(''))
  const sold = `<rss version="2.0"><channel><title>Casino</title><link>https://casino.example/</link>${Array.from({ length: 6 }, (_, n) => item(n + 30, { guid: `c${n}`, link: `https://casino.example/${n}` })).join('')}</channel></rss>`
  const { seen, wirefold } = await polled((poll) => (poll < 3 ? old : sold), { polls: 5, gap: DAY })
  for (const id of seen[0]!.stories) expect(seen.at(-1)!.stories).toContain(id)
  expect(await wirefold.text('/status.json')).toMatch(/Another feed at its address|another feed at its address/i)
})

describe('R38 one source against another', () => {
  const ours = rss(item(1, { guid: 'https://odd.example/1', date: 'Wed, 15 Jul 2026 08:00:00 GMT' }))
  test.each([
    ['a copied guid and an earlier date', item(1, { guid: 'https://odd.example/1', date: 'Wed, 15 Jul 2020 08:00:00 GMT' })],
    ['a later date', item(1, { guid: 'x', date: 'Wed, 15 Jul 2026 23:00:00 GMT' })],
    ['a longer body', item(1, { body: `${about(1)} ${about(1)}` })],
    ['its own link', item(1, { guid: 'y', link: 'https://thief.example/1' })],
  ])('R38 %s does not take a story over that came a day before', async (_, stolen) => {
    const [a, b] = [give('/ours', ours), give('/thief', rss('').replace('Odd', 'Thief').replace('odd.example', 'thief.example'))]
    const wirefold = await station([a, b])
    await wirefold.refresh()
    const before = await told(wirefold)
    wirefold.clock.now += 25 * HOUR
    give('/thief', rss(stolen).replace('<title>Odd', '<title>Thief'))
    await wirefold.refresh()
    const after = await wirefold.json<{ stories: (Told & { source: { name: string }; copies: unknown[] })[] }>('/api/stories')
    expect(after.stories.map(({ id, source }) => [id, source.name])).toEqual([[before[0]!.id, 'Odd']])
    expect(after.stories[0]!.published).toBe(before[0]!.published)
  })

  test('R38 the same guid in two sources is not one item, where they say different things', async () => {
    const [a, b] = [
      give('/one', rss(item(1, { guid: '1', link: 'https://one.example/1' }))),
      give('/two', rss(item(2, { guid: '1', link: 'https://two.example/1' }))),
    ]
    const wirefold = await station([a, b])
    await wirefold.refresh()
    expect(await ids(wirefold)).toHaveLength(2)
  })

  test('R38 a source that fills a feed at one visit is flagged, for all to see', async () => {
    const flood = give('/flood', rss(item(900)))
    const calm = give('/calm', rss(Array.from({ length: 10 }, (_, n) => item(n + 20)).join('')))
    const wirefold = await station([calm, flood], { limit: 50 })
    await wirefold.refresh()
    expect(await wirefold.text('/status.json')).not.toContain('were new at one visit')
    give('/flood', rss(Array.from({ length: 1000 }, (_, n) => item(n + 1000)).join('')))
    wirefold.clock.now += HOUR
    await wirefold.refresh()
    for (const path of ['/status.json', '/status'])
      expect(await wirefold.text(path)).toContain('1000 of its items were new at one visit, as many as the feed odd holds')
  }, 60_000)

  test('R38 thirty copies of one text in one document are one story', async () => {
    const flood = give(
      '/copies',
      rss(
        Array.from({ length: 30 }, (_, n) =>
          item(1, { guid: `f${n}`, link: `https://flood.example/${n}`, title: 'Buy the new lamp', body: about(3) }),
        ).join(''),
      ),
    )
    const wirefold = await station([flood])
    await wirefold.refresh()
    expect(await ids(wirefold)).toHaveLength(1)
  })
})
