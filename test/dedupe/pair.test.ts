import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { explainPair } from '../../src/dedupe/explain.ts'
import { prepare, type Article } from '../../src/dedupe/features.ts'
import { judge } from '../../src/dedupe/pair.ts'
import { CHINESE, GERMAN, HARBOUR, HARBOUR_FOLLOW_UP, JAPANESE, ORCHARD, RUSSIAN, harbour } from './articles.ts'

const article = (title: string, text: string, more: Partial<Article> = {}): Article => ({
  source: 'https://a.example/feed',
  key: 'k1',
  title,
  text,
  ...more,
})
const other = (title: string, text: string, more: Partial<Article> = {}): Article => ({
  source: 'https://b.example/feed',
  key: 'k2',
  title,
  text,
  ...more,
})
const base = article(HARBOUR.title, harbour)
const first = (text: string, words: number): string => text.split(' ').slice(0, words).join(' ')

const CLUTTER = 'Skip to main content. Home News Sport Weather. Sign in.'
const TAIL = 'Copyright 2019 - 2026 The Outlet. Get our app. Join our community today!'
const dividend = (company: string, cents: number, day: number): string =>
  `${company} said its board declared a regular quarterly dividend of ${cents} cents a share, payable March ${day} to holders of record at the end of February. The company has paid a dividend every year since it was listed.`

const COPIES: readonly (readonly [string, Article, Article])[] = [
  ['another headline', base, other('Eastmere to get second landing for island boats', harbour)],
  ['cut after sixty words', base, other('North quay wins', `${first(harbour, 60)} …`)],
  ['cut after thirty words', base, other('Vote on ferry terminal', `${first(harbour, 30)} [...]`)],
  [
    'clutter around it, code in the headline',
    base,
    other(`${HARBOUR.title} 130111-3`, `${CLUTTER} ${HARBOUR.title}. Thursday, January 13, 2011, 20:26 PM ${harbour} ${TAIL}`),
  ],
  [
    'the lead twice, with a wrong date',
    base,
    other('Ferry terminal', `${HARBOUR.lead.replace('on Tuesday', 'on January 13, 2010')} ${harbour}`),
  ],
  [
    'another dateline',
    article('x', `OSLO, Jan 12 (Wire) - ${harbour}`),
    other('Ferry terminal approved', `EASTMERE, Jan 13 (Agency) - ${harbour}`),
  ],
  [
    'numbers in another style',
    base,
    other('Ferries', harbour.replace('2,300', '2300').replace('ten years', '10 years').replace('four years', '4 years')),
  ],
  ['paragraphs in another order', base, other('Ferries', [HARBOUR.lead, ...HARBOUR.rest.toReversed()].join(' '))],
  ['one number corrected in a long text', base, other(HARBOUR.title, harbour.replace('48.5', '45.8'))],
  [
    'the agency named by each itself',
    article('x', `${harbour} The mayor told Reuters that he was glad.`),
    other('Ferries', `${harbour} The mayor told AFP that he was glad.`),
  ],
  [
    'U.S., U. S. and US',
    article('x', harbour.replaceAll('Eastmere', 'the U.S. Harbor District')),
    other('x', harbour.replaceAll('Eastmere', 'the U. S. Harbor District')),
  ],
  ['in capitals', base, other(HARBOUR.title.toUpperCase(), harbour.toUpperCase())],
  [
    'Japanese, cut',
    article('灯台解体へ', JAPANESE),
    other('県、老朽灯台を解体し避難施設を建設', `（編集部） ${JAPANESE.slice(0, 80)} [...]`),
  ],
  ['Chinese, cut', article('老铁桥封闭维修', CHINESE), other('东河铁桥下月封闭', `${CHINESE.slice(0, 75)}……`)],
  ['Russian, ё written е', article('Узкоколейка', RUSSIAN), other('Первый поезд', RUSSIAN.replaceAll('ё', 'е'))],
  [
    'German, other nouns',
    article('Windrad', GERMAN),
    other('Windrad im Stadtwald läuft', GERMAN.replace('Anlage', 'Turbine').replace('Haushalte', 'Wohnungen').replace('Lärm', 'Krach'), {
      language: 'de',
    }),
  ],
  [
    'same address, text only in one',
    article('Ferries', '', { canonicalUrl: 'https://a.example/1' }),
    other(HARBOUR.title, harbour, { canonicalUrl: 'https://a.example/1' }),
  ],
  [
    'a headline alone, which the other quotes',
    article('Harbour board approves new ferry terminal', ''),
    other(
      'Harbour Board approves new ferry terminal',
      `Harbour board approves new ferry terminal. I like this very much, although the writers of the report forgot the bicycles.`,
    ),
  ],
]

