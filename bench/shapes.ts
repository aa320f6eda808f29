/** Documents of 2 MB that were made to cost: each is one way in which bounds that are fine alone might multiply. */

const SMALL = 2_000_000
let SIZE = SMALL

const fill = (piece: string, size = SIZE): string => piece.repeat(Math.ceil(size / piece.length))
const each = (count: number, piece: (n: number) => string): string => Array.from({ length: count }, (_, n) => piece(n)).join('')
const escaped = (html: string): string => html.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const rss = (channel: string, attributes = ''): string =>
  `<rss version="2.0"${attributes}><channel><title>x</title>${channel}</channel></rss>`
const item = (inner: string): string => rss(`<item><title>One</title>${inner}</item>`)
/** HTML of one item, or the same shape in each of many items. */
const html = (body: string): string => item(`<description>${escaped(body)}</description>`)
const manyHtml = (piece: string, count = 200): string =>
  rss(
    each(
      count,
      (n) =>
        `<item><title>Report ${n}</title><guid>${n}</guid><description>${escaped(fill(piece, SIZE / count / 1.6))}</description></item>`,
    ),
  )
const atom = (inner: string): string => `<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>${inner}</feed>`
const json = (items: string): string => `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":${items}}`

export type Shape = readonly [name: string, document: () => string]

/** Structure of XML. */
const MARKUP: readonly Shape[] = [
  ['tags that never end', () => fill('a<p')],
  ['tags in tags', () => fill('<a<a<a')],
  ['nesting', () => rss(fill('<div>'))],
  ['nesting under ever other names', () => rss(each(200_000, (n) => `<a${n}>`))],
  ['end tags of what is not open, deep inside', () => rss(fill('<b>', 2000) + fill('</c>'))],
  ['open and close at the bottom of 250 levels', () => rss('<b>'.repeat(250) + fill('<c></c>'))],
  ['attributes', () => rss(`<p ${each(150_000, (n) => `a${n}="v" `)}>`)],
  ['255 attributes on each of many tags', () => rss(fill(`<p ${each(255, (n) => `a${n}=v `)}/>`))],
  ['one attribute', () => rss(`<p a="${fill('x')}">`)],
  ['quotes that never close', () => item(fill('<a b="'))],
  ['namespaces on each of many siblings', () => rss(each(60_000, (n) => `<p${n}:x xmlns:p${n}="u"/>`))],
  [
    '64 namespaces, and many names',
    () =>
      rss(
        each(120_000, (n) => `<p${n % 64}:x${n}/>`),
        each(64, (n) => ` xmlns:p${n}="urn:${n}"`),
      ),
  ],
  ['CDATA that never closes', () => item(fill('<![CDATA['))],
  ['comments that never close', () => item(fill('<!--'))],
  ['document types', () => fill('<!DOCTYPE [') + rss('')],
  ['references', () => item(`<description>${fill('&#x41;&amp;&nbsp;')}</description>`)],
  ['references to nothing', () => item(`<description>${fill('&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')}</description>`)],
  [
    'a base of a megabyte, and relative links',
    () =>
      rss(
        each(20_000, (n) => `<item><link>${n}</link></item>`),
        ` xml:base="https://a.example/${fill('x/', 1_000_000)}"`,
      ),
  ],
  [
    'a site of a megabyte, and relative links',
    () =>
      `<rss version="2.0"><channel><link>https://a.example/${fill('x/', 1_000_000)}</link>${each(5000, (n) => `<item><link>${n}</link></item>`)}</channel></rss>`,
  ],
  [
    'an item’s address of a megabyte, and what stands beside it',
    () =>
      atom(
        `<entry><link href="https://a.example/${fill('x/', 1_000_000)}"/>${each(20_000, (n) => `<link rel="enclosure" href="${n}"/>`)}</entry>`,
      ),
  ],
  ['a base on each of 250 levels', () => rss(each(250, () => `<a xml:base="${'y/'.repeat(3500)}">`) + fill('<link>z</link>', 100_000))],
  ['blanks', () => fill(' ')],
  ['controls', () => item(`<description>${fill('\u0085\u0001')}</description>`)],
  [
    'xhtml, 250 deep, many times',
    () => atom(`<entry><id>1</id><content type="xhtml">${fill('<div>'.repeat(200) + '</div>'.repeat(200))}</content></entry>`),
  ],
  ['documents in documents', () => atom(fill('<entry><content type="xml"><feed>'))],
]

