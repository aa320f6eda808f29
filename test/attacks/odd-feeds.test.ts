import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/model.ts'
import { curated, publisher, station, type Publisher, type Station } from './station.ts'

let origin: Publisher
beforeAll(async () => {
  origin = await publisher()
})
afterAll(async () => {
  await origin[Symbol.asyncDispose]()
})

const POLLS = 20
const rss = (items: string) => `<?xml version="1.0"?><rss version="2.0"><channel><title>Odd</title><link>https://odd.example/</link>${items}</channel></rss>`
const WORDS = ['harbour', 'glacier', 'library', 'tramway', 'orchard', 'lighthouse', 'quarry', 'windmill', 'viaduct', 'brewery', 'granary', 'foundry']
/** Text that no other item shares. */
const about = (n: number) => Array.from({ length: 40 }, (_, i) => `${WORDS[(n * 7 + i * (n + 3)) % WORDS.length]}${n}${(i * 31 + n) % 97}`).join(' ')
const item = (n: number, { guid = `https://odd.example/${n}`, date = '', title = `Report number ${n} from the ${WORDS[n % WORDS.length]}`, body = about(n), link = `https://odd.example/${n}` } = {}) =>
  `<item><title>${title}</title><link>${link}</link><guid>${guid}</guid>${date && `<pubDate>${date}</pubDate>`}<description>${body}</description></item>`

interface Told {
  readonly id: string
  readonly title: string
  readonly published: string
  readonly updated: string
}
const told = async (wirefold: Station) => (await wirefold.json<{ stories: Told[] }>('/api/stories?limit=200')).stories
const ids = async (wirefold: Station) => (await told(wirefold)).map(({ id }) => id).toSorted()
const entries = async (wirefold: Station) =>
  [...(await wirefold.text('/feeds/odd.atom')).matchAll(/<entry[^>]*>\s*<id>([^<]+)<\/id>/g)].map(([, id]) => id!)

/** What the stories and the entries of the published feed were after each poll of a document that a test gives anew. */
async function polled(document: (poll: number) => string, { polls = POLLS, gap = HOUR, dedupe = true } = {}) {
  const url = origin.give(`/${crypto.randomUUID()}`, document(0))
  const path = new URL(url).pathname
  const wirefold = await station([curated('odd', [url], { dedupe })])
  const seen: { stories: string[]; entries: string[]; news: number }[] = []
  for (let poll = 0; poll < polls; poll++) {
    origin.give(path, document(poll))
    wirefold.clock.now += gap
    const [visit] = await wirefold.refresh()
    seen.push({ stories: await ids(wirefold), entries: await entries(wirefold), news: visit!.new })
  }
  expect(wirefold.errors).toEqual([])
  return { seen, wirefold, path }
}

const XML = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u

describe('R15 letters', () => {
  const bytes = (text: string, encoding: 'latin1' | 'utf16le') => new Uint8Array(Buffer.from(text, encoding))
  test.each([
    ['latin1 that says utf-8', bytes(rss(item(1, { title: 'Caf\u00e9 br\u00fbl\u00e9' })), 'latin1')],
    ['utf-16 without a mark', bytes(rss(item(1)), 'utf16le')],
    ['broken utf-8', new Uint8Array([...Buffer.from('<rss version="2.0"><channel><title>T</title><item><guid>1</guid><title>a'), 0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0xf4, 0x90, 0x80, 0x80, ...Buffer.from('b</title></item></channel></rss>')])],
    ['controls and what is no character', rss(item(1, { title: 'a\u0000b\u0001c\u000bd\u007fe\u0085f\ufffeg\uffffh' }))],
    ['references to them', rss(item(1, { title: 'a&#0;b&#1;c&#xFFFE;d&#xD800;e&#x110000;f' }))],
    ['overrides of direction', rss(item(1, { title: 'a \u202Eexe.gpj \u2066 b', body: 'b' }))],
    ['an unknown charset', Buffer.from(`<?xml version="1.0" encoding="x-nobody"?>${rss(item(1)).slice('<?xml version="1.0"?>'.length)}`)],
  ])('R15 %s', async (_, document) => {
    const url = origin.give('/letters', document)
    await using wirefold = await station([curated('odd', [url])])
    expect(await wirefold.refresh()).toMatchObject([{ outcome: 'updated', new: 1 }])
    for (const path of ['/feeds/odd.atom', '/feeds/odd.rss', '/feeds/odd.json', '/feeds/odd', '/']) {
      const body = new Uint8Array(await (await fetch(wirefold.served + path)).arrayBuffer())
      const text = new TextDecoder('utf-8', { fatal: true }).decode(body)
      expect([path, XML.test(text)]).toEqual([path, true])
      expect([path, (text.match(/[\u202A\u202B\u202D\u202E]/g) ?? []).length <= (text.match(/\u202C/g) ?? []).length]).toEqual([path, true])
    }
  })
})

