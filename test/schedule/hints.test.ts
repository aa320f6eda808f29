import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts'
import type { HeaderMap } from '../../src/model/fetched.ts'
import type { RawHints } from '../../src/model/raw.ts'
import type { ScheduleOutcome, VisitInput } from '../../src/schedule/schedule.ts'
import type { ScheduleState } from '../../src/model/schedule-state.ts'
import { after, failed, NOW, read, times, UNCHANGED, waits } from './visits.ts'

const date = (offset: number) => new Date(NOW + offset).toUTCString()

describe('the longest of all wishes wins', () => {
  const rows: readonly (readonly [
    name: string,
    outcome: ScheduleOutcome,
    headers: HeaderMap,
    changes: Partial<VisitInput>,
    wait: number,
    code: string,
  ])[] = [
    ['P12 no hints: an hour', read(), {}, {}, HOUR, 'every'],
    ['P12 the curator may shorten it', read(), {}, { every: 30 * MINUTE }, 30 * MINUTE, 'every'],
    ['P12 but never below 15 minutes', read(), {}, { every: MINUTE }, 15 * MINUTE, 'floor'],
    ['P13 no validators: six hours', read(), {}, { validators: false }, 6 * HOUR, 'no-validators'],
    ['P13 unless the curator wants it sooner', read(), {}, { validators: false, every: 20 * MINUTE }, 20 * MINUTE, 'every'],
    ['P14 max-age of 12 h on 200', read(), { 'cache-control': 'public, max-age=43200' }, {}, 12 * HOUR, 'max-age'],
    ['P14 max-age of 12 h on 304', UNCHANGED, { 'cache-control': 'Max-Age="43200"' }, {}, 12 * HOUR, 'max-age'],
    ['P14 stretches what the curator set', read(), { 'cache-control': 'max-age=43200' }, { every: 15 * MINUTE }, 12 * HOUR, 'max-age'],
    ['P14 a year is capped at a week', read(), { 'cache-control': 'max-age=31536000' }, {}, 7 * DAY, 'max-age'],
    ['P14 a shorter one does not hurry us', read(), { 'cache-control': 'max-age=60' }, {}, HOUR, 'every'],
    ['P15 Expires alone', read(), { expires: date(5 * HOUR) }, {}, 5 * HOUR, 'expires'],
    ['P15 Expires by the server’s own clock', read(), { expires: date(5 * HOUR), date: date(-3 * HOUR) }, {}, 8 * HOUR, 'expires'],
    ['P15 max-age beats Expires', read(), { expires: date(5 * HOUR), 'cache-control': 'max-age=7200' }, {}, 2 * HOUR, 'max-age'],
    ['P15 Age is subtracted', read(), { 'cache-control': 'max-age=10800', age: '3600' }, {}, 2 * HOUR, 'max-age'],
    ['P15 Age beyond max-age', read(), { 'cache-control': 'max-age=10800', age: '99999' }, {}, HOUR, 'every'],
    ['P15 Expires: 0', read(), { expires: '0' }, {}, HOUR, 'every'],
    ['P15 max-age garbage', read(), { 'cache-control': 'max-age=soon, max-age' }, {}, HOUR, 'every'],
    ['P15 max-age garbage leaves Expires', read(), { 'cache-control': 'max-age=1.5', expires: date(3 * HOUR) }, {}, 3 * HOUR, 'expires'],
    ['P15 max-age negative', read(), { 'cache-control': 'max-age=-43200' }, {}, HOUR, 'every'],
    ['P15 max-age overflows', read(), { 'cache-control': 'max-age=99999999999999999999999' }, {}, 7 * DAY, 'max-age'],
    ['P15 two values: the first', read(), { 'cache-control': 'max-age=7200, max-age=43200' }, {}, 2 * HOUR, 'max-age'],
    ['P16 no-cache', read(), { 'cache-control': 'no-cache, max-age=43200' }, {}, HOUR, 'every'],
    ['P16 no-store', read(), { 'cache-control': 'no-store' }, {}, HOUR, 'every'],
    ['P16 max-age=0', UNCHANGED, { 'cache-control': 'max-age=0, must-revalidate' }, {}, HOUR, 'every'],
    ['P36 ttl of 12 h', read({ ttl: ' 720 ' }), {}, {}, 12 * HOUR, 'ttl'],
    ['P36 ttl 0', read({ ttl: '0' }), {}, {}, HOUR, 'every'],
    ['P36 ttl -1', read({ ttl: '-1' }), {}, {}, HOUR, 'every'],
    ['P36 ttl 1e9', read({ ttl: '1e9' }), {}, {}, HOUR, 'every'],
    ['P36 ttl of 1900 years', read({ ttl: '1000000000' }), {}, {}, 7 * DAY, 'ttl'],
    ['P36 ttl abc', read({ ttl: 'abc' }), {}, {}, HOUR, 'every'],
    ['P38 daily, twice', read({ updatePeriod: 'Daily', updateFrequency: '2' }), {}, {}, 12 * HOUR, 'sy'],
    ['P38 daily', read({ updatePeriod: 'daily' }), {}, {}, DAY, 'sy'],
    ['P38 hourly, frequency nonsense', read({ updatePeriod: 'hourly', updateFrequency: '0' }), {}, {}, HOUR, 'every'],
    ['P38 yearly is capped', read({ updatePeriod: 'yearly' }), {}, {}, 7 * DAY, 'sy'],
    ['P38 fortnightly is no period', read({ updatePeriod: 'fortnightly' }), {}, {}, HOUR, 'every'],
    [
      'P39 ttl 3 h, max-age 5 h, sy 4 h',
      read({ ttl: '180', updatePeriod: 'daily', updateFrequency: '6' }),
      { 'cache-control': 'max-age=18000' },
      {},
      5 * HOUR,
      'max-age',
    ],
    ['P39 ttl 8 h, max-age 5 h', read({ ttl: '480' }), { 'cache-control': 'max-age=18000' }, {}, 8 * HOUR, 'ttl'],
    ['P39 Retry-After on a 200', read({ ttl: '480' }), { 'retry-after': '36000' }, {}, 10 * HOUR, 'retry-after'],
    [
      'P40 stale-while-revalidate and stale-if-error',
      read(),
      { 'cache-control': 'max-age=7200, stale-while-revalidate=60, stale-if-error=86400' },
      {},
      2 * HOUR,
      'max-age',
    ],
    ['s-maxage is for shared caches', read(), { 'cache-control': 's-maxage=43200' }, {}, HOUR, 'every'],
  ]
  test.each(rows)('%s', (_, outcome, headers, changes, wait, code) => {
    const next = after(outcome, headers, changes)
    expect([(next.dueAt - NOW) / MINUTE, next.code]).toEqual([expect.closeTo(wait / MINUTE, 1), code])
    expect(next.reason).toMatch(/^[A-Z].+\.$/)
  })
})

