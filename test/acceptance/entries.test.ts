import { describe, expect, test } from 'vitest'
import { freshRss } from './fetched.ts'
import { HOUR } from '../../src/model/time.ts'
import { refreshAll } from '../../src/newswire/newswire.ts'
import { bench, feedOf } from '#bench'

/** What one source shows as separate entries is published as separate stories, all the way through a refresh. */

const SOURCE = 'https://a.example.org/feed'

interface Given {
  readonly guid: string
  readonly title: string
  readonly link: string
  readonly text: string
}

const rss = (items: readonly Given[]): string =>
  `<rss version="2.0"><channel><title>Workshop</title><link>https://a.example.org/</link>${items
    .map(
      ({ guid, title, link, text }) =>
        `<item><title>${title}</title><link>${link}</link><guid isPermaLink="false">${guid}</guid><description>${text}</description></item>`,
    )
    .join('')}</channel></rss>`

const WORDS = 'plane lathe varnish bell chair question hinge kettle saddle lamp clock boat drum fiddle loom'.split(' ')
const THANKS =
  'Thank you for watching. If you like what we do, tell a friend. You can support the workshop with a coffee each month. Music by the Harbour Trio. The tools are listed on our site, from which we may earn a little.'
const entry = (n: number, title: string, text: string, link = `https://a.example.org/${n}`): Given => ({ guid: `g${n}`, title, link, text })

const videos = WORDS.map((word, n) => entry(n, `How we mended the ${word} of number ${n + 3}`, THANKS))
const notices = WORDS.slice(0, 8).map((word, n) =>
  entry(
    n,
    `Notice: ${word} wanted`,
    `We want somebody for the ${word}. Write to the office in room nine before noon; come with your papers.`,
    'https://a.example.org/notices/list',
  ),
)
const unlinked = WORDS.slice(0, 5).map((word, n) =>
  entry(n, `The ${word} is back`, `The ${word} stands in the hall again after its long repair.`, 'N/A'),
)
const releases = [
  'has bought the chair works of Birkheim for nine million crowns and keeps all of its joiners',
  'will show a folding loom for kitchens at the fair of Eastmere, in booth four of the old hall',
  'pays forty crowns a share for the year, two more than the bank on the corner had reckoned with',
  'takes back kettles of the spring series, whose lids may jump, at any shop and without a receipt',
].map((news, n) =>
  entry(
    n,
    `Dunmore Goods ${['buys', 'shows', 'pays', 'recalls'][n]!} ${WORDS[n + 4]!}s`,
    `EASTMERE, June 3 (Wire) -- Dunmore Goods, a maker of useful things for house and yard, announced today that it ${news}. About Dunmore Goods: the company was founded by two sisters in a wash house, has eleven hundred people in six towns, and has been listed since the year of the flood. Its workshops may be visited on the first Saturday of the month.`,
  ),
)
const column = [
  'The senate votes on the budget at ten. Rail staff end their strike. A whale was seen in the harbour.',
  'The chancellor flies north for two days. Milk is cheaper than in May. The zoo has named its panda.',
  'Judges rule on the dam at noon. A bank opens on Sundays. Snow falls in June on the upper road.',
  'The tram is late again this week. Two mayors resign over a bridge. A lamp is found in the bog.',
].map((news, n) =>
  entry(
    n,
    'Before breakfast',
    `Good morning from the night desk, which put together what you need today. ${news} Write to us, forward this letter to a friend, or leave the list at any time.`,
  ),
)

describe('are published as so many stories', () => {
  const ROWS: readonly (readonly [string, readonly (readonly Given[])[], number])[] = [
    ['fifteen videos under one description', [videos], 15],
    ['the same, one after another', videos.map((_, n) => videos.slice(0, n + 1)), 15],
    ['four releases of one company', [releases], 4],
    ['the releases, one after another', releases.map((_, n) => releases.slice(0, n + 1)), 4],
    ['notices behind one link', [notices], 8],
    ['entries whose link says that there is none', [unlinked], 5],
    ['four days of a column, each alone in its document', column.map((day) => [day]), 4],
  ]
  test.each(ROWS)('%s', async (_, documents, expected) => {
    const b = await bench([feedOf('news', [SOURCE])])
    for (const document of documents) {
      b.clock.now += 2 * HOUR
      await refreshAll(
        { ...b.wire, forceFloor: 0, fetch: async ({ url }) => freshRss(url, rss(document)) },
        { urls: [SOURCE], force: true },
      )
    }
    const { items } = (await (await b.get('/feeds/news.json')).json()) as { items: readonly { id: string; title: string }[] }
    expect(new Set(items.map(({ id }) => id)).size).toBe(expected)
    expect(items).toHaveLength(expected)
  })
})

test('folds in doubt are listed, the worst first', async () => {
  const sources = ['a', 'b', 'c'].map((name) => `https://${name}.example.org/feed`)
  const b = await bench([feedOf('news', sources)])
  const LATHE =
    'The oldest lathe of the county goes to a museum in spring, its owner said on Monday. It turned chair legs for ninety years and was never mended. School classes may try it on Sundays, under the eyes of two retired joiners.'
  const BELL = `The bell of Eastmere was sold on Tuesday for 48 crowns to a buyer from the outer islands, who carried it to the ferry under his arm. The seller said that he would miss it. Neighbours had gathered in the yard and sang.`
  const documents: readonly (readonly Given[])[] = [
    [entry(1, 'Oldest lathe of the county goes to a museum', LATHE), entry(2, 'Bell of Eastmere sold to the islands', BELL)],
    [entry(3, 'Oldest lathe of the county goes to a museum', LATHE, 'https://b.example.org/3')],
    [entry(4, 'Neighbours sang when the ferry came for it', BELL, 'https://c.example.org/4')],
  ]
  for (const [n, document] of documents.entries()) {
    b.clock.now += 2 * HOUR
    await refreshAll(
      { ...b.wire, forceFloor: 0, fetch: async ({ url }) => freshRss(url, rss(document)) },
      { urls: [sources[n]!], force: true },
    )
  }
  const read = async (path: string) =>
    ((await (await b.get(path)).json()) as { stories: readonly { title: string; copyCount: number }[] }).stories
  expect(await read('/api/stories')).toHaveLength(2)
  const doubtful = await read('/api/stories?doubtful=1&feed=news')
  expect(doubtful.map(({ title, copyCount }) => [title, copyCount])).toEqual([['Bell of Eastmere sold to the islands', 1]])
})
