import { describe, expect, test } from 'vitest'
import { atom } from '../../src/publish/atom.ts'
import { jsonFeed } from '../../src/publish/json.ts'
import { rss } from '../../src/publish/rss.ts'
import type { PublishedEntry } from '../../src/model/published.ts'
import { copy, feed, kept, keptLine, MORNING } from './sample.ts'
import { readBack } from './readers.ts'

const LONG = `https://wire.example.org/${'a'.repeat(10_000)}?b=${'c'.repeat(200)}`
const FROM_LOCAL = {
  source: { id: 'tag:news.example.org,2026:source/local', name: 'Local', url: 'file:data/sample/a.xml', updated: MORNING },
}

/** Legal, and each of them broke some writer. What is expected is the value itself, after the documented stripping. */
const AWKWARD: readonly (readonly [string, Partial<PublishedEntry>])[] = [
  ['a section end', { title: 'a ]]> b', content: '<p>x ]]> y</p>' }],
  ['two section ends in one value', { title: ']]> and ]]>', content: '<p>]]></p><script-like>]]></p>' }],
  ['an item smuggled in behind a section end', { content: '<p>x ]]> ]]></description></item><item><title>planted</title></item></p>' }],
  ['two dashes and a comment', { title: 'a -- b <!-- c -->', content: '<p>a -- b --> c</p>' }],
  ['NUL and other controls', { title: 'a\0b\x01\x08\x0B\x0C\x1Fc', content: '<p>\0\x1B[31m</p>' }],
  ['C1 controls and DEL', { title: 'a\x7F\x80\x85\x9Fb', content: '<p>\x92</p>' }],
  ['noncharacters', { title: 'a\uFFFEb\uFFFFc', content: '<p>\uFFFE</p>' }],
  ['lone surrogates', { title: 'a\uD800b\uDC00c', content: '<p>\uDFFF</p>', authors: ['x\uD83D'] }],
  ['a character that was lost before', { title: 'caf\uFFFD', content: '<p>\uFFFD</p>' }],
  ['astral characters', { title: '😀 𠮷 🇯🇵', content: '<p>𠮷野家 😀</p>', authors: ['𠮷田'], categories: [{ term: '🚢' }] }],
  ['markup as the subject of a title', { title: 'Why <b>bold</b> & <script>alert(1)</script> matter' }],
  ['references in a title', { title: '&lt;b&gt; &amp;amp; &#60; &copy;' }],
  ['less than, ampersand', { title: 'AT&T: if a < b' }],
  ['angle brackets in a category', { categories: [{ term: 'a<b' }, { term: 'c>d & e' }] }],
  [
    'quotes everywhere',
    { title: `"a" 'b'`, categories: [{ term: `"x" 'y'` }], authors: [`O'Hara "Red"`], url: 'https://wire.example.org/?q=%22x%22' },
  ],
  ['a category that looks like a prototype', { categories: [{ term: '__proto__' }, { term: 'constructor' }], authors: ['toString'] }],
  ['CRLF and tabs', { title: 'a\r\nb\tc', content: '<p>a\r\nb\rc\td</p>', categories: [{ term: 'x\r\ny' }] }],
  ['an id that is no address', { id: 'tag:news.example.org,2026:story/%20<&>"' }],
  ['an empty title', { title: '', excerpt: 'The first words. More.' }],
  ['a title of controls alone', { title: '\0\x01', excerpt: '' }],
  ['several authors', { authors: ['Mina Sato', 'Jon <Doe>', 'Ann & Co'] }],
  ['no author', { authors: [] }],
  ['no link', { url: undefined as never }],
  ['a very long address', { url: LONG }],
  ['an address beyond RFC 3986', { url: 'https://wire.example.org/a|b?c=[1]^{2}' }],
  ['right to left marks', { title: 'שלום \u202Eabc', copies: [copy({ title: 'x\u202Ey' })] }],
  ['only a summary', { content: undefined as never, summary: '<p>Short.</p>' }],
  ['nothing but a title', { content: undefined as never, excerpt: '', url: undefined as never }],
  ['a source that is a file', FROM_LOCAL],
  ['the first and the last day', { published: 0, updated: Date.UTC(9999, 11, 31) }],
  ['a fraction of a second', { published: MORNING + 7, updated: MORNING + 999 }],
  [
    'dangerous addresses',
    { url: 'javascript:alert(1)', image: 'data:text/html,x', enclosures: [{ url: 'javascript:x' }], copies: [copy({ url: 'vbscript:x' })] },
  ],
]

