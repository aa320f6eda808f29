/** Pages of 2 MB that were made to cost: where one bound of reading multiplies with another, one of these shows it. */

const MB2 = 2 * 1024 * 1024
const repeat = (piece: string, size = MB2): string => piece.repeat(Math.floor(size / piece.length))
const numbered = (piece: (n: number) => string, size = MB2): string =>
  Array.from({ length: Math.floor(size / piece(10_000).length) }, (_, n) => piece(n)).join('')
const nested = (depth: number, inside: string): string => `${'<div>'.repeat(depth)}${inside}${'</div>'.repeat(depth)}`
const words = (count: number): string => 'a '.repeat(count)
const LD = '<script type="application/ld+json">'

export const HOSTILE: readonly (readonly [name: string, body: string])[] = [
  ['only script', `<script>${repeat('var a=1;')}</script>`],
  ['a script that never ends', `<script>${repeat('var a=1;')}`],
  ['nested elements', '<div>'.repeat(100_000)],
  ['nothing but nested elements', repeat('<div>')],
  ['unclosed inline elements', repeat('<b>x')],
  ['tags that never end', repeat('a<p ')],
  ['nested tables', repeat('<table><tr><td>abc')],
  ['references', `<p>${repeat('&amp;')}`],
  ['deep JSON-LD', `${LD}${repeat('[')}</script>`],
  ['slashes for JSON-LD', `${LD}${repeat('/ ', 500_000)}x</script>`],
  [
    'JSON-LD lists that refer to one long article',
    `${LD}[{"@type":"NewsArticle","@id":"#a","headline":"${'x'.repeat(100_000)}","url":"/a","author":[${'{"@id":"#p"},'.repeat(200)}1]},{"@type":"Person","@id":"#p","name":"${'y'.repeat(50_000)}"},${repeat(`{"@type":"ItemList","itemListElement":[${'{"@id":"#a"},'.repeat(150)}1]},`, 300_000)}1]</script>`,
  ],
  ['links', numbered((n) => `<a href=/x${n}>some title of three words here ${n}</a>`)],
  ['one link of many names', repeat('<a href=/x>z</a>')],
  ['buttons beside nothing, with classes', nested(4, `${repeat('<a href=/x>z</a>', 20_000)}${repeat(`<i class="${words(40)}"></i>`)}`)],
  ['buttons that lead apart', nested(190, `${numbered((n) => `<a href=/x${n}>z</a>`, 40_000)}${repeat(`<i class="${words(40)}"></i>`)}`)],
  ['nested links with headings', repeat('<a href=/x><h2>A headline of some words')],
  ['many links in one heading', `<h2>${numbered((n) => `<a href=/x${n}>some title of three words ${n}</a>`)}</h2>`],
  ['headings of two megabytes', repeat(`<h1>${'word '.repeat(10_000)}</h1>`)],
  ['boxes of favourites', repeat('<div><h2>Related</h2>')],
  [
    'nested boxes of favourites',
    `${repeat('<b><b><b>Most read', 900_000)}${numbered((n) => `<a href=/x${n}>some title of three words ${n}</a>`, 900_000)}`,
  ],
  ['times', `<h1>A headline of some length</h1>${repeat('<time datetime=2011-01-01>2011</time>')}`],
  ['years', `<h1>A headline of some length</h1>${repeat('<p>In 2011 13 January something 2012 happened 2013 to 2014.</p>')}`],
  [
    'cards of lines with years',
    numbered(
      (n) =>
        `<div class=c><h2><a href=/x${n}>Some title of words ${n}</a></h2>${'<p>on 13 at 4 2011 of 5 by 6 in 7 at 9 in 12 2013 to 1 2 3 2014 5 6 7</p>'.repeat(90)}</div>`,
    ),
  ],
  ['nested properties', `<div itemscope itemtype="http://schema.org/Article">${repeat('<div itemprop="articleBody author">text')}`],
  [
    'nested things',
    `<div itemscope itemtype="http://schema.org/Article">${repeat('<p itemprop=author itemscope><i itemprop=name>Ann Lee</i>')}`,
  ],
  ['authors', `<h1>A headline of some length</h1>${repeat('<div class="author byline">By Ann')}`],
  ['classes', repeat(`<div class="${words(500)}">`)],
  ['class names of one word', repeat(`<p class="${'entry-'.repeat(100)}">x</p>`)],
  ['definitions', `<dl>${numbered((n) => `<dt>13 January 2011</dt><dd><a href=/x${n}>some title of three words here ${n}</a></dd>`)}`],
  ['siblings before links', numbered((n) => `<h3>${'word '.repeat(40)}</h3><a href=/x${n}>some title of three words here ${n}</a>`)],
  ['comments', repeat('<!--')],
  ['attributes', `<p ${repeat('a=b ')}`],
  [
    'attributes of an element around links',
    `<div ${repeat('a=b ', 1_500_000)}>${numbered((n) => `<a href=/x${n}>some title of three words ${n}</a>`, 500_000)}`,
  ],
  ['meta', `<head>${repeat('<meta name=a content=b>')}`],
  [
    'meta of spaces',
    `<head><meta property="og:title" content="a${' '.repeat(9000)}b">${repeat(`<meta name=author content="${' '.repeat(9000)}x">`)}`,
  ],
  [
    'a long base',
    `<base href="/${'a/'.repeat(400_000)}">${numbered((n) => `<a href=x${n}>some title of three words here ${n}</a>`, 1_000_000)}`,
  ],
  ['long addresses', numbered((n) => `<a href="/${'a/../'.repeat(400)}${n}">some title of three words here ${n}</a>`)],
  [
    'pictures without a source',
    `<h1>A headline of some length</h1><div>${repeat('A sentence of some length that is good prose, of sixty letters.<img src=data:x><br><br>')}</div>`,
  ],
  [
    'paragraphs of one sentence',
    `<h1>A headline of some length</h1>${repeat('<p>A sentence of some length that is good prose, of sixty letters.</p>')}`,
  ],
  ['full stops', `<h1>A headline of some length</h1><img src=/x>${repeat(`<p>${'.'.repeat(130)}x</p>`)}`],
  ['cells', `<table>${repeat('<tr><th>a<td>b</tr>')}</table>`],
  ['lists in lists', repeat('<ul><li>a<b>b</b>')],
  ['entries of microformats', numbered((n) => `<div class="h-entry"><a class=p-name href=/x${n}>some title of three words ${n}</a>`)],
  ['feeds offered', `<head>${numbered((n) => `<link rel=alternate type=application/rss+xml href=/feed${n}>`)}`],
]
