import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Copy, PublishedEntry, PublishedFeed } from '../../src/model/published.ts'
import { atom } from '../../src/publish/atom.ts'
import { jsonFeed } from '../../src/publish/json.ts'
import { rss } from '../../src/publish/rss.ts'
import { jsonFeedFaults } from './json-feed-rules.ts'
import { readBack } from './readers.ts'
import { kept, keptLine, MORNING } from './sample.ts'

/** Anything a string can hold, with what breaks writers far more often than chance has it. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ']]>',
        '<',
        '>',
        '&',
        '"',
        "'",
        '--',
        '<!--',
        '&amp;',
        '\0',
        '\r\n',
        '\t',
        '\uFFFE',
        '\uD800',
        '\uDC00',
        '😀',
        'é',
        ' ',
        '<![CDATA[',
      ),
      fc.string({ maxLength: 5 }),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

const address = fc.option(
  fc.oneof(
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    text,
    text.map((path) => `https://wire.example.org/${path}`),
  ),
  {
    nil: undefined,
  },
)
const instant = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: MORNING * 4 }) },
  fc.constantFrom(Number.NaN, Infinity, -1, 8.64e15, 0.5),
)
const language = fc.option(fc.oneof(fc.constantFrom('en', 'ja', 'zh-Hant', 'de-CH-1996'), text), { nil: undefined })
const face = { name: text, url: fc.oneof(fc.webUrl(), text), site: address }
const optional = <T>(record: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(record) as fc.Arbitrary<never>

const copy: fc.Arbitrary<Copy> = optional({
  item: text,
  title: text,
  url: address,
  source: fc.record(face),
  published: instant,
  reason: fc.constantFrom('same-guid', 'same-text'),
  score: fc.double({ min: 0, max: 1 }),
})

const entry: fc.Arbitrary<Omit<PublishedEntry, 'id'>> = optional({
  story: text,
  title: text,
  url: address,
  published: instant,
  updated: instant,
  authors: fc.array(text, { maxLength: 3 }),
  categories: fc.array(fc.record({ term: text, scheme: address, label: fc.option(text, { nil: undefined }) }), { maxLength: 3 }),
  enclosures: fc.array(
    fc.record({ url: text, type: fc.option(text, { nil: undefined }), length: fc.option(fc.double(), { nil: undefined }) }),
    { maxLength: 3 },
  ),
  image: address,
  language,
  summary: fc.option(text, { nil: undefined }),
  content: fc.option(text, { nil: undefined }),
  excerpt: text,
  source: fc.record({ ...face, id: fc.constant('tag:news.example.org,2026:source/x'), updated: fc.constant(MORNING) }),
  copies: fc.array(copy, { maxLength: 3 }),
})

const anyFeed: fc.Arbitrary<PublishedFeed> = fc
  .record({
    title: text,
    description: fc.option(text, { nil: undefined }),
    language,
    updated: instant,
    entries: fc.array(entry, { maxLength: 4 }),
  })
  .map(({ entries, ...head }) => ({
    ...(head as { title: string }),
    slug: 'any',
    id: 'tag:news.example.org,2026:feed/any',
    base: 'https://news.example.org',
    updated: head.updated,
    entries: entries.map((one, i) => ({ ...one, id: `tag:news.example.org,2026:story/${i}` })),
  }))

const runs = { numRuns: 120 }
/** RFC 3339 has years of four digits; RSS 2.0 and everyone's parser agree. */
const writable = (value: number) =>
  !Number.isNaN(new Date(value).getTime()) && new Date(value).getUTCFullYear() >= 0 && new Date(value).getUTCFullYear() <= 9999
const expressible = ({ published, updated }: PublishedEntry) => writable(published) && writable(updated)

test('whatever a feed holds, readers get back every entry with its values', async () => {
  await fc.assert(
    fc.asyncProperty(anyFeed, async (feed) => {
      for (const { reader, title, items } of await readBack(feed)) {
        expect(title?.trim(), reader).toBe(keptLine(feed.title) || 'any')
        const expected = feed.entries.filter(expressible)
        expect(
          items.map(({ id }) => id),
          reader,
        ).toEqual(expected.map(({ id }) => id))
        for (const [i, item] of items.entries()) {
          const given = expected[i]!
          if (keptLine(given.title)) expect(item.title?.trim(), reader).toBe(keptLine(given.title))
          expect(Math.floor(item.published / 1000), reader).toBe(Math.floor(given.published / 1000))
          expect(item.body, reader).toContain(kept(given.content ?? '').trim())
          if (item.link !== undefined) expect(item.link, reader).toMatch(/^https?:\/\/[^\s<>"{}|\\^`]+$/)
        }
      }
    }),
    runs,
  )
})

test('and no document holds what its format forbids', () => {
  fc.assert(
    fc.property(anyFeed, (feed) => {
      for (const document of [atom(feed), rss(feed), jsonFeed(feed)]) expect(document).toBe(kept(document))
      expect(jsonFeedFaults(jsonFeed(feed))).toEqual([])
      expect(atom(feed)).toBe(atom(structuredClone(feed)))
    }),
    runs,
  )
})
