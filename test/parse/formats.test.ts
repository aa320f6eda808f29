import { describe, expect, test } from 'vitest'
import { feedOf, rss } from './documents.ts'

const ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">'
const atom = (inside: string): string => `${ATOM}<entry>${inside}</entry></feed>`
const itemOf = (body: string) => feedOf(body).items[0]

describe('an RSS item', () => {
  test('with everything', () => {
    const item = itemOf(
      rss(
        `<item><title>Bridge opens</title><link> /bridge </link><guid isPermaLink="false">tag:example.org,2026:1</guid>
        <pubDate>Thu, 01 Jan 2026 10:00:00 GMT</pubDate><author>ada@example.org (Ada)</author><dc:creator>Grace</dc:creator>
        <category domain="https://example.org/tags">Ports</category><category>Bridges</category><dc:subject>Rivers</dc:subject>
        <description>Short &amp;amp; sweet</description><content:encoded><![CDATA[<p>Long &amp; <b>rich</b></p>]]></content:encoded>
        <enclosure url="/a.mp3" type="audio/mpeg" length="10"/><enclosure url="/b.mp3"/>
        <media:group><media:content url="/c.mp4" type="video/mp4" fileSize="20"><media:title>Clip</media:title></media:content><media:thumbnail url="/t.jpg"/></media:group>
        <source url="https://example.com/rss">Example Agency</source><comments>/bridge#comments</comments></item>`,
        '<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:m="http://search.yahoo.com/mrss">',
      ),
    )
    expect(item).toMatchObject({
      id: 'tag:example.org,2026:1',
      isPermaLink: false,
      title: { value: 'Bridge opens', type: 'text' },
      link: 'https://example.org/bridge',
      published: 'Thu, 01 Jan 2026 10:00:00 GMT',
      authors: [{ name: 'Ada', email: 'ada@example.org' }],
      categories: [{ term: 'Ports', scheme: 'https://example.org/tags' }, { term: 'Bridges' }, { term: 'Rivers' }],
      summary: { value: 'Short &amp; sweet', type: 'html' },
      content: { value: '<p>Long &amp; <b>rich</b></p>', type: 'html' },
      enclosures: [
        { url: 'https://example.org/a.mp3', type: 'audio/mpeg', length: '10' },
        { url: 'https://example.org/b.mp3' },
        { url: 'https://example.org/c.mp4', type: 'video/mp4', length: '20', title: 'Clip' },
      ],
      image: 'https://example.org/t.jpg',
      origin: { title: 'Example Agency', url: 'https://example.com/rss' },
      comments: 'https://example.org/bridge#comments',
    })
  })

  test.each([
    ['a permalink guid where there is no link', '<guid>https://example.org/1</guid>', 'https://example.org/1'],
    ['no guid that is none', '<guid isPermaLink="false">https://example.org/1</guid>', undefined],
    ['no guid that is no address', '<guid>1</guid>', undefined],
    ['an Atom link', '<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="alternate" href="/2"/>', 'https://example.org/2'],
    ['its own link before the Atom one', '<atom:link href="/2"/><link>/1</link>', 'https://example.org/1'],
    [
      'what FeedBurner replaced',
      '<link>https://feeds.example.com/~r/1</link><feedburner:origLink>https://example.org/1</feedburner:origLink>',
      'https://example.org/1',
    ],
  ])('is found at %s', (_, inside, link) => {
    expect(itemOf(rss(`<item><title>x</title>${inside}</item>`))?.link).toBe(link)
  })

  test.each([
    ['text', 'Tom &amp; Jerry', { value: 'Tom & Jerry', type: 'text' }],
    ['escaped HTML', 'Tom &amp;amp; &lt;i&gt;Jerry&lt;/i&gt;', { value: 'Tom &amp; <i>Jerry</i>', type: 'html' }],
    ['CDATA', '<![CDATA[Tom & <i>Jerry</i>]]>', { value: 'Tom & <i>Jerry</i>', type: 'html' }],
    ['tags', 'Tom <i class="a&amp;b">&amp; Jerry</i><br>!', { value: 'Tom <i class="a&amp;b">& Jerry</i><br />!', type: 'html' }],
    ['XHTML', '<h:p xmlns:h="http://www.w3.org/1999/xhtml">1 &lt; 2</h:p>', { value: '<p>1 &lt; 2</p>', type: 'html' }],
    ['generics', 'List&lt;String&gt; of R&amp;D;', { value: 'List<String> of R&D;', type: 'text' }],
    ['HTML escaped twice', '&amp;lt;b&amp;gt;x&amp;lt;/b&amp;gt;', { value: '<b>x</b>', type: 'html' }],
    ['tags that it speaks of', '&amp;lt;hr&amp;gt; or &amp;lt;hr /&amp;gt;', { value: '&lt;hr&gt; or &lt;hr /&gt;', type: 'html' }],
    ['a comparison', '1 &lt; 2 &amp; 3 &gt; 2', { value: '1 < 2 & 3 > 2', type: 'text' }],
  ])('has a title of %s', (_, written, title) => {
    expect(itemOf(rss(`<item><title>${written}</title></item>`))?.title).toEqual(title)
  })

  test('whose first choice of a field is blank or cannot be read', () => {
    const item = itemOf(
      rss(
        '<item><description> </description><itunes:summary>real</itunes:summary><pubDate>soon</pubDate><dc:date>2026-01-01</dc:date></item>',
      ),
    )
    expect([item?.summary?.value, item?.published]).toEqual(['real', '2026-01-01'])
  })

  test('whose namespaces have other prefixes than usual', () => {
    const item = itemOf(
      rss(
        '<item><x:creator>Ada</x:creator><y:encoded>Long</y:encoded><x:date>2026-01-01</x:date></item>',
        '<rss xmlns:x="http://purl.org/dc/elements/1.1/" xmlns:y="http://purl.org/rss/1.0/modules/content/">',
      ),
    )
    expect([item?.authors, item?.content?.value, item?.published]).toEqual([[{ name: 'Ada' }], 'Long', '2026-01-01'])
  })

  test('does not take a foreign element for its own', () => {
    expect(
      itemOf(rss('<item><q:title xmlns:q="urn:else">no</q:title><media:title>media</media:title><title>yes</title></item>'))?.title?.value,
    ).toBe('yes')
  })
})

