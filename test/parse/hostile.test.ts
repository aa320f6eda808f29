import fc from 'fast-check'
import RssParser from 'rss-parser'
import { describe, expect, test } from 'vitest'
import { atomDocument, rssDocument } from '../../bench/feeds.ts'
import { parseDate } from '../../src/parse/dates.ts'
import { readDocument } from '../../src/page/document.ts'
import { readXml, isElement, MAX_DEPTH, type Element } from '../../src/parse/xml.ts'
import { documentOf, feedOf, rss } from './documents.ts'
import { withCpu } from '../cpu.ts'

/** Size of a hostile document, in characters, and the processor time it may cost: many times what it does, a fraction of what quadratic would. */
const SIZE = 500_000
const MAX_MILLISECONDS = 3000

const filled = (piece: string): string => piece.repeat(Math.ceil(SIZE / piece.length))
const inItem = (piece: string): string => rss(`<item><description>${filled(piece)}</description></item>`)
const numbered = (count: number, piece: (i: number) => string): string => Array.from({ length: count }, (_, i) => piece(i)).join('')

describe('a hostile document costs no more than its length', () => {
  test.each([
    ['tags that never end', filled('a<p')],
    ['tags in tags', filled('<a<a<a')],
    ['tags in tags in an item', inItem('<a<a<a')],
    ['nesting', rss(`<item><description>${numbered(50_000, () => '<div>')}`)],
    ['nesting under ever other names', rss(numbered(50_000, (i) => `<a${i}>`))],
    ['end tags of nothing', inItem('</p>')],
    ['attributes', rss(`<p ${numbered(20_000, (i) => `a${i}="v" `)}>`)],
    ['one attribute', rss(`<p a="${filled('x')}">`)],
    ['quotes that never close', inItem('<a b="')],
    ['namespaces', `<rss ${numbered(50_000, (i) => `xmlns:p${i}="u" `)}>`],
    ['namespaces in siblings', `<rss><channel>${numbered(20_000, (i) => `<p${i}:x xmlns:p${i}="u"/>`)}`],
    ['namespaces in children', `<rss><channel>${numbered(20_000, (i) => `<p${i}:x xmlns:p${i}="u">`)}`],
    ['entities', inItem('&amp;&lt;')],
    ['references to halves of characters', inItem('&#55356;')],
    ['references to halves of characters, and to some whole ones', inItem('&#55356;&#57098;&#57098;')],
    ['references to nothing', inItem('&amp')],
    ['items that never close', `<rss><channel>${filled('<item><title>x</title>')}`],
    ['CDATA that never closes', inItem('<![CDATA[')],
    ['CDATA sections with one end', inItem('<![CDATA[</item>').replace('</description>', ']]>')],
    ['CDATA sections in sections', inItem('<![CDATA[<![CDATA[x]]>')],
    ['comments with one end', inItem('<!-- ').replace('</description>', '-->')],
    ['fields in fields', inItem('<guid><category>')],
    ['XHTML that never closes', rss(`<x:a xmlns:x="http://www.w3.org/1999/xhtml">${filled('<x:p></nothing>')}`)],
    ['roots in roots', filled('<rss>')],
    ['channels in channels', `<rss>${filled('<channel><title>x</title>')}`],
    ['comments that never close', inItem('<!--')],
    ['instructions that never close', inItem('<?')],
    ['declarations', inItem('<!DOCTYPE [')],
    [
      'a billion laughs',
      `<!DOCTYPE x [${numbered(30, (i) => `<!ENTITY l${i + 1} "&l${i};&l${i};&l${i};&l${i};">`)}]>${rss('<item><title>&l30;</title></item>')}`,
    ],
    ['base addresses', `<rss><channel>${filled('<a xml:base="x/">')}`],
    ['shifts of HZ', `<?xml version="1.0" encoding="hz-gb-2312"?>${inItem('~{8[8[~}')}`],
    ['links that hold nothing', `<rss><channel>${filled('<link/>')}<item>${filled('<link/>')}`],
    ['blanks', filled(' ')],
    ['controls', inItem('\u0085\u0000')],
    ['authors', rss(`<item><author>${filled('a@b.c (')}</author></item>`)],
    ['deep JSON', `{"version":"https://jsonfeed.org/version/1.1","items":${'['.repeat(1e5)}${']'.repeat(1e5)}}`],
    ['deep JSON that never closes', `{"items":${filled('[')}`],
    ['JSON objects that never close', `{"items":[${filled('{"a":')}`],
    ['HTML', `<html>${filled('<link rel=alternate type=application/rss+xml href=x>')}`],
  ])('%s', (_, body) => {
    const document = documentOf(body)
    const [, took] = withCpu(() => expect(() => readDocument(document)).not.toThrow())
    expect(took).toBeLessThan(MAX_MILLISECONDS)
  })

  test('R51 a base that is longer than an address makes no link longer', () => {
    const links = numbered(1000, (i) => `<item><link>${i}</link></item>`)
    for (const base of [`https://example.org/${'x/'.repeat(100_000)}`, 'y/'.repeat(100_000)]) {
      const { items } = feedOf(`<rss version="2.0" xml:base="https://example.org/a/"><channel xml:base="${base}">${links}</channel></rss>`)
      expect(items[1]!.link).toBe('https://example.org/a/1')
    }
    const site = feedOf(`<rss version="2.0"><channel><link>https://example.org/${'x/'.repeat(100_000)}</link>${links}</channel></rss>`)
    expect(site.items.every(({ link = '' }) => link.length < 2100)).toBe(true)
    const nested = feedOf(`<rss version="2.0">${numbered(200, () => `<channel xml:base="${'z/'.repeat(200)}">`)}${links}</rss>`)
    expect(nested.items.every(({ link = '' }) => link.length < 600)).toBe(true)
  })

  test('R51 of a page that is not wanted only the beginning is searched for feeds', () => {
    const link = (name: string) => `<link rel="alternate" type="application/rss+xml" href="/${name}">`
    const html = `<html><head>${link('near')}${filled('<p>words</p>')}${link('far')}`
    const parsed = readDocument(documentOf(html), { feedsOnly: true })
    expect(parsed).toMatchObject({ ok: false, problem: { code: 'not-a-feed' }, alternates: [{ href: expect.stringContaining('/near') }] })
  })

  test('bytes that are no text in any encoding', () => {
    for (const byte of [0x00, 0x80, 0xc3, 0xe4, 0xff]) expect(readDocument(documentOf(new Uint8Array(SIZE).fill(byte))).ok).toBe(false)
  })
})

