import { describe, expect, test } from 'vitest'
import { parseAtomFeed, parseRssFeed } from 'feedsmith'
import { atom } from '../../src/publish/atom.ts'
import { editions, type Edition } from '../../src/publish/edition.ts'
import { alsoIn } from '../../src/publish/entry.ts'
import { feedPageText } from '../../src/publish/page/feed.ts'
import { jsonFeed } from '../../src/publish/json.ts'
import { rss } from '../../src/publish/rss.ts'
import { copy, entry, feed, MORNING } from './sample.ts'
import { readBack } from './readers.ts'

const LINE = '<p>Also in: <a href="https://daily.example.net/ships">Daily Example</a> (“Storm over: ships return”)</p>'

describe('the others who ran a story', () => {
  const table: readonly (readonly [string, Parameters<typeof alsoIn>[0], string])[] = [
    ['none', entry(), ''],
    ['one', entry({ copies: [copy()] }), LINE],
    [
      'one of the same title',
      entry({ copies: [copy({ title: 'HARBOUR reopens after the storm' })] }),
      '<p>Also in: <a href="https://daily.example.net/ships">Daily Example</a></p>',
    ],
    ['one without an address', entry({ copies: [copy({ url: undefined as never, title: '' })] }), '<p>Also in: Daily Example</p>'],
    [
      'two',
      entry({
        copies: [copy({ title: '' }), copy({ title: '', url: 'https://x.example/1', source: { name: 'X', url: 'https://x.example/' } })],
      }),
      '<p>Also in: <a href="https://daily.example.net/ships">Daily Example</a>; <a href="https://x.example/1">X</a></p>',
    ],
    [
      'more than are named',
      entry({ copies: [copy({ title: '' })], copyCount: 44 }),
      '<p>Also in: <a href="https://daily.example.net/ships">Daily Example</a>; and 43 more</p>',
    ],
    [
      'markup in a title and a name',
      entry({ copies: [copy({ title: '<b>a</b> & b', source: { name: '<i>', url: '' } })] }),
      '<p>Also in: <a href="https://daily.example.net/ships">&lt;i&gt;</a> (“&lt;b&gt;a&lt;/b&gt; &amp; b”)</p>',
    ],
    [
      'an address that breaks out of its attribute',
      entry({ copies: [copy({ title: '', url: `https://x.example/"onclick='x'>` })] }),
      `<p>Also in: <a href="https://x.example/%22onclick=&#39;x&#39;%3E">Daily Example</a></p>`,
    ],
    [
      'a name that turns what follows',
      entry({ copies: [copy({ title: '', source: { name: 'x\u202Ey', url: '' } })] }),
      '<p>Also in: <a href="https://daily.example.net/ships"><bdi>x\u202Ey</bdi></a></p>',
    ],
  ]
  test.each(table)('%s', (_, given, expected) => expect(alsoIn(given)).toBe(expected))

  test.each([
    ['content', {}],
    ['a summary', { content: undefined as never, summary: '<p>Short.</p>' }],
    ['only an excerpt', { content: undefined as never }],
    ['nothing', { content: undefined as never, excerpt: '' }],
  ])('stand at the end of the body that readers show: %s', async (_, given) => {
    for (const { reader, items } of await readBack(feed([{ ...given, copies: [copy()] }])))
      expect(items[0]!.body?.endsWith(LINE), reader).toBe(true)
  })

  test('how many more there are is told on the page and as data', () => {
    const many = feed([{ copies: [copy()], copyCount: 1044 }])
    expect(feedPageText(many)).toContain('<li>and 1,043 more</li>')
    expect(JSON.parse(jsonFeed(many)).items[0]._wirefold.copyCount).toBe(1044)
    expect(JSON.parse(jsonFeed(feed([{ copies: [copy()] }]))).items[0]._wirefold).not.toHaveProperty('copyCount')
  })

  const document = feed([{ copies: [copy()] }])

  test('are links in Atom and RSS', () => {
    const link = {
      rel: 'related',
      type: 'text/html',
      href: 'https://daily.example.net/ships',
      title: 'Daily Example: Storm over: ships return',
    }
    expect(parseAtomFeed(atom(document)).entries![0]!.links).toContainEqual(link)
    expect(parseRssFeed(rss(document)).items![0]!.atom!.links).toContainEqual(link)
  })

  test('are data in JSON Feed', () => {
    const { items } = JSON.parse(jsonFeed(document))
    expect(items[0]._wirefold).toMatchObject({
      about: expect.stringMatching(/^https:/),
      story: '0',
      copies: [
        {
          title: 'Storm over: ships return',
          url: 'https://daily.example.net/ships',
          source: { name: 'Daily Example' },
          published: '2011-01-11T09:30:00Z',
          reason: 'same-text',
          score: 0.93,
        },
      ],
    })
  })
})