describe('an Atom text of a type that nobody knows', () => {
  test.each([
    ['is base64', 'aGFyYm91cg==', 'harbour'],
    ['is text that is none', 'test', 'test'],
    ['is text of several words', 'Harbour & bridge reopen', 'Harbour & bridge reopen'],
    ['is left out where it is no text', 'iVBORw0KGgoAAAANSUhEUgAA', undefined],
  ])('%s', (_, written, value) => {
    expect(itemOf(atom(`<title type="application/x-own">${written}</title>`))?.title?.value).toBe(value)
  })
})

describe('an RSS channel', () => {
  test('says what it is and how often it wants to be asked', () => {
    const feed = feedOf(
      rss(`<link>https://example.org/</link><description>News</description><language>en_GB</language><managingEditor>Ada</managingEditor>
      <atom:link rel="self" href="https://example.org/feed"/><atom:link rel="hub" href="https://hub.example.org/"/><lastBuildDate>Thu, 01 Jan 2026 10:00:00 GMT</lastBuildDate>
      <image><url>/logo.png</url><title>Logo</title><link>https://example.com/</link></image><ttl>60</ttl><skipHours><hour>1</hour><hour>2</hour></skipHours>
      <skipDays><day>Sunday</day></skipDays><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>`),
    )
    expect(feed).toMatchObject({
      version: '2.0',
      link: 'https://example.org/',
      subtitle: { value: 'News', type: 'text' },
      self: 'https://example.org/feed',
      hubs: ['https://hub.example.org/'],
      updated: 'Thu, 01 Jan 2026 10:00:00 GMT',
      authors: [{ name: 'Ada' }],
      image: 'https://example.org/logo.png',
      hints: { ttl: '60', skipHours: ['1', '2'], skipDays: ['Sunday'], updatePeriod: 'daily', updateFrequency: '2' },
    })
  })

  test('RDF items stand beside it', () => {
    const feed =
      feedOf(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="https://example.org/"><title>Wire</title><items><rdf:Seq><rdf:li rdf:resource="https://example.org/1"/></rdf:Seq></items></channel>
      <image rdf:about="https://example.org/logo.png"/><item rdf:about="https://example.org/1"><title>One</title><dc:date>2026-01-01T10:00Z</dc:date></item></rdf:RDF>`)
    expect(feed).toMatchObject({ format: 'rdf', id: 'https://example.org/', title: { value: 'Wire' } })
    expect(feed.items).toMatchObject([
      { id: 'https://example.org/1', link: 'https://example.org/1', title: { value: 'One' }, published: '2026-01-01T10:00Z' },
    ])
  })
})

describe('an Atom entry', () => {
  test.each([
    ['text', 'type="text">1 &lt; 2 &amp;amp; 3', { value: '1 < 2 &amp; 3', type: 'text' }],
    ['no type', '>a &lt;b&gt;', { value: 'a <b>', type: 'text' }],
    ['html', 'type="html">&lt;p>A &amp;amp; B&lt;/p>', { value: '<p>A &amp; B</p>', type: 'html' }],
    [
      'xhtml',
      'type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">one <b>two</b> three<br/>4 &lt; 5</div>',
      { value: 'one <b>two</b> three<br />4 &lt; 5', type: 'html' },
    ],
    [
      'prefixed xhtml',
      'type="xhtml" xmlns:x="http://www.w3.org/1999/xhtml"><x:div><x:p>one</x:p></x:div>',
      { value: '<p>one</p>', type: 'html' },
    ],
    ['base64', 'type="application/octet-stream">PHA+b25lPC9wPg==', { value: '<p>one</p>', type: 'html' }],
    ['the mode of Atom 0.3', 'type="text/html" mode="escaped">&lt;p>one&lt;/p>', { value: '<p>one</p>', type: 'html' }],
    ['a language', 'type="html" xml:lang="pt_BR">&lt;p>um&lt;/p>', { value: '<p>um</p>', type: 'html', language: 'pt-BR' }],
  ])('has content of %s', (_, written, content) => {
    expect(itemOf(atom(`<content ${written}</content>`))?.content).toEqual(content)
  })

  test('with everything', () => {
    const item = itemOf(
      atom(`<id>tag:example.org,2026:1</id><title type="html">A &amp;amp; B</title><link rel="self" href="/1.atom"/><link href="/1.pdf" type="application/pdf"/>
      <link rel="alternate" type="text/html" hreflang="en" href="/1"/><link rel="enclosure" href="/1.mp3" type="audio/mpeg" length="5"/><link rel="replies" href="/1/replies"/>
      <published>2026-01-01T10:00:00Z</published><updated>2026-01-02T10:00:00Z</updated><author><name>Ada</name><email>ada@example.org</email><uri>/ada</uri></author>
      <author><name>Grace</name></author><contributor><name>Linus</name></contributor><category term="ports" scheme="/tags" label="Ports"/>
      <source><id>urn:agency</id><title>Agency</title><link rel="self" href="https://example.com/atom"/></source><rights>None</rights>`),
    )
    expect(item).toMatchObject({
      id: 'tag:example.org,2026:1',
      title: { value: 'A &amp; B', type: 'html' },
      link: 'https://example.org/1',
      published: '2026-01-01T10:00:00Z',
      updated: '2026-01-02T10:00:00Z',
      authors: [{ name: 'Ada', email: 'ada@example.org', url: 'https://example.org/ada' }, { name: 'Grace' }],
      contributors: [{ name: 'Linus' }],
      categories: [{ term: 'ports', scheme: '/tags', label: 'Ports' }],
      enclosures: [{ url: 'https://example.org/1.mp3', type: 'audio/mpeg', length: '5' }],
      comments: 'https://example.org/1/replies',
      origin: { id: 'urn:agency', title: 'Agency', url: 'https://example.com/atom' },
      rights: 'None',
    })
  })

  test('that carries another entry as its content stays one', () => {
    expect(
      feedOf(atom('<title>x</title><content type="application/atom+xml"><entry><title>y</title></entry></content>')).items,
    ).toHaveLength(1)
  })
})

describe('other formats', () => {
  test('CDF', () => {
    const feed = feedOf(
      '<CHANNEL HREF="/c" LASTMOD="1998-11-05T22:12"><TITLE>Wire</TITLE><ABSTRACT>News</ABSTRACT><LOGO HREF="/l.gif"/><ITEM HREF="/i" LASTMOD="1998-11-05"><TITLE>One</TITLE><ABSTRACT>Short</ABSTRACT></ITEM></CHANNEL>',
    )
    expect(feed).toMatchObject({
      format: 'cdf',
      link: 'https://example.org/c',
      updated: '1998-11-05T22:12',
      subtitle: { value: 'News' },
      image: 'https://example.org/l.gif',
    })
    expect(feed.items).toMatchObject([
      { link: 'https://example.org/i', updated: '1998-11-05', title: { value: 'One' }, summary: { value: 'Short' } },
    ])
  })

  test('JSON Feed 1.1, and what 1.0 did otherwise', () => {
    const feed = feedOf(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'Wire <b>',
        home_page_url: '/',
        feed_url: 'https://example.org/feed.json',
        icon: '/icon.png',
        language: 'en',
        hubs: [{ type: 'WebSub', url: 'https://hub.example.org/' }, null],
        author: { name: 'Ada' },
        items: [
          {
            id: 7,
            url: '/7',
            external_url: 'https://example.com/7',
            title: 'A & B',
            content_html: '<p>x</p>',
            content_text: 'x',
            summary: 's',
            date_published: '2026-01-01T10:00:00+01:00',
            authors: [{ name: 'Ada', url: '/ada' }, {}],
            tags: ['a', 'a', ' ', 'b', 3],
            attachments: [{ url: '/7.mp3', mime_type: 'audio/mpeg', size_in_bytes: 9 }, {}],
            image: '/7.jpg',
          },
          { id: '8', external_url: 'https://example.com/8', content_text: '1 < 2' },
          'no item',
          null,
        ],
      }),
    )
    expect(feed).toMatchObject({
      format: 'json',
      title: { value: 'Wire <b>', type: 'text' },
      link: 'https://example.org/',
      hubs: ['https://hub.example.org/'],
      authors: [{ name: 'Ada' }],
    })
    expect(feed.items).toMatchObject([
      {
        id: '7',
        link: 'https://example.org/7',
        links: [{ href: 'https://example.com/7', rel: 'related' }],
        content: { value: '<p>x</p>', type: 'html' },
        authors: [{ name: 'Ada', url: 'https://example.org/ada' }],
        categories: [{ term: 'a' }, { term: 'b' }],
        enclosures: [{ url: 'https://example.org/7.mp3', type: 'audio/mpeg', length: '9' }],
        image: 'https://example.org/7.jpg',
      },
      { id: '8', link: 'https://example.com/8', content: { value: '1 < 2', type: 'text' } },
    ])
  })

  test('JSON that is out to pollute prototypes does not', () => {
    const feed = feedOf(
      '{"version":"https://jsonfeed.org/version/1","__proto__":{"title":"p"},"constructor":{"prototype":{"polluted":1}},"items":[{"__proto__":{"id":"p"}}]}',
    )
    expect([feed.title, feed.items[0]?.id, ({} as Record<string, unknown>)['polluted']]).toEqual([undefined, undefined, undefined])
  })
})
