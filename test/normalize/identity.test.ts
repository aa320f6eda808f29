import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RawItem } from '../../src/model/raw.ts'
import { identify } from '../../src/normalize/identity.ts'
import { html, rawFeed, rawItem, text } from './raw.ts'

const keys = (...items: Partial<RawItem>[]): string[] => identify(rawFeed(items.map((item) => rawItem(item)))).map(({ key }) => key)
const sameKey = (one: Partial<RawItem>, other: Partial<RawItem>): boolean => keys(one)[0] === keys(other)[0]

describe('the same item', () => {
  test.each<[string, Partial<RawItem>, Partial<RawItem>]>([
    [
      'same guid, other everything',
      { id: 'a1', title: text('One'), link: 'https://example.org/1' },
      { id: 'a1', title: text('Uno'), link: 'https://example.org/uno' },
    ],
    ['guid moved to https', { id: 'http://example.org/?p=1' }, { id: 'https://example.org/?p=1' }],
    ['guid lost its www', { id: 'http://www.example.org/1' }, { id: 'https://example.org/1' }],
    ['guid in other case of host', { id: 'http://Example.org/1' }, { id: 'http://example.org:80/1' }],
    ['white space around a guid', { id: ' a1\n' }, { id: 'a1' }],
    [
      'no guid, same link, edited',
      { link: 'https://example.org/1', title: text('One') },
      { link: 'https://example.org/1', title: text('One, corrected') },
    ],
    ['no guid, link with tracking', { link: 'https://example.org/1?utm_source=a' }, { link: 'http://www.example.org/1?utm_source=b' }],
    [
      'a guid that appears where only the link was',
      { link: 'https://example.org/a/1' },
      { id: 'https://example.org/a/1', link: 'https://example.org/a/1' },
    ],
    [
      'neither, another date',
      { title: text('One'), content: html('x'), published: 'today' },
      { title: text('One'), content: html('x'), published: 'tomorrow' },
    ],
  ])('%s', (_, one, other) => {
    expect(sameKey(one, other)).toBe(true)
  })
})

describe('different items', () => {
  test.each<[string, Partial<RawItem>, Partial<RawItem>]>([
    ['other guids', { id: 'a1' }, { id: 'a2' }],
    ['guids that differ in case', { id: 'https://example.org/aB' }, { id: 'https://example.org/ab' }],
    ['the same path on two hosts of a planet', { id: 'https://a.example/?p=1' }, { id: 'https://b.example/?p=1' }],
    ['no guid, entries of a live blog', { link: 'https://example.org/live#post-1' }, { link: 'https://example.org/live#post-2' }],
    ['a guid that says that there is none', { id: 'N/A', link: 'https://example.org/1' }, { id: 'N/A', link: 'https://example.org/2' }],
    ['neither, other titles', { title: text('One') }, { title: text('Two') }],
    ['neither, other texts', { title: text('One'), content: html('x') }, { title: text('One'), content: html('y') }],
    ['running numbers, from zero', { id: '0', link: 'https://example.org/a' }, { id: '1', link: 'https://example.org/a' }],
    ['nothing but dates', { published: '1' }, { published: '2' }],
  ])('%s', (_, one, other) => {
    expect(sameKey(one, other)).toBe(false)
    expect(new Set(keys(one, other)).size).toBe(2)
  })
})

