import { DAY, HOUR, MINUTE, SECOND, type Duration, type Instant } from '../model/time.ts'
import { plainDate } from './plain-dates.ts'
import { datePartsOf, type DateParts } from './date-parts.ts'
import { fold, isWeekday, monthOf, slavicWeekday } from './date-words.ts'
import { present } from '../present.ts'
import { offsetAt, takeZoneName } from './zones.ts'

/** Longer text is no date. JavaScript's own long form with a zone's name has 70 characters. */
const MAX_LENGTH = 100
/** RFC 2822 4.3: two-digit years below are of this century. */
const CENTURY_PIVOT = 50
const KOREAN = /[년월일시오전후]/
const KOREA: Duration = 9 * HOUR

/**
 * The instant a publisher's date means, or undefined where it cannot be known: RFC 822 with its wrongs, ISO 8601 and
 * W3C-DTF in full or in part, asctime, epoch numbers, and names in the languages of `month-names.ts`. A date without a
 * zone is UTC (Korean ones, as Korean blogs write them, KST), and so is one in a zone that does not exist; the zone this
 * runs in never matters.
 */
export const parseDate = (text: string): Instant | undefined => plainDate(text) ?? parseAnyDate(text)

/** The same, without the short way for dates that are written as the standards say. */
export function parseAnyDate(text: string): Instant | undefined {
  if (text.length > 4 * MAX_LENGTH) return undefined
  const { name, rest } = takeZoneName(tidied(text))
  const date = rest
    .replace(/\[[^\]]{0,60}\]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (date === '' || date.length > MAX_LENGTH) return undefined
  if (/^\d+(?:\.\d{1,9})?$/.test(date)) {
    const instant = numeric(date)
    if (instant !== undefined) return instant
  }
  const parts = datePartsOf(expand(date))
  return parts && instantOf(parts, date, name)
}

/** What stands before the first comma, where it is a word or two: a weekday, or what was meant for one. */
const FIRST_WORDS = /^([^\s\d,،]{1,30}(?: [^\s\d,،]{1,30})?|th[ứu] \d|t\d|\d{3})[,،]\s*(?=.*\d)/i

/** Which of the numbers is the day, the weekday may say. */
const SLASHED = /^\d\d?[/-]\d\d?[/-]\d/

/** One alphabet for digits and spaces, and without what is said beside a date. */
function tidied(text: string): string {
  const plain = (IS_ASCII.test(text) ? text : transcribed(text))
    .replace(/\s+/g, ' ')
    .trim()
    // how Go prints a time with its monotonic clock
    .replace(/ m=[+-]\d+\.\d+$/, '')
    // how Microsoft's JSON and Unix tools write an epoch
    .replace(/^(?:\/Date\((\d{9,16})\)\/|@(\d{9,16}))$/, '$1$2')
    // an offset in brackets is an offset
    .replace(/\((?:GMT|UTC) ?([+-]\d[\d:]{0,4})\)/i, '$1')
    // how Danes and Norwegians write a time of day, here before the day
    .replace(/^(kl\.? ?\d\d?)\.(?=\d\d[, ])/i, '$1:')
    // how Vietnamese publishing systems write a month
    .replace(/(?<=\d )th(?=\d\d? )/i, 'thang ')
  const first = FIRST_WORDS.exec(plain)
  if (first === null) return plain
  const words = (first[1] as string).split(' ').map(fold)
  // a month before a comma is the month, unless it may be a weekday too; Slavic weekdays may be needed
  const rest = plain.slice(first[0].length)
  const isNeeded =
    words.some((word) => monthOf(word) !== undefined || slavicWeekday(word) !== undefined || word === 'thang') ||
    (SLASHED.test(rest) && words.every(isWeekday))
  return isNeeded ? plain : rest
}

const IS_ASCII = /^[\t-\r -~]*$/

/** Digits of every script as ours, no marks of direction, and in one piece what Arabic and Thai write in two. */
const transcribed = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(FOREIGN_DIGIT, (digit) => String(digit.charCodeAt(0) - zeroOf(digit)))
    .replace(/(كانون|تشرين) +(?=ال)/, '$1')
    .replace(/令和(\d{1,2}|元)(?=年)/, (_, year: string) => String(REIWA + (year === '元' ? 1 : Number(year))))
    .replace(/(?<=[\u0e00-\u0e7f])\.(?=[\u0e00-\u0e7f])/g, '')

