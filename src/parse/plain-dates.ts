import { MINUTE, SECOND, type Instant } from '../model/time.ts'

/** RFC 822 with a year of four digits, as most feeds of RSS write it, and RFC 3339, as those of Atom do. */
const RFC822 = /^(?:[A-Z][a-z]{2}, )?(\d\d?) ([A-Z][a-z]{2}) ((?:19|20)\d\d) (\d\d):(\d\d):(\d\d) (?:GMT|UTC|([+-])(\d\d)(\d\d))$/
const RFC3339 = /^((?:19|20)\d\d)-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{3}))?(?:Z|([+-])(\d\d):(\d\d))$/
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** The instant of a date that is written as the standards say; undefined where it is not, or no such day or hour exists. */
export function plainDate(text: string): Instant | undefined {
  const rfc822 = RFC822.exec(text)
  if (rfc822 !== null) {
    const [, day, month, year, hour, minute, second, sign, hours, minutes] = rfc822
    return instant([year, MONTHS.indexOf(month!) + 1, day, hour, minute, second, 0], sign, hours, minutes)
  }
  const rfc3339 = RFC3339.exec(text)
  if (rfc3339 === null) return undefined
  const [, year, month, day, hour, minute, second, fraction, sign, hours, minutes] = rfc3339
  return instant([year, month, day, hour, minute, second, fraction ?? 0], sign, hours, minutes)
}

/** Zones reach from 12 hours behind to 14 ahead. */
const MAX_ZONE_HOURS = 12

function instant(
  written: readonly (string | number | undefined)[],
  sign: string | undefined,
  hours = '0',
  minutes = '0',
): Instant | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, fraction = 0] = written.map(Number)
  const midnight = Date.UTC(year, month - 1, day)
  const isReal = month >= 1 && month <= 12 && day >= 1 && new Date(midnight).getUTCDate() === day && hour < 24 && minute < 60 && second < 60
  if (!isReal || Number(hours) > MAX_ZONE_HOURS || Number(minutes) >= 60) return undefined
  const offset = (Number(hours) * 60 + Number(minutes)) * MINUTE * (sign === '-' ? -1 : 1)
  return midnight + (hour * 60 + minute) * MINUTE + second * SECOND + fraction - offset
}
