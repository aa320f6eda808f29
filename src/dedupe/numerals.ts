import { MONTH_NAMES } from '../model/month-names.ts'
import { foldOf } from './letters.ts'
import { NUMBER, hashesOf, wordAt, type Words } from './words.ts'

/** Shorter names of months are other words in some language. */
const MIN_MONTH = 4
const isTellingMonth = (name: string): boolean => name.length >= MIN_MONTH || !/^[a-z]+$/.test(name)

/** What stands beside a number that is a date or an hour: wire copies carry other datelines, and wrong ones. */
const CALENDAR: ReadonlySet<number> = new Set([
  ...hashesOf(
    'jan feb mar apr may jun jul aug sep sept oct nov dec ' +
      'monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun am pm a.m p.m gmt utc est edt bst cet jst today yesterday',
  ),
  ...hashesOf(
    MONTH_NAMES.flatMap((names) => names.split(/\s+/))
      .filter(isTellingMonth)
      .join(' '),
  ),
])
/** Behind a number these make a day or an hour of it. */
const UNITS = hashesOf('年 月 日 号 時 时 点 年 년 월 일 시')
/** A year has four digits; what has fewer is how many years. */
const YEARS = hashesOf('年 년')
const HOURS = hashesOf('時 时 点 點 시')
/** Minutes, but also points and cents. */
const MINUTES = hashesOf('分 분')
/** Behind hours and days these say how long: 3時間. */
const LASTING = hashesOf('間 间 간')
const YEAR = /^(?:19|20)\d\d$/
const CLOCK = /^\d{1,2}[:.]\d\d$/

const isOf = (set: ReadonlySet<number>, w: Words, i: number): boolean => i >= 0 && i < w.length && set.has(w.hash[i]!)

export const isCalendar = (w: Words, i: number): boolean => isOf(CALENDAR, w, i) || isOf(UNITS, w, i)

/** Whether the number at `i` is a part of a date or an hour. */
function isOfCalendar(w: Words, i: number, figure: string): boolean {
  if (isOf(CALENDAR, w, i + 1) || (!w.spaceless && isOf(CALENDAR, w, i - 1))) return true
  if (isOf(MINUTES, w, i + 1)) return isOf(HOURS, w, i - 1)
  if (!isOf(UNITS, w, i + 1) || isOf(LASTING, w, i + 2)) return false
  return !isOf(YEARS, w, i + 1) || YEAR.test(figure) || (i + 2 < w.length && (w.flags[i + 2]! & NUMBER) > 0)
}

/** A number that says how much or how many; dates, years and hours never count. */
export function isQuantity(w: Words, i: number): boolean {
  if (!(w.flags[i]! & NUMBER)) return false
  const figure = plainFigure(wordAt(w, i))
  return !YEAR.test(figure) && !isOfCalendar(w, i, figure) && !(CLOCK.test(figure) && isCalendar(w, i + 1))
}

/** A number in Western digits, without what parts its thousands but for commas and dots. */
const plainFigure = (word: string): string =>
  /^[\d.,]+$/.test(word)
    ? word
    : word
        .replace(/\p{Nd}/gu, (digit) => String.fromCharCode(foldOf(digit.charCodeAt(0))))
        .replace(/[\s'’٬]/g, '')
        .replace('٫', '.')

/** Digits that carry a figure: without point and separators, and without the zeros that only say thousand or million. */
const digits = (figure: string): string =>
  figure
    .replace(/^0+(?=\d)|[^\d.]/g, '')
    .replace(/^(\d*?[1-9])0+$/, '$1')
    .replace(/\D/g, '')
    .replace(/^0+/, '')

/** Fewer digits than these are no figure that was rounded. */
const MIN_ROUNDED = 2
const PLAIN_FIGURE = /^\d[\d.,]*$/

/** Whether two figures are one in two styles: 9,100,000 and 9.1 mln, 268,797 and 268.8 thousand. */
export function sameFigure(x: string, y: string): boolean {
  const [a, b] = [plainFigure(x), plainFigure(y)]
  if (!PLAIN_FIGURE.test(a) || !PLAIN_FIGURE.test(b)) return false
  const [short, long] = [digits(a), digits(b)].toSorted((a, b) => a.length - b.length) as [string, string]
  if (short === long) return short !== ''
  if (short.length < MIN_ROUNDED) return false
  return Number(short) === Number(long.slice(0, short.length)) + (Number(long[short.length]) >= 5 ? 1 : 0)
}
