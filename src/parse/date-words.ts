import { MONTH_NAMES, SLAVIC_TWINS, SLAVIC_WEEKDAYS } from '../model/month-names.ts'
import { WEEKDAY_NAMES } from './weekday-names.ts'

/** Marks above and below letters (Latin, Hebrew, Arabic, Devanagari), full stops, and apostrophes. */
const MARKS = /[\u0300-\u036f]|[\u0591-\u05c7]|[\u0610-\u061a]|[\u064b-\u065f]|\u093c|[\u0640.'׳’]/g
/** Letters that do not come apart into a plain one and a mark. */
const PLAIN_LETTERS = new Map([
  ['ı', 'i'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ø', 'o'],
  ['أ', 'ا'],
  ['آ', 'ا'],
  ['إ', 'ا'],
  ['ی', 'ي'],
  ['ک', 'ك'],
])

/** Folds a word so that `Août`, `août.` and `AOUT` are one. */
export const fold = (word: string): string => (/^[a-z]*$/.test(word) ? word : foldForeign(word))

const foldForeign = (word: string): string =>
  word
    .toLowerCase()
    .normalize('NFD')
    .replace(MARKS, '')
    .replace(/[ıłđøأآإیک]/g, (letter) => PLAIN_LETTERS.get(letter) ?? letter)

/** Words between the parts of a date that say nothing. */
const FILLERS = `at on the of de del den der am um uhr le la el il a as alle ore los las les kl klo d g r m г года год р ч в у klockan om och y e h min sec
   st nd rd th er o v ko gada plkst ke lúc luc ngay nam pukul jam time standard daylight val godz ob u ora published posted updated ที่ เวลา น พศ คศ को बजे في الساعة ב בשעה שעה`

const ABBREVIATION = 3

const wordsOf = (text: string): readonly string[] => text.split(/\s+/).map(fold)

const withPrefixes = (name: string): readonly string[] => [
  name,
  ...Array.from({ length: Math.max(0, name.length - ABBREVIATION) }, (_, cut) => name.slice(0, name.length - 1 - cut)),
]

/** Every way to write a month -> 1 to 12. A prefix that two months share (`jui`) belongs to neither. */
const MONTHS = new Map<string, number>()
for (const [index, names] of MONTH_NAMES.entries()) {
  for (const prefix of wordsOf(names).flatMap(withPrefixes)) {
    const known = MONTHS.get(prefix)
    MONTHS.set(prefix, known === undefined || known === index + 1 ? index + 1 : Number.NaN)
  }
}
for (const [index, names] of MONTH_NAMES.entries()) for (const name of wordsOf(names)) MONTHS.set(name, index + 1)
for (const [name, month] of SLAVIC_TWINS) MONTHS.set(name, month)

const CROATIAN = new Map(SLAVIC_TWINS.map(([name, , croatian]) => [name, croatian]))
const SLAVIC_DAYS = new Map(SLAVIC_WEEKDAYS.flatMap((names, day) => wordsOf(names).map((name): [string, number] => [name, day])))
const WEEKDAYS = new Set(wordsOf(WEEKDAY_NAMES).flatMap(withPrefixes))
const NOTHING = new Set(wordsOf(FILLERS))

/** The month (1 to 12) a folded word names; in Hebrew with or without `in` before it. */
export function monthOf(word: string): number | undefined {
  const month = MONTHS.get(word) ?? (word.startsWith('ב') ? MONTHS.get(word.slice(1)) : undefined)
  return month === undefined || Number.isNaN(month) ? undefined : month
}

/** The month that a folded word names in Croatian, where it names another one elsewhere. */
export const croatianMonth = (word: string): number | undefined => CROATIAN.get(word)
/** The day of the week (0 is Sunday) that a folded word names in Croatian, Polish or Czech. */
export const slavicWeekday = (word: string): number | undefined => SLAVIC_DAYS.get(word)

const ENGLISH_DAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ')

/** The day of the week (0 is Sunday) that a word of plain letters names in English; `Thứ` is no Thursday. */
export function englishWeekday(written: string): number | undefined {
  const day = written.length < ABBREVIATION ? -1 : ENGLISH_DAYS.findIndex((name) => name.startsWith(written.toLowerCase()))
  return day < 0 ? undefined : day
}

/** Thai writes `day` before the name, and `that is the` right behind it. */
export const isWeekday = (word: string): boolean => WEEKDAYS.has(word) || word.startsWith('วัน')
export const isFiller = (word: string): boolean => NOTHING.has(word)

const HALVES = new Map<string, 'am' | 'pm'>(
  [
    ['am', 'am'],
    ['a m', 'am'],
    ['pm', 'pm'],
    ['오전', 'am'],
    ['오후', 'pm'],
    ['午前', 'am'],
    ['午後', 'pm'],
    ['上午', 'am'],
    ['下午', 'pm'],
    ['πμ', 'am'],
    ['μμ', 'pm'],
    ['ص', 'am'],
    ['م', 'pm'],
  ].map(([word, half]) => [fold(word as string), half as 'am' | 'pm']),
)

/** Which half of the day a folded word names. */
export const halfOf = (word: string): 'am' | 'pm' | undefined => HALVES.get(word)

/** Vietnamese counts its months, in words too. */
const VIETNAMESE_NUMBERS = new Map(wordsOf('một hai ba tư năm sáu bảy tám chín mười').map((word, i) => [word, i + 1]))

/** The number that a folded Vietnamese word stands for. */
export const vietnameseNumber = (word: string): number | undefined => VIETNAMESE_NUMBERS.get(word)
