import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RawItem } from '../../src/model/raw.ts'
import { repaired } from '../../src/parse/json-repair.ts'
import { feedOf } from './documents.ts'

const TITLES = ['Harbour reopens', 'Council votes', 'Storm passes']
const item = (n: number, inside = ''): string =>
  `<item><title>${TITLES[n]}</title><link>https://example.org/${n}</link><guid>g${n}</guid><pubDate>2026-01-0${n + 1}</pubDate><description>Text ${n}.</description>${inside}</item>`
const entry = (n: number, inside = ''): string =>
  `<entry><title>${TITLES[n]}</title><link href="https://example.org/${n}"/><id>g${n}</id><updated>2026-01-0${n + 1}</updated>${inside}</entry>`
const [ITEMS, ENTRIES] = [[0, 1, 2].map((n) => item(n)).join(''), [0, 1, 2].map((n) => entry(n)).join('')]
const RSS = '<rss version="2.0"><channel><title>Wire</title>'
const channel = (before: string, items = ITEMS, after = ''): string => `${RSS}${before}${items}${after}</channel></rss>`
const FEED = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>'
const feed = (before: string, entries = ENTRIES, after = ''): string => `${FEED}${before}${entries}${after}</feed>`
const escaped = (markup: string): string => markup.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'
/** The feed with its second item written otherwise. */
const second = (written: string): string => channel('', item(0) + written + item(2))
const damaged = (from: string, to: string): string => second(item(1).replace(from, to))
const titlesOf = (body: string) => feedOf(body).items.map(({ title }) => title?.value)

