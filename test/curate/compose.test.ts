import { describe, expect, test } from 'vitest'
import { compose } from '../../src/curate/curate.ts'
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
  lastSeen: NOW,
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

const composed = (stories: readonly Story[], more: Partial<FeedConfig> = {}, since = 0) =>
  compose({ ...feed, ...more }, stories, new Map(), { base: 'https://news.example.org', authority: 'news.example.org,2026' }, since, NOW)
const entry = (items: readonly StoredItem[], more: Partial<FeedConfig> = {}, shown?: string) =>
  composed([{ id: 's', items, ...(shown === undefined ? {} : { shown }) }], more).entries[0]!

describe('who else ran a story', () => {
  const first = item('1', A, { firstSeen: NOW - HOUR, at: NOW - HOUR, join: { reason: 'new', score: 1, rules: 1 } })
  test.each<[name: string, items: readonly StoredItem[], copies: readonly string[]]>([
    ['nobody', [first], []],
    ['another source', [first, item('2', B)], ['2']],
    ['not the source of the copy that is shown, a second time', [first, item('2', A), item('3', B)], ['3']],
    ['each source once, by its earliest copy', [first, item('2', B, { firstSeen: NOW + HOUR }), item('3', B), item('4', C)], ['3', '4']],
  ])('%s', (_, items, copies) => {
    expect(entry(items).copies.map((copy) => copy.item)).toEqual(copies)
  })

  test('tells why of the one that was folded, whichever of the two is shown', () => {
    const second = item('2', B)
    expect(entry([first, second]).copies[0]).toMatchObject({ item: '2', reason: 'same-text', score: 0.9 })
    expect(entry([first, second], {}, '2').copies[0]).toMatchObject({ item: '1', reason: 'same-text', score: 0.9 })
  })
})

describe('dates', () => {
  test.each<[name: string, published: number | undefined, shown: number]>([
    ['the publisher’s', NOW - DAY, NOW - DAY],
    ['none', undefined, NOW - 1],
    ['a wrong zone', NOW + 9 * HOUR, NOW],
    ['in the future', NOW + 2 * DAY, NOW - 1],
    ['before the web', 0, NOW - 1],
  ])('%s', (_, published, shown) => {
    expect(entry([item('1', A, { at: NOW - 1, edited: NOW - 1, ...(published === undefined ? {} : { published }) })]).published).toBe(shown)
  })

  test('an entry is updated by a material edit, and by what its publisher says, never before it was published', () => {
    const updated = (more: Partial<StoredItem>) =>
      entry([item('1', A, { published: NOW - DAY, at: NOW - DAY, edited: NOW - DAY, ...more })]).updated
    expect([updated({}), updated({ edited: NOW }), updated({ updated: NOW - HOUR }), updated({ updated: NOW - 2 * DAY })]).toEqual([
      NOW - DAY,
      NOW,
      NOW - HOUR,
      NOW - DAY,
    ])
  })

  test('a feed is as new as its newest entry, never goes back, and an empty one has the date it had, else now', () => {
    const story: Story = { id: 's', items: [item('1', A)] }
    expect([
      composed([story]).updated,
      composed([story], {}, NOW + HOUR).updated,
      composed([], {}, NOW - DAY).updated,
      composed([]).updated,
    ]).toEqual([NOW, NOW + HOUR, NOW - DAY, NOW])
  })
})

test.each<[content: FeedConfig['content'], body: object]>([
  ['full', { summary: '<p>s</p>', content: '<p>c</p>', excerpt: 'Text.' }],
  ['summary', { summary: '<p>s</p>', excerpt: 'Text.' }],
  ['none', { excerpt: '' }],
])('content: %s', (content, body) => {
  const { summary, content: full, excerpt } = entry([item('1', A, { summary: '<p>s</p>', content: '<p>c</p>' })], { content })
  expect(JSON.parse(JSON.stringify({ summary, content: full, excerpt }))).toEqual(body)
})

test('without dedupe each entry is an item under its own id', () => {
  expect(entry([item('1', A)], { dedupe: false }).id).toBe('tag:news.example.org,2026:item/s')
  expect(entry([item('1', A)]).id).toBe('tag:news.example.org,2026:story/s')
})
