import { MINUTE, SECOND, type Duration, type Instant } from '../model/time.ts'

/** Names of time zones feeds use, as minutes east of Greenwich. Where a name has several meanings, the one feeds mean. */
const MINUTES_EAST = new Map<string, number>([
  ['z', 0],
  ['ut', 0],
  ['utc', 0],
  ['gmt', 0],
  ['wet', 0],
  ['zulu', 0],
  ['wat', 60],
  ['bst', 60],
  ['ist', 330],
  ['west', 60],
  ['met', 60],
  ['mez', 60],
  ['cet', 60],
  ['mest', 120],
  ['mesz', 120],
  ['cest', 120],
  ['eet', 120],
  ['eest', 180],
  ['sast', 120],
  ['cat', 120],
  ['eat', 180],
  ['msk', 180],
  ['мск', 180],
  ['irst', 210],
  ['msd', 240],
  ['trt', 180],
  ['idt', 180],
  ['gst', 240],
  ['pkt', 300],
  ['uzt', 300],
  ['yekt', 300],
  ['npt', 345],
  ['bdt', 360],
  ['ict', 420],
  ['wib', 420],
  ['wita', 480],
  ['hkt', 480],
  ['sgt', 480],
  ['myt', 480],
  ['pht', 480],
  ['awst', 480],
  ['wit', 540],
  ['jst', 540],
  ['kst', 540],
  ['acst', 570],
  ['acdt', 630],
  ['aest', 600],
  ['aedt', 660],
  ['chst', 600],
  ['vlat', 600],
  ['nzst', 720],
  ['nzdt', 780],
  ['nst', -210],
  ['ndt', -150],
  ['ast', -240],
  ['adt', -180],
  ['brt', -180],
  ['art', -180],
  ['uyt', -180],
  ['clt', -240],
  ['vet', -240],
  ['bot', -240],
  ['cot', -300],
  ['pet', -300],
  ['est', -300],
  ['edt', -240],
  ['cst', -360],
  ['cdt', -300],
  ['mst', -420],
  ['mdt', -360],
  ['pst', -480],
  ['pdt', -420],
  ['akst', -540],
  ['akdt', -480],
  ['hst', -600],
])

/** A distance from Greenwich, or the name of a zone whose distance depends on the day (`America/New_York`). */
export type Zone = Duration | string

/** What is said of a zone that has summer time without saying which of the two. */
const BY_THE_DAY = new Map([
  ['et', 'America/New_York'],
  ['eastern', 'America/New_York'],
  ['ct', 'America/Chicago'],
  ['central', 'America/Chicago'],
  ['mt', 'America/Denver'],
  ['mountain', 'America/Denver'],
  ['pt', 'America/Los_Angeles'],
  ['pacific', 'America/Los_Angeles'],
  ['at', 'America/Halifax'],
  ['aet', 'Australia/Sydney'],
])

/** Bodies that keep UTC under a long name. */
const UTC_NAMES = new Set(['etc', 'universal', 'greenwich', 'coordinated'])

/**
 * The zone of a folded name, or undefined for a word that is none we know.
 * @param next the word behind it: `Central European Time` is not that of Chicago
 */
export function zoneOf(word: string, next = ''): Zone | undefined {
  const minutes = MINUTES_EAST.get(word)
  if (minutes !== undefined) return minutes * MINUTE
  if (word === 'central' || word === 'eastern')
    if (next.startsWith('europ')) return word === 'central' ? 'Europe/Berlin' : 'Europe/Helsinki'
  return UTC_NAMES.has(word) ? 0 : BY_THE_DAY.get(word)
}

/** Any name of that form at the end of a date; what follows from one that nobody knows is nothing. */
const LAST_NAME = /(?<=\d )[A-Z][A-Za-z]{1,20}\/[A-Z][\w+/-]{1,40}$/
/** Names of the tz database as dates carry them: `Europe/Berlin`, `America/Argentina/Buenos_Aires`, `Etc/GMT+3`, `EST5EDT`. */
const NAME =
  /\b(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Europe|Indian|Mexico|Pacific|US|Etc)\/[a-z][\w+/-]{1,40}|\b(?:EST5EDT|CST6CDT|MST7MDT|PST8PDT)\b/i

/** The first name of the tz database in a text, and the text without it. */
export function takeZoneName(text: string): { readonly name?: string; readonly rest: string } {
  const found = NAME.exec(text) ?? LAST_NAME.exec(text)
  return found === null ? { rest: text } : { name: found[0], rest: text.replace(found[0], ' ') }
}

/** Zones whose rules are remembered; a feed uses one or two. */
const MAX_ZONES = 50
const FORMATS = new Map<string, Intl.DateTimeFormat | undefined>()

/** How far a zone's clocks are ahead of Greenwich when they show this time; 0 for a zone nobody knows. */
export function offsetAt(zone: Zone, local: Instant): Duration {
  if (typeof zone === 'number') return zone
  const format = formatIn(zone)
  if (format === undefined) return 0
  // The first guess is wrong in the hours around a change; the second is right, but for times that did not exist.
  return ahead(format, local - ahead(format, local))
}

function formatIn(zone: string): Intl.DateTimeFormat | undefined {
  if (FORMATS.has(zone)) return FORMATS.get(zone)
  if (FORMATS.size >= MAX_ZONES) FORMATS.clear()
  const format = makeFormat(zone)
  FORMATS.set(zone, format)
  return format
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  const numeric = 'numeric'
  try {
    const clock = { hour: numeric, minute: numeric, second: numeric, hourCycle: 'h23' } as const
    return new Intl.DateTimeFormat('en-US', { timeZone, year: numeric, month: numeric, day: numeric, ...clock })
  } catch {
    // a RangeError: no such zone
    return undefined
  }
}

function ahead(format: Intl.DateTimeFormat, instant: Instant): Duration {
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  const at = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0
  const shown = Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'))
  return shown - Math.floor(instant / SECOND) * SECOND
}

/** The farthest zones are UTC-12 and UTC+14; what is beyond says nothing about a place on Earth. */
const FARTHEST = 15 * 60

/** `+hhmm` of a sign and its digits (`2`, `02`, `0200`, `02` and `00`), or undefined for what cannot be an offset. */
export function offsetOf(sign: string, digits: string, minuteDigits = ''): Duration | undefined {
  if (digits.length > 4 || (minuteDigits !== '' && digits.length > 2)) return undefined
  const hours = Number(digits.length > 2 ? digits.slice(0, -2) : digits)
  const minutes = Number(digits.length > 2 ? digits.slice(-2) : minuteDigits || '0')
  if (minutes > 59 || hours * 60 + minutes > FARTHEST) return undefined
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes) * MINUTE
}
