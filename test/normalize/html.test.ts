import fc from 'fast-check'
import { parse as parse5, serialize } from 'parse5'
import { describe, expect, test } from 'vitest'
import { sanitize } from '../../src/normalize/html.ts'
import { linesOf } from '../../src/normalize/lines.ts'
import { srcset } from '../../src/normalize/srcset.ts'
import { dangers } from './dangers.ts'
import { VECTORS } from './vectors.ts'
import { withCpu } from '../cpu.ts'

const BASE = 'https://example.org/news/one.html'
const REL = 'rel="noopener noreferrer nofollow"'

describe('what stays', () => {
  test.each([
    ['text', 'plain text', 'plain text'],
    ['signs', 'a < b > c & d &lt;e&gt;', 'a &lt; b &gt; c &amp; d &lt;e&gt;'],
    ['inline markup', '<b>a</b> <em>b</em> <code>c</code><sub>2</sub>', '<b>a</b> <em>b</em> <code>c</code><sub>2</sub>'],
    ['language and direction', '<p lang="ar" dir="rtl">س</p>', '<p lang="ar" dir="rtl">س</p>'],
    [
      'tables',
      '<table><tr><td colspan="2">a</td><th scope="col">b</th></tr></table>',
      '<table><tr><td colspan="2">a</td><th scope="col">b</th></tr></table>',
    ],
    ['lists', '<ol start="3"><li>a<li>b</ol>', '<ol start="3"><li>a</li><li>b</li></ol>'],
    ['ruby', '<ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp></ruby>', '<ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp></ruby>'],
    [
      'figures',
      '<figure><img src="a.png" alt="A"><figcaption>B</figcaption></figure>',
      '<figure><img src="https://example.org/news/a.png" alt="A" /><figcaption>B</figcaption></figure>',
    ],
    [
      'pictures',
      '<picture><source srcset="/a.webp 1x, /b.webp 2x" type="image/webp"><img src="/a.png"></picture>',
      '<picture><source srcset="https://example.org/a.webp 1x, https://example.org/b.webp 2x" type="image/webp" /><img src="https://example.org/a.png" /></picture>',
    ],
    [
      'media, with a way to start them',
      '<video src="/v.mp4" poster="/p.jpg" autoplay><track src="/t.vtt" kind="captions"></video>',
      '<video src="https://example.org/v.mp4" poster="https://example.org/p.jpg" controls><track src="https://example.org/t.vtt" kind="captions" /></video>',
    ],
    ['mail', '<a href="mailto:me@example.org">m</a>', `<a href="mailto:me@example.org" ${REL}>m</a>`],
    ['what is only uncovered by a search', '<p hidden="until-found">a</p>', '<p>a</p>'],
    [
      'how old tables and rules are drawn',
      '<table rules="groups" frame="box"><tr><td axis="price" char="." charoff="2">1.50</td></tr></table><hr noshade size="3">',
      '<table rules="groups" frame="box"><tr><td axis="price" char="." charoff="2">1.50</td></tr></table><hr noshade size="3" />',
    ],
    [
      'room around a picture and its long description',
      '<img src="/a.png" border="0" hspace="6" vspace="1e9" longdesc="/a.txt">',
      '<img src="https://example.org/a.png" border="0" hspace="6" longdesc="https://example.org/a.txt" />',
    ],
    [
      'what is not to be loaded before',
      '<audio preload="none" src="/a.mp3"></audio>',
      '<audio preload="none" src="https://example.org/a.mp3" controls></audio>',
    ],
    ['a value behind words', '<data value="12">a dozen</data>', '<data value="12">a dozen</data>'],
    ['numbers of lists', '<ol reversed><li value="7">a</li></ol>', '<ol reversed><li value="7">a</li></ol>'],
    ['details that stand open', '<details open=""><summary>a</summary>b</details>', '<details open><summary>a</summary>b</details>'],
    [
      'alignment of columns',
      '<table><tr><td align="right">1</td><td style="color: red; text-align:center">2</td><td align="up">3</td></tr></table>',
      '<table><tr><td align="right">1</td><td align="center">2</td><td>3</td></tr></table>',
    ],
    ['the text of unknown elements', '<o:p>a</o:p><blink>b</blink><x-y>c</x-y>', 'abc'],
    [
      'type, not its colour on a page that may be dark',
      '<font color="#000" size="+1" face="Georgia, serif">a</font>',
      '<font size="+1" face="Georgia, serif">a</font>',
    ],
    [
      'words that are not to be translated',
      '<p translate="no">wirefold</p><p translate="x">b</p>',
      '<p translate="no">wirefold</p><p>b</p>',
    ],
    [
      'where the parts of a picture lead',
      '<map name="m"><area shape="rect" coords="1,2,3,4" href="/north" alt="North"><area href="/south"><area alt="x" href="javascript:y"></map>',
      '<map><a href="https://example.org/north">North</a> <a href="https://example.org/south">example.org</a> </map>',
    ],
    [
      'code to copy',
      '<p>a</p><textarea rows="2">&lt;b> <i>c</i> &amp; d</textarea>e',
      '<p>a</p><pre>&lt;b&gt; &lt;i&gt;c&lt;/i&gt; &amp; d</pre>e',
    ],
    ['signs that look like the beginning of a comment', 'a </3 b <b>c</b> <! d > e <? f', 'a &lt;/3 b <b>c</b> &lt;! d &gt; e &lt;? f'],
    ['an item in a part of an item', '<ul><li>a<div>b<li>c</div>d</ul>e', '<ul><li>a<div>b<div>c</div></div>d</li></ul>e'],
    [
      'a table in a table, in no cell',
      '<table><div><table><tr><td>a</td></tr></table></div></table>b',
      '<table><div><div><tr><td>a</td></tr></div></div></table>b',
    ],
    ['cells in no table', '<div><tr><td>b</td><td>c</td></tr></div>', '<div><div><div>b</div><div>c</div></div></div>'],
    ['cells with nothing around them', '<tr><td>b</td><td>c</td></tr>', '<tr><td>b</td><td>c</td></tr>'],
    ['quotations', '<blockquote cite="/q">a</blockquote>', '<blockquote cite="https://example.org/q">a</blockquote>'],
    [
      'images that scripts would load later',
      '<img src="data:image/gif;base64,R0" data-src="/late.jpg">',
      '<img src="https://example.org/late.jpg" />',
    ],
    [
      'images whose placeholder has an address',
      '<img src="/blank.gif" data-original="/late.jpg"><img data-lazy-src="/b.jpg" src="https://cdn.example.org/1x1.png" data-lazy-srcset="/b2.jpg 2x">',
      '<img src="https://example.org/late.jpg" /><img src="https://example.org/b.jpg" srcset="https://example.org/b2.jpg 2x" />',
    ],
    ['images with a larger one beside them', '<img src="/a.jpg" data-orig-file="/big.jpg">', '<img src="https://example.org/a.jpg" />'],
    ['images beside which a script keeps its own', '<img src="/a.jpg" data-src="{width}">', '<img src="https://example.org/a.jpg" />'],
    ['images of a negative size', '<img src="/a.jpg" width="-1" height="300">', '<img src="https://example.org/a.jpg" height="300" />'],
    ['images for readers without scripts', 'a<noscript><img src="/n.jpg"></noscript>', 'a<img src="https://example.org/n.jpg" />'],
    ['but each once', '<img data-src="/n.jpg"><noscript><img src="/n.jpg"></noscript>', '<img src="https://example.org/n.jpg" />'],
    ['and no advice on scripts', 'a<noscript>Turn scripts on!</noscript>', 'a'],
    ['images of AMP', '<amp-img src="/n.jpg" layout="fill" alt="N"></amp-img>b', '<img src="https://example.org/n.jpg" alt="N" />b'],
    ['words in place of an image', '<img alt="A ship">', '<img alt="A ship" />'],
    ['large images', '<img src="/a.png" width="100%" height="10">', '<img src="https://example.org/a.png" width="100%" height="10" />'],
    ['a stray byte of windows-1252', 'don\u0092t&#146;', 'don’t’'],
  ])('%s', (_, written, expected) => {
    expect(sanitize(written, BASE).replaceAll(written.startsWith('<map') ? ` ${REL}` : '\0', '')).toBe(expected)
  })
})

