import { describe, expect, test } from 'vitest'
import { learnFurniture } from '../../src/dedupe/furniture.ts'
import type { Item } from '../../src/model/item.ts'
import { DAY, HOUR } from '../../src/model/time.ts'
import { splitItem } from '../../src/newswire/editor.ts'
import { HARBOUR, HARBOUR_FOLLOW_UP, ORCHARD, harbour } from './articles.ts'
import { item, START, world, type World } from './world.ts'

/** What one source shows as two entries stays two, and what it shows again stays one. */

const A = 'https://a.example/feed'
const B = 'https://b.example/feed'
const entry = (n: number | string, title: string, text: string, more: Partial<Item> = {}): Item =>
  item({ source: A, guid: `g${n}`, url: `https://a.example/${n}`, title, text, ...more })
const stories = async (w: World): Promise<number> => new Set((await w.rows()).map(({ story }) => story)).size
const items = async (w: World): Promise<number> => (await w.rows()).length

const THANKS =
  'Thank you for watching. If you like what we do, tell a friend. You can support the workshop with a coffee each month. Music by the Harbour Trio. The tools are listed on our site, from which we may earn a little. Do not try this at home.'
const TITLES = [
  'Sharpening a plane',
  'The oldest lathe of the county',
  'Why I gave up varnish',
  'A chair from one plank',
  'Visiting a bell foundry',
  'Questions from listeners',
]
const ABOUT =
  'About Halmar. Halmar builds pumps for harbours and mines. It was founded in 1931, has 4,200 people at nine sites and is listed in Oslo. Statements on the future are not certain. Contact: press office, telephone 555 0100.'
const NEWS = [
  'its board has named Ingrid Solvang as head of the pump division from June',
  'it will close the foundry in Birkheim and move its forty workers to Neuenried',
  'it has won an order for the drainage of the northern mine worth nine million crowns',
  'it will pay back the bond of 2031 three years before its time',
]
/** An episode of a show that says the same of all: its recording and its hour are its own. */
const bulletin = (n: number, more: Partial<Item> = {}): Item =>
  entry(n, 'The bulletin', 'What happened at home and abroad since the last bulletin, read in five minutes.', {
    enclosures: [{ url: `https://a.example/sound/${n}.mp3?from=feed`, type: 'audio/mpeg' }],
    published: START + n * HOUR,
    ...more,
  })
const recorded = (n: number): Pick<Item, 'enclosures' | 'published'> => {
  const { enclosures, published } = bulletin(n)
  return { enclosures, published: published! }
}
/** Random words: furniture is learned and never listed. */
const BABBLE =
  'quarry lantern oyster bramble saddle timber kettle jetty amber ribbon marble fallow ember inlet pebble zephyr copper drift hollow meadow nettle anchor dairy valley willow'

