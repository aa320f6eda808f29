import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cut, isolated } from '../../src/normalize/characters.ts'
import { excerpt, plainText, titleText } from '../../src/normalize/text.ts'
import { html, text } from './raw.ts'

describe('titleText', () => {
  test.each([
    ['text is left alone', text('AT&T: if a < b'), 'AT&T: if a < b'],
    ['text with a tag is about a tag', text('History of the <blink> tag'), 'History of the <blink> tag'],
    ['HTML that speaks of a tag does not become one', html('<p>History of the &lt;blink&gt; tag</p>'), 'History of the <blink> tag'],
    ['a tag that was not escaped is spoken of too', html('Where <template shadow> fails'), 'Where <template shadow> fails'],
    ['several paragraphs', html('<p>Harbour</p> and <p class="x">town</p>'), 'Harbour and town'],
    [
      'a number raised behind a number',
      html('10<sup>6</sup> ships, 2<sup>1</sup>/<sub>2</sub> cups, the 1<sup>st</sup>, H<sub>2</sub>O'),
      '10^6 ships, 2 1/2 cups, the 1st, H2O',
    ],
    ['a formula', html('The <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> cup'), 'The 1/2 cup'],
    ['an element for formulas is spoken of', html('The <math> element'), 'The <math> element'],
    ['an element that cannot stand in a title is spoken of', html('<object> is dead &amp; gone'), '<object> is dead & gone'],
    ['formatting that is never closed is no markup', html('When x<s and s>y, &quot;z&quot;'), 'When x<s and s>y, "z"'],
    ['a closing tag alone is no markup', html('Forgetting </em> again'), 'Forgetting </em> again'],
    ['formatting in closed pairs', html('<B>H<sub>2</sub>O</B> in <a href="/x?a=1&amp;b=2">Oslo</a>'), 'H2O in Oslo'],
    ['crossed pairs', html('<b>one <i>two</b> three</i>'), 'one two three'],
    ['a picture gives its words', html('Win <img src="/m.png" alt="gold &amp; silver"/> now'), 'Win gold & silver now'],
    ['a picture without words gives none', html('Win<img src="/m.png"> now'), 'Win now'],
    ['a picture that is only named', html('Sizing <img> well'), 'Sizing <img> well'],
    ['a comment is not seen', html('<!--:de-->Hafen<!--:-->'), 'Hafen'],
    ['a section around the whole', html('<![CDATA[Ports &amp; piers]]>'), 'Ports & piers'],
    ['wrappers around the whole', html('<div class="t"><h2>Ports</h2></div>'), 'Ports'],
    ['a comparison is no tag', html('AT&amp;T: if a &lt; b &amp;&amp; c > d'), 'AT&T: if a < b && c > d'],
    ['text with a reference is about it', text('What &amp; means'), 'What &amp; means'],
    ['HTML loses markup', html('A <b>bold</b> move<br>again'), 'A bold move again'],
    ['HTML is decoded', html('AT&amp;T: if a &lt; b'), 'AT&T: if a < b'],
    ['HTML badly written survives', html('AT&T: if a < b'), 'AT&T: if a < b'],
    ['HTML is decoded once', html('&amp;lt;script&amp;gt;'), '&lt;script&gt;'],
    ['a script is spoken of', html('&lt;script&gt;alert(1)&lt;/script&gt;'), '<script>alert(1)</script>'],
    ['also where it was not escaped', html('a<script>alert(1)</script>b'), 'a<script>alert(1)</script>b'],
    ['white space is folded', text('  a\n\tb\u00a0\u3000c '), 'a b c'],
    ['controls go', text('a\u0000b\u0007c\ufffe'), 'abc'],
    ['half a character goes', text('a\ud800b'), 'ab'],
    ['windows-1252 in disguise', text('don\u0092t \u0096 stop'), 'don’t – stop'],
    ['soft hyphens inside words go', text('Zusammen\u00adarbeit'), 'Zusammenarbeit'],
    ['an override goes', text('abc\u202Efdp.exe'), 'abcfdp.exe'],
    ['an open embedding goes', text('abc \u202Bdef'), 'abc def'],
    ['a closed embedding stays', text('abc \u202Bdef\u202C ghi'), 'abc \u202Bdef\u202C ghi'],
    ['crossed embeddings go', text('\u202Ba\u2066b\u202Cc\u2069'), 'abc'],
    ['a dangling end goes', text('a\u2069b'), 'ab'],
    ['joined emoji stay', text('👩‍👩‍👧 family'), '👩‍👩‍👧 family'],
  ])('%s', (_, raw, expected) => {
    expect(titleText(raw)).toBe(expected)
  })

  test('absent is empty', () => {
    expect(titleText(undefined)).toBe('')
  })

  test('two megabytes are cut to a thousand characters', () => {
    expect(titleText(text('ab '.repeat(700_000))).length).toBeLessThanOrEqual(1000)
    expect(titleText(html('<b>ab</b> '.repeat(200_000))).length).toBeLessThanOrEqual(1000)
  })
})