/** Lists and single fields. */
const FIELDS: readonly Shape[] = [
  ['items of nothing', () => rss(fill('<item/>'))],
  ['items that never close', () => rss(fill('<item><title>x</title>'))],
  [
    '5,000 items under one guid',
    () => rss(each(20_000, (n) => `<item><title>Report ${n}</title><guid>same</guid><description>Body of ${n}</description></item>`)),
  ],
  [
    '5,000 items of the same words',
    () =>
      rss(
        each(
          5000,
          (n) =>
            `<item><title>Report ${n}</title><link>https://a.example/${n}</link><description>${fill('the council met again on the bridge ', 300)}</description></item>`,
        ),
      ),
  ],
  [
    '5,000 items of other words',
    () =>
      rss(
        each(
          5000,
          (n) =>
            `<item><title>Report ${n}</title><link>https://a.example/${n}</link><description>${each(30, (k) => `word${n * 31 + k} `)}</description></item>`,
        ),
      ),
  ],
  ['categories', () => item(each(60_000, (n) => `<category>c${n}</category>`))],
  ['enclosures', () => item(each(30_000, (n) => `<enclosure url="https://a.example/${n}.mp3" type="audio/mpeg" length="1"/>`))],
  [
    'media groups',
    () =>
      rss(
        `<item>${fill('<media:group><media:content url="https://a.example/a.jpg"><media:thumbnail url="b.jpg"/></media:content></media:group>')}</item>`,
      ),
  ],
  ['links', () => atom(`<entry><id>1</id>${each(40_000, (n) => `<link rel="alternate" href="https://a.example/${n}"/>`)}</entry>`)],
  ['authors', () => atom(`<entry><id>1</id>${each(30_000, (n) => `<author><name>Name ${n}</name></author>`)}</entry>`)],
  ['an author of brackets', () => item(`<author>${fill('a@b.c (')}</author>`)],
  ['an author of angles', () => item(`<author>${escaped(fill('Name <a@b '))}</author>`)],
  ['a title', () => rss(`<item><title>${fill('word ')}</title></item>`)],
  ['a title escaped again and again', () => rss(`<item><title>${fill('&amp;amp;amp;amp;lt;b')}</title></item>`)],
  ['a title of tags', () => rss(`<item><title>${escaped(fill('<b>x '))}</title></item>`)],
  ['a title of one word', () => rss(`<item><title>${fill('x')}</title></item>`)],
  ['a date of digits', () => item(`<pubDate>${fill('1')}</pubDate>`)],
  ['a date of words', () => item(`<pubDate>${fill('Mon, ')}</pubDate>`)],
  ['a date of blanks', () => item(`<pubDate>1${fill(' ')}x</pubDate>`)],
  [
    'many dates',
    () => rss(each(5000, () => `<item><title>x</title>${'<pubDate>Thu, 13 Jan 2011 06:00:00 XYZ +9</pubDate>'.repeat(8)}</item>`)),
  ],
  ['an address', () => item(`<link>https://a.example/${fill('%41/../')}</link>`)],
  ['an address of parameters', () => item(`<link>https://a.example/?${fill('a=b&amp;utm_source=x&amp;')}</link>`)],
  ['redirectors in redirectors', () => item(`<link>${each(500, () => 'https://www.google.com/url?url=')}${fill('https%3A%2F%2F')}</link>`)],
  ['a guid', () => item(`<guid>${fill('tag:')}</guid>`)],
  ['hours to skip', () => rss(`<skipHours>${fill('<hour>1</hour>')}</skipHours>`)],
]

/** What stands inside a text, once in one item and in each of 200. */
const TEXTS: readonly (readonly [name: string, piece: string])[] = [
  ['open tags', '<b>'],
  ['blocks', '<div>a</div>'],
  ['paragraphs that never close', '<p>word'],
  ['lists in lists', '<ul><li>'],
  ['tables in tables', '<table><tr><td>'],
  ['links', '<a href="https://a.example/x?y=z">word word</a> '],
  ['relative links', '<a href="../x">word</a> '],
  ['pictures', '<img src="https://a.example/a.jpg" srcset="a.jpg 1x, b.jpg 2x, c.jpg 640w">'],
  ['quotes that never close', '<a href="'],
  ['comments that never close', '<!-- <'],
  ['less-than signs', '< '],
  ['references', '&amp;nbsp;&amp;#8217;'],
  ['line breaks', 'a<br>'],
  ['blank lines', '<p>&nbsp;</p>\n\n'],
  ['scripts', '<script>x</script><style>y</style>'],
  ['short lines', '<p>Read more</p><p>Share</p>'],
  ['credits', '<p>(AP) - Photo: A. Name / Agency. Read more: https://a.example</p>'],
  ['one word', 'x'],
  ['words', 'The council met again. '],
  ['capitals', 'TOKYO (Kyodo) -- '],
  ['ideographs', '新しい品種の米が県の試験場で公開された。'],
  ['emoji and marks', '👩‍👩‍👧‍👦e\u0301'],
  ['right to left', 'א\u202eב '],
  ['addresses', 'https://a.example/path/to/x?y=1 '],
  ['frames', '<iframe src="https://www.youtube.com/embed/abc"></iframe>'],
  ['quotations', '<blockquote><q>a'],
]

const JSONS: readonly Shape[] = [
  ['deep JSON', () => json('['.repeat(1_000_000) + ']'.repeat(1_000_000))],
  ['deep JSON that never closes', () => `{"items":${fill('[')}`],
  ['JSON objects that never close', () => `{"items":[${fill('{"a":')}`],
  ['JSON items that were cut', () => `{"version":"x","items":[${each(40_000, (n) => `{"id":"${n}","title":"Report ${n}"},`)}`],
  ['JSON strings that never close', () => `{"items":[${fill('{"id":"1","x":"\\"')}`],
  ['JSON authors and attachments', () => json(`[{"id":"1","authors":[${fill('{"name":"x"},')}{}],"attachments":[{}]}]`)],
  ['JSON escapes', () => json(`[{"id":"1","content_text":"${fill('\\u0041')}"}]`)],
  ['JSON of one key', () => `{${fill('"items":[],')}"a":1}`],
]

export const SHAPES: readonly Shape[] = [
  ...MARKUP,
  ...FIELDS,
  ...TEXTS.map(([name, piece]): Shape => [`a text of ${name}`, () => html(fill(piece, SIZE / 1.6))]),
  ...TEXTS.map(([name, piece]): Shape => [`200 texts of ${name}`, () => manyHtml(piece)]),
  ...JSONS,
]

/** The same shape at another size. */
export function shapeOf(n: number, size = SMALL): string {
  SIZE = size
  const document = SHAPES[n % SHAPES.length]![1]()
  SIZE = SMALL
  return document
}