const STRANGERS: readonly (readonly [string, Article, Article])[] = [
  ['a follow-up on shared background', base, other('Wreck stops work on ferry terminal', HARBOUR_FOLLOW_UP.join(' '))],
  [
    'a follow-up that ends with the whole first report',
    article('Vote', first(harbour, 50)),
    other(
      'Wreck stops work',
      `${HARBOUR_FOLLOW_UP.slice(0, 3).join(' ')} The owners of the yard declined to comment. ${first(harbour, 50)}`,
    ),
  ],
  ['a template, another company', article('Dividend', dividend('Acme Corp', 12, 3)), other('Dividend', dividend('Borealis Plc', 12, 3))],
  ['a template, another number', article('Dividend', dividend('Acme Corp', 12, 3)), other('Dividend', dividend('Acme Corp', 14, 3))],
  [
    'an earthquake in Chinese',
    article('地震', '中国地震台网正式测定：在青海发生4.1级地震，震源深度10千米，震中附近居民有明显震感，目前暂无人员伤亡报告。'),
    other('地震', '中国地震台网正式测定：在云南发生3.6级地震，震源深度12千米，震中附近居民有明显震感，目前暂无人员伤亡报告。'),
  ],
  [
    'a Japanese template, another company',
    article(
      '増益',
      '青山工業が発表した今期の連結決算は増収増益だった。海外事業が好調で、年間配当を引き上げる方針を明らかにした。株価は午後に上昇した。',
    ),
    other(
      '増益',
      '北星電機が発表した今期の連結決算は増収増益だった。海外事業が好調で、年間配当を引き上げる方針を明らかにした。株価は午後に上昇した。',
    ),
  ],
  ['a weekly column of the same title', article('The week in review', harbour), other('The week in review', ORCHARD)],
  ['columns without a body', article('The week in review', ''), other('The week in review', '')],
  ['a generic headline alone', article('Stocks close higher in light trading', ''), other('Stocks close higher in light trading', '')],
  [
    'entries of a live blog',
    article('Live', 'The board has sat down.', { url: 'https://a.example/live#p1', canonicalUrl: 'https://a.example/live' }),
    other('Live', 'A vote has been called.', {
      url: 'https://a.example/live#p2',
      canonicalUrl: 'https://a.example/live',
      source: 'https://a.example/feed',
    }),
  ],
  [
    'pages that differ in ?id=',
    article('Notice', harbour, { canonicalUrl: 'https://a.example/v?id=1' }),
    other('Notice', ORCHARD, { canonicalUrl: 'https://a.example/v?id=2' }),
  ],
  [
    'the same front page behind both',
    article('Ferries', harbour, { canonicalUrl: 'https://a.example' }),
    other('Apples', ORCHARD, { canonicalUrl: 'https://a.example' }),
  ],
  [
    'only the boilerplate in common',
    article('Ferries', `${first(harbour, 25)} ${TAIL} ${CLUTTER}`),
    other('Apples', `${first(ORCHARD, 25)} ${TAIL} ${CLUTTER}`),
  ],
  [
    'a teaser that a source gives two of its articles',
    article('Podcast: the ferry war', first(harbour, 40), { url: 'https://a.example/podcast' }),
    { ...other('How Solvang won', first(harbour, 40), { url: 'https://a.example/video' }), source: 'https://a.example/feed' },
  ],
  [
    'another text under the address of the first',
    { ...base, canonicalUrl: 'https://a.example/1' },
    other('Frost takes the apples', ORCHARD, { canonicalUrl: 'https://a.example/1' }),
  ],
  ['nothing in common', base, other('Frost takes the apples', ORCHARD)],
]

describe('copies are one story', () => {
  test.each(COPIES)('%s', (_, a, b) => expect(judge(prepare(a), prepare(b))).toMatchObject({ same: true }))
})

describe('what is alike is not a copy', () => {
  test.each(STRANGERS)('%s', (_, a, b) => expect(judge(prepare(a), prepare(b))).toMatchObject({ same: false }))
})

test('the answer does not depend on the order of the two', () => {
  for (const [, a, b] of [...COPIES, ...STRANGERS]) {
    const [there, back] = [judge(prepare(a), prepare(b)), judge(prepare(b), prepare(a))]
    expect([back.same, back.reason, back.score]).toEqual([there.same, there.reason, there.score])
  }
})

test('an explanation says in words what decided', () => {
  const template = STRANGERS.find(([name]) => name === 'a template, another number')!
  const explained = explainPair(template[1], template[2])
  expect(explained).toMatchObject({ same: false, reason: 'other-numbers' })
  expect(explained.evidence).toContain('12')
  expect(explained.details.join(' ')).toMatch(/words; \d+ % of the shorter stands in the longer/)
})

test('any two texts are judged, alike both ways, and a text is the same as itself', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 300, unit: 'grapheme' }),
    fc
      .array(fc.constantFrom('la', 'the', '12', '3.5', '。', '東', 'Acme', '\ud800', '.', 'U.S.'), { maxLength: 200 })
      .map((parts) => parts.join(' ')),
  )
  fc.assert(
    fc.property(text, text, fc.string(), (a, b, title) => {
      const [x, y] = [prepare(article(title, a)), prepare(other(title, b))]
      expect(judge(x, y).same).toBe(judge(y, x).same)
      const self = judge(x, prepare(other(title, a)))
      if (x.text.weight >= 24) expect(self.same).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('hostile texts cost little', () => {
  const started = performance.now()
  for (const unit of ['la ', 'a b ', '1 2 ', '東', 'a.', '0,0', "a'"]) {
    const [x, y] = [prepare(article('x', unit.repeat(200_000))), prepare(other('y', unit.repeat(150_000)))]
    judge(x, y)
  }
  expect(performance.now() - started).toBeLessThan(1500)
})