describe('what goes', () => {
  test.each([
    ['scripts and styles with their text', 'a<script>x</script><style>y</style>b', 'ab'],
    ['frames that show nothing', 'a<iframe src="javascript:x"></iframe><iframe srcdoc="<p>x</p>"></iframe>b', 'ab'],
    ['frames that count', '<iframe src="https://www.googletagmanager.com/ns.html?id=x" height="0" width="0"></iframe>', ''],
    [
      'what is hidden, and nothing behind it',
      '<p hidden>a</p><div><b>b</b></div><x-y hidden>c<i>d</i></x-y><p>e</p>',
      '<div><b>b</b></div><p>e</p>',
    ],
    ['what is hidden', 'a<div hidden><p>b</p>c</div><p hidden="">d</p>e', 'ae'],
    ['values that mean nothing', '<ol reversed="no" start="3"><li value="x">a</li></ol>', '<ol reversed start="3"><li>a</li></ol>'],
    [
      'classes but of code',
      '<pre class="wide language-c"><code class="x lang-js y">a</code></pre><p class="language-c">b</p>',
      '<pre class="language-c"><code class="language-js">a</code></pre><p>b</p>',
    ],
    ['drawings', 'a<svg><text>x</text></svg>b', 'ab'],
    ['forms, not what they hold', '<form action="/x"><p>a</p><input name="b"></form>', '<p>a</p>'],
    ['handlers, styles and names', '<p onclick="x" style="y" id="a" name="b" class="c">d</p>', '<p>d</p>'],
    ['scripts in links', '<a href="javascript:x">a</a>', '<a>a</a>'],
    ['targets and openers', '<a href="/x" target="_blank" rel="opener">a</a>', `<a href="https://example.org/x" ${REL}>a</a>`],
    [
      'tracking pixels',
      'a<img src="/p.gif" width="1" height="1"><img src="/p.gif" height="0"><img src="/p.gif" style="display: none">b',
      'ab',
    ],
    [
      'images from the reader’s own network',
      '<img src="http://192.168.1.1/x.png"><img src="http://2130706433/"><img src="http://[::1]/"><img src="http://nas.local/">',
      '',
    ],
    [
      'links there are for the reader to follow or not',
      '<a href="http://192.168.1.1/">a</a>',
      `<a href="http://192.168.1.1/" ${REL}>a</a>`,
    ],
    [
      'bad candidates of a set',
      '<img srcset="/a.png 1x, data:x 2x, http://10.0.0.1/ 3x, /b.png 99z">',
      '<img srcset="https://example.org/a.png 1x" />',
    ],
    ['comments and declarations', 'a<!-- b --><!DOCTYPE c><?d?>e', 'ae'],
    ['controls and half characters', 'a\u0000b&#1;c\ud800d&#xd800;', 'abcd\ufffd'],
    ['relative references to nowhere', '<a href="/x">a</a><img src="/y">', '<a>a</a>'],
  ])('%s', (name, written, expected) => {
    expect(sanitize(written, name.includes('nowhere') ? undefined : BASE)).toBe(expected)
  })
})

