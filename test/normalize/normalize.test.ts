import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Document, RawFeed, RawItem } from '../../src/model/raw.ts'
import type { Item } from '../../src/model/item.ts'
import { identify } from '../../src/normalize/identity.ts'
import { normalizeFeed, normalizeItem } from '../../src/normalize/normalize.ts'
import { document, html, rawFeed, rawItem, text } from './raw.ts'

const SOURCE = 'https://example.org/news/feed.xml'

function normalized(raw: Partial<RawItem>, feed: Partial<RawFeed> = {}, from: Document = document()): Item {
  const whole = rawFeed([rawItem(raw)], feed)
  return normalizeItem(identify(whole)[0]!, { source: SOURCE, document: from, feed: whole })
}

describe('an item', () => {
  test('all of it', () => {
    const item = normalized({
      id: 'tag:example.org,2011:1',
      title: html('Navies study <b>shared</b> ports 130111-3'),
      link: '/2011/ports?utm_source=rss',
      summary: text('Ports & fuel'),
      content: html('<p>The two navies study <a href="ports.html">shared ports</a>.</p><p>No date was given.</p>', {
        base: 'https://example.org/2011/',
      }),
      published: 'Thu, 13 Jan 2011 20:26:00 +0900',
      updated: '2011-01-14T00:00:00Z',
      authors: [{ name: 'A. Writer', email: 'a@example.org' }],
      categories: [{ term: 'Asia' }],
      enclosures: [{ url: '/a.mp3', type: 'audio/mpeg', length: '1234' }],
      image: '/a.jpg',
      language: 'en_US',
    })
    expect(item).toEqual({
      source: SOURCE,
      key: 'tag:example.org,2011:1',
      hash: expect.stringMatching(/^5-[\da-f]{16}$/),
      guid: 'tag:example.org,2011:1',
      url: 'https://example.org/2011/ports?utm_source=rss',
      canonicalUrl: 'https://example.org/2011/ports',
      title: 'Navies study shared ports',
      summary: 'Ports &amp; fuel',
      content:
        '<p>The two navies study <a href="https://example.org/2011/ports.html" rel="noopener noreferrer nofollow">shared ports</a>.</p><p>No date was given.</p>',
      text: 'The two navies study shared ports.\nNo date was given.',
      excerpt: 'The two navies study shared ports. No date was given.',
      authors: ['A. Writer'],
      categories: [{ term: 'Asia' }],
      enclosures: [{ url: 'https://example.org/a.mp3', type: 'audio/mpeg', length: 1234 }],
      image: 'https://example.org/a.jpg',
      published: Date.UTC(2011, 0, 13, 11, 26),
      updated: Date.UTC(2011, 0, 14),
      language: 'en-US',
    })
  })

  test.each([
    ['its own base', { base: 'https://base.example/b/', link: 'https://port.example/1/' }, {}, 'https://base.example/b/'],
    ['the base of its page', { link: 'https://port.example/1/' }, { base: 'https://page.example/' }, 'https://page.example/'],
    ['its article', { link: 'https://port.example/1/' }, { link: 'https://port.example/' }, 'https://port.example/1/'],
    ['the site', {}, { link: 'https://port.example/news/' }, 'https://port.example/news/'],
    ['the document', {}, {}, 'https://example.org/news/'],
  ])('references in a text lead to %s', (_, raw, feed, base) => {
    const item = normalized({ ...raw, content: html('<p>Harbour <a href="#fn1">1</a></p><img src="images/a.png">') }, feed)
    expect(item.content).toContain(`src="${base}images/a.png"`)
    expect(item.content).toMatch(new RegExp(`href="${base}[^"]*#fn1"`))
  })

  test('nothing of it: what is not known is absent', () => {
    expect(Object.keys(normalized({})).toSorted()).toEqual([
      'authors',
      'categories',
      'enclosures',
      'excerpt',
      'hash',
      'key',
      'source',
      'text',
      'title',
    ])
  })

  test('a bad date costs that date', () => {
    expect(normalized({ published: 'soon', updated: '2011-01-14T00:00:00Z' })).toMatchObject({ updated: Date.UTC(2011, 0, 14) })
    expect(normalized({ published: 'soon' })).not.toHaveProperty('published')
  })

  test('dates that nobody believes are kept as said', () => {
    expect(normalized({ published: '9999-12-31T00:00:00Z' }).published).toBe(Date.UTC(9999, 11, 31))
    expect(normalized({ published: '1970-01-01T00:00:00Z' }).published).toBe(0)
  })

  test('the fuller body is the text', () => {
    const long = 'A long report on ports, fuel and spare parts for ships of both navies.'
    expect(normalized({ summary: html(long), content: html('<p>More</p>') }).text).toBe(long)
    expect(normalized({ summary: html('More'), content: html(long) }).text).toBe(long)
  })

  test('a lead that stands twice is published as it was written, and compared once', () => {
    const lead = 'The harbour board met on Monday and agreed to dredge the channel to the inner basin before next summer.'
    const item = normalized({ content: html(`<p>${lead}</p><p>${lead} Fishers doubt it.</p>`) })
    expect(item.content).toContain(`<p>${lead}</p><p>${lead} Fishers`)
    expect(item.text).toBe(`${lead} Fishers doubt it.`)
    // a page shows it over the article and in it
    expect(normalized({ content: html(`<p>${lead}</p><p>${lead} Fishers doubt it.</p>`) }, { format: 'page' }).content).toBe(
      `<p>${lead} Fishers doubt it.</p>`,
    )
  })

  test('text with references and no tag keeps its lines', () => {
    expect(normalized({ summary: html('Fish &amp; chips\nat the quay') }).summary).toBe('Fish &amp; chips<br />\nat the quay')
  })

  test('a picture without a text is told by its description', () => {
    const picture = { url: '/gull.jpg', type: 'image/jpeg', title: 'A gull & its chick' }
    expect(normalized({ enclosures: [picture] })).toMatchObject({ summary: 'A gull &amp; its chick', text: 'A gull & its chick' })
    expect(normalized({ enclosures: [{ ...picture, type: 'audio/mpeg' }] }).summary).toBeUndefined()
    expect(normalized({ enclosures: [picture], content: html('<p>Words.</p>') }).summary).toBeUndefined()
  })

  test('clutter goes from text and content alike', () => {
    const item = normalized({
      content: html('<p>Skip to content</p><p>The two navies study shared ports, officials said.</p><p>© 2011 Example Wire</p>'),
    })
    expect(item.content).toBe('<p>The two navies study shared ports, officials said.</p>')
    expect(item.text).toBe('The two navies study shared ports, officials said.')
  })
})