describe('one guid on several items of a document', () => {
  const shared = (n: number, more: Partial<RawItem> = {}): Partial<RawItem> => ({
    id: 'https://example.org/',
    title: text(`Title ${n}`),
    ...more,
  })

  test('all are kept, by their links', () => {
    const items = [1, 2, 3].map((n) => shared(n, { link: `https://example.org/${n}` }))
    expect(new Set(keys(...items)).size).toBe(3)
  })

  test('or by their titles', () => {
    expect(new Set(keys(shared(1, { link: 'https://example.org/' }), shared(2, { link: 'https://example.org/' }))).size).toBe(2)
  })

  test('or by their texts, or whatever is different', () => {
    expect(new Set(keys({ id: 'x', content: html('a') }, { id: 'x', content: html('b') })).size).toBe(2)
    expect(new Set(keys({ id: 'x', published: '1' }, { id: 'x', published: '2' })).size).toBe(2)
    expect(new Set(keys({ id: 'x', image: '1' }, { id: 'x', image: '2' })).size).toBe(2)
  })

  test('or by their recordings, whatever their addresses count', () => {
    const episode = (n: number, type?: string) =>
      shared(1, {
        link: 'https://example.org/show',
        enclosures: [{ url: `https://example.org/${n}.mp3?t=${Math.random()}`, ...(type === undefined ? {} : { type }) }],
      })
    for (const type of [undefined, 'audio/mpeg']) {
      const first = keys(episode(1, type), episode(2, type))
      expect(new Set(first).size).toBe(2)
      expect(keys(episode(1, type), episode(2, type))).toEqual(first)
    }
  })

  test('but not by their pictures: one entry with two sizes of one is one', () => {
    const pictured = (n: number) => shared(1, { enclosures: [{ url: `https://example.org/${n}.jpg`, type: 'image/jpeg' }] })
    expect(keys(pictured(1), pictured(2))).toHaveLength(1)
  })

  test('the keys are the same at every poll, in any order', () => {
    const items = [1, 2, 3, 4].map((n) => shared(n, { link: `https://example.org/${n}` }))
    const first = keys(...items)
    for (let poll = 0; poll < 20; poll++) expect(keys(...items).toSorted()).toEqual(first.toSorted())
    expect(keys(...items.toReversed())).toEqual(first.toReversed())
  })

  test('an edited text does not make a new item where links tell them apart', () => {
    const [a, b] = [shared(1, { link: 'https://example.org/1' }), shared(2, { link: 'https://example.org/2' })]
    expect(keys(a, { ...b, content: html('more') })).toEqual(keys(a, b))
  })

  test('exact repetitions are one', () => {
    expect(keys(shared(1), shared(1), shared(1))).toHaveLength(1)
  })

  test('so are repetitions under another category or hour', () => {
    const again = shared(1, { categories: [{ term: 'x' }], updated: 'later' })
    expect(keys(shared(1), again)).toEqual(keys(shared(1)))
  })
})

describe('hash', () => {
  const hash = (item: Partial<RawItem>): string => identify(rawFeed([rawItem(item)]))[0]!.hash

  test.each<[string, Partial<RawItem>]>([
    ['title', { title: text('b') }],
    ['type of the title', { title: html('a') }],
    ['content', { content: html('a') }],
    ['language', { title: text('a', { language: 'de' }) }],
    ['base', { title: text('a', { base: 'https://example.org/' }) }],
    ['date', { published: 'x' }],
    ['update', { updated: 'x' }],
    ['author', { authors: [{ name: 'x' }] }],
    ['enclosure', { enclosures: [{ url: 'x' }] }],
    ['category', { categories: [{ term: 'x' }] }],
    ['link', { link: 'x' }],
  ])('%s changes it', (_, change) => {
    expect(hash({ title: text('a'), ...change })).not.toBe(hash({ title: text('a') }))
  })

  test('fields do not run together', () => {
    expect(hash({ published: 'x', updated: '' })).not.toBe(hash({ updated: 'x', published: '' }))
  })

  test('the address of the comments does not', () => {
    expect(hash({ id: 'a', comments: 'https://example.org/1' })).toBe(hash({ id: 'a', comments: 'https://example.org/2' }))
  })
})

const values = fc.option(
  fc.constantFrom('', ' ', 'a', 'b', 'https://example.org/', 'http://www.example.org/a', '__proto__', 'x'.repeat(5000), '\u0000', 'a | b'),
  { nil: undefined },
)

test('keys are unique, short and do not depend on the order', () => {
  const items = fc.array(
    fc
      .record({ id: values, link: values, title: values, content: values, published: values })
      .map(({ id, link, title, content, published }) =>
        rawItem({
          ...(id !== undefined && { id }),
          ...(link !== undefined && { link }),
          ...(title !== undefined && { title: text(title) }),
          ...(content !== undefined && { content: html(content) }),
          ...(published !== undefined && { published }),
        }),
      ),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(items, (raw) => {
      const entries = identify(rawFeed(raw))
      expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length)
      for (const { key } of entries) expect(key.length).toBeLessThanOrEqual(300)
      const mirrored = identify(rawFeed(raw.toReversed()))
      expect(mirrored.map(({ key }) => key).toSorted()).toEqual(entries.map(({ key }) => key).toSorted())
    }),
    { numRuns: 300 },
  )
})