describe('no item is lost for what is broken around it', () => {
  test.each([
    ['an owner that is never closed', channel('<itunes:owner><itunes:name>Ada</itunes:name>')],
    ['an image', channel('<image><url>x.png</url><title>Logo</title>')],
    ['an image in the middle of its address', channel('<image><url>x.png')],
    ['a description', channel('<description>All the news')],
    ['categories in categories', channel('<itunes:category text="A"><itunes:category text="B">')],
    ['an element of nobody', channel('<acme:box xmlns:acme="urn:acme">')],
    ['paragraphs in a summary', channel('<itunes:summary><p>All <b>the news')],
    ['a CDATA section before the items', channel('<description><![CDATA[All the news</description>')],
    ['a comment before the items', channel('<!-- made by hand ->')],
    ['a comment that another follows', channel('<!-- made by hand ->', ITEMS, '<!-- end -->')],
    ['a comment that nothing ends', channel('<!-- made by hand ')],
    [
      'elements that hold each item’s fields',
      channel('', ITEMS.replaceAll('<item>', '<item><div><p>').replaceAll('</item>', '</p></div></item>')),
    ],
    ['elements in items that are never closed', channel('', ITEMS.replaceAll('<item>', '<item><cloud>'))],
    ['a comment that ends as in HTML', channel('<!-- made by hand --!>', ITEMS, '<!-- end -->')],
    ['an instruction', channel('<?php echo 1; >')],
    ['a wrapper', channel('<news>', ITEMS, '</news>')],
    ['wrappers in wrappers', channel('<div><ul><li>', ITEMS, '</li></ul></div>')],
    ['a wrapper around each item', channel('', [0, 1, 2].map((n) => `<x>${item(n)}</x>`).join(''))],
    ['a root that was opened twice', `<rss><rss version="2.0">${channel('').slice(19)}</rss>`],
    ['a channel that was opened twice', `<rss><channel><channel><title>Wire</title>${ITEMS}</channel></channel></rss>`],
    ['a feed that was opened twice', `<feed xmlns="http://www.w3.org/2005/Atom">${feed('')}</feed>`],
    ['a channel that was closed before its items', `${RSS}</channel>${ITEMS}</rss>`],
    ['a channel that was closed after one', `${RSS}${item(0)}</channel>${item(1)}${item(2)}</rss>`],
    ['a channel that was closed at once', `<rss><channel/><title>Wire</title>${ITEMS}</rss>`],
    ['a root that was closed before its items', `${RSS}</channel></rss>${ITEMS}`],
    ['a root that was closed at once', `<rss version="2.0"/><channel><title>Wire</title>${ITEMS}</channel>`],
    ['a feed that was closed after one entry', `${FEED}${entry(0)}</feed>${entry(1)}${entry(2)}`],
    ['a page around it', `<html><body>${channel('')}</body></html>`],
    ['a page with a head around it', `<!DOCTYPE html><html><head><title>x</title></head>\n<body>\n${channel('')}</body></html>`],
    ['a page around it and its declaration', `<html><body>\n<?xml version="1.0"?>\n${channel('')}</body></html>`],
    ['what a browser shows around it', `<html><body><div id="viewer"><div>${feed('')}</div></div></body></html>`],
    ['an author', feed('<author><name>Ada</name>')],
    ['a logo', feed('<logo>x.png')],
    ['an XHTML subtitle', feed(`<subtitle type="xhtml"><div ${XHTML}>All the news`)],
    ['XHTML in an entry', feed('', entry(0, `<content type="xhtml"><div ${XHTML}><p>a`) + entry(1) + entry(2))],
    ['entries that are closed as items', feed('', ENTRIES.replaceAll('</entry>', '</item>'))],
    ['items that are closed by nothing', channel('', ITEMS.replaceAll('</item>', ''))],
    ['an index of RDF', `<rdf:RDF><channel><title>Wire</title><items><rdf:Seq><rdf:li resource="a"/>${ITEMS}</rdf:RDF>`],
    ['one document behind another', channel('', item(0)) + channel('', item(1) + item(2))],
    ['items that say nothing', channel('', `<item/>${ITEMS}<item> <title></title><link/></item>`)],
    ['an entry in an item', second(item(1, '<atom:entry><atom:title>inner</atom:title></atom:entry>'))],
    [
      'a document as content',
      feed('', entry(0, `<content type="text/xml">${channel('', '<item><title>inner</title></item>')}</content>`) + entry(1) + entry(2)),
    ],
    [
      'an entry as content',
      feed('', entry(0, `<content type="application/atom+xml"><entry><title>inner</title></entry></content>`) + entry(1) + entry(2)),
    ],
    ['an item whose tag does not end', channel('', ITEMS.replaceAll('<item>', '<item'))],
    ['a declaration that does not end', `<?xml version="1.0"${channel('')}`],
    ['a declaration that ends as a tag', `<?xml version="1.0">${channel('')}<?done?>`],
    ['a style sheet that does not end', `<?xml version="1.0"?>${channel('<?xml-stylesheet href="x.xsl"')}`],
    ['sections in small letters', channel('', ITEMS.replace(/<title>([^<]+)/g, '<title><![cdata[$1]]>'))],
    ['markup that was escaped as a whole', escaped(`<?xml version="1.0"?>${channel('')}`)],
    ['markup that a service answers as a string', `<?xml version="1.0"?>\n<string xmlns="urn:x">${escaped(channel(''))}</string>`],
    ['empty objects', JSON.stringify({ version: 'https://jsonfeed.org/version/1', items: [{}, ...TITLES.map((title) => ({ title }))] })],
  ])('%s', (_, body) => {
    const { title, items } = feedOf(body)
    expect(items.map((each) => each.title?.value)).toEqual(TITLES)
    if (!body.startsWith('{')) expect(title?.value).toBe('Wire')
  })
})

test('items with nothing around them', () => {
  expect(titlesOf(ITEMS)).toEqual(TITLES)
})