describe('what five readers get back', () => {
  test.each(AWKWARD)('%s', async (_, awkward) => {
    const whole = feed([{ title: 'before' }, awkward, { title: 'after' }])
    const given = whole.entries[1]!
    for (const { reader, title, items } of await readBack(whole)) {
      expect(title, reader).toBe('Ports & harbours')
      expect(
        items.map((item) => item.title),
        reader,
      ).toEqual(['before', titleOf(given), 'after'])
      const item = items[1]!
      expect(item.id?.trim(), reader).toBe(given.id)
      expect(item.link, reader).toBe(linkOf(given.url))
      expect(Math.floor(item.published / 1000), reader).toBe(Math.floor(given.published / 1000))
      const body = (given.content ?? given.summary ?? (given.excerpt && `<p>${given.excerpt}</p>`)) || '<p>From'
      expect(item.body, reader).toContain(kept(body).trim())
      const authors = given.authors.length > 0 ? given.authors.map((name) => keptLine(name.replace(/<.*@.*>/, ''))) : [given.source.name]
      expect(item.authors, reader).toEqual(reader === 'rss-parser, Atom' ? [authors[0]] : authors)
      if (item.categories) expect(item.categories, reader).toEqual(given.categories.map(({ term }) => keptLine(term)))
    }
  })
})

const titleOf = ({ title, excerpt, source }: PublishedEntry) => keptLine(title) || keptLine(excerpt) || source.name

const linkOf = (url: string | undefined) =>
  url?.startsWith('https:') ? url.replace('|', '%7C').replace('[1]', '%5B1%5D').replace('^', '%5E').replace('{2}', '%7B2%7D') : undefined

describe('what is never written', () => {
  const everywhere = feed([
    {
      url: 'javascript:alert(1)',
      image: 'data:image/png;base64,AA==',
      enclosures: [{ url: 'javascript:alert(2)' }, { url: 'file:///etc/passwd' }],
      categories: [{ term: 'x', scheme: 'javascript:alert(3)' }],
      source: { ...FROM_LOCAL.source, site: 'javascript:alert(4)' },
      copies: [
        copy({ url: ' javascript:alert(5)' }),
        copy({ url: 'JaVaScRiPt:alert(6)' }),
        copy({ url: 'https://user:secret@daily.example.net/x' }),
      ],
    },
  ])

  test.each([
    ['Atom', atom(everywhere)],
    ['RSS', rss(everywhere)],
    ['JSON Feed', jsonFeed(everywhere)],
  ])('%s: a script, a file, a password', (_, text) => {
    expect(text).not.toMatch(/javascript:|data:|file:|secret/i)
    expect(text).toContain('https://daily.example.net/x')
  })

  test.each(AWKWARD)('CDATA, or a character that XML 1.0 forbids: %s', (_, awkward) => {
    for (const text of [atom(feed([awkward])), rss(feed([awkward])), jsonFeed(feed([awkward]))]) {
      expect(text).toBe(kept(text))
      expect(text).not.toContain('<![CDATA[')
    }
  })
})

describe('an entry that cannot be written', () => {
  const bad: readonly (readonly [string, Partial<PublishedEntry>])[] = [
    ['an instant that is none', { published: Number.NaN }],
    ['a year of five digits', { published: Date.UTC(10_000, 0), updated: Date.UTC(10_000, 0) }],
    ['a year before Christ', { published: -1e14 }],
    ['a field of a wrong type', { title: 7 as never }],
    [
      'a field that throws',
      {
        get title(): string {
          throw new Error('boom')
        },
      },
    ],
  ]
  test.each(bad)('%s costs only itself', async (_, broken) => {
    const [before, between, after] = feed([{ title: 'before' }, {}, { title: 'after' }]).entries as [
      PublishedEntry,
      PublishedEntry,
      PublishedEntry,
    ]
    const hurt = Object.create(between, Object.getOwnPropertyDescriptors(broken)) as PublishedEntry
    for (const { reader, items } of await readBack({ ...feed(), entries: [before, hurt, after] }))
      expect(
        items.map(({ title }) => title),
        reader,
      ).toEqual(['before', 'after'])
  })

  test('a second entry of one id is left out', async () => {
    const twice = feed([{ id: 'tag:news.example.org,2026:story/x' }, { id: 'tag:news.example.org,2026:story/x' }])
    for (const { reader, items } of await readBack(twice)) expect(items.length, reader).toBe(1)
  })

  test('a feed without a valid date takes that of its entries', () => {
    expect(atom({ ...feed(), updated: Number.NaN })).toContain('<updated>2011-01-11T09:30:00Z</updated>\n<author>')
    expect(rss({ ...feed([]), updated: Number.NaN })).toContain('<lastBuildDate>Thu, 01 Jan 1970 00:00:00 GMT</lastBuildDate>')
  })
})