describe('entries of one document', () => {
  const DOCUMENTS: readonly (readonly [string, readonly Item[], number])[] = [
    ['videos under one description', TITLES.map((title, n) => entry(n, title, THANKS)), 6],
    ['videos under one description of random words', TITLES.map((title, n) => entry(n, title, BABBLE)), 6],
    [
      'releases of one company',
      NEWS.map((news, n) =>
        entry(
          n,
          `Halmar: ${TITLES[n]!}`,
          `OSLO, Norway, June 2 (Wire) -- Halmar, a builder of pumps for harbours and mines, today said that ${news}. ${ABOUT}`,
        ),
      ),
      4,
    ],
    [
      'notices that share a link',
      TITLES.map((title, n) => entry(n, title, `${title}. Details at the counter.`, { url: 'https://a.example/notices/list' })),
      6,
    ],
    [
      'ads of which only the trade is another',
      ['Baker (full time)', 'Welder (full time)', 'Nurse (nights)', 'Cook (nights)', 'Clerk (part time)'].map((title, n) =>
        entry(n, title, 'You like to work in a team. We offer a canteen and thirty days of leave. Write to us by the end of the month.', {
          url: 'https://a.example/jobs',
        }),
      ),
      5,
    ],
    [
      'incidents under one headline, of which only the place is another',
      ['quarry', 'harbour', 'orchard', 'foundry'].map((place, n) =>
        entry(n, 'Degraded performance', `We are looking into errors in region ${place}. More will follow as soon as we know it.`, {
          url: 'https://a.example',
        }),
      ),
      4,
    ],
    ['parts of a series', ['part 1', 'part 2', 'part 3'].map((part, n) => entry(n, `The last ferryman, ${part}`, ORCHARD)), 3],
    ['episodes of a show that only their recordings tell apart', [1, 2, 3, 4].map((n) => bulletin(n)), 4],
    ['the same behind one link', [1, 2, 3, 4].map((n) => bulletin(n, { url: 'https://a.example/show' })), 4],
    ['one article at two addresses', [entry(1, HARBOUR.title, harbour), entry(2, HARBOUR.title, harbour)], 1],
    [
      'a planet that shows one article of two blogs',
      [entry(1, HARBOUR.title, harbour), entry(2, 'Ferries for Eastmere', harbour, { url: 'https://b.example/2' })],
      1,
    ],
    [
      'sixty copies in one planet',
      Array.from({ length: 60 }, (_, n) => entry(n, `${HARBOUR.title} (${n})`, harbour, { url: `https://blog${n}.example/${n}` })),
      1,
    ],
  ]
  test.each(DOCUMENTS)('%s', async (_, document, expected) => {
    const w = await world()
    await w.refresh(document, START)
    expect([await items(w), await stories(w)]).toEqual([document.length, expected])
    // one by one, as they come later, it is the same
    const later = await world()
    for (const [n] of document.entries()) await later.refresh(document.slice(0, n + 1), START + n * HOUR)
    expect([await items(later), await stories(later)]).toEqual([document.length, expected])
  })

  test('do not meet in a story by way of a third', async () => {
    const w = await world()
    await w.refresh([item({ source: B, guid: 'b', url: 'https://b.example/1', title: 'Ferries', text: `${THANKS} ${harbour}` })], START)
    const half = harbour.split(' ').slice(0, 60).join(' ')
    await w.refresh([entry(1, 'Terminal for Eastmere', half), entry(2, 'Solvang wins the vote', harbour)], START + HOUR)
    const rows = (await w.rows()).filter(({ source }) => source === A)
    expect(rows[0]!.story).not.toBe(rows[1]!.story)
  })

  test('of two that match a story the closer one joins it', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ] as const) {
      const w = await world()
      await w.refresh([item({ source: B, guid: 'b', url: 'https://b.example/1', title: 'Ferries', text: harbour })], START)
      const both = [
        entry(
          1,
          'Terminal for Eastmere',
          [HARBOUR.lead, ...HARBOUR.rest.slice(0, 4), 'The council meets again in May to hear the fishermen.'].join(' '),
        ),
        entry(2, 'Solvang wins the vote', harbour),
      ]
      await w.refresh(
        order.map((n) => both[n]!),
        START + HOUR,
      )
      const rows = await w.rows()
      const story = rows.find(({ source }) => source === B)!.story
      expect(rows.filter((row) => row.story === story && row.source === A).map(({ title }) => title)).toEqual(['Solvang wins the vote'])
    }
  })
})

