import { describe, expect, test } from 'vitest'
import { prepare, type Article } from '../../src/dedupe/features.ts'
import { judge } from '../../src/dedupe/pair.ts'
import { HOUR, MINUTE, type Duration } from '../../src/model/time.ts'
import { HARBOUR, harbour } from './articles.ts'

const SOURCE = 'https://a.example/feed'
const MORNING = Date.UTC(2026, 0, 13, 6)
const first = (text: string, words: number): string => text.split(' ').slice(0, words).join(' ')
/** What a source without guid and address is known by: a digest of what it says. */
const nameless = (n: number): string => n.toString(16).padStart(32, '0')

const entry = (title: string, text: string, after: Duration = 0, source = SOURCE): Article => ({
  source,
  key: nameless(after + text.length),
  title,
  text,
  published: MORNING + after,
})

/** The result of a yard, as an agency sets it. */
const yard = ({ net = '853,000', revenue = '41.1', note = '', label = 'Sales' } = {}): string =>
  `Shr 31 cts vs 28 cts. Net ${net} vs 772,000. ${label} ${revenue} mln vs 30.3 mln. Nine mths: shr 88 cts vs 80 cts. Net 2,514,000 vs 2,206,000. ${label} 119.4 mln vs 90.6 mln.${note}`
const YARD = 'Halmar 3rd qtr net'

/** The parts that a reporter puts into a report and behind it. */
const QUOTES =
  'She said that every island had been heard by letter and in person, that nobody had been refused, and that those who came from furthest away had spoken first, because their boat leaves early. "We listened until the candles were down, and we would listen again," she said.'
const ENDS = 'Lunch was late. Nobody on the board wanted to say what the soup had cost, or who had paid for it this time around.'
const GOES_ON =
  'The letter of the ministry names no year. The mayor called it a gift that nobody had asked for, and wants to read it out when the council meets in full. Hotels on the quay hope for guests who stay the night. A model of the house made of birch stands in the library until Easter, and whoever likes may write what is missing into a book that lies beside it.'
const STAYS =
  'Two members were absent. Who will run the kiosk and the waiting room was left open, a brewery has asked for both. Work goes out in two lots, for the piles and for the roof, and a jury of five will look at what comes in before the frost does.'

const COPIES: readonly (readonly [string, Article, Article])[] = [
  ['a table set right within the hour', entry(YARD, yard()), entry(YARD, yard({ revenue: '41.3', label: 'Revs' }), 20 * MINUTE)],
  ['a table that comes again as it was, and with more', entry(YARD, yard()), entry(YARD, yard({ note: ' Orders are good.' }), 5 * HOUR)],
  [
    'a table under a notice that it corrects',
    entry(YARD, yard()),
    entry(`CORRECTED - ${YARD}`, yard({ revenue: '42.3', label: 'Revs' }), 9 * HOUR),
  ],
  [
    'a table that another agency sets its own way, whenever',
    entry(YARD, yard()),
    entry(YARD, yard({ label: 'Revs' }), 5 * HOUR, 'https://b.example/feed'),
  ],
  ['one text under headlines that share a word', entry('Vote on ferry quay', harbour), entry('Islanders get their quay', harbour, HOUR)],
  [
    'one text of two agencies under headlines that share no word',
    entry('Islanders will wait no longer', harbour),
    entry('Second ferry terminal approved', harbour, HOUR, 'https://b.example/feed'),
  ],
  [
    'two agencies, each with paragraphs of its own at the end',
    entry(HARBOUR.title, `${harbour} ${STAYS} ${first(ENDS, 10)}`),
    entry('Quay', `${harbour} ${GOES_ON}`, 2 * HOUR, 'https://b.example/feed'),
  ],
]

const NEWS: readonly (readonly [string, Article, Article])[] = [
  ['a table that comes again with another figure', entry(YARD, yard()), entry(YARD, yard({ revenue: '44.2' }), 2 * HOUR)],
  [
    'a table that comes again with rows of its own',
    entry(YARD, yard()),
    entry(YARD, yard({ label: 'Revs', note: ' Yard was shut in May.' }), 3 * HOUR),
  ],
  ['a table in which two figures differ, at once', entry(YARD, yard()), entry(YARD, yard({ net: '835,000', revenue: '41.7' }))],
  ['headlines that share no word', entry('Islanders will wait no longer', harbour), entry('Second ferry terminal approved', harbour, HOUR)],
  [
    'quotes put into the middle, and another end',
    entry(HARBOUR.title, `${first(harbour, 66)} ${ENDS}`),
    entry(HARBOUR.title, `${first(harbour, 40)} ${QUOTES} ${harbour.split(' ').slice(40, 66).join(' ')} ${STAYS}`, 90 * MINUTE),
  ],
  [
    'a report that its source goes on with',
    entry(HARBOUR.title, `${harbour} ${STAYS} ${first(ENDS, 10)}`),
    entry(HARBOUR.title, `${harbour} ${GOES_ON}`, 2 * HOUR),
  ],
]

describe('what one source sends again', () => {
  test.each(COPIES)('is a copy: %s', (_, a, b) => {
    expect(judge(prepare(a), prepare(b))).toMatchObject({ same: true })
    expect(judge(prepare(b), prepare(a))).toMatchObject({ same: true })
  })
  test.each(NEWS)('is news: %s', (_, a, b) => {
    expect(judge(prepare(a), prepare(b))).toMatchObject({ same: false })
    expect(judge(prepare(b), prepare(a))).toMatchObject({ same: false })
  })
})
