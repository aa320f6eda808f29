import type { Hints } from '../model/schedule-state.ts'
import { DAY, HOUR, MINUTE, type Duration, type Instant } from '../model/time.ts'
import type { RawHints } from '../model/raw.ts'

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const PERIODS: ReadonlyMap<string, Duration> = new Map([
  ['hourly', HOUR],
  ['daily', DAY],
  ['weekly', 7 * DAY],
  ['monthly', 30 * DAY],
  ['yearly', 365 * DAY],
])

/** Reads the hints of RSS 2.0 and of the syndication module. All hours or all days listed would mean never: ignored. */
export function readHints(raw: RawHints): Hints {
  const ttl = count(raw.ttl)
  const period = PERIODS.get(raw.updatePeriod?.trim().toLowerCase() ?? '')
  const frequency = count(raw.updateFrequency) ?? 1
  const base = period === undefined ? Number.NaN : Date.parse(raw.updateBase?.trim().slice(0, 40) ?? '')
  const skipHours = distinct(raw.skipHours.map(hour))
  const skipDays = distinct(raw.skipDays.map((day) => DAYS.indexOf(day.trim().toLowerCase())))
  return {
    ...(ttl === undefined ? {} : { ttl: ttl * MINUTE }),
    ...(period === undefined ? {} : { period: Math.max(MINUTE, Math.floor(period / frequency)) }),
    ...(Number.isNaN(base) ? {} : { base }),
    ...(skipHours.length > 0 && skipHours.length < 24 ? { skipHours } : {}),
    ...(skipDays.length > 0 && skipDays.length < 7 ? { skipDays } : {}),
  }
}

/** A positive whole number; bounded, so that sums with it stay exact. */
function count(text: string | undefined): number | undefined {
  const digits = text?.trim() ?? ''
  if (!/^\d{1,15}$/.test(digits)) return undefined
  const value = Math.min(Number(digits), 1e9)
  return value > 0 ? value : undefined
}

/** 0 is midnight; some count to 24 and mean the same. */
function hour(text: string): number {
  const digits = text.trim()
  const value = /^\d{1,2}$/.test(digits) ? Number(digits) : -1
  return value <= 24 ? value % 24 : -1
}

const distinct = (values: readonly number[]): number[] => [...new Set(values)].filter((value) => value >= 0).toSorted((a, b) => a - b)

/** Whether an instant lies in an hour or on a day in which nobody should ask. */
export function isSkipped(at: Instant, { skipHours = [], skipDays = [] }: Hints): boolean {
  const date = new Date(at)
  return skipHours.includes(date.getUTCHours()) || skipDays.includes(date.getUTCDay())
}

/** The first instant from `at` on that lies in no hour and no day to be skipped. */
export function nextOpen(at: Instant, hints: Hints): Instant {
  let open = at
  for (let steps = 0; isSkipped(open, hints) && steps < 8 * 24; steps++) open = (Math.floor(open / HOUR) + 1) * HOUR
  return open
}
