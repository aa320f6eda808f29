import { DAY, type Instant } from '../model/time.ts'

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec'
const TIME = String.raw`(\d\d):(\d\d):(\d\d)`
/** The three forms of RFC 9110 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`. */
const FIXDATE = new RegExp(`^[a-z]{3}, (\\d\\d?) ([a-z]{3}) (\\d{4}) ${TIME} (?:gmt|utc)$`)
const RFC850 = new RegExp(`^[a-z]{6,9}, (\\d\\d?)-([a-z]{3})-(\\d\\d) ${TIME} (?:gmt|utc)$`)
const ASCTIME = new RegExp(`^[a-z]{3} ([a-z]{3}) {1,2}(\\d\\d?) ${TIME} (\\d{4})$`)
const LONGEST = 40

/**
 * An HTTP date, always in GMT; undefined for anything else.
 * @param now two-digit years are the latest ones not more than 50 years ahead of it
 */
export function parseHttpDate(text: string | undefined, now: Instant): Instant | undefined {
  if (text === undefined || text.length > LONGEST) return undefined
  const written = text.trim().toLowerCase()
  const fixed = FIXDATE.exec(written)
  if (fixed) return instant(fixed[3], fixed[2], fixed[1], fixed.slice(4))
  const ascii = ASCTIME.exec(written)
  if (ascii) return instant(ascii[6], ascii[1], ascii[2], ascii.slice(3))
  const old = RFC850.exec(written)
  if (!old) return undefined
  const century = Math.floor(new Date(now).getUTCFullYear() / 100) * 100
  const date = instant(String(century + Number(old[3])), old[2], old[1], old.slice(4))
  return date !== undefined && date > now + 50 * 365 * DAY
    ? instant(String(century - 100 + Number(old[3])), old[2], old[1], old.slice(4))
    : date
}

function instant(year = '', month = '', day = '', [hour, minute, second]: readonly string[]): Instant | undefined {
  const index = MONTHS.indexOf(month)
  if (index % 3 !== 0 || Number(day) < 1 || Number(day) > 31 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60)
    return undefined
  return Date.UTC(Number(year), index / 3, Number(day), Number(hour), Number(minute), Number(second))
}
