import { expect, test } from 'vitest'
import { compose } from '../src/curate/curate.ts'
import type { FeedConfig } from '../src/model/config.ts'
import type { StoredItem } from '../src/model/story.ts'
import { DAY, HOUR } from '../src/model/time.ts'

const NOON = Date.UTC(2026, 10, 25, 12)
const CARRIED = { feedId: 'tag:wire.example,2026:feed', comments: 'https://wire.example/talk' }

function published(source: string) {
  const item: StoredItem = {
    source,
    key: 'k',
    hash: 'h',
    title: 'Low tide',
    text: '',
    excerpt: '',
    authors: [],
    categories: [],
    enclosures: [],
    id: 'i',
    story: 's',
    join: { reason: 'new', score: 1, rules: 1 },
    firstSeen: NOON,
    at: NOON,
    edited: NOON,
    carried: CARRIED,
  }
  const feed: FeedConfig = {
    slug: 'quay',
    title: 'Quay',
    drop: [],
    dedupe: true,
    window: DAY,
    limit: 50,
    content: 'full',
    sources: [{ url: source, every: HOUR, prefer: 0 }],
  }
  const masthead = { base: 'https://news.example', authority: 'news.example,2026' }
  const chosen = {
    id: 's',
    place: { at: 0, id: '', item: '' },
    primary: item,
    copies: [],
    copyCount: 0,
    state: 0,
    isPinned: false,
    acts: [],
    ruling: { hidden: false, published: false },
  } as const
  return compose(feed, { entries: [chosen], names: new Map() }, masthead, 0, NOON).entries[0]!
}

test('what a feed carries goes on, with the id that it gives itself', () => {
  expect(published('https://wire.example/feed')).toMatchObject({ carried: CARRIED, source: { id: CARRIED.feedId } })
})

test.each([
  ['whose address holds a key', 'https://wire.example/feed?token=0a1B2c3D4e5F6g7H'],
  ['that is private', 'private://wire.example/0123456789abcdef'],
])('of a source %s nothing goes on', (_, source) => {
  const entry = published(source)
  expect(entry).not.toHaveProperty('carried')
  expect(entry.source.id).toMatch(/^tag:news\.example,2026:source/)
})
