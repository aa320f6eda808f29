import { expect, describe, test } from 'vitest'
import { legal } from '../../src/normalize/characters.ts'
import { sanitizeSlowly } from '../../src/normalize/html.ts'
import { textsOf } from '../../src/normalize/lines.ts'
import { cleanPlainHtml } from '../../src/normalize/plain-html.ts'
import { PLAIN_BODIES } from './plain-bodies.ts'
import { VECTORS } from './vectors.ts'

const BASE = 'https://example.org/news/one.html'

/** What both ways make of it, where the walk takes it. */
function bothWays(html: string): { readonly walked: unknown; readonly parsed: unknown } | undefined {
  const walked = cleanPlainHtml(html, BASE)
  if (walked === undefined) return undefined
  const parsed = sanitizeSlowly(html, BASE)
  return { walked, parsed: { html: parsed, lines: textsOf(parsed) } }
}

describe('plain HTML takes one walk', () => {
  test.each(PLAIN_BODIES.map((body) => [body] as const))('%j', (body) => {
    const ways = bothWays(body)
    expect(ways?.walked).toBeDefined()
    expect(ways?.walked).toEqual(ways?.parsed)
  })
})

describe('all else takes the parser', () => {
  test.each([
    ['a comment', '<p>a<!-- b --></p>'],
    ['capitals', '<P>a</P>'],
    ['an unknown element', '<blink>a</blink>'],
    ['an item in a part of an item', '<ul><li><div><li>a</li></div></li></ul>'],
    ['a table in a table', '<table><table></table></table>'],
    ['a cell of no table', '<div><td>a</td></div>'],
    ['what may not stay', '<script>a</script>'],
    ['an end that is left out', '<ul><li>a<li>b</ul>'],
    ['an implied end', '<p>a<div>b</div></p>'],
    ['a heading in a heading', '<h2>a<h3>b</h3></h2>'],
    ['a link in a link', '<a href="/a">a<a href="/b">b</a></a>'],
    ['crossed ends', '<b>a<i>b</b></i>'],
    ['an end without a start', 'a</p>'],
    ['an attribute twice', '<p title="a" title="b">c</p>'],
    ['an attribute without quotes', '<p title=a>b</p>'],
    ['an attribute without a value', '<video controls></video>'],
    ['attributes without a blank between', '<p title="a"lang="en">b</p>'],
    ['an attribute that objects have', '<p constructor="a">b</p>'],
    ['what is hidden', '<p hidden="">a</p>'],
    ['an element that closes itself', '<p/>a'],
    ['an `&` that could begin a reference', '<p>a &amp b &copy c</p>'],
    ['a reference to nothing', '<p>&nosuch;</p>'],
    ['a reference to a control', '<p>&#1;&#x1F;</p>'],
    ['a tag in an attribute', '<p title="<b>">a</p>'],
    ['half a tag', '<p>a</p><p'],
    ['a sign', 'a < b'],
    ['depth', '<b>'.repeat(150) + '</b>'.repeat(150)],
  ])('%s', (_, html) => {
    expect(cleanPlainHtml(html, BASE)).toBeUndefined()
  })

  test('no vector takes the walk to another end', () => {
    for (const vector of VECTORS) {
      const ways = bothWays(legal(vector))
      if (ways) expect(ways.walked).toEqual(ways.parsed)
    }
  })
})

/** A linear congruence, so that a failure can be run again. */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >>> 8) % below
  }
}

/** What leaves a body whole where it is put between tags. */
const WHOLE = [
  'a',
  ' ',
  '\n',
  '>',
  '&amp;',
  '&nbsp;',
  '&#39;',
  '&quot;',
  '& ',
  '<br>',
  '<hr />',
  '<b>x</b>',
  '<p>y</p>',
  '<i title="&lt;">z</i>',
  '<sup>2</sup>',
  '<img src="/i.png" alt="">',
  '<a href="?a=1&b=2">u</a>',
  '<td>t</td>',
  '<li>l</li>',
  '<div>v</div>',
  '<h3>h</h3>',
  '<wbr />',
  '€',
  '😀',
  '\u00a0',
]