/** The year before the first of the era in which Japanese offices count. */
const REIWA = 2018

/** Arabic, Persian, Devanagari, Bengali and Thai digits. */
const FOREIGN_DIGIT = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]/g
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50]
const zeroOf = (digit: string): number => ZEROS.findLast((zero) => digit.charCodeAt(0) >= zero) ?? 0

/** A number alone: seconds, milliseconds or microseconds since 1970 by its length. Dates without separators are not meant here. */
function numeric(number: string): Instant | undefined {
  const digits = number.indexOf('.') < 0 ? number.length : number.indexOf('.')
  if (digits === 9 || digits === 10) return Math.round(Number(number) * SECOND)
  if (digits === 13) return Math.round(Number(number))
  return digits === 16 ? Math.round(Number(number) / 1000) : undefined
}

/** ISO 8601's forms without separators, by day of the year and by week, as `YYYY-MM-DD hh:mm:ss`. */
function expand(date: string): string {
  const compactTime = /^(.{8,12}?[T ])(\d{2})(\d{2})(\d{2})?(?!\d)/.exec(date)
  if (compactTime && /^\d[\d-]+[T ]$/.test(compactTime[1] as string)) {
    const [whole, day, hours, minutes, seconds] = compactTime
    return expand(`${day}${hours}:${minutes}:${seconds ?? '00'}${date.slice(whole.length)}`)
  }
  const calendar = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?(?!\d)/.exec(date)
  if (calendar) {
    const [whole, year, month, day, hours, minutes, seconds] = calendar
    const time = hours === undefined ? '' : ` ${hours}:${minutes}:${seconds ?? '00'}`
    return `${year}-${month}-${day}${time}${date.slice(whole.length)}`
  }
  const ordinal = /^(\d{4})-?(\d{3})(?!\d)/.exec(date)
  if (ordinal) return isoDay(Date.UTC(Number(ordinal[1]), 0, Number(ordinal[2])), Number(ordinal[1])) + date.slice(ordinal[0].length)
  const week = /^(\d{4})-?W(\d{2})(?:-?([1-7]))?(?!\d)/i.exec(date)
  if (week) return isoDay(weekDay(Number(week[1]), Number(week[2]), Number(week[3] ?? 1))) + date.slice(week[0].length)
  const short = /^(\d{2})-(\d{2})-(\d{2})(?!\d)/.exec(date)
  return short ? `${fullYear(short[1] as string)}${date.slice(2)}` : date
}

/** `YYYY-MM-DD` of an instant; a day of another year than was meant is no day (`2003-366`). */
function isoDay(instant: Instant, year?: number): string {
  const day = new Date(instant)
  return Number.isNaN(instant) || (year !== undefined && day.getUTCFullYear() !== year) ? 'no day' : day.toISOString().slice(0, 10)
}

/** ISO 8601 5.2.2: week 1 is the one with January 4th, and begins on Monday. */
function weekDay(year: number, week: number, day: number): Instant {
  if (week < 1 || week > 53) return Number.NaN
  const fourth = Date.UTC(year, 0, 4)
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY
  return monday + ((week - 1) * 7 + day - 1) * DAY
}

/** @param name of a zone of the tz database, beside the date */
function instantOf(written: DateParts, text: string, name: string | undefined): Instant | undefined {
  const parts = inItsLanguage(written, text)
  const day = dayOf(parts)
  const time = timeOf(parts)
  if (day === undefined || time === undefined || isTimeOfYear(parts)) return undefined
  const zone = parts.zone ?? name ?? (KOREAN.test(text) && parts.time ? KOREA : 0)
  return day + time - offsetAt(zone, day + time)
}

/** `06:30 2025` names no day. */
const isTimeOfYear = ({ time, numbers, month }: DateParts): boolean => time !== undefined && month === undefined && numbers.length === 1

/** The Buddhist era of Thailand, whose years are this far ahead; and from which year on none other is meant. */
const BUDDHIST_ERA = 543
const THAI = /[\u0e00-\u0e7f]/
const FIRST_BUDDHIST_YEAR = 2400
/** Of two digits: `68` is 2568 in Thailand, and 2025 elsewhere. */
const BUDDHIST_CENTURY = 2500

/** What depends on the language: the Thai year, and Slavic months that are others in Croatian. */
function inItsLanguage(parts: DateParts, text: string): DateParts {
  if (THAI.test(text)) {
    return { ...parts, numbers: parts.numbers.map(withoutEra) }
  }
  return parts.croatianMonth !== undefined && isCroatian(parts, text) ? { ...parts, month: parts.croatianMonth } : parts
}

