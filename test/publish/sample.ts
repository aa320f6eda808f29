import type { Copy, PublishedEntry, PublishedFeed } from '../../src/model/published.ts'

export const MORNING = Date.UTC(2011, 0, 11, 9, 30)

export const entry = (of: Partial<PublishedEntry> = {}): PublishedEntry => ({
  id: 'tag:news.example.org,2026:story/1f2e',
  story: '1f2e',
  title: 'Harbour reopens after the storm',
  url: 'https://wire.example.org/harbour',
  published: MORNING,
  updated: MORNING,
  authors: ['Mina Sato'],
  categories: [{ term: 'Ports' }],
  enclosures: [],
  content: '<p>The harbour reopened on Tuesday.</p>',
  excerpt: 'The harbour reopened on Tuesday.',
  source: {
    id: 'tag:news.example.org,2026:source/https%3A%2F%2Fwire.example.org%2Frss',
    name: 'Example Wire',
    url: 'https://wire.example.org/rss',
    site: 'https://wire.example.org/',
    updated: MORNING,
  },
  copies: [],
  ...of,
})

export const copy = (of: Partial<Copy> = {}): Copy => ({
  item: 'i2',
  title: 'Storm over: ships return',
  url: 'https://daily.example.net/ships',
  source: { name: 'Daily Example', url: 'https://daily.example.net/atom.xml' },
  published: MORNING,
  reason: 'same-text',
  score: 0.93,
  ...of,
})

/** Entries get ids and dates of their own, newest first, unless they say otherwise. */
export const feed = (entries: readonly Partial<PublishedEntry>[] = [{}], of: Partial<PublishedFeed> = {}): PublishedFeed => ({
  slug: 'ports',
  id: 'tag:news.example.org,2026:feed/ports',
  title: 'Ports & harbours',
  description: 'What happens on the waterfront',
  language: 'en',
  base: 'https://news.example.org',
  updated: MORNING,
  entries: entries.map((given, i) =>
    entry({
      id: `tag:news.example.org,2026:story/${i}`,
      story: String(i),
      published: MORNING - i * 60_000,
      updated: MORNING - i * 60_000,
      ...given,
    }),
  ),
  ...of,
})

/** What the documented stripping leaves of a text, written here a second time: code point by code point. */
export const kept = (text: string): string =>
  Array.from(text.replaceAll('\r\n', '\n').replaceAll('\r', '\n'))
    .filter((char) => {
      const point = char.codePointAt(0)!
      if (point < 0x20) return point === 9 || point === 10
      const isNoncharacter = (point >= 0xfdd0 && point <= 0xfdef) || (point & 0xfffe) === 0xfffe
      return !isNoncharacter && !(point >= 0x7f && point <= 0x9f) && !(point >= 0xd800 && point <= 0xdfff) && point !== 0xfffd
    })
    .join('')

export const keptLine = (text: string): string => kept(text).replace(/\s+/g, ' ').trim()