describe('JSON that is none loses no item', () => {
  const JSON_FEED = `{"version":"https://jsonfeed.org/version/1.1","title":"Wire","items":[${TITLES.map((title, i) => `{"id":"${i}","title":"${title}"}`).join(',')}]}`

  test.each([
    ['comments', `// made by hand\n${JSON_FEED.replace('"items"', '/* the news: "x" */ "items"').replace(']}', '] // end\n}')}`],
    ['other quotes', JSON_FEED.replaceAll('"', "'")],
    ['names without quotes', JSON_FEED.replace(/"(\w+)":/g, '$1: ')],
    ['escapes of other languages', JSON_FEED.replace('"id":"0"', String.raw`"id":"0","content_text":"C:\data \x41 it\'s"`)],
    ['no commas', JSON_FEED.replaceAll('},{', '}\n{').replaceAll('","', '" "')],
    ['commas too many', JSON_FEED.replaceAll('},{', '},,{').replace(']}', ',],}')],
    ['a function around it', `show(${JSON_FEED});`],
    ['a guard before it', `)]}',\n${JSON_FEED}`],
    ['a message before it', `Warning: <b>x</b> on line 3\n${JSON_FEED}`],
    ['something behind it', `${JSON_FEED}\n<!-- 0.3 s -->`],
    ['quotes in a text', JSON_FEED.replace('"id":"1"', '"id":"1","content_text":"it "reopens" soon, it says"')],
    ['values that JSON does not have', JSON_FEED.replace('"id":"2"', '"id":"2","rank":NaN,"mark":undefined,"share":.5')],
    ['a list written as an object', JSON_FEED.replace('[', '{"7":').replace('},{', '},"8":{').replace('},{', '},"9":{').replace(']', '}')],
  ])('with %s', (_, body) => {
    const { title, items, truncated } = feedOf(body)
    expect(items.map((each) => each.title?.value)).toEqual(TITLES)
    expect([title?.value, truncated]).toEqual(['Wire', false])
  })
})

test('JSON that is right is not repaired', () => {
  const values = fc.jsonValue({ maxDepth: 4 }).filter((value) => typeof value === 'object' && value !== null)
  fc.assert(
    fc.property(values, fc.nat(2), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent)
      expect(repaired(text).replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
    }),
  )
})

