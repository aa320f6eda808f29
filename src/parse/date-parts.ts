import { croatianMonth, englishWeekday, fold, halfOf, isFiller, isWeekday, monthOf, slavicWeekday, vietnameseNumber } from './date-words.ts'
import { present } from '../present.ts'
import { offsetOf, zoneOf, type Zone } from './zones.ts'

/** What a written date says, before anybody decides which number is the day. */
export interface DateParts {
  /** Digits of the date, in order, that neither a unit (`年`) nor a month's name explains. */
  readonly numbers: readonly string[]
  /** What stands between the first two numbers: `/`, `.`, `-` or nothing. */
  readonly separator: string
  readonly year?: string
  readonly month?: number
  /** What the month's name means in Croatian, where that is another month. */
  readonly croatianMonth?: number
  /** The month's name may as well be a weekday's (`mar`). */
  readonly monthIsWeekday?: boolean
  /** 0 is Sunday; only of languages in which it may be needed. */
  readonly weekday?: number
  /** The weekday's name is of another language than English: the day stands before the month. */
  readonly isForeign?: boolean
  readonly day?: string
  readonly time?: { readonly hours: number; readonly minutes: number; readonly seconds: number; readonly milliseconds: number }
  readonly half?: 'am' | 'pm'
  readonly zone?: Zone
}

type Building = { -readonly [key in keyof DateParts]: DateParts[key] | undefined } & { numbers: string[]; separator: string }

/** Digits; a unit behind digits; a word; anything else. */
const TOKEN = /\d+|(?<=\d ?)[年月日号時时点點分秒년월일시분초]|\p{L}[\p{L}\p{M}]*|[^\s]/gu
const NUMBER = /^\d/
const LETTER = /^\p{L}/u
const PUNCTUATION = new Set([',', '.', '/', '-', '(', ')', ';', "'", '’', '|', '·', '–', '—', ':', 'º', '°', 'ª', '،', '׳', '״', '"', '॰'])

/** Takes a date apart, or undefined where it holds a word or sign that dates do not have. `text` is short and NFKC. */
export function datePartsOf(text: string): DateParts | undefined {
  const tokens = text.match(TOKEN) ?? []
  const parts: Building = { numbers: [], separator: '' }
  let parentheses = 0
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at] as string
    if (token === '(') parentheses++
    if (token === ')') parentheses--
    const used =
      parentheses > 0
        ? comment(tokens, at, parts)
        : NUMBER.test(token)
          ? number(tokens, at, parts)
          : LETTER.test(token)
            ? word(tokens, at, parts)
            : sign(tokens, at, parts)
    if (used === 0) return undefined
    at += used
  }
  return present<DateParts>(parts)
}

/** RFC 822 comments: `-0500 (EST)`. Their zone counts only if no other is said. */
function comment(tokens: readonly string[], at: number, parts: Building): number {
  const zone = zoneOf(fold(tokens[at] as string), fold(tokens[at + 1] ?? ''))
  if (zone !== undefined) parts.zone ??= zone
  return 1
}

function number(tokens: readonly string[], at: number, parts: Building): number {
  const digits = tokens[at] as string
  const next = tokens[at + 1] ?? ''
  const after = tokens[at + 2] ?? ''
  const before = tokens[at - 1] ?? ''
  if (parts.time === undefined) {
    if (next === ':' && NUMBER.test(after)) return time(tokens, at, parts)
    if (/^[h時时点點시]$/i.test(next)) return unitTime(tokens, at, parts)
    if (next === '.' && NUMBER.test(after) && isDateComplete(parts)) return time(tokens, at, parts)
    if ((halfOf(fold(next)) && isDateComplete(parts)) || (/^t$/i.test(before) && digits.length <= 2)) {
      parts.time = { hours: Number(digits), minutes: 0, seconds: 0, milliseconds: 0 }
      return 1
    }
  }
  const bare = parts.time !== undefined && parts.zone === undefined && isDateComplete(parts) ? bareOffset(digits, next, after) : 0
  if (bare > 0) {
    parts.zone = offsetOf('+', digits, bare > 1 ? after : '') ?? 0
    return bare
  }
  if (next === '年' || next === '년') parts.year = digits
  else if (next === '月' || next === '월') parts.month = Number(digits)
  else if (/^[日号일]$/.test(next)) parts.day = digits
  else {
    if (parts.numbers.length === 0 && /^[-/.]$/.test(next)) parts.separator = next
    parts.numbers.push(digits)
    return 1
  }
  return 2
}

const isDateComplete = (parts: Building): boolean => parts.numbers.length >= (parts.month === undefined ? 3 : 2) || parts.day !== undefined

/** `hh:mm` or `hhmm` behind a whole date and time: an offset whose plus became a blank, as it does in addresses. Tokens used. */
const bareOffset = (digits: string, next: string, after: string): 0 | 1 | 3 => {
  if (next === ':' && digits.length === 2 && after.length === 2) return 3
  return digits.length === 4 ? 1 : 0
}

