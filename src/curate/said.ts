import type { ActName } from '../model/act.ts'
import { DAY, type Duration, type Instant } from '../model/time.ts'

/** What an editor wrote into the fields of an act, made fit to be stored; or what is wrong with it. */
export type Said = { readonly ok: true; readonly value?: string } | { readonly ok: false; readonly why: string }

/** How long a pin lasts that says nothing of it. */
const PIN_FOR: Duration = DAY
/** Nobody reads the first entry of a feed for longer; what has to stay for ever is no news. */
const LONGEST_PIN: Duration = 366 * DAY
/** Characters; the longest headlines of real feeds have about 300. */
const MOST_TITLE = 500
/** Characters of a note, or of a reason: a paragraph. */
const MOST_WORDS = 2000

/** One line without what no document may hold: `line` of the writers does it once more. */
// oxlint-disable-next-line no-control-regex
const oneLine = (text: string): string => text.replace(/[\0-\x1f\x7f-\x9f\s]+/g, ' ').trim()

/** Reads `value` for an act that takes one. */
export function readValue(act: ActName, value: string | undefined, now: Instant): Said {
  if (act === 'pin') return readUntil(value, now)
  if (act === 'rename') return bounded(oneLine(value ?? ''), MOST_TITLE, 'a headline')
  if (act === 'note') return bounded(oneLine(value ?? ''), MOST_WORDS, 'a note')
  return { ok: true, ...(value === undefined ? {} : { value }) }
}

export const readWhy = (why: string | undefined): Said => bounded(oneLine(why ?? ''), MOST_WORDS, 'a reason')

const bounded = (value: string, most: number, what: string): Said =>
  value.length > most ? { ok: false, why: `${what} has at most ${most} characters` } : { ok: true, value }

/** A moment, or a day of which the end is meant; without a zone it is UTC. */
const MOMENT = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/i

function readUntil(value: string | undefined, now: Instant): Said {
  if (value === undefined || value.trim() === '') return { ok: true, value: new Date(now + PIN_FOR).toISOString() }
  const text = value.trim().replace(' ', 'T')
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text)
  const zoned = isDay ? `${text}T23:59:59Z` : /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`
  const until = MOMENT.test(text) ? Date.parse(zoned) : Number.NaN
  if (Number.isNaN(until)) return { ok: false, why: 'write until when as 2026-07-31 or 2026-07-31T18:00Z' }
  if (until <= now) return { ok: false, why: 'that time is over' }
  if (until > now + LONGEST_PIN) return { ok: false, why: 'a pin lasts a year at most' }
  return { ok: true, value: new Date(until).toISOString() }
}