describe('an item loses only what is broken of it', () => {
  const known = { title: TITLES[1], link: 'https://example.org/1', id: 'g1', published: '2026-01-02', text: 'Text 1.' }
  const factsOf = (each: RawItem | undefined) => ({
    title: each?.title?.value,
    link: each?.link,
    id: each?.id,
    published: each?.published,
    text: each?.summary?.value,
  })

  test.each([
    ['a title that is never closed', damaged('</title>', '')],
    ['a title closed by an opening tag', damaged('</title>', '<title>')],
    ['a title closed by an empty tag', damaged('</title>', '<title/>')],
    ['a title closed with a blank before its name', damaged('</title>', '</ title>')],
    ['a title closed without the bracket', damaged('</title>', '</title')],
    ['a link that is never closed', damaged('</link>', '')],
    ['a guid that is never closed', damaged('</guid>', '')],
    ['a date that is never closed', damaged('</pubDate>', '')],
    ['a category that is never closed', damaged('<guid>', '<category>Ports<guid>')],
    ['an author whose name is never closed', damaged('<guid>', '<author><name>Ada<guid>')],
    ['an enclosure that is never closed', damaged('<guid>', '<enclosure url="https://example.org/a.mp3" type="audio/mpeg"><guid>')],
    [
      'a description that is never closed',
      second(
        `<item><title>${TITLES[1]}</title><link>https://example.org/1</link><description>Text 1.<guid>g1</guid><pubDate>2026-01-02</pubDate></item>`,
      ),
    ],
    ['a CDATA section in a title that never ends', damaged(TITLES[1] ?? '', `<![CDATA[${TITLES[1]}`)],
    ['a CDATA section that ends with one bracket', damaged(TITLES[1] ?? '', `<![CDATA[${TITLES[1]}]>`)],
    ['a CDATA section that ends with a blank', damaged(TITLES[1] ?? '', `<![CDATA[${TITLES[1]}]] >`)],
    ['a CDATA section that was opened twice', damaged(TITLES[1] ?? '', `<![CDATA[<![CDATA[${TITLES[1]}]]>`)],
    ['a CDATA section in another', damaged(TITLES[1] ?? '', `<![CDATA[<![CDATA[${TITLES[1]}]]>]]>`)],
    ['an attribute that is never closed', damaged('<guid>', '<enclosure url="https://example.org/a.mp3/><guid>')],
    ['a link that an HTML program had in its hands', damaged('<link>https://example.org/1</link>', '<link/>https://example.org/1')],
  ])('%s', (_, body) => {
    const { items } = feedOf(body)
    expect(items.map(({ title }) => title?.value)).toEqual(TITLES)
    expect(factsOf(items[1])).toEqual(known)
  })

  test('a CDATA section that ends only in the next item', () => {
    const body = second(`<item><title>${TITLES[1]}</title><description><![CDATA[<p>a</description></item>`) + '<!-- -->'
    const both = body.replace('Text 2.', '<![CDATA[<p>Text 2.</p>]]>')
    expect(feedOf(both).items.map(({ title, summary }) => [title?.value, summary?.value])[2]).toEqual([TITLES[2], '<p>Text 2.</p>'])
  })

  test('a script in CDATA may hold a section of its own', () => {
    const script = '<script>//<![CDATA[\nlet a = 1\n//'
    expect(feedOf(damaged('Text 1.', `<![CDATA[${script}]]>`)).items[1]?.summary?.value).toBe(script)
  })

  test('a comment keeps the items in it to itself', () => {
    expect(titlesOf(channel('', `${item(0)}<!-- ${item(1)} -->${item(2)}`))).toEqual([TITLES[0], TITLES[2]])
  })

  test('XHTML that is never closed ends at the next field', () => {
    const body = feed(
      '',
      `<entry><title>x</title><content type="xhtml"><div ${XHTML}><p>Long <b>text<id>g1</id><updated>2026-01-02</updated></entry>`,
    )
    expect(feedOf(body).items[0]).toMatchObject({ id: 'g1', updated: '2026-01-02', content: { value: '<p>Long <b>text</b></p>' } })
  })

  test('a picture in XHTML may say who made it', () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Ada</dc:creator></svg>'
    const body = feed('', `<entry><title>x</title><content type="xhtml"><div ${XHTML}>${svg}<p>behind</p></div></content></entry>`)
    expect(feedOf(body).items[0]?.content?.value).toContain('<p>behind</p>')
  })
})

describe('entities that a document declares', () => {
  const withDoctype = (declarations: string, title: string): string =>
    `<?xml version="1.0"?><!DOCTYPE rss [${declarations}]>${channel('', `<item><title>${title}</title></item>`)}`

  test.each([
    ['stand for their text', '<!ENTITY port "Port of Example">', 'At the &port;', 'At the Port of Example'],
    ['stand in single quotes', "<!ENTITY port 'Port'>", '&port;!', 'Port!'],
    ['may be characters', '<!ENTITY dash "&#8211;">', 'a &dash; b', 'a – b'],
    ['win over those of HTML', '<!ENTITY copy "(c)">', '&copy; Ada', '(c) Ada'],
    ['are not read where they hold markup', '<!ENTITY x "<b>">', 'a &x; b', 'a &x; b'],
    ['do not expand again', '<!ENTITY a "x"><!ENTITY b "&a;&a;">', '&b;', '&b;'],
    ['are never fetched', '<!ENTITY x SYSTEM "file:///etc/passwd">', '&x;', '&x;'],
  ])('%s', (_, declarations, written, title) => {
    expect(titlesOf(withDoctype(declarations, written))).toEqual([title])
  })

  test('stop expanding before they are an attack', () => {
    const body = withDoctype(`<!ENTITY a "${'x'.repeat(1000)}">`, `t</title><link>${'&a;'.repeat(100_000)}</link><title>`)
    const written = feedOf(body).items[0]?.link ?? ''
    expect(written.length).toBeLessThan(1_000_000 + 3 * 100_000)
  })
})
