import { describe, expect, test } from 'vitest'
import { readDocument } from '../../src/page/document.ts'
import { documentOf, feedOf, rss, SOURCE } from './documents.ts'

describe('the format of a document', () => {
  test.each([
    ['RSS 2.0', '<rss version="2.0"><channel><title>x</title></channel></rss>', 'rss'],
    ['RSS without a version', '<rss><channel><title>x</title></channel></rss>', 'rss'],
    ['RSS in capitals', '<RSS VERSION="0.91"><CHANNEL><TITLE>x</TITLE></CHANNEL></RSS>', 'rss'],
    ['RSS with a prefix', '<r:rss xmlns:r="http://backend.userland.com/rss2"><r:channel><r:title>x</r:title></r:channel></r:rss>', 'rss'],
    ['a channel without rss around it', '<channel><title>x</title></channel>', 'rss'],
    [
      'RSS 1.0',
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>x</title></channel></rdf:RDF>',
      'rdf',
    ],
    [
      'RSS 0.90',
      '<RDF:RDF xmlns:RDF="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>x</title></channel></RDF:RDF>',
      'rdf',
    ],
    ['Atom 1.0', '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>', 'atom'],
    ['Atom 0.3', '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>x</title></feed>', 'atom'],
    ['Atom with a prefix', '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>x</a:title></a:feed>', 'atom'],
    ['Atom without its namespace', '<feed><title>x</title></feed>', 'atom'],
    ['CDF', '<CHANNEL HREF="http://example.org/"><TITLE>x</TITLE></CHANNEL>', 'cdf'],
    ['JSON Feed', '{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[]}', 'json'],
    [
      'blanks and an error message before it',
      '\n\n Warning: oops in <b>feed.php</b>\n<?xml version="1.0"?><rss><channel><title>x</title></channel></rss>',
      'rss',
    ],
    ['a byte order mark before it', '\ufeff<rss><channel><title>x</title></channel></rss>', 'rss'],
    [
      'comments and a document type before it',
      '<!-- <html> --><!DOCTYPE rss [<!ENTITY html "<html>">]><rss><channel><title>x</title></channel></rss>',
      'rss',
    ],
    ['junk after the root', '<rss><channel><title>x</title></channel></rss><script>track()</script></body>', 'rss'],
    ['an empty twin before the root', '<rss></rss><rss><channel><title>x</title></channel></rss>', 'rss'],
  ])('%s', (_, body, format) => {
    const feed = feedOf(body)
    expect([feed.format, feed.title?.value]).toEqual([format, 'x'])
  })

  test.each([
    ['an HTML page', '<!doctype html><html><head><title>x</title></head><body><p>hi</p></body></html>'],
    ['an HTML page that talks of feeds', '<html><body><pre><rss><channel><item></item></channel></rss></pre></body></html>'],
    ['nothing', ''],
    ['blanks', ' \n '.repeat(1000)],
    ['plain text', 'Service unavailable'],
    ['other XML', '<urlset><url><loc>https://example.org/</loc></url></urlset>'],
    ['other JSON', '{"error":"not found"}'],
    ['a JSON list', '[1,2,3]'],
  ])('%s is no feed', (_, body) => {
    const parsed = readDocument(documentOf(body))
    expect(parsed.ok ? 'a feed' : parsed.problem.code).toBe('not-a-feed')
  })

  test('broken JSON says so', () => {
    const parsed = readDocument(documentOf('{"items": oops'))
    expect(parsed.ok ? 'a feed' : parsed.problem.code).toBe('malformed')
  })

  test('an HTML page offers its feeds, addresses made absolute', () => {
    const parsed = readDocument(
      documentOf(`<html><head><base href="/blog/"><link rel="stylesheet" href="x.css">
        <link rel="alternate" type="application/rss+xml" title="News &amp; more" href="feed.xml">
        <LINK REL='home alternate' TYPE='application/atom+xml; charset=utf-8' HREF='//example.org/atom'>
        <link rel="alternate" hreflang="de" href="/de/"><link rel=alternate type=application/feed+json href=feed.json></head>`),
    )
    expect(parsed.ok ? [] : parsed.alternates).toEqual([
      { href: 'https://example.org/blog/feed.xml', rel: 'alternate', type: 'application/rss+xml', title: 'News & more' },
      { href: 'https://example.org/atom', rel: 'alternate', type: 'application/atom+xml' },
      { href: 'https://example.org/blog/feed.json', rel: 'alternate', type: 'application/feed+json' },
    ])
  })
})

