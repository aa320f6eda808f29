import { describe, expect, test } from 'vitest'
import { choose, compose } from '../../src/curate/curate.ts'
import { sourceCount } from '../../src/curate/source-set.ts'
import { listingsOf, relistStory } from '../../src/curate/standing.ts'
import type { Store } from '../../src/store/port/store.ts'
import type { FeedConfig } from '../../src/model/config.ts'
import type { StoredItem, Story } from '../../src/model/story.ts'
import { DAY, HOUR } from '../../src/model/time.ts'

const NOW = Date.UTC(2026, 3, 1, 12)
const [A, B, C] = ['a', 'b', 'c'].map((name) => `https://${name}.example.org/feed`) as [string, string, string]

const item = (id: string, source: string, more: Partial<StoredItem> = {}): StoredItem => ({
  id,
  source,
  key: id,
  hash: id,
  story: 's',
  title: `Title ${id}`,
  text: 'Text.',
  excerpt: 'Text.',
  authors: [],
  categories: [],
  enclosures: [],
  join: { reason: 'same-text', score: 0.9, rules: 1 },
  firstSeen: NOW,
  at: NOW,
  edited: NOW,
  ...more,
})

const feed: FeedConfig = {
  slug: 'news',
  title: 'News',
  sources: [A, B, C].map((url) => ({ url, every: HOUR, prefer: 0 })),
  drop: [],
  dedupe: true,
  window: 7 * DAY,
  limit: 50,
  content: 'full',
}

/** What a feed of these stories is composed of: how they stand in it is worked out as for a database. */
async function composed(stories: readonly Story[], more: Partial<FeedConfig> = {}, since = 0) {
  const shown = { ...feed, ...more }
  const standings = stories
    .flatMap((story) => relistStory(story, listingsOf([shown]), (url) => url, { acts: [], now: NOW }).standings)
    .filter((standing) => standing.feed === feed.slug)
  const items = stories.flatMap((story) => story.items)
  const named = async (ids: readonly string[]) => items.filter(({ id }) => ids.includes(id))
  const store = {
    listed: async () => standings.map((standing) => ({ ...standing, sourceCount: sourceCount(standing.sources) })),
    items: named,
    copies: named,
    lifted: async () => [],
    actsOn: async () => new Map(),
    faces: async () => new Map(),
  } as unknown as Store
  const masthead = { base: 'https://news.example.org', authority: 'news.example.org,2026' }
  return compose(shown, await choose(store, shown), masthead, since, NOW)
}
const entry = async (items: readonly StoredItem[], more: Partial<FeedConfig> = {}, shown?: string) =>
  (await composed([{ id: 's', items, ...(shown === undefined ? {} : { shown }) }], more)).entries[0]!

describe('who else ran a story', () => {
  const first = item('1', A, { firstSeen: NOW - HOUR, at: NOW - HOUR, join: { reason: 'new', score: 1, rules: 1 } })
  test.each<[name: string, items: readonly StoredItem[], copies: readonly string[]]>([
    ['nobody', [first], []],
    ['another source', [first, item('2', B)], ['2']],
    ['not the source of the copy that is shown, a second time', [first, item('2', A), item('3', B)], ['3']],
    ['each source once, by its earliest copy', [first, item('2', B, { firstSeen: NOW + HOUR }), item('3', B), item('4', C)], ['3', '4']],
  ])('%s', async (_, items, copies) => {
    expect((await entry(items)).copies.map((copy) => copy.item)).toEqual(copies)
  })

  test('tells why of the one that was folded, whichever of the two is shown', async () => {
    const second = item('2', B)
    expect((await entry([first, second])).copies[0]).toMatchObject({ item: '2', reason: 'same-text', score: 0.9 })
    expect((await entry([first, second], {}, '2')).copies[0]).toMatchObject({ item: '1', reason: 'same-text', score: 0.9 })
  })
})

describe('dates', () => {
  test.each<[name: string, published: number | undefined, shown: number]>([
    ['the publisher’s', NOW - DAY, NOW - DAY],
    ['none', undefined, NOW - 1],
    ['a wrong zone', NOW + 9 * HOUR, NOW],
    ['in the future', NOW + 2 * DAY, NOW - 1],
    ['before the web', 0, NOW - 1],
  ])('%s', async (_, published, shown) => {
    const dated = item('1', A, { at: NOW - 1, edited: NOW - 1, ...(published === undefined ? {} : { published }) })
    expect((await entry([dated])).published).toBe(shown)
  })

  test('an entry is updated by a material edit, and by what its publisher says, never before it was published', async () => {
    const updated = async (more: Partial<StoredItem>) =>
      (await entry([item('1', A, { published: NOW - DAY, at: NOW - DAY, edited: NOW - DAY, ...more })])).updated
    const changes = [{}, { edited: NOW }, { updated: NOW - HOUR }, { updated: NOW - 2 * DAY }]
    expect(await Promise.all(changes.map(updated))).toEqual([NOW - DAY, NOW, NOW - HOUR, NOW - DAY])
  })

  test('a feed is as new as its newest entry, never goes back, and an empty one has the date it had, else now', async () => {
    const story: Story = { id: 's', items: [item('1', A)] }
    expect([
      (await composed([story])).updated,
      (await composed([story], {}, NOW + HOUR)).updated,
      (await composed([], {}, NOW - DAY)).updated,
      (await composed([])).updated,
    ]).toEqual([NOW, NOW + HOUR, NOW - DAY, NOW])
  })
})

test.each<[content: FeedConfig['content'], body: object]>([
  ['full', { summary: '<p>s</p>', content: '<p>c</p>', excerpt: 'Text.' }],
  ['summary', { summary: '<p>s</p>', excerpt: 'Text.' }],
  ['none', { excerpt: '' }],
])('content: %s', async (content, body) => {
  const { summary, content: full, excerpt } = await entry([item('1', A, { summary: '<p>s</p>', content: '<p>c</p>' })], { content })
  expect(JSON.parse(JSON.stringify({ summary, content: full, excerpt }))).toEqual(body)
})

test('without dedupe each entry is an item under its own id', async () => {
  expect((await entry([item('1', A)], { dedupe: false })).id).toBe('tag:news.example.org,2026:item/1')
  expect((await entry([item('1', A)])).id).toBe('tag:news.example.org,2026:story/s')
})