describe('srcset', () => {
  const media = (url: string): string => new URL(url, BASE).href
  test.each([
    ['/a 1x,/b 2x', 'https://example.org/a 1x, https://example.org/b 2x'],
    ['/a', 'https://example.org/a'],
    [' /a  100w ,\n/b 200w', 'https://example.org/a 100w, https://example.org/b 200w'],
    ['/a,b 1x', 'https://example.org/a,b 1x'],
    ['/a, /b', 'https://example.org/a, https://example.org/b'],
    ['/a 1x 2q, /b', 'https://example.org/b'],
    ['', undefined],
    [',,,', undefined],
  ])('%j', (written, expected) => {
    expect(srcset(written, media)).toBe(expected)
  })
})

describe('bounds', () => {
  const times = (n: number, piece: string): string => piece.repeat(Math.ceil(n / piece.length))
  test.each([
    ['open tags', times(2_000_000, '<b>')],
    ['half tags', times(2_000_000, 'a<p')],
    ['half links', times(2_000_000, '<a href="')],
    ['references', times(2_000_000, '&amp;&lt;')],
    ['broken references', times(2_000_000, '&amp')],
    ['short links', times(2_000_000, '<a href=x>')],
    ['many candidates', `<img srcset="${times(2_000_000, 'x,')}">`],
    ['spaced candidates', `<img srcset="${times(2_000_000, 'x 1x, ')}">`],
    ['many attributes', `<p ${times(2_000_000, 'a=1 b ')}>`],
    ['pixels', times(2_000_000, '<img width=1>')],
    ['comments', times(2_000_000, '<!--')],
    ['blanks in a style', `<img style="${times(2_000_000, 'width: ')}">`],
    ['closing tags', times(2_000_000, '</p>')],
    ['nested unknown', times(2_000_000, '<x><li>')],
  ])('two megabytes of %s', (_, hostile) => {
    const [safe, took] = withCpu(() => sanitize(hostile, `https://example.org/${'a'.repeat(1500)}/`))
    // generous: a quadratic reading takes minutes
    expect(took).toBeLessThan(5000)
    expect(safe.length).toBeLessThanOrEqual(1_000_000)
    expect(dangers(safe.slice(0, 20_000).replace(/<[^>]*$/, '')).filter((danger) => !danger.includes('broke out'))).toEqual([])
  })

  test('a cut leaves neither half a tag nor half a reference', () => {
    expect(sanitize(`${'x'.repeat(299_997)}&amp;<b>y</b>`)).toBe('x'.repeat(299_997))
    expect(sanitize(`${'x'.repeat(299_997)}<b title="z">y</b>`)).toBe('x'.repeat(299_997))
  })
})

