import { DAY, HOUR, MINUTE, type Instant } from '../../model/time.ts'
import { REASONS, type Reason } from '../../model/codes.ts'
import { markup, type Markup } from './layout.ts'

/** How pages say times, counts and reasons. Written out here, so that every runtime writes the same bytes. */

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July'].concat([
  'August',
  'September',
  'October',
  'November',
  'December',
])

const valid = (instant: Instant) => Number.isFinite(instant) && Math.abs(instant) <= 8.64e15

/** `Tuesday, 11 January 2011` */
export function dayOf(instant: Instant): string {
  const date = new Date(valid(instant) ? instant : 0)
  return `${DAYS[date.getUTCDay()]}, ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

/** `January 2011` */
const monthOf = (instant: Instant): string => dayOf(instant).split(' ').slice(-2).join(' ')

/** `09:30` */
export const hourOf = (instant: Instant): string => new Date(valid(instant) ? instant : 0).toISOString().slice(-13, -8)

/** `11 January 2011, 09:30` */
export const momentOf = (instant: Instant): string => `${dayOf(instant).split(', ')[1]}, ${hourOf(instant)}`

/** A `time` element; what it shows is up to the page. */
export const time = (instant: Instant, shown: string): Markup =>
  valid(instant)
    ? markup`<time datetime="${new Date(instant).toISOString()}" title="${momentOf(instant)} UTC">${shown}</time>`
    : markup`${shown}`

const UNITS: readonly (readonly [number, string])[] = [
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
]

/** Further away than so, a month says more than a number of days. */
const MANY_DAYS = 60 * DAY

/** `3 hours ago`, `in 20 minutes`, `just now`, `in January 2011` */
export function fromNow(instant: Instant, now: Instant): string {
  const apart = Math.abs(instant - now)
  if (apart >= MANY_DAYS && valid(instant)) return `in ${monthOf(instant)}`
  const [size, unit] = UNITS.find(([length]) => apart >= length) ?? [MINUTE, 'minute']
  if (apart < MINUTE) return instant > now ? 'in a moment' : 'just now'
  const span = count(Math.floor(apart / size), unit)
  return instant > now ? `in ${span}` : `${span} ago`
}

/** `1,234,567`. Written by hand: to learn how a language groups digits takes a cold process longer than all of a page. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(?:\d{3})+$)/g, ',')

/** `1 story`, `3 stories` */
export const count = (n: number, one: string, many = `${one}s`): string => `${grouped(n)} ${n === 1 ? one : many}`

const SENTENCES: ReadonlyMap<string, string> = new Map(Object.entries(REASONS).map(([code, { says }]) => [code, says]))

/** Why a copy is one, in words: `93 % of the text is the same`. A program that is newer may have stored a code that we do not know. */
export function why(reason: Reason, score: number): string {
  const part = score > 0 && score < 1 ? `${Math.round(score * 100)} %` : undefined
  if (reason === 'same-text' && part !== undefined) return `${part} of the text is the same`
  return SENTENCES.get(reason) ?? `${reason.replaceAll('-', ' ')}${part === undefined ? '' : ` (${part})`}`
}

/** `1.4 MB` */
export function bytes(length: number): string {
  if (length < 1024) return `${length} B`
  const [size, unit] = length < 1024 ** 2 ? [1024, 'KB'] : length < 1024 ** 3 ? [1024 ** 2, 'MB'] : [1024 ** 3, 'GB']
  return `${(length / size).toFixed(1)} ${unit}`
}
