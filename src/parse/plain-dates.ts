import { MINUTE, SECOND, type Duration, type Instant } from '../model/time.ts'

/** RFC 822 with a year of four digits, as most feeds of RSS write it, and RFC 3339, as those of Atom do. */
const RFC822 = /^(?:[A-Z][a-z]{2}, )?(\d\d?) ([A-Z][a-z]{2}) ((?:19|20)\d\d) (\d\d):(\d\d):(\d\d) (?:GMT|UTC|([+-])(\d\d)(\d\d))$/
const RFC3339 = /^((?:19|20)\d\d)-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{3}))?(?:Z|([+-])(\d\d):(\d\d))$/
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** The instant of a date that is written as the standards say; undefined where it is not, or no such day or hour exists. */
export function plainDate(text: string): Instant | undefined {
  const rfc822 = RFC822.exec(text)
  if (rfc822 !== null) {
    const [, day, month, year, hour, minute, second, sign, hours, minutes] = rfc822
    const midnight = midnightOf(Number(year), MONTHS.indexOf(month!) + 1, Number(day))
    return instant(midnight, timeOf(hour, minute, second), offsetOf(sign, hours, minutes))
  }
  const rfc3339 = RFC3339.exec(text)
  if (rfc3339 === null) return undefined
  const [, year, month, day, hour, minute, second, fraction, sign, hours, minutes] = rfc3339
  const midnight = midnightOf(Number(year), Number(month), Number(day))
  return instant(midnight, timeOf(hour, minute, second, fraction), offsetOf(sign, hours, minutes))
}

function midnightOf(year: number, month: number, day: number): Instant | undefined {
  const midnight = Date.UTC(year, month - 1, day)
  const isReal = month >= 1 && month <= 12 && day >= 1 && (day <= SHORTEST_MONTH || new Date(midnight).getUTCDate() === day)
  return isReal ? midnight : undefined
}
const SHORTEST_MONTH = 28

function timeOf(hour = '', minute = '', second = '', fraction = '0'): Duration | undefined {
  const isReal = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60
  return isReal ? (Number(hour) * 60 + Number(minute)) * MINUTE + Number(second) * SECOND + Number(fraction) : undefined
}

/** Zones reach from 12 hours behind to 14 ahead. */
const MAX_ZONE_HOURS = 12

function offsetOf(sign: string | undefined, hours = '0', minutes = '0'): Duration | undefined {
  if (sign === undefined) return 0
  if (Number(hours) > MAX_ZONE_HOURS || Number(minutes) >= 60) return undefined
  return (Number(hours) * 60 + Number(minutes)) * MINUTE * (sign === '-' ? -1 : 1)
}

const instant = (midnight: Instant | undefined, time: Duration | undefined, offset: Duration | undefined): Instant | undefined =>
  midnight === undefined || time === undefined || offset === undefined ? undefined : midnight + time - offset