describe('names', () => {
  test.each([
    [{ name: 'me@example.org (A. Writer)' }, ['A. Writer']],
    [{ name: 'A. Writer <me@example.org>' }, ['A. Writer']],
    [{ name: 'A. Writer (me@example.org)' }, ['A. Writer']],
    [{ name: ' A.\n Writer ' }, ['A. Writer']],
    [{ name: 'A. Writer (Tokyo)' }, ['A. Writer (Tokyo)']],
    [{ email: 'me@example.org' }, ['me@example.org']],
    [{ url: 'https://example.org/' }, []],
  ])('%j', (person, expected) => {
    expect(normalized({ authors: [person] }).authors).toEqual(expected)
  })

  test('each once', () => {
    expect(normalized({ authors: [{ name: 'A' }, { name: ' A ' }, { name: 'B' }] }).authors).toEqual(['A', 'B'])
  })

  test('an Atom entry without authors has its feed’s, an RSS item has not', () => {
    const authors = [{ name: 'Desk' }]
    expect(normalized({}, { format: 'atom', authors }).authors).toEqual(['Desk'])
    expect(normalized({}, { format: 'rss', authors }).authors).toEqual([])
  })
})

test('categories are plain, each once', () => {
  const categories = [
    { term: ' Asia ' },
    { term: 'asia' },
    { term: '', label: 'Sea' },
    { term: 'x', scheme: 'https://example.org/s', label: 'X' },
    { term: ' ' },
  ]
  expect(normalized({ categories }).categories).toEqual([
    { term: 'Asia' },
    { term: 'Sea', label: 'Sea' },
    { term: 'x', scheme: 'https://example.org/s', label: 'X' },
  ])
})