describe('a broken document', () => {
  const titles = (body: string): readonly (string | undefined)[] => feedOf(body).items.map((item) => item.title?.value)

  test.each([
    ['an unescaped ampersand', rss('<item><title>Fish & Chips &c.</title></item>'), ['Fish & Chips &c.']],
    ['a query that looks like an entity', rss('<item><title>?a=1&copy=2&amp=3</title></item>'), ['?a=1&copy=2&amp=3']],
    ['HTML entities nobody declared', rss('<item><title>caf&eacute;&nbsp;&#8212; &#x41;&#146;</title></item>'), ['café\u00a0— A’']],
    ['a bare less-than sign', rss('<item><title>if a < b and b <3</title></item>'), ['if a < b and b <3']],
    ['an undeclared prefix', rss('<item><dc:title>x</dc:title><foo:bar>y</foo:bar></item>'), ['x']],
    ['an end tag too many', rss('<item></b><title>x</title></i></item>'), ['x']],
    ['crossing tags', rss('<item><title><b><i>x</b></i></title></item><item><title>y</title></item>'), ['<b><i>x</i></b>', 'y']],
    ['a title that is never closed', rss('<item><title>x<link>http://example.org/</link></item><item><title>y</title></item>'), undefined],
    ['items that are never closed', '<rss><channel><item><title>x</title><item><title>y</title></item></channel></rss>', ['x', 'y']],
    [
      'an attribute without quotes',
      rss('<item><title>x</title><enclosure url=http://example.org/a.mp3 type=audio/mpeg></item><item><title>y</title></item>'),
      ['x', 'y'],
    ],
    [
      'an attribute whose quote is never closed',
      rss('<item><title>x</title><category domain="a>b</category></item><item><title>y</title><category domain="c">d</category></item>'),
      ['x', 'y'],
    ],
    ['a document that ends within an item', '<rss><channel><item><title>x</title></item><item><title>y</title><link>http://exa', ['x']],
    ['a document that ends within a tag', '<rss><channel><item><title>x</title></item><item', ['x']],
    [
      'a CDATA section that never ends',
      '<rss><channel><item><title>x</title></item><item><title><![CDATA[y</title></item></channel></rss>',
      ['x', 'y'],
    ],
    ['markup in capitals', '<RSS><CHANNEL><ITEM><TITLE>x</TITLE></ITEM></CHANNEL></RSS>', ['x']],
    ['two documents, one behind the other', `${rss('<item><title>x</title></item>')}${rss('<item><title>y</title></item>')}`, ['x', 'y']],
    [
      'nesting beyond the cap that is never closed',
      rss(`<item><title>x</title><description>${'<div>'.repeat(400)}</description></item><item><title>y</title></item>`),
      ['x', 'y'],
    ],
    ['two channels', '<rss><channel><title>a</title></channel><channel><item><title>x</title></item></channel></rss>', ['x']],
    ['unescaped HTML', rss('<item><description><p>one<br>two<p>three</description><title>x</title></item>'), ['x']],
    ['line ends and commas in JSON', '{"version":"https://jsonfeed.org/version/1","items":[{"title":"x\ny",},]}', ['x\ny']],
    [
      'a namespace that is another’s',
      '<rss xmlns="http://www.w3.org/1999/xhtml"><channel><item><title>x</title></item></channel></rss>',
      ['x'],
    ],
    [
      'an item before and after the channel',
      '<rss><item><title>x</title></item><channel></channel><item><title>y</title></item></rss>',
      ['x', 'y'],
    ],
    [
      'names of Object.prototype',
      rss('<item><__proto__>a</__proto__><constructor>b</constructor><title toString="c">x</title></item>'),
      ['x'],
    ],
  ])('%s', (_, body, expected) => {
    if (expected) expect(titles(body)).toEqual(expected)
    else expect(titles(body)).toHaveLength(2)
    expect(({} as Record<string, unknown>)['a']).toBeUndefined()
  })

  test('says where it was cut', () => {
    expect(feedOf('<rss><channel><item><title>x</title></item>').truncated).toBe(true)
    expect(feedOf(rss('<item><title>x</title></item>')).truncated).toBe(false)
    const json = '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","tags":["]"]},{"id":"2"},{"id":"3","title":"cut he'
    const cut = feedOf(json)
    expect([cut.truncated, cut.items.map((item) => item.id)]).toEqual([true, ['1', '2']])
  })

  test('counts the items beyond the cap', () => {
    const feed = feedOf(rss('<item><title>x</title></item>'.repeat(5100)))
    expect([feed.items.length, feed.notes]).toEqual([5000, ['5000 of 5100 items were read']])
  })

  const OVERFULL = 'more than 100,000 elements stand in one item, or around the items; the rest was not read'
  const crowd = '<x:a b="c">d</x:a>'.repeat(60_000)

  test.each([
    ['before the items', `${crowd}<item><title>one</title></item><item><title>two</title></item>`],
    ['between them', `<item><title>one</title></item>${crowd}<item><title>two</title></item>`],
    ['in one, behind what it says', `<item><title>one</title>${crowd}</item><item><title>two</title></item>`],
    ['in a text that never ends', `<item><title>one</title><description>${crowd}</item><item><title>two</title></item>`],
  ])('more elements than anybody reads %s cost no item, and are told', (_, items) => {
    const feed = feedOf(rss(items))
    expect(feed.items.map(({ title }) => title?.value)).toEqual(['one', 'two'])
    expect(feed.notes).toEqual([OVERFULL])
  })

  test('items in a channel in an item are read in the order in which they begin', () => {
    const feed = feedOf(
      rss('<item><title>one</title><channel><item><title>two</title></item></channel></item><item><title>three</title></item>'),
    )
    expect(feed.items.map(({ title }) => title?.value)).toEqual(['one', 'two', 'three'])
  })
})