describe('one source over time', () => {
  test('four days of a column are four items and four stories', async () => {
    const w = await world()
    const say = [
      'The senate votes at ten. Rail staff end their strike. A whale was seen.',
      'The chancellor flies north. Milk is cheaper. The zoo has named its panda.',
      'Judges rule on the dam. A bank opens on Sundays. Snow falls in June.',
      'The tram is late. Two mayors resign. A lamp is found in the bog.',
    ]
    for (const [n, news] of say.entries())
      await w.refresh(
        [
          entry(
            n,
            'Before breakfast',
            `Good morning from the night desk, which put together what you need today. ${news} Write to us, forward this letter to a friend, or leave the list at any time. It is sent each weekday at six.`,
          ),
        ],
        START + n * DAY,
      )
    expect([await items(w), await stories(w)]).toEqual([4, 4])
  })

  test('another guid, another address and an unlike headline are another story, whatever the text', async () => {
    const w = await world()
    await w.refresh([entry(1, 'How the ferry war was won', harbour)], START)
    await w.refresh([entry(2, 'Listen: our podcast on boats', harbour)], START + DAY)
    expect([await items(w), await stories(w)]).toEqual([2, 2])
  })

  test('a monitor of one page reports each change under a guid of its own', async () => {
    const w = await world()
    const page = { url: 'https://a.example/tides/tables.html' }
    const changes = [
      'Removed: low water 08:10. Added: low water 08:25.',
      'Removed: pier two is closed. Added: pier two is open.',
      'Added: the pilot leaves an hour later on Sundays.',
    ]
    const all = changes.map((text, n) => entry(n, 'Tide tables', text, page))
    for (const [n] of all.entries()) await w.refresh(all.slice(0, n + 1), START + n * HOUR)
    expect([await items(w), await stories(w)]).toEqual([3, 3])
  })

  test('a show whose feed holds its latest episode alone', async () => {
    for (const more of [{}, { url: 'https://a.example/show' }]) {
      const w = await world()
      for (const n of [1, 2, 3]) await w.refresh([bulletin(n, more)], START + n * HOUR)
      expect([await items(w), await stories(w)]).toEqual([3, 3])
    }
  })

  test('a show that two sources carry is a story an episode, also where one holds its latest alone', async () => {
    const w = await world()
    for (let n = 1; n <= 30; n++) {
      const now = START + n * DAY
      const shown = [n, n - 1, n - 2].filter((m) => m > 0).map((m) => bulletin(m, { published: START + m * DAY }))
      await w.refresh(shown, now)
      await w.refresh(
        [
          bulletin(n, {
            source: B,
            url: 'https://b.example/show',
            published: START + n * DAY + 60_000,
            enclosures: [{ url: `https://b.example/show-${n}.mp3`, type: 'audio/mpeg' }],
          }),
        ],
        now + HOUR,
      )
    }
    const parts = Map.groupBy(await w.rows(), ({ story }) => story)
    expect([...parts.values()].filter((rows) => new Set(rows.map(({ key }) => key)).size > 1)).toEqual([])
  })

  test('the same where its episodes have no guid and one link', async () => {
    const w = await world()
    const { guid: _, ...episode } = bulletin(1, { key: 'https://a.example/show', url: 'https://a.example/show' })
    for (const n of [1, 2, 3]) await w.refresh([{ ...episode, ...recorded(n), hash: `hash ${n}` }], START + n * HOUR)
    expect([await items(w), await stories(w)]).toEqual([3, 3])
  })

  test('a show that moves to another host, with new guids and addresses of its recordings, keeps its episodes', async () => {
    const w = await world()
    await w.refresh(
      [1, 2, 3].map((n) => bulletin(n)),
      START + 4 * HOUR,
    )
    const before = (await w.rows()).map(({ id }) => id)
    const moved = [1, 2, 3].map((n) =>
      bulletin(n, { guid: `new-${n}`, key: `new-${n}`, enclosures: [{ url: `https://b.example/${n}00.mp3`, type: 'audio/mpeg' }] }),
    )
    await w.refresh(moved, START + 5 * HOUR)
    expect((await w.rows()).map(({ id }) => id)).toEqual(before)
  })

  test('a recording that is cut anew under its guid is the same item', async () => {
    const w = await world()
    await w.refresh([bulletin(1)], START + HOUR)
    await w.refresh(
      [bulletin(1, { enclosures: [{ url: 'https://a.example/sound/1b.mp3', type: 'audio/mpeg' }], hash: 'b' })],
      START + 2 * HOUR,
    )
    expect([await items(w), await stories(w)]).toEqual([1, 1])
  })

  test('a correction under a new guid and the same address is the same item', async () => {
    const w = await world()
    await w.refresh([entry(1, 'Terminal for 48.5 million', harbour)], START)
    await w.refresh([entry(1, 'Terminal for 45.8 million', `Corrected: ${harbour.replace('48.5', '45.8')}`, { guid: 'v2' })], START + HOUR)
    expect([await items(w), await stories(w)]).toEqual([1, 1])
  })
})