/** `hh:mm`, `hh:mm:ss`, `hh:mm:ss.fff`. */
function time(tokens: readonly string[], at: number, parts: Building): number {
  const hours = Number(tokens[at])
  const minutes = Number(tokens[at + 2])
  let used = 3
  let seconds = 0
  let milliseconds = 0
  if ((tokens[at + 3] === ':' || tokens[at + 3] === '.') && NUMBER.test(tokens[at + 4] ?? '')) {
    seconds = Number(tokens[at + 4])
    used = 5
    if (/^[.,:]$/.test(tokens[at + 5] ?? '') && NUMBER.test(tokens[at + 6] ?? '')) {
      milliseconds = Number((tokens[at + 6] as string).slice(0, 3).padEnd(3, '0'))
      used = 7
    }
  }
  parts.time = { hours, minutes, seconds, milliseconds }
  return used
}

/** `16h30`, `1時31分15秒`. */
function unitTime(tokens: readonly string[], at: number, parts: Building): number {
  const units: number[] = [Number(tokens[at])]
  let used = 2
  while (units.length < 3 && NUMBER.test(tokens[at + used] ?? '')) {
    units.push(Number(tokens[at + used]))
    used++
    if (/^(?:[分秒분초]|min|m|s|sec)$/i.test(tokens[at + used] ?? '')) used++
    else break
  }
  parts.time = { hours: units[0] as number, minutes: units[1] ?? 0, seconds: units[2] ?? 0, milliseconds: 0 }
  return used
}

function word(tokens: readonly string[], at: number, parts: Building): number {
  const written = tokens[at] as string
  const folded = fold(written)
  // `p.m.` comes as four tokens.
  const dotted = tokens[at + 1] === '.' ? halfOf(`${folded}${fold(tokens[at + 2] ?? '')}`) : undefined
  const half = dotted ?? halfOf(folded)
  if (half !== undefined) {
    parts.half = half
    return dotted ? (tokens[at + 3] === '.' ? 4 : 3) : 1
  }
  if (/^t$/i.test(written) && NUMBER.test(tokens[at + 1] ?? '')) return 1
  return vietnameseMonth(tokens, at, parts) || name(tokens, at, parts)
}

/** A month, a zone, a weekday, or a word that says nothing: 1, or 0 for any other word. */
function name(tokens: readonly string[], at: number, parts: Building): 0 | 1 {
  const written = tokens[at] as string
  const folded = fold(written)
  parts.weekday ??= slavicWeekday(folded) ?? englishWeekday(written)
  const month = monthOf(folded)
  if (month !== undefined && month === parts.month) return 1
  if (month !== undefined && (parts.month === undefined || parts.monthIsWeekday)) {
    parts.month = month
    parts.croatianMonth = croatianMonth(folded)
    parts.monthIsWeekday = isWeekday(folded)
    return 1
  }
  const isLast = at === tokens.length - 1
  const zone = parts.time !== undefined || isLast ? zoneOf(folded, fold(tokens[at + 1] ?? '')) : undefined
  if (zone !== undefined) parts.zone ??= zone
  else if (isWeekday(folded)) parts.isForeign = englishWeekday(written) === undefined
  else if (isFiller(folded)) return 1
  // RFC 2822 4.3: zones of unknown name, and the military letters, say nothing.
  else if (parts.time !== undefined && /^(?:[A-Z]{3,5}|[A-IK-Z])$/.test(written)) parts.zone ??= 0
  else return 0
  return 1
}

/** `tháng 5`, `thg 5`, `Th5`, `Tháng Năm`, `Tháng Mười Hai`: how many tokens it takes; `6th 12` is none. */
function vietnameseMonth(tokens: readonly string[], at: number, parts: Building): number {
  const word = fold(tokens[at] as string)
  if (!/^th(?:ang|g)?$/.test(word) || (parts.month !== undefined && !parts.monthIsWeekday)) return 0
  const [first = '', second = ''] = tokens.slice(at + 1, at + 3).map(fold)
  const isDigits = /^\d{1,2}$/.test(first) && !(word === 'th' && NUMBER.test(tokens[at - 1] ?? ''))
  const tens = vietnameseNumber(first)
  const ones = tens === 10 ? vietnameseNumber(second) : undefined
  const month = isDigits ? Number(first) : tens === undefined || word === 'th' ? undefined : tens + (ones ?? 0)
  if (month === undefined) return 0
  parts.month = month
  parts.monthIsWeekday = false
  return ones === undefined ? 2 : 3
}

function sign(tokens: readonly string[], at: number, parts: Building): number {
  const token = tokens[at] as string
  const digits = tokens[at + 1] ?? ''
  const isSigned = token === '+' || token === '-' || token === '−' || (token === '–' && digits.length === 4)
  const minutes = tokens[at + 2] === ':' && NUMBER.test(tokens[at + 3] ?? '') ? (tokens[at + 3] as string) : ''
  const isOffset =
    isSigned && parts.time !== undefined && NUMBER.test(digits) && (token === '+' || isDateComplete(parts) || digits.length === 4)
  if (!isOffset) return PUNCTUATION.has(token) ? 1 : 0
  // an offset of no place on Earth says nothing, but the date before it stays
  parts.zone = offsetOf(token === '+' ? '+' : '-', digits, minutes) ?? 0
  return minutes === '' ? 2 : 4
}