describe('plainText', () => {
  test.each([
    ['paragraphs', '<p>One.</p><p>Two.</p>', 'One.\nTwo.'],
    ['breaks', 'One.<br>Two.<br /><br />Three.', 'One.\nTwo.\nThree.'],
    ['lists', '<ul><li>One</li><li>Two</li></ul>', 'One\nTwo'],
    ['a row is a line', '<table><tr><td>One</td><td>Two</td></tr><tr><th>A</th><td>B</td></tr></table>', 'One Two\nA B'],
    ['inline markup joins', 'un<b>believ</b>able', 'unbelievable'],
    ['white space', '<p>\n  a  \n b </p>\n\n<p> </p><p>&nbsp;</p>', 'a b'],
    ['references once', 'a &amp;amp; b &lt;c&gt; &quot;d&quot; &hellip;', 'a &amp; b <c> "d" …'],
    ['a reading is not said twice', '<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>都', '東京都'],
    ['formulas', 'Let <math><mi>a</mi><mo>+</mo><mi>b</mi></math> be', 'Let a+b be'],
    ['plain already', 'a  b', 'a b'],
    ['nothing', '', ''],
  ])('%s', (_, markup, expected) => {
    expect(plainText(markup)).toBe(expected)
  })
})

describe('excerpt', () => {
  test('short texts are whole', () => {
    expect(excerpt('One.\nTwo.')).toBe('One. Two.')
  })

  test.each([
    ['English', 'This sentence has exactly some forty letters. '.repeat(20), /letters\.$/],
    ['Japanese', '防衛相は記者会見で協力の強化を検討していると述べた。'.repeat(30), /述べた。$/],
    ['no end in sight', 'word '.repeat(200), /word…$/],
    ['no blank in sight', 'x'.repeat(1000), /x…$/],
  ])('%s', (_, long, end) => {
    const said = excerpt(long)
    expect(said.length).toBeLessThanOrEqual(300)
    expect(said.length).toBeGreaterThan(120)
    expect(said).toMatch(end)
  })
})

test('cutting never splits a character', () => {
  expect(cut('a😀', 2)).toBe('a')
  expect(cut('ae\u0301', 2)).toBe('a')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(20), (value, max) => {
      const short = cut(value, max)
      expect(short.length).toBeLessThanOrEqual(max)
      if (value.isWellFormed()) expect(short.isWellFormed()).toBe(true)
    }),
  )
})

test('plain text holds no control, no fold and no surprise, and titles are their own', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      for (const said of [titleText(text(value)), titleText(html(value)), excerpt(value)]) {
        // what is outside the basic plane comes as surrogates, in pairs as the next line says
        expect(said).not.toMatch(/[^\u0020-\u007F\u00A0-\uFFFD]|\s\s/)
        expect(said.isWellFormed()).toBe(true)
        expect(isolated(said)).toBe(said)
        expect(titleText(text(said))).toBe(said)
      }
    }),
  )
})