describe('what was said holds until something else is said', () => {
  test('a 304 without Cache-Control keeps that of the 200', () => {
    const first = after(read(), { 'cache-control': 'max-age=43200' })
    expect(after(UNCHANGED, {}, { state: first.state }).code).toBe('max-age')
    expect(after(UNCHANGED, { 'cache-control': 'max-age=0' }, { state: first.state }).code).toBe('every')
    expect(after(read(), {}, { state: first.state }).code).toBe('every')
  })
  test('P13 one visit that left no validators, after others that did, does not slow us down; two do', () => {
    const { state } = after(read())
    const once = after(read(), {}, { state, validators: false })
    expect(once.code).toBe('every')
    expect(after(read(), {}, { state: once.state, validators: false }).code).toBe('no-validators')
    expect(after(read(), {}, { state: once.state, validators: true }).code).toBe('every')
  })
  test('the feed’s own hints hold over a 304 and over failures', () => {
    const { state } = after(read({ ttl: '720' }))
    expect(after(UNCHANGED, {}, { state }).code).toBe('ttl')
    expect(after(failed(500), {}, { state }).dueAt - NOW).toBe(12 * HOUR)
    expect(after(read(), {}, { state }).code).toBe('every')
  })
})

describe('P12: silence slows us down, and a source that wakes up is noticed', () => {
  test('an hourly source stays hourly, a silent one comes to a day', () => {
    const hourly = waits(times(200, read()))
    expect(Math.max(...hourly)).toBe(60)
    const silent = waits([read(), ...times(100, UNCHANGED)])
    expect(silent.slice(0, 12)).toEqual(times(12, 60))
    expect(silent.at(-1)).toBe(24 * 60)
    for (let i = 1; i < silent.length; i++) expect(silent[i]).toBeGreaterThanOrEqual(silent[i - 1]!)
  })
  test('no item is noticed later than a twelfth of the silence before it', () => {
    const silent = waits([read(), ...times(60, UNCHANGED)])
    let silence = 0
    for (const wait of silent) {
      expect(wait).toBeLessThanOrEqual(Math.max(60, silence / 12 + 1))
      silence += wait
    }
  })
  test('ten items after ten days of silence: hourly again', () => {
    const state: ScheduleState = { lastNew: NOW - 10 * DAY, rhythm: 5 * DAY }
    const woke = after(read({}, 40), {}, { state })
    expect(woke.code).toBe('every')
  })
  test('a weekly source is not asked hourly the day after', () => {
    const weekly: ScheduleState = { lastNew: NOW - 7 * DAY, rhythm: 7 * DAY }
    expect(after(read(), {}, { state: weekly })).toMatchObject({ dueAt: NOW + 14 * HOUR, code: 'quiet' })
  })
})

