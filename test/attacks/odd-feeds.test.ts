import { describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/model/time.ts'
import { about, entries, give, item, polled, rss, station, told } from './odd.ts'

const XML = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u

describe('R15 letters', () => {
  const utf8 = (text: string) => new TextEncoder().encode(text)
  const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  const utf16 = (text: string) => new Uint8Array(Uint16Array.from(text, (letter) => letter.charCodeAt(0)).buffer)
  test.each([
    ['latin1 that says utf-8', latin1(rss(item(1, { title: 'Caf\u00e9 br\u00fbl\u00e9' })))],
    ['utf-16 without a mark', utf16(rss(item(1)))],
    [
      'broken utf-8',
      new Uint8Array([
        ...utf8('<rss version="2.0"><channel><title>T</title><item><guid>1</guid><title>a'),
        0xff,
        0xc3,
        0x28,
        0xed,
        0xa0,
        0x80,
        0xf4,
        0x90,
        0x80,
        0x80,
        ...utf8('b</title></item></channel></rss>'),
      ]),
    ],
    ['controls and what is no character', rss(item(1, { title: 'a\u0000b\u0001c\u000bd\u007fe\u0085f\ufffeg\uffffh' }))],
    ['references to them', rss(item(1, { title: 'a&#0;b&#1;c&#xFFFE;d&#xD800;e&#x110000;f' }))],
    ['overrides of direction', rss(item(1, { title: 'a \u202Eexe.gpj \u2066 b', body: 'b' }))],
    ['an unknown charset', utf8(`<?xml version="1.0" encoding="x-nobody"?>${rss(item(1)).slice('<?xml version="1.0"?>'.length)}`)],
  ])('R15 %s', async (_, document) => {
    const url = give('/letters', document)
    const wirefold = await station([url])
    expect(await wirefold.refresh()).toMatchObject([{ outcome: 'updated', new: 1 }])
    for (const path of ['/feeds/odd.atom', '/feeds/odd.rss', '/feeds/odd.json', '/feeds/odd', '/']) {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(await wirefold.bytes(path))
      expect([path, XML.test(text)]).toEqual([path, true])
      expect([path, (text.match(/[\u202A\u202B\u202D\u202E]/g) ?? []).length <= (text.match(/\u202C/g) ?? []).length]).toEqual([path, true])
    }
  })
})

test('R16 one guid for two items of other content: both, once each, over 20 polls', async () => {
  const { seen } = await polled((poll) =>
    rss(item(1, { guid: 'same' }) + item(2, { guid: 'same' }) + item(3, { guid: '' }) + item(4, { guid: '' }) + `<!--${poll}-->`),
  )
  expect(seen[0]!.stories).toHaveLength(4)
  for (const { stories, news } of seen.slice(1)) expect([stories, news]).toEqual([seen[0]!.stories, 0])
})

test('R16 the order of the two changes at every poll', async () => {
  const two = [item(1, { guid: 'same' }), item(2, { guid: 'same' })]
  const { seen } = await polled((poll) => rss((poll % 2 ? two.toReversed() : two).join('') + `<!--${poll}-->`))
  expect(seen[0]!.stories).toHaveLength(2)
  for (const { stories } of seen) expect(stories).toEqual(seen[0]!.stories)
})

describe('R17 items that change', () => {
  test('R17 content that changes under one guid is updated in place, and its date is not of today', async () => {
    const date = 'Wed, 15 Jul 2026 08:00:00 GMT'
    const { seen, wirefold } = await polled((poll) => rss(item(1, { date, body: `${about(1)} edition ${poll}` }) + item(2, { date })))
    for (const { stories, entries: published } of seen) {
      expect(stories).toEqual(seen[0]!.stories)
      expect(published.toSorted()).toEqual(seen[0]!.entries.toSorted())
    }
    expect((await told(wirefold)).map(({ published }) => published)).toEqual(['2026-07-15T08:00:00.000Z', '2026-07-15T08:00:00.000Z'])
    expect(await wirefold.text('/feeds/odd.atom')).toContain('edition 19')
  })

  const MOVES: readonly (readonly [what: string, before: (n: number) => string, after: (n: number) => string])[] = [
    ['scheme', (n: number) => `http://odd.example/${n}`, (n: number) => `https://odd.example/${n}`],
    ['host', (n: number) => `https://www.odd.example/?p=${n}`, (n: number) => `https://odd.example/?p=${n}`],
    ['both', (n: number) => `http://old.example/?p=${n}`, (n: number) => `https://new.example/?p=${n}`],
  ]
  test.each(MOVES.flatMap(([what, before, after]) => [1, 720].map((hours) => [what, hours, before, after] as const)))(
    'R17 a guid that changes its %s is the same item, also of a feed that is read every %i hours',
    async (_, hours, before, after) => {
      const { seen, wirefold } = await polled(
        (poll) =>
          rss(
            Array.from({ length: 8 }, (_, n) =>
              item(n, { guid: poll < 3 ? before(n) : after(n), link: poll < 3 ? before(n) : after(n) }),
            ).join(''),
          ),
        { polls: 6, gap: hours * HOUR },
      )
      for (const { stories } of seen) expect(stories).toEqual(seen[0]!.stories)
      expect(await entries(wirefold)).toHaveLength(8)
    },
  )

  test('R17 all guids change at once: folded by what they say', async () => {
    const { seen } = await polled(
      (poll) => rss(Array.from({ length: 8 }, (_, n) => item(n, { guid: `${poll < 3 ? 'old' : 'new'}-${n}` })).join('')),
      { polls: 8 },
    )
    for (const { stories } of seen) expect(stories).toEqual(seen[0]!.stories)
  })

  test('R17 guids that are new at every poll, without links', async () => {
    const { seen } = await polled((poll) => rss(Array.from({ length: 5 }, (_, n) => item(n, { guid: `${poll}-${n}`, link: '' })).join('')))
    for (const { stories, entries: published } of seen) {
      expect(stories).toEqual(seen[0]!.stories)
      expect(published).toHaveLength(5)
    }
  })
})

test('R18 items go, come in another order, and come back after 40 days', async () => {
  const all = Array.from({ length: 10 }, (_, n) => item(n))
  const { seen } = await polled(
    (poll) => rss((poll % 4 === 0 ? all : poll % 4 === 1 ? all.toReversed() : poll % 4 === 2 ? all.slice(5) : all.slice(0, 3)).join('')),
    { gap: 10 * DAY },
  )
  expect(seen[0]!.stories).toHaveLength(10)
  for (const { stories, news } of seen.slice(1)) expect([stories, news]).toEqual([seen[0]!.stories, 0])
})