test('R16 one guid for two items of other content: both, once each, over 20 polls', async () => {
  const { seen, wirefold } = await polled((poll) => rss(item(1, { guid: 'same' }) + item(2, { guid: 'same' }) + item(3, { guid: '' }) + item(4, { guid: '' }) + `<!--${poll}-->`))
  await using _ = wirefold
  expect(seen[0]!.stories).toHaveLength(4)
  for (const { stories, news } of seen.slice(1)) expect([stories, news]).toEqual([seen[0]!.stories, 0])
})

test('R16 the order of the two changes at every poll', async () => {
  const two = [item(1, { guid: 'same' }), item(2, { guid: 'same' })]
  const { seen, wirefold } = await polled((poll) => rss((poll % 2 ? two.toReversed() : two).join('') + `<!--${poll}-->`))
  await using _ = wirefold
  expect(seen[0]!.stories).toHaveLength(2)
  for (const { stories } of seen) expect(stories).toEqual(seen[0]!.stories)
})

describe('R17 items that change', () => {
  test('R17 content that changes under one guid is updated in place, and its date is not of today', async () => {
    const date = 'Wed, 15 Jul 2026 08:00:00 GMT'
    const { seen, wirefold } = await polled((poll) => rss(item(1, { date, body: `${about(1)} edition ${poll}` }) + item(2, { date })))
    await using _ = wirefold
    for (const { stories, entries: published } of seen) {
      expect(stories).toEqual(seen[0]!.stories)
      expect(published.toSorted()).toEqual(seen[0]!.entries.toSorted())
    }
    expect((await told(wirefold)).map(({ published }) => published)).toEqual(['2026-07-15T08:00:00.000Z', '2026-07-15T08:00:00.000Z'])
    expect(await wirefold.text('/feeds/odd.atom')).toContain('edition 19')
  })

  test.each([
    ['scheme', (n: number) => `http://odd.example/${n}`, (n: number) => `https://odd.example/${n}`],
    ['host', (n: number) => `https://www.odd.example/?p=${n}`, (n: number) => `https://odd.example/?p=${n}`],
    ['both', (n: number) => `http://old.example/?p=${n}`, (n: number) => `https://new.example/?p=${n}`],
  ])('R17 a guid that changes its %s is the same item', async (_, before, after) => {
    const { seen, wirefold } = await polled(
      (poll) => rss(Array.from({ length: 8 }, (_, n) => item(n, { guid: poll < 3 ? before(n) : after(n), link: poll < 3 ? before(n) : after(n) })).join('')),
      { polls: 8 },
    )
    await using _w = wirefold
    for (const { stories } of seen) expect(stories).toEqual(seen[0]!.stories)
    expect(await entries(wirefold)).toHaveLength(8)
  })

  test('R17 all guids change at once: folded by what they say', async () => {
    const { seen, wirefold } = await polled((poll) => rss(Array.from({ length: 8 }, (_, n) => item(n, { guid: `${poll < 3 ? 'old' : 'new'}-${n}` })).join('')), { polls: 8 })
    await using _ = wirefold
    for (const { stories } of seen) expect(stories).toEqual(seen[0]!.stories)
  })

  test('R17 guids that are new at every poll, without links', async () => {
    const { seen, wirefold } = await polled((poll) => rss(Array.from({ length: 5 }, (_, n) => item(n, { guid: `${poll}-${n}`, link: '' })).join('')))
    await using _ = wirefold
    for (const { stories, entries: published } of seen) {
      expect(stories).toEqual(seen[0]!.stories)
      expect(published).toHaveLength(5)
    }
  })
})

