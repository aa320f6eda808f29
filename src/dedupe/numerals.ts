import { NUMBER, hashesOf, wordAt, type Words } from './words.ts'

/** What stands beside a number that is a date or an hour: wire copies carry other datelines, and wrong ones. */
const CALENDAR = hashesOf(
  'january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec ' +
    'monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun am pm a.m p.m gmt utc est edt bst cet jst today yesterday ' +
    'января февраля марта апреля мая июня июля августа сентября октября ноября декабря ' +
    '年 月 日 時 分 时 januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre ' +
    'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
)
const YEAR = /^(?:19|20)\d\d$/
const CLOCK = /^\d{1,2}[:.]\d\d$/

export const isCalendar = (w: Words, i: number): boolean => i >= 0 && i < w.length && CALENDAR.has(w.hash[i]!)

/** A number that says how much or how many; dates, years and hours never count. */
export function isQuantity(w: Words, i: number): boolean {
  if (!(w.flags[i]! & NUMBER)) return false
  if (isCalendar(w, i + 1) || (!w.spaceless && isCalendar(w, i - 1))) return false
  const word = wordAt(w, i)
  return !YEAR.test(word) && !(CLOCK.test(word) && isCalendar(w, i + 1))
}

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
  if (!PLAIN_FIGURE.test(x) || !PLAIN_FIGURE.test(y)) return false
  const [short, long] = [digits(x), digits(y)].toSorted((a, b) => a.length - b.length) as [string, string]
  if (short === long) return short !== ''
  if (short.length < MIN_ROUNDED) return false
  return Number(short) === Number(long.slice(0, short.length)) + (Number(long[short.length]) >= 5 ? 1 : 0)
}