const piece = fc.oneof(
  fc.constantFrom(
    '<p>',
    '</p>',
    '<b>',
    '</b>',
    '<li>',
    '</li>',
    '<ul>',
    '<table>',
    '<tr>',
    '<td>',
    '</table>',
    '<button>',
    '</button>',
    '<x>',
    '</x>',
    '<a href="',
    '">',
    '<a href=/x>',
    '</a>',
    '<h1>',
    '<dd>',
    '<dt>',
    '</',
  ),
  fc.constantFrom(
    '<script>',
    '</script>',
    '<svg>',
    '</svg>',
    '<math>',
    '<style>',
    '</style>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<noscript>',
    '</noscript>',
    '<textarea>',
    '<select>',
    '<option>',
    '<iframe>',
    '</iframe>',
    '<form>',
    '<br>',
    '</br>',
    '<img src=x ',
    '<p hidden>',
    '<li>',
    '<table>',
    '<td>',
    '<div>',
    '</div>',
    'alt="',
  ),
  fc.constantFrom(...VECTORS),
  fc.string({ unit: 'binary', maxLength: 5 }),
)
const hostile = fc.oneof(
  fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary' }),
)

describe('for any input', () => {
  test('nothing dangerous comes out, and a second pass changes nothing', () => {
    fc.assert(
      fc.property(hostile, (written) => {
        const safe = sanitize(written, BASE)
        expect(dangers(safe)).toEqual([])
        expect(sanitize(safe, BASE)).toBe(safe)
      }),
      { numRuns: 1500 },
    )
  })

  test('never more tags come out than went in', () => {
    fc.assert(
      fc.property(hostile, (written) => {
        const opened = (markup: string): number => markup.match(/<[a-z]/gi)?.length ?? 0
        // `</p>` and `</br>` alone are elements, as in browsers; an item in no list becomes a block, which ends a paragraph
        const ends = written.match(/<\/|<(?:li|d[dt]|t[dhr]|caption|colgroup|t(?:able|body|head|foot))\b/gi)?.length ?? 0
        expect(opened(sanitize(written, BASE))).toBeLessThanOrEqual(opened(written) + ends)
      }),
      { numRuns: 1500 },
    )
  })

  test('another parser reads the same text', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '<p>',
            '</p>',
            '<b>',
            '</b>',
            '<div>',
            '</div>',
            'one ',
            'two &amp; ',
            '&lt;three&gt;',
            '<br>',
            '<i title="x">',
            '</i>',
          ),
          { maxLength: 12 },
        ),
        (pieces) => {
          const safe = sanitize(pieces.join(''), BASE)
          const words = (text: string): string => text.replace(/\s+/g, '')
          const reread = serialize(parse5(safe))
            .replace(/<[^>]*>/g, '')
            .replaceAll('&lt;', '<')
            .replaceAll('&gt;', '>')
            .replaceAll('&amp;', '&')
          expect(
            words(
              linesOf(safe)
                .map(({ text }) => text)
                .join(''),
            ),
          ).toBe(words(reread))
        },
      ),
      { numRuns: 500 },
    )
  })
})