test('enclosures are absolute, each once, with a length in bytes or none', () => {
  const enclosures = [
    { url: '/a.mp3', length: '12' },
    { url: 'https://example.org/a.mp3' },
    { url: 'data:audio/mpeg,x' },
    { url: 'javascript:x' },
    { url: '/b', length: 'about 3 MB', type: 'audio/mpeg; codecs=x' },
    { url: '/c', length: '-1', type: 'nonsense' },
  ]
  expect(normalized({ enclosures }).enclosures).toEqual([
    { url: 'https://example.org/a.mp3', length: 12 },
    { url: 'https://example.org/b', type: 'audio/mpeg' },
    { url: 'https://example.org/c' },
  ])
})

describe('language', () => {
  const japanese = { content: html('防衛相は記者会見で協力の強化を検討していると述べた。') }
  test.each<[string, Partial<RawItem>, Partial<RawFeed>, Document['headers'], string | undefined]>([
    ['of the element first', { content: html('a', { language: 'de' }), language: 'fr' }, { language: 'en' }, {}, 'de'],
    ['then of the item', { language: 'fr' }, { language: 'en' }, {}, 'fr'],
    ['then of the feed', {}, { language: 'en_GB' }, { 'content-language': 'ja' }, 'en-GB'],
    ['then of the response', {}, {}, { 'content-language': 'ja' }, 'ja'],
    ['then by its script', japanese, {}, {}, 'ja'],
    ['nonsense is none', japanese, { language: 'Japanese!' }, {}, 'ja'],
    ['else unknown', { title: text('Ports') }, {}, {}, undefined],
  ])('%s', (_, item, feed, headers, expected) => {
    expect(normalized(item, feed, document(headers)).language).toBe(expected)
  })
})

describe('a feed', () => {
  test('all of it', () => {
    const feed = rawFeed([], {
      format: 'atom',
      id: ' urn:x ',
      title: html('News &amp; more'),
      subtitle: html('<p>Ports</p><p>and ships</p>'),
      link: '/',
      authors: [{ name: 'Desk' }, { name: 'Other' }],
      language: 'en_US',
      image: 'http://10.0.0.1/logo.png',
      updated: '2011-01-14T00:00:00Z',
    })
    expect(normalizeFeed(feed, document())).toEqual({
      format: 'atom',
      id: 'urn:x',
      title: 'News & more',
      subtitle: 'Ports and ships',
      link: 'https://example.org/',
      author: 'Desk',
      language: 'en-US',
      updated: Date.UTC(2011, 0, 14),
    })
  })
})

test('caps hold', () => {
  const item = normalized({
    id: 'g'.repeat(100_000),
    title: text('あ'.repeat(500_000)),
    content: html('<p>漢字 </p>'.repeat(100_000)),
    summary: text('字'.repeat(1_000_000)),
    categories: Array.from({ length: 5_000 }, (_, n) => ({ term: `c${n} ${'x'.repeat(500)}` })),
    enclosures: Array.from({ length: 2_000 }, (_, n) => ({ url: `/${n}${'x'.repeat(1900)}` })),
    authors: Array.from({ length: 2_000 }, (_, n) => ({ name: `a${n} ${'x'.repeat(500)}` })),
  })
  expect(item.title.length).toBe(1000)
  expect(item.categories).toHaveLength(100)
  expect(item.enclosures).toHaveLength(50)
  expect(item.authors).toHaveLength(50)
  expect(new TextEncoder().encode(JSON.stringify(item)).length).toBeLessThan(1_900_000)
})

test('no value of a raw item throws', () => {
  const said = fc.string({ unit: 'binary' })
  const maybe = fc.option(said, { nil: undefined })
  const record = fc.record({
    id: maybe,
    link: maybe,
    published: maybe,
    updated: maybe,
    image: maybe,
    language: maybe,
    base: maybe,
    title: said,
    content: said,
    name: maybe,
  })
  fc.assert(
    fc.property(record, ({ title, content, name, ...plain }) => {
      const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined))
      const person = name === undefined ? {} : { name, email: name }
      const raw = {
        ...given,
        title: html(title),
        content: html(content),
        authors: [person],
        categories: [{ term: title }],
        enclosures: [{ url: title }],
      }
      const item = normalized(raw, { ...given, format: 'atom' })
      expect(JSON.parse(JSON.stringify(item))).toEqual(item)
    }),
    { numRuns: 300 },
  )
})
