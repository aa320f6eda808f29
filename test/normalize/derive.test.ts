import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RawItem } from '../../src/model/raw.ts'
import { deriveText } from '../../src/normalize/derive.ts'
import { sanitize } from '../../src/normalize/html.ts'
import { normalizeItem } from '../../src/normalize/normalize.ts'
import { PLAIN_BODIES } from './plain-bodies.ts'
import { document, html, rawFeed, rawItem, text } from './raw.ts'

const LEAD =
  'The ministry said on Thursday that it had begun to study how ships of both navies could share ports, fuel and spare parts in a crisis.'
const BODY = 'A report is expected in spring, and the two sides will then discuss the costs.'
const LAST = 'No date was given.'

/** The text of paragraphs, one a line. */
const compared = (...paragraphs: string[]): string[] =>
  deriveText(sanitize(paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n')), undefined).split('\n')

describe('a lead that stands twice is compared once', () => {
  test.each([
    ['as it is', LEAD, LEAD],
    ['with a dateline', `TOKYO - ${LEAD}`, LEAD],
    ['with a long dateline', `TOKYO, Jan 13 (Example Wire) — ${LEAD}`, LEAD],
    ['without its end', LEAD, LEAD.replace(' in a crisis.', '.')],
    ['cut off', LEAD.slice(0, 100) + '…', LEAD],
    ['with a day more', LEAD.replace('crisis.', 'crisis, January 13.'), LEAD],
    ['with another word for the day', LEAD.replace('crisis.', 'crisis Thursday.'), LEAD.replace('crisis.', 'crisis January 13, 2011.')],
    ['in other case and marks', LEAD.toUpperCase(), LEAD],
    [
      'in Japanese',
      `【東京】防衛相は会見で、両国の艦船が港や燃料を共用する方法について検討を始めたと述べた。`,
      `防衛相は会見で、両国の艦船が港や燃料を共用する方法について検討を始めたと述べた。`,
    ],
    [
      'in German',
      `Berlin – Das Ministerium teilte am Donnerstag mit, man habe begonnen zu prüfen, wie Schiffe beider Seiten Häfen teilen.`,
      'Das Ministerium teilte am Donnerstag mit, man habe begonnen zu prüfen, wie Schiffe beider Seiten Häfen teilen.',
    ],
  ])('%s', (_, one, other) => {
    const fullest = other.length > one.length ? other : one
    expect(compared(one, other, BODY)).toEqual([fullest, BODY])
    expect(compared('Navies study shared ports', other, one, BODY)).toHaveLength(3)
  })

  test.each([
    [
      'other numbers',
      'The company said on Monday that it would close two of its plants and cut 500 jobs in Spain',
      'The company said on Monday that it would close two of its plants and cut 700 jobs in Spain',
    ],
    [
      'another end',
      'The company said on Monday that it would close two of its plants and move to Spain',
      'The company said on Monday that it would close two of its plants, while unions called for a strike in all of its other works',
    ],
    ['a refrain', 'I went down to the river at night', 'I went down to the river at night'],
    [
      'a row of results',
      'Team one against team two, at home, in the first round, on grass, three to one',
      'Team one against team two, at home, in the first round, on grass, three to two',
    ],
  ])('not with %s', (_, one, other) => {
    expect(compared(one, other, BODY)).toEqual([one, other, BODY])
  })

  test('not further down', () => {
    const body = [LEAD, BODY, LAST, 'A second part follows.', 'And a third.', LEAD]
    expect(compared(...body)).toEqual(body)
  })
})

describe('which text', () => {
  test('of the fuller body', () => {
    expect(deriveText('<p>Short.</p>', '<p>Longer than that.</p>')).toBe('Longer than that.')
    expect(deriveText('<p>Longer than that.</p>', '<p>Short.</p>')).toBe('Longer than that.')
    expect(deriveText(undefined, 'Short.')).toBe('Short.')
  })

  test('of pictures where there is none', () => {
    expect(deriveText('<img src="https://example.org/a.png" alt="Low tide &amp; gulls" /><img alt="A pier" />', undefined)).toBe(
      'Low tide & gulls\nA pier',
    )
    expect(deriveText('<p>Words.</p><img alt="A pier" />', undefined)).toBe('Words.')
    expect(deriveText(undefined, undefined)).toBe('')
  })

  test.each([
    ['a power is no longer number', '10<sup>6</sup> ships', '10^6 ships'],
    ['nor is a negative one', '10<sup>-3</sup> m', '10^-3 m'],
    ['a fraction behind a whole', '2<sup>1</sup>⁄<sub>2</sub> miles', '2 1⁄2 miles'],
    ['a note behind a year', 'since 2011<sup><a href="https://example.org/n">4</a></sup>', 'since 2011 4'],
    ['an ordinal stays whole', 'the 4<sup>th</sup> pier', 'the 4th pier'],
    ['a note behind a word', 'said so<sup>4</sup>', 'said so4'],
  ])('%s', (_, html, expected) => {
    expect(deriveText(html, undefined)).toBe(expected)
  })
})

describe('the text of an item is that of its HTML, so that it need not be stored', () => {
  const context = { source: 'https://example.org/feed', document: document(), feed: rawFeed([]) }
  const normalized = (raw: Partial<RawItem>) => normalizeItem({ key: 'k', hash: 'h', raw: rawItem(raw) }, context)
  const holds = (raw: Partial<RawItem>) => {
    const { content, summary, text } = normalized(raw)
    expect(text).toBe(deriveText(content, summary))
  }

  test.each(PLAIN_BODIES)('as content and as summary: %s', (body) => {
    holds({ content: html(body) })
    holds({ summary: html(body), content: html('<p>Short.</p>') })
    holds({ summary: html('A lead.'), content: html(body.replaceAll('<p>', '<P>')) })
  })

  test('of any body', () => {
    const piece = fc.oneof(
      fc.constantFrom(...PLAIN_BODIES),
      fc.constantFrom(
        '<p>',
        '</p>',
        '<br>',
        '<li>',
        '<td>',
        '&nbsp;',
        '&amp;',
        '<pre>',
        '</pre>',
        '\u00AD',
        '<sup>2</sup>',
        '<!-- x -->',
        '\n',
      ),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    )
    const body = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(body, body, fc.boolean(), (content, summary, isText) => {
        holds({ title: text('A headline'), content: html(content), summary: isText ? text(summary) : html(summary) })
      }),
      { numRuns: 300 },
    )
  })
})
