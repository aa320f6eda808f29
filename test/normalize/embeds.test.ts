import { describe, expect, test } from 'vitest'
import { formulaText } from '../../src/normalize/formula.ts'
import { sanitize } from '../../src/normalize/html.ts'

const BASE = 'https://example.org/news/one.html'

/** Without what is said of every link. */
const cleaned = (html: string): string => sanitize(html, BASE).replaceAll(' rel="noopener noreferrer nofollow"', '')

const tube = (id: string, label: string): string =>
  `<a href="https://www.youtube.com/watch?v=${id}"><img src="https://i.ytimg.com/vi/${id}/hqdefault.jpg" alt="${label}" /></a>`

describe('an embed becomes a link to what it shows', () => {
  test.each([
    ['a frame', '<iframe src="/map.html"></iframe>', '<a href="https://example.org/map.html">example.org/map.html</a>'],
    [
      'with its title',
      '<iframe src="//maps.example.com/?q=1&amp;z=2" title="The <old> pier"></iframe>',
      '<a href="https://maps.example.com/?q=1&amp;z=2">The &lt;old&gt; pier</a>',
    ],
    [
      'of a known host',
      '<iframe src="https://www.youtube-nocookie.com/embed/q1w2e3r4t5y?rel=0" allowfullscreen></iframe>',
      tube('q1w2e3r4t5y', 'YouTube'),
    ],
    ['of a known host by another address', '<IFRAME SRC=//youtube.com/v/q1w2e3r4t5y TITLE=Tides></IFRAME>', tube('q1w2e3r4t5y', 'Tides')],
    ['loaded late', '<iframe src="about:blank" data-src="https://youtube.com/embed/q1w2e3"></iframe>', tube('q1w2e3', 'YouTube')],
    [
      'by a parameter',
      '<iframe src="https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b&amp;color=1"></iframe>',
      '<a href="https://soundcloud.com/a/b">SoundCloud</a>',
    ],
    [
      'by a parameter that leads nowhere',
      '<iframe src="https://w.soundcloud.com/player/?url=javascript:x"></iframe>',
      '<a href="https://w.soundcloud.com/player/?url=javascript:x">SoundCloud</a>',
    ],
    ['never closed', 'a<iframe src="/v">b<p>c</p>', 'a<a href="https://example.org/v">example.org/v</a>b<p>c</p>'],
    ['what it holds for others goes', '<iframe src="/v">no frames</iframe>b', '<a href="https://example.org/v">example.org/v</a>b'],
    [
      'an object',
      '<object data="/s.swf" type="x/y"><p>Get a plugin</p></object>',
      '<a href="https://example.org/s.swf">example.org/s.swf</a>',
    ],
    ['an object that is a picture', '<object data="/p.png" type="image/png">b</object>', '<img src="https://example.org/p.png" alt="" />'],
    [
      'an object by its parameter',
      '<object width=4><param name="movie" value="http://www.youtube.com/v/q1w2e3"><embed src="http://www.youtube.com/v/q1w2e3"></object>',
      tube('q1w2e3', 'YouTube'),
    ],
    ['an object that shows nothing leaves what it holds', '<object><p>b</p></object>', '<p>b</p>'],
    ['a plugin', 'a<embed src="/s.pdf" title="Plan">b', 'a<a href="https://example.org/s.pdf">Plan</a>b'],
    ['in an element of its own', '<lite-youtube videoid="q1w2e3"></lite-youtube>', tube('q1w2e3', 'YouTube')],
    ['of AMP', '<amp-youtube data-videoid="q1w2e3" width="4"></amp-youtube>', tube('q1w2e3', 'YouTube')],
    ['in a noscript', '<noscript><iframe src="/v"></iframe></noscript>', '<a href="https://example.org/v">example.org/v</a>'],
    ['not in a comment or a script', '<!-- <iframe src="/v"></iframe> --><script>"<iframe src=/v></iframe>"</script>', ''],
    ['not where nobody can see it', '<iframe src="/v" width="1" height="1"></iframe><iframe src="/v" style="display:none"></iframe>', ''],
  ])('%s', (_, written, expected) => {
    expect(cleaned(written)).toBe(expected)
  })

  test('a thousand of them cost no more than a page', () => {
    const html = '<iframe src="/v"></iframe>'.repeat(1_000)
    expect(cleaned(html).match(/<a /g)).toHaveLength(200)
  })
})

describe('a formula becomes a line', () => {
  test.each([
    ['a sum', '<mi>a</mi><mo>+</mo><mi>b</mi>', 'a+b'],
    ['a fraction', '<mfrac><mn>3</mn><mn>4</mn></mfrac>', '3/4'],
    ['a whole and a fraction', '<mn>1</mn><mfrac><mn>3</mn><mn>4</mn></mfrac>', '1 3/4'],
    ['a fraction of sums', '<mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mi>b</mi></mfrac>', '(a+1)/b'],
    ['a power', '<msup><mn>10</mn><mn>12</mn></msup>', '10^12'],
    ['a power that is a product', '<msup><mi>e</mi><mrow><mn>2</mn><mi>t</mi></mrow></msup>', 'e^{2t}'],
    ['an index', '<msub><mi>x</mi><mi>i</mi></msub>', 'x_i'],
    ['both', '<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>', 'x_i^2'],
    ['roots', '<msqrt><mn>2</mn></msqrt><mo>=</mo><mroot><mi>x</mi><mn>3</mn></mroot>', '√2=√[3]x'],
    ['what is meant and not shown', '<mi>f</mi><mo>&#x2061;</mo><mi>x</mi><mphantom><mi>y</mi></mphantom>', 'fx'],
    ['a prefix', '<m:mfrac><m:mn>1</m:mn><m:mn>2</m:mn></m:mfrac>', '1/2'],
    ['not twice', '<semantics><mi>q</mi><annotation encoding="application/x-tex">\\mathit{q}</annotation></semantics>', 'q'],
    [
      'a table by its TeX',
      '<semantics><mtable><mtr><mtd><mi>q</mi></mtd></mtr></mtable><annotation encoding="TeX">\\matrix{q}</annotation></semantics>',
      '\\matrix{q}',
    ],
  ])('%s', (_, inside, expected) => {
    expect(formulaText(`<math>${inside}</math>`)).toBe(expected)
  })

  test('no element of it gets out', () => {
    expect(cleaned('It is <math display="block"><mtext>&lt;b&gt; or </mtext><mi>c</mi></math>.')).toBe('It is &lt;b&gt; orc.')
    expect(cleaned('<math alttext="x^2"></math>')).toBe('x^2')
    expect(cleaned('<span class="katex"><math><mi>k</mi></math><span class="katex-html" aria-hidden="true">k</span></span>')).toBe(
      '<span>k</span>',
    )
  })

  test('depth and length are bounded', () => {
    expect(formulaText(`<math>${'<mrow>'.repeat(3_000)}`).length).toBe(0)
    expect(formulaText(`<math>${'<mi>a</mi>'.repeat(10_000)}</math>`)).toBe('')
  })
})