test('R18 items go, come in another order, and come back after 40 days', async () => {
  const all = Array.from({ length: 10 }, (_, n) => item(n))
  const { seen, wirefold } = await polled((poll) => rss((poll % 4 === 0 ? all : poll % 4 === 1 ? all.toReversed() : poll % 4 === 2 ? all.slice(5) : all.slice(0, 3)).join('')), { gap: 10 * DAY })
  await using _ = wirefold
  expect(seen[0]!.stories).toHaveLength(10)
  for (const { stories, news } of seen.slice(1)) expect([stories, news]).toEqual([seen[0]!.stories, 0])
})

describe('R19 dates that cannot be', () => {
  const DATES = ['Fri, 31 Dec 9999 23:59:59 GMT', 'Thu, 01 Jan 1970 00:00:00 GMT', 'Sat, 01 Jan 0001 00:00:00 GMT', '-0001-01-01T00:00:00Z', '99999-01-01T00:00:00Z', 'Wed, 15 Jul 2026 10:20:00 +1400', 'Wed, 15 Jul 2026 10:20:00 -1400', 'tomorrow', '', 'Wed, 15 Jul 2036 10:20:00 GMT', '1e99', '2026-02-30T25:61:61Z']

  test('R19 are out of the way of order, and no document is invalid', async () => {
    const { seen, wirefold, path } = await polled((poll) => rss(DATES.map((date, n) => item(n, { date })).join('') + `<!--${poll}-->`), { polls: 3 })
    await using _ = wirefold
    for (const { stories } of seen) expect(stories).toHaveLength(DATES.length)
    for (const { published, updated } of await told(wirefold)) {
      expect(Date.parse(published)).toBeLessThanOrEqual(wirefold.clock.now)
      expect(Date.parse(published)).toBeGreaterThan(Date.UTC(1990, 0, 1))
      expect(Date.parse(updated)).toBeLessThanOrEqual(wirefold.clock.now)
    }
    // what comes a day later stands before all of them
    wirefold.clock.now += DAY
    origin.give(path, rss([...DATES.map((date, n) => item(n, { date })), item(50)].join('')))
    await wirefold.refresh()
    expect((await told(wirefold))[0]!.title).toContain('number 50')
    const atom = await wirefold.text('/feeds/odd.atom')
    for (const [, date] of atom.matchAll(/<(?:updated|published)>([^<]*)</g)) expect(date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/)
    for (const [, date] of (await wirefold.text('/feeds/odd.rss')).matchAll(/<(?:pubDate|lastBuildDate)>([^<]*)</g)) expect(date).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/)
  })

  test('R19 a feed that dates everything now, at every fetch, moves nothing', async () => {
    let now = Date.UTC(2026, 6, 15, 9, 20)
    const { seen, wirefold } = await polled(() => {
      now += HOUR
      return rss(Array.from({ length: 5 }, (_, n) => item(n, { date: new Date(now).toUTCString() })).join(''))
    })
    await using _ = wirefold
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
    await using _ = wirefold
    expect(seen.at(-1)!.stories).toEqual(seen[0]!.stories)
    expect(await wirefold.text('/feeds/odd.atom')).not.toContain('9999')
  })
})