const depth = (element: Element): number => 1 + Math.max(0, ...element.children.filter(isElement).map(depth))
const count = (element: Element): number => element.children.reduce((sum, child) => sum + (isElement(child) ? 1 + count(child) : 0), 0)

describe('whatever is sent', () => {
  const scrap = fc.constantFrom(
    '<rss>',
    '<channel>',
    '<item>',
    '</item>',
    '<title>',
    '</title>',
    '<p',
    '>',
    '<',
    '/',
    '"',
    "'",
    '=',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '&',
    '&amp;',
    ';',
    ' ',
    'x',
    '<?xml ?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    '<entry>',
    '<content type="xhtml">',
    '<div>',
    'xml:base="//',
    '<a:b xmlns:a="c">',
    '{',
    '}',
    '[',
    '"items":',
    '\u0000',
    '\ud800',
    '<html>',
  )
  const soup = fc.array(scrap, { maxLength: 60 }).map((each) => each.join(''))

  test('parse never throws', () => {
    fc.assert(fc.property(fc.oneof(soup, fc.string({ unit: 'binary' })), (text) => void readDocument(documentOf(text))))
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.string(),
        (bytes, type) => void readDocument(documentOf(bytes, { 'content-type': type })),
      ),
    )
  })

  test('the tree never holds more elements than the text has tags, nor is deeper than its cap', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const { top } = readXml(text, 0, { base: '', readItem: (item) => item })
        expect(count(top)).toBeLessThanOrEqual(text.split('<').length - 1)
        expect(depth(top)).toBeLessThanOrEqual(MAX_DEPTH + 2)
      }),
    )
  })

  test('what stays of the tree behind the last item does not grow with what the items hold', () => {
    const left = (inner: string) => {
      const items = `<item><title>one</title>${inner}</item>`.repeat(50)
      return count(readXml(rss(items), 0, { base: '', readItem: () => undefined }).top)
    }
    expect(left('<category>x</category>'.repeat(100))).toBe(left(''))
  })

  test('cutting a feed anywhere never loses or changes an item before the cut', () => {
    const body = rss('<item><title>one</title><guid>1</guid></item><item><title><![CDATA[two]]></title><guid>2</guid></item>')
    const whole = feedOf(body).items
    const ends = [...body.matchAll(/<\/item>/g)].map((match) => match.index + match[0].length)
    for (let cut = 30; cut < body.length; cut++) {
      const items = feedOf(body.slice(0, cut)).items
      expect(items).toEqual(whole.slice(0, ends.filter((end) => end <= cut).length))
    }
  })

  test('text comes out as it went in', () => {
    const escape = (text: string): string =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;')
    const legible = fc.string({ unit: 'grapheme' }).map((text) => text.trim())
    fc.assert(
      fc.property(legible, (text) => {
        expect(feedOf(rss(`<item><title>${escape(text)}</title></item>`)).items[0]?.title?.value ?? '').toBe(text)
      }),
    )
  })
})

describe('what rss-parser reads of a valid feed, we read', () => {
  test.each([
    ['RSS', rssDocument(40_000)],
    ['Atom', atomDocument(40_000)],
  ])('%s', async (_, text) => {
    const theirs = await new RssParser<object, { id?: string; summary?: string }>().parseString(text)
    const ours = feedOf(text)
    expect([ours.title?.value, ours.link, ours.items.length]).toEqual([theirs.title, theirs.link, theirs.items.length])
    for (const [i, item] of theirs.items.entries()) {
      const own = ours.items[i]
      expect([own?.id, own?.link, own?.title?.value.trim(), parseDate(own?.published ?? '')]).toEqual([
        item.guid ?? item.id,
        item.link,
        item.title?.trim(),
        Date.parse(item.isoDate ?? ''),
      ])
      if (item.enclosure) expect(own?.enclosures[0]).toMatchObject({ url: item.enclosure.url, type: item.enclosure.type })
      expect(own?.authors[0]?.name).toBe(item.creator ?? (item as { author?: string }).author)
    }
  })
})