const PIECES = [
  '<',
  '>',
  '&',
  '"',
  "'",
  '/',
  '=',
  ' ',
  '\n',
  '\t',
  '\f',
  '\r',
  '-',
  ';',
  '#',
  'a',
  'p',
  'A',
  '1',
  '\u00a0',
  '€',
  '😀',
  '\\',
  '`',
  '&amp;',
  '&lt;',
  '&gt;',
  '&quot;',
  '&nbsp;',
  '&#39;',
  '&#x2F;',
  '&#146;',
  '&apos;',
  '&hellip',
  '&b=',
  '&copy=',
  '&not;',
  '&notin;',
  '&#0;',
  '&#xD800;',
  '<p>',
  '</p>',
  '<br>',
  '<br/>',
  '<br />',
  '<hr>',
  '</br>',
  '<b>',
  '</b>',
  '<i>',
  '<li>',
  '</li>',
  '<ul>',
  '</ul>',
  '<tr>',
  '<td>',
  '</td>',
  '<th>',
  '<table>',
  '<h2>',
  '</h2>',
  '<a>',
  '</a>',
  '<a href="',
  '<div>',
  '</div>',
  '<span>',
  '</span>',
  '<pre>',
  '</pre>',
  '<sup>',
  '</sup>',
  '<rt>',
  '<rp>',
  '<ruby>',
  '<dd>',
  '<dt>',
  '<img src="',
  '<img alt="x">',
  '" />',
  '">',
  "'>",
  ' title="',
  " lang='en'",
  ' class="x"',
  ' style="display:none"',
  ' width="1"',
  ' hidden=""',
  ' data-src="/l.jpg"',
  'href="/x"',
  'src="//y.example/z.png"',
  'srcset="/a.png 2x"',
  'srcset="a 1x, b, c 300w"',
  'javascript:',
  'http://',
  'https://10.0.0.1/',
  '../',
  '%',
  '<!--',
  '-->',
  '<script>',
  '<math>',
  '<video>',
  '</video>',
  '<audio src="/a">',
  '<source src="/s">',
  '<details>',
  '<menu>',
  '<main>',
  '<output>',
  '<thead>',
  '<tbody>',
  '<tfoot>',
  '<caption>',
  '<col>',
  '<wbr>',
]

/** A body with one to four places changed: cut out, doubled, or with a piece of another one put in. */
function mutated(roll: (below: number) => number): string {
  let body = PLAIN_BODIES[roll(PLAIN_BODIES.length)]!
  for (let times = 1 + roll(4); times > 0; times--) {
    const at = roll(body.length + 1)
    const other = PLAIN_BODIES[roll(PLAIN_BODIES.length)]!
    const from = roll(other.length)
    const kind = roll(8)
    const put = kind === 0 ? other.slice(from, from + roll(40)) : kind < 3 ? PIECES[roll(PIECES.length)]! : WHOLE[roll(WHOLE.length)]!
    const gone = kind < 3 ? roll(12) : 0
    body = body.slice(0, at) + put + body.slice(at + gone)
  }
  return legal(body)
}

/** A million once (`WIREFOLD_MUTATIONS=1000000`); a thousandth of them always. */
const MUTATIONS = Number(process.env['WIREFOLD_MUTATIONS'] ?? 1_000) * 2

test('mutated bodies come out alike both ways', { timeout: 3_600_000 }, () => {
  const roll = dice(Number(process.env['WIREFOLD_SEED'] ?? 1))
  let taken = 0
  for (let n = 0; n < MUTATIONS; n++) {
    const html = mutated(roll)
    const ways = bothWays(html)
    if (ways === undefined) continue
    taken++
    if (JSON.stringify(ways.walked) !== JSON.stringify(ways.parsed))
      expect({ html, ...(ways.walked as object) }).toEqual({ html, ...(ways.parsed as object) })
  }
  // else it proves nothing
  expect(taken).toBeGreaterThan(MUTATIONS / 10)
})