describe('R20 flapping', () => {
  test('R20 200 and 500 in turn: no double, and no more visits', async () => {
    const url = origin.give('/flap', rss(item(1)))
    await using wirefold = await station([curated('odd', [url])])
    for (let poll = 0; poll < POLLS; poll++) {
      origin.give('/flap', poll % 2 ? (_, response) => response.writeHead(500).end() : rss(item(1) + `<!--${poll}-->`))
      wirefold.clock.now += DAY
      await wirefold.refresh()
      const source = (await wirefold.wire.store.source(url))!
      expect(source.dueAt - wirefold.clock.now).toBeGreaterThanOrEqual(HOUR)
    }
    expect(await ids(wirefold)).toHaveLength(1)
  })

  test('R20 two bodies in turn, as two servers behind one name give them', async () => {
    const { seen, wirefold } = await polled((poll) => rss(Array.from({ length: 6 }, (_, n) => item(n, { body: `${about(n)} ${poll % 2 ? 'east' : 'west'}` })).slice(poll % 2 ? 1 : 0, poll % 2 ? 6 : 5).join('')))
    await using _ = wirefold
    expect(seen[1]!.stories).toHaveLength(6)
    for (const { stories, news } of seen.slice(2)) expect([stories, news]).toEqual([seen[1]!.stories, 0])
  })
})

test('R21 another feed at the address keeps what was there, and is flagged', async () => {
  const old = rss(Array.from({ length: 6 }, (_, n) => item(n)).join(''))
  const sold = `<rss version="2.0"><channel><title>Casino</title><link>https://casino.example/</link>${Array.from({ length: 6 }, (_, n) => item(n + 30, { guid: `c${n}`, link: `https://casino.example/${n}` })).join('')}</channel></rss>`
  const { seen, wirefold } = await polled((poll) => (poll < 3 ? old : sold), { polls: 5, gap: DAY })
  await using _ = wirefold
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
    const [a, b] = [origin.give('/ours', ours), origin.give('/thief', rss('').replace('Odd', 'Thief').replace('odd.example', 'thief.example'))]
    await using wirefold = await station([curated('odd', [a, b])])
    await wirefold.refresh()
    const before = await told(wirefold)
    wirefold.clock.now += 25 * HOUR
    origin.give('/thief', rss(stolen).replace('<title>Odd', '<title>Thief'))
    await wirefold.refresh()
    const after = await wirefold.json<{ stories: (Told & { source: { name: string }; copies: unknown[] })[] }>('/api/stories')
    expect(after.stories.map(({ id, source }) => [id, source.name])).toEqual([[before[0]!.id, 'Odd']])
    expect(after.stories[0]!.published).toBe(before[0]!.published)
  })

  test('R38 the same guid in two sources is not one item, where they say different things', async () => {
    const [a, b] = [origin.give('/one', rss(item(1, { guid: '1', link: 'https://one.example/1' }))), origin.give('/two', rss(item(2, { guid: '1', link: 'https://two.example/1' })))]
    await using wirefold = await station([curated('odd', [a, b])])
    await wirefold.refresh()
    expect(await ids(wirefold)).toHaveLength(2)
  })

  test('R38 a source that fills a feed at one visit is flagged, for all to see', async () => {
    const flood = origin.give('/flood', rss(item(900)))
    const calm = origin.give('/calm', rss(Array.from({ length: 10 }, (_, n) => item(n + 20)).join('')))
    await using wirefold = await station([curated('odd', [calm, flood], { limit: 50 })])
    await wirefold.refresh()
    expect(await wirefold.text('/status.json')).not.toContain('were new at one visit')
    origin.give('/flood', rss(Array.from({ length: 1000 }, (_, n) => item(n + 1000)).join('')))
    wirefold.clock.now += HOUR
    await wirefold.refresh()
    for (const path of ['/status.json', '/status']) expect(await wirefold.text(path)).toContain('1000 of its items were new at one visit, as many as the feed odd holds')
  }, 60_000)

  test('R38 thirty copies of one text in one document are one story', async () => {
    const flood = origin.give('/copies', rss(Array.from({ length: 30 }, (_, n) => item(1, { guid: `f${n}`, link: `https://flood.example/${n}`, title: 'Buy the new lamp', body: about(3) })).join('')))
    await using wirefold = await station([curated('odd', [flood])])
    await wirefold.refresh()
    expect(await ids(wirefold)).toHaveLength(1)
  })
})