function withoutEra(number: string): string {
  const year = number.length === 2 && Number(number) >= CENTURY_PIVOT ? BUDDHIST_CENTURY + Number(number) : Number(number)
  return year >= FIRST_BUDDHIST_YEAR ? String(year - BUDDHIST_ERA) : number
}

/** Croatian ends its years with a full stop; and with the weekday only one of the months is right. */
function isCroatian({ croatianMonth, ...parts }: DateParts, text: string): boolean {
  if (/\b\d{4}\.(?:\s|,|$)/.test(text)) return true
  if (parts.weekday === undefined) return false
  const inCroatian = dayOf(present<DateParts>({ ...parts, month: croatianMonth }))
  return weekdayOf(dayOf(parts)) !== parts.weekday && weekdayOf(inCroatian) === parts.weekday
}

function dayOf(parts: DateParts): Instant | undefined {
  const calendar = calendarOf(parts)
  return calendar && instantAt(calendar)
}

function instantAt([year, month, day]: Calendar): Instant | undefined {
  if (year.length < 2 || (year.length === 3 && year >= END_OF_THREE)) return undefined
  const y = Number(fullYear(year))
  if (y < 1 || y > 9999 || month < 1 || month > 12 || day < 1) return undefined
  // Date.UTC takes years below 100 for the last century's.
  const date = new Date(Date.UTC(2000, month - 1, day))
  date.setUTCFullYear(y, month - 1, day)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined
}

type Calendar = readonly [year: string, month: number, day: number]

/** Which number is which. What could be two days is none. */
function calendarOf(parts: DateParts): Calendar | undefined {
  const { numbers, separator, half } = parts
  const month = parts.monthIsWeekday && numbers.length === 3 ? undefined : parts.month
  if (parts.year !== undefined) return month === undefined ? undefined : [parts.year, month, Number(parts.day ?? 1)]
  const [a = '', b = '', c = ''] = numbers
  if (month !== undefined) {
    if (numbers.length === 1) return a.length === 4 ? [a, month, 1] : undefined
    if (numbers.length !== 2) return undefined
    return isYear(a) ? [a, month, Number(b)] : [b, month, Number(a)]
  }
  if (a.length === 4) return numbers.length <= 3 ? [a, Number(b || 1), Number(c || 1)] : undefined
  if (numbers.length !== 3 || c.length === 3) return undefined
  const [first, second] = [Number(a), Number(b)]
  if (isYear(a)) return [a, second, Number(c)]
  if (separator === '.' || first > 12 || first === second) return [c, second, first]
  const monthFirst: Calendar = [c, first, second]
  if (second > 12 || half !== undefined) return monthFirst
  const dayFirst: Calendar = [c, second, first]
  if (parts.isForeign || parts.monthIsWeekday) return dayFirst
  return parts.weekday === undefined ? undefined : [monthFirst, dayFirst].find((one) => weekdayOf(instantAt(one)) === parts.weekday)
}

const weekdayOf = (day: Instant | undefined): number | undefined => (day === undefined ? undefined : new Date(day).getUTCDay())

/** Programs that count years from 1900 wrote 100 for 2000; of 2060 and later none is known. */
const END_OF_THREE = '160'

const isYear = (digits: string): boolean => digits.length > 2 || Number(digits) > 31

function fullYear(digits: string): string {
  if (digits.length === 2) return Number(digits) < CENTURY_PIVOT ? `20${digits}` : `19${digits}`
  return digits.length === 3 ? String(1900 + Number(digits)) : digits
}

/** Milliseconds into the day; 24:00 is the next day's beginning, a leap second the next minute's. */
function timeOf({ time, half }: DateParts): Duration | undefined {
  if (time === undefined) return 0
  let { hours } = time
  // `20:26 PM` needs no help.
  if (half !== undefined && hours <= 12) hours = (hours % 12) + (half === 'pm' ? 12 : 0)
  const isMidnight = hours === 24 && time.minutes === 0 && time.seconds + time.milliseconds === 0
  if ((hours > 23 && !isMidnight) || time.minutes > 59 || time.seconds > 60) return undefined
  return hours * HOUR + time.minutes * MINUTE + time.seconds * SECOND + time.milliseconds
}