describe('furniture', () => {
  test('of a source makes no copy of another source’s article', async () => {
    const w = await world()
    const offer =
      'Read on with a pass for one crown a week, and keep the paper for ninety days. You can cancel at any time, and the crossword is yours for good. Sign in here if you have one already, or ask the desk for help.'
    const stub = (source: string, n: number): Item =>
      item({
        source,
        guid: `${n}`,
        url: `${source}/${n}`,
        title: `${TITLES[n]!} of ${source.slice(8, 9)}`,
        text: `${TITLES[n]!} in short. ${offer}`,
      })
    await w.refresh(
      [0, 1, 2].map((n) => stub(A, n)),
      START,
    )
    await w.refresh(
      [3, 4, 5].map((n) => stub(B, n)),
      START + HOUR,
    )
    expect(await stories(w)).toBe(6)
  })

  test('is known again wherever it stands, by what the row of a source remembers', () => {
    const notice = 'This harbour paper is read by all who live at the sea and nobody else at all.'
    const carrying = ['Rain', 'A new mayor is sworn in', 'Tickets for trams', 'School begins'].map((title, n) =>
      item({ source: A, guid: `${n}`, url: `https://a.example/${n}`, title, text: 'Nothing like it. '.repeat(n + 1) + notice }),
    )
    expect(learnFurniture(carrying)).toEqual([131167998, 1225840599, 1831032282, 3290504454, 2085063354, 3365770047])
  })

  test('around an article does not hide its copy', async () => {
    const w = await world()
    await w.refresh([item({ source: B, guid: 'b', url: 'https://b.example/1', title: HARBOUR.title, text: harbour })], START)
    const texts = [harbour, ORCHARD, HARBOUR_FOLLOW_UP.join(' ')]
    await w.refresh(
      texts.map((text, n) => entry(n, `${TITLES[n]!}: boats, apples, harbour`, `${THANKS} ${text}`)),
      START + HOUR,
    )
    const rows = await w.rows()
    const story = rows.find(({ source }) => source === B)!.story
    expect(rows.filter((row) => row.story === story)).toHaveLength(2)
  })
})

test('after a split a later copy goes to the closer text', async () => {
  const w = await world()
  await w.refresh([item({ source: A, guid: 'a', url: 'https://a.example/1', title: HARBOUR.title, text: harbour })], START)
  const edited = [HARBOUR.lead, ...HARBOUR.rest.slice(0, 4), 'The board of the bank will discuss it in May.'].join(' ')
  const [copy] = await w.refresh(
    [item({ source: B, guid: 'b', url: 'https://b.example/1', title: HARBOUR.title, text: edited })],
    START + HOUR,
  )
  const apart = await splitItem(w.press(START + 2 * HOUR), copy!.id)
  const [later] = await w.refresh(
    [item({ source: 'https://c.example/feed', guid: 'c', url: 'https://c.example/1', title: HARBOUR.title, text: edited })],
    START + 3 * HOUR,
  )
  expect(later!.story).toBe(apart.ok && apart.story.id)
})

test('versions that change a sentence each do not lead from one article to another', async () => {
  const w = await world()
  const own = Array.from(
    { length: 9 },
    (_, n) =>
      `In the version of outlet ${n} the paragraph tells of ${TITLES[n % 6]!.toLowerCase()} and of what the neighbours in street ${n + 20} think about the plan for the quay.`,
  )
  const original = [HARBOUR.lead, ...HARBOUR.rest, ...HARBOUR_FOLLOW_UP.slice(0, 3)]
  for (let n = 0; n <= original.length; n++)
    await w.refresh(
      [
        item({
          source: `https://s${n}.example/feed`,
          guid: 'x',
          url: `https://s${n}.example/1`,
          title: `Harbour board of Eastmere (${n})`,
          text: [...own.slice(0, n), ...original.slice(n)].join(' '),
        }),
      ],
      START + n * HOUR,
    )
  const rows = await w.rows()
  const of = (n: number): string => rows.find(({ source }) => source === `https://s${n}.example/feed`)!.story
  expect(of(1)).toBe(of(0))
  expect(of(original.length)).not.toBe(of(0))
})