describe('the source', () => {
  test('is credited in every format', () => {
    expect(parseAtomFeed(atom(feed())).entries![0]!.source).toMatchObject({
      id: entry().source.id,
      title: { value: 'Example Wire' },
      updated: '2011-01-11T09:30:00Z',
      links: [
        { rel: 'self', href: 'https://wire.example.org/rss' },
        { rel: 'alternate', href: 'https://wire.example.org/' },
      ],
    })
    expect(parseRssFeed(rss(feed())).items![0]!.source).toEqual({ title: 'Example Wire', url: 'https://wire.example.org/rss' })
    expect(JSON.parse(jsonFeed(feed())).items[0]._wirefold.source).toEqual({
      id: entry().source.id,
      name: 'Example Wire',
      url: 'https://wire.example.org/rss',
      site: 'https://wire.example.org/',
    })
  })

  test('that is a file on this computer is named, and not told where it lies', () => {
    const local = feed([
      { source: { id: 'tag:news.example.org,2026:source/1', name: 'Local', url: 'file:data/sample/a.xml', updated: MORNING } },
    ])
    expect(parseAtomFeed(atom(local)).entries![0]!.source!.links).toEqual([{ rel: 'self', href: 'tag:news.example.org,2026:source/1' }])
    expect(parseRssFeed(rss(local)).items![0]!.dc!.sources).toEqual(['Local'])
  })

  test('stands for the author where nobody is named, and mail addresses are kept back', async () => {
    for (const { reader, items } of await readBack(feed([{ authors: [] }, { authors: ['Ann Writer <ann@example.org>'] }])))
      expect(
        items.map(({ authors }) => authors),
        reader,
      ).toEqual([['Example Wire'], ['Ann Writer']])
  })
})

describe('the document', () => {
  test('says where it is, in Atom and RSS', () => {
    const self = (extension: string, type: string) => ({ rel: 'self', type, href: `https://news.example.org/feeds/ports.${extension}` })
    expect(parseAtomFeed(atom(feed())).links).toEqual([
      self('atom', 'application/atom+xml'),
      { rel: 'alternate', type: 'text/html', href: 'https://news.example.org/feeds/ports' },
    ])
    expect(parseRssFeed(rss(feed())).atom!.links).toEqual([self('rss', 'application/rss+xml')])
  })

  test('dates an entry as it is, whatever its neighbours', () => {
    const same = { updated: MORNING }
    const written = parseAtomFeed(atom(feed([same, same, { updated: MORNING + 1 }, same]))).entries!.map(({ updated }) => updated)
    const morning = '2011-01-11T09:30:00Z'
    expect(written).toEqual([morning, morning, '2011-01-11T09:30:00.001Z', morning])
  })

  test('holds several enclosures: one in RSS, the others beside it', () => {
    const enclosures = [
      { url: 'https://wire.example.org/a.mp3', length: 12 },
      { url: 'https://wire.example.org/b', type: 'image/png; q=1', length: -1 },
      { url: 'https://wire.example.org/c', type: 'nonsense' },
    ]
    const [item] = parseRssFeed(rss(feed([{ enclosures }]))).items!
    expect(item!.enclosures).toEqual([{ url: 'https://wire.example.org/a.mp3', length: 12, type: 'audio/mpeg' }])
    expect(item!.media!.contents).toEqual([
      { url: 'https://wire.example.org/b', type: 'image/png' },
      { url: 'https://wire.example.org/c', type: 'application/octet-stream' },
    ])
    expect(parseAtomFeed(atom(feed([{ enclosures }]))).entries![0]!.links!.filter(({ rel }) => rel === 'enclosure').length).toBe(3)
    expect(JSON.parse(jsonFeed(feed([{ enclosures }]))).items[0].attachments[0]).toEqual({
      url: 'https://wire.example.org/a.mp3',
      mime_type: 'audio/mpeg',
      size_in_bytes: 12,
    })
  })

  test('puts what the RSS profile asks for in its order', () => {
    const text = rss(feed([{ language: 'ja' }]))
    expect(text).toMatch(/<description>.*<content:encoded>/s)
    expect(text).toMatch(/<guid isPermaLink="false">tag:news\.example\.org,2026:story\/0<\/guid>/)
    expect(text).toContain('<lastBuildDate>Tue, 11 Jan 2011 09:30:00 GMT</lastBuildDate>')
    expect(text).toContain('<title>Ports &#x26; harbours</title>')
    expect(text).toContain('<dc:language>ja</dc:language>')
    expect(text).not.toContain('<author>')
  })

  test('has a tag that changes with its bytes and not with the hour', () => {
    const [one, again, other] = [feed(), feed(), feed([{ title: 'Other' }])].map((each) => [...editions(each)]) as [
      Edition[],
      Edition[],
      Edition[],
    ]
    expect(one.map(({ format }) => format)).toEqual(['atom', 'rss', 'json'])
    expect(again).toEqual(one)
    for (const [i, { etag, modified, mediaType }] of one.entries()) {
      expect(etag).toMatch(/^"[0-9a-f]{32}"$/)
      expect(other[i]!.etag).not.toBe(etag)
      expect(modified).toBe(MORNING)
      expect(mediaType).toMatch(/^application\/(atom\+xml|rss\+xml|feed\+json); charset=utf-8$/)
    }
  })
})