describe('P37: hours and days that are skipped', () => {
  // NOW is a Wednesday, 09:20:30 GMT, so that the next visit would be at 10:20:30
  test.each<[string, Partial<RawHints>, HeaderMap, number]>([
    ['an hour', { skipHours: ['10'] }, {}, Date.UTC(2026, 6, 15, 11)],
    ['hours in a row, written oddly', { skipHours: [' 10', '11', '012', '13 '] }, {}, Date.UTC(2026, 6, 15, 12)],
    ['hours past midnight, 24 is 0', { skipHours: ['23', '24', '1'] }, { 'cache-control': 'max-age=52200' }, Date.UTC(2026, 6, 16, 2)],
    ['a day', { skipDays: ['Wednesday'] }, {}, Date.UTC(2026, 6, 16)],
    ['days and hours', { skipDays: ['wednesday', ' Thursday '], skipHours: ['0', '1', '2'] }, {}, Date.UTC(2026, 6, 17, 3)],
    ['all hours: ignored', { skipHours: Array.from({ length: 24 }, (_, i) => String(i)) }, {}, NOW + HOUR],
    ['all hours from 1 to 24: ignored', { skipHours: Array.from({ length: 24 }, (_, i) => String(i + 1)) }, {}, NOW + HOUR],
    ['all days: ignored', { skipDays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] }, {}, NOW + HOUR],
    ['nonsense', { skipHours: ['x', '-10', '25', '10.0'], skipDays: ['Mittwoch'] }, {}, NOW + HOUR],
    ['another hour', { skipHours: ['9'] }, {}, NOW + HOUR],
  ])('%s', (_, raw, headers, due) => {
    expect(new Date(after(read(raw), headers).dueAt).toISOString()).toBe(new Date(due).toISOString())
  })
  test('they hold after a failure as well', () => {
    const { state } = after(read({ skipHours: ['10'] }))
    expect(after(failed(500), {}, { state }).dueAt).toBe(Date.UTC(2026, 6, 15, 11))
  })
})

describe('P38: the base of the syndication module', () => {
  const twice = { updatePeriod: 'daily', updateFrequency: '2', updateBase: '2011-01-13T06:00:00+00:00' }
  test('from the first visit on, the visits fall on the beat', () => {
    const next = after(read(twice))
    expect(new Date(next.dueAt).toISOString()).toBe('2026-07-16T06:00:00.000Z')
    expect(after(read(twice), {}, { now: next.dueAt }).dueAt - next.dueAt).toBe(12 * HOUR)
  })
  test('a visit a little late keeps the beat and the period', () => {
    const now = Date.UTC(2026, 6, 16, 6, 20)
    expect(after(read(twice), {}, { now }).dueAt - now).toBe(12 * HOUR)
  })
  test('nights on which clocks change leave it as it is', () => {
    const before = Date.UTC(2026, 9, 31, 18)
    expect(waits(times(5, read(twice)), {}, { now: before })).toEqual(times(5, 720))
  })
  test('a base that is no date is ignored', () => {
    expect(after(read({ ...twice, updateBase: 'Thursday' })).dueAt - NOW).toBe(12 * HOUR)
  })
})