describe('addresses that no xml:base resolves', () => {
  const channel = (inside: string): string => rss(`<link>https://port.example/news/</link><item><title>x</title>${inside}</item>`)
  const item = (inside: string) => feedOf(channel(inside)).items[0]

  test.each([
    ['links of items lead to the site', 'a.html', 'https://port.example/news/a.html'],
    ['from its root', '/a.html', 'https://port.example/a.html'],
    ['by its protocol', '//other.example/a', 'https://other.example/a'],
    ['within its page', '#p1', 'https://port.example/news/#p1'],
    ['whole ones stay', 'http://other.example/a', 'http://other.example/a'],
  ])('%s', (_, written, link) => {
    expect(item(`<link>${written}</link>`)?.link).toBe(link)
  })

  test('all else of an item leads to its article', () => {
    const found = item(`<link>/2026/a/</link><comments>#comments</comments><enclosure url="1.mp3"/><itunes:image href="/cover.png"/>
      <author><name>Ada</name><uri>/ada</uri></author><podcast:transcript url="1.vtt"/><source url="../feed">Far Wire</source>`)
    expect(found).toMatchObject({
      link: 'https://port.example/2026/a/',
      comments: 'https://port.example/2026/a/#comments',
      enclosures: [{ url: 'https://port.example/2026/a/1.mp3' }],
      image: 'https://port.example/cover.png',
      authors: [{ name: 'Ada', url: 'https://port.example/ada' }],
      podcast: { image: 'https://port.example/cover.png', transcripts: [{ url: 'https://port.example/2026/a/1.vtt' }] },
      origin: { url: 'https://port.example/2026/feed' },
    })
  })

  test('those of a feed lead to its document, its picture to the site', () => {
    const feed = feedOf(rss('<link>/home/</link><atom:link rel="self" href="feed"/><image><url>logo.png</url></image>'))
    expect([feed.link, feed.self, feed.image]).toEqual(['/home/', '/news/feed', '/home/logo.png'].map((path) => new URL(path, SOURCE).href))
  })

  test('without a site they lead to the document', () => {
    expect(feedOf(rss('<link>no address</link><item><link>a</link></item>')).items[0]?.link).toBe('https://example.org/news/a')
  })

  test('are the same in JSON', () => {
    const items = [{ id: '1', url: '/p/1/', image: 'c.png', attachments: [{ url: 'a.mp3' }] }]
    const feed = feedOf(JSON.stringify({ version: 'https://jsonfeed.org/version/1', home_page_url: 'https://port.example/', items }))
    expect(feed.items[0]).toMatchObject({
      link: 'https://port.example/p/1/',
      image: 'https://port.example/p/1/c.png',
      enclosures: [{ url: 'https://port.example/p/1/a.mp3' }],
    })
  })

  test.each([
    ['is its link where there is none', '<id>https://port.example/1</id>', 'https://port.example/1'],
    ['is not where it is no address', '<id>tag:port.example,2026:1</id>', undefined],
    ['is not where there is a link', '<id>https://port.example/1</id><link href="https://port.example/one"/>', 'https://port.example/one'],
  ])('the id of an Atom entry %s', (_, inside, link) => {
    expect(feedOf(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title>${inside}</entry></feed>`).items[0]?.link).toBe(link)
  })
})

describe('addresses', () => {
  test('are resolved against xml:base, the outer ones first, and the document’s own address', () => {
    const feed = feedOf(`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/a/"><link href="home"/><entry xml:base="b/"><link href="c"/>
      <content type="xhtml" xml:base="d/"><div xmlns="http://www.w3.org/1999/xhtml"><a href="e">f</a><p xml:base="g/"><img src="h"/></p></div></content></entry></feed>`)
    const [entry] = feed.items
    expect([feed.link, entry?.link, entry?.content?.base]).toEqual([
      new URL('/a/home', SOURCE).href,
      new URL('/a/b/c', SOURCE).href,
      new URL('/a/b/d/', SOURCE).href,
    ])
    expect(entry?.content?.value).toBe('<a href="e">f</a><p><img src="https://example.org/a/b/d/g/h" /></p>')
  })
})
