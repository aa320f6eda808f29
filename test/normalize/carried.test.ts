import { describe, expect, test } from 'vitest'
import type { RawFeed, RawItem } from '../../src/model/raw.ts'
import type { Item } from '../../src/model/item.ts'
import { identify } from '../../src/normalize/identity.ts'
import { normalizeItem } from '../../src/normalize/normalize.ts'
import { document, rawFeed, rawItem } from './raw.ts'

const SOURCE = 'https://example.org/news/feed.xml'
const FILE = { url: '/tide.mp3', type: 'audio/mpeg' }

function normalized(raw: Partial<RawItem>, feed: Partial<RawFeed> = {}): Item {
  const whole = rawFeed([rawItem(raw)], feed)
  return normalizeItem(identify(whole)[0]!, { source: SOURCE, document: document(), feed: whole })
}

test('what a feed says of an item beside the article', () => {
  const item = normalized({
    link: '/tide',
    comments: '/tide#talk',
    rights: '© 2026 Harbour &amp; Sons',
    links: [
      { href: 'https://bridge.example/tide', rel: 'related', title: 'The tide' },
      { href: '/tide', rel: 'related' },
      { href: 'https://bridge.example/tide', rel: 'related' },
      { href: 'https://bridge.example/x', rel: 'license' },
    ],
    authors: [{ name: 'Ann Pilot', email: 'ann@example.org', url: '/ann' }],
    contributors: [{ name: 'Bo Diver', url: 'mailto:bo@example.org' }],
    origin: { id: 'tag:a.example,2026:f', title: 'Quay Notes', url: 'https://a.example/feed' },
  })
  expect(item.carried).toEqual({
    comments: 'https://example.org/tide#talk',
    rights: '© 2026 Harbour & Sons',
    related: [{ url: 'https://bridge.example/tide', title: 'The tide' }],
    via: { id: 'tag:a.example,2026:f', title: 'Quay Notes', url: 'https://a.example/feed' },
    contributors: ['Bo Diver'],
    pages: [{ name: 'Ann Pilot', url: 'https://example.org/ann' }],
  })
})

test('nothing said is nothing carried', () => {
  expect(normalized({ link: '/tide', comments: 'javascript:x', rights: ' ' })).not.toHaveProperty('carried')
})

describe('where it came from', () => {
  test.each<[string, Partial<RawItem>, object | undefined]>([
    [
      'a link says so',
      { links: [{ href: 'https://a.example/feed', rel: 'via', title: 'A' }] },
      { url: 'https://a.example/feed', title: 'A' },
    ],
    ['not from itself', { origin: { url: SOURCE, title: 'Me' } }, undefined],
    ['not from itself by its id', { origin: { id: 'tag:me', title: 'Me' } }, undefined],
    ['a name alone', { origin: { title: 'Quay Notes' } }, { title: 'Quay Notes' }],
  ])('%s', (_, raw, via) => {
    expect(normalized(raw, { id: 'tag:me' }).carried?.via).toEqual(via)
  })

  test('an Atom feed’s own id is known, an RSS channel has none', () => {
    expect(normalized({}, { format: 'atom', id: 'tag:me' }).carried).toEqual({ feedId: 'tag:me' })
    expect(normalized({}, { format: 'rss', id: 'tag:me' }).carried).toBeUndefined()
  })
})

describe('an episode', () => {
  const said = {
    duration: '1:02:03',
    episode: '7',
    season: 'two',
    episodeType: 'Bonus',
    explicit: 'clean',
    image: 'http://127.0.0.1/x.png',
    transcripts: [{ url: '/t.vtt', type: 'text/vtt; charset=utf-8', language: 'en' }, { url: 'data:x' }],
    chapters: { url: '/c.json' },
  }

  test('by types', () => {
    expect(normalized({ podcast: said, enclosures: [FILE] }).carried?.podcast).toEqual({
      duration: 3723,
      episode: 7,
      episodeType: 'bonus',
      explicit: false,
      transcripts: [{ url: 'https://example.org/t.vtt', type: 'text/vtt', language: 'en' }],
      chapters: { url: 'https://example.org/c.json' },
    })
  })

  test('only with a file', () => {
    expect(normalized({ podcast: said }).carried).toBeUndefined()
  })

  test.each([
    ['90', 90],
    ['1:30', 90],
    ['01:00:00.6', 3601],
    ['0', undefined],
    ['1e9', undefined],
    ['an hour', undefined],
    ['999999:00:00', undefined],
  ])('of %s', (duration, expected) => {
    expect(normalized({ podcast: { duration }, enclosures: [FILE] }).carried?.podcast?.duration).toBe(expected)
  })
})

test('files are told with their measures and makers', () => {
  const media = { width: '640', height: '-1', duration: '12.4', credits: [{ name: 'Ann <b>', role: 'photographer' }, { name: ' ' }] }
  expect(normalized({ enclosures: [{ ...FILE, title: 'Tide', media }] }).enclosures).toEqual([
    {
      url: 'https://example.org/tide.mp3',
      type: 'audio/mpeg',
      title: 'Tide',
      width: 640,
      duration: 12,
      credits: [{ name: 'Ann <b>', role: 'photographer' }],
    },
  ])
})

test.each([
  [{ point: '53.5, 9.9' }, { point: [53.5, 9.9] }],
  [{ point: '99 9' }, undefined],
  [{ point: '1 2 3' }, undefined],
  [
    { box: '1 2 3 4', name: 'Elbe' },
    { box: [1, 2, 3, 4], name: 'Elbe' },
  ],
  [{ line: '1 2 3' }, undefined],
  [{ line: '1 2 3 x' }, undefined],
])('a place: %j', (place, expected) => {
  expect(normalized({ place }).carried?.place).toEqual(expected)
})
