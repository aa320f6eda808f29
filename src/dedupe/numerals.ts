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
