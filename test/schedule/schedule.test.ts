import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/model/time.ts'
import { firstVisit } from '../../src/schedule/schedule.ts'
import { HORIZON } from '../../src/schedule/state.ts'
import type { ScheduleState } from '../../src/model/schedule-state.ts'
import { after, failed, NOW, read, times, UNCHANGED } from './visits.ts'

describe('P21-P23: a move is believed slowly', () => {
  const moved = (to = 'https://example.org/new', status = 301) => [{ status, from: 'https://example.org/old', to }]
  const visits = (count: number, gap: number, redirects = moved(), outcome = read()) => {
    let state: ScheduleState = {}
    return Array.from({ length: count }, (_, i) => {
      const next = after(outcome, {}, { now: NOW + i * gap, redirects, state })
      state = next.state
      return next.movedTo
    })
  }
  test.each([
    ['three visits over a day', visits(4, 12 * HOUR).slice(0, 3), [undefined, undefined, 'https://example.org/new']],
    ['many visits in less than a day', visits(23, HOUR).slice(-1), [undefined]],
    ['and the one that completes the day', visits(25, HOUR).slice(-1), ['https://example.org/new']],
    ['two visits a week apart', visits(2, 7 * DAY), [undefined, undefined]],
    ['308 too', visits(3, DAY, moved('https://example.org/n', 308)).slice(-1), ['https://example.org/n']],
    [
      '302, 303 and 307 never',
      [302, 303, 307].flatMap((status) => visits(9, DAY, moved('https://example.org/n', status))),
      times(27, undefined),
    ],
    ['a 304 at the target counts', visits(3, DAY, moved(), UNCHANGED).slice(-1), ['https://example.org/new']],
    [
      'a feed without entries does not',
      visits(9, DAY, moved(), { kind: 'read', fresh: 0, items: 0, hints: { skipHours: [], skipDays: [] } }),
      times(9, undefined),
    ],
    ['P23 what cannot be read does not', visits(9, DAY, moved(), failed(200)), times(9, undefined)],
    [
      'a chain is followed to its last permanent hop',
      visits(3, DAY, [
        ...moved('https://example.org/b'),
        { status: 302, from: 'https://example.org/b', to: 'https://example.org/c' },
      ]).slice(-1),
      ['https://example.org/b'],
    ],
  ])('%s', (_, seen, expected) => {
    expect(seen).toEqual(expected)
  })
  test('another target, or none, starts anew; a failure in between does not', () => {
    const one = after(read(), {}, { redirects: moved() }).state
    const failing = after(failed(500), {}, { now: NOW + HOUR, state: one }).state
    const two = after(read(), {}, { now: NOW + 20 * HOUR, state: failing, redirects: moved() }).state
    expect(two.moving).toMatchObject({ visits: 2, since: NOW })
    expect(after(read(), {}, { now: NOW + DAY, state: two, redirects: moved('https://example.org/other') }).state.moving).toMatchObject({
      visits: 1,
    })
    expect(after(read(), {}, { now: NOW + DAY, state: two }).state.moving).toBeUndefined()
  })
})

describe('R8: clocks that jump', () => {
  test('what was remembered from the future does no harm', () => {
    const future = NOW + 3650 * DAY
    const state: ScheduleState = {
      lastNew: future,
      rhythm: HOUR,
      moving: { url: 'https://example.org/new', since: future, visits: 2 },
    }
    expect(after(UNCHANGED, {}, { state })).toMatchObject({ dueAt: NOW + HOUR, state: { lastNew: NOW } })
    expect(after(read(), {}, { state }).dueAt).toBe(NOW + HOUR)
    expect(after(failed(404), {}, { state, failing: { failures: 3, failingSince: future } }).dueAt).toBe(NOW + 4 * HOUR)
  })
  test('after a jump ahead the next visits spread over half an interval', () => {
    const late = { dueAt: NOW - 3650 * DAY, random: () => 0.999 }
    expect((after(read(), {}, late).dueAt - NOW) / MINUTE).toBeCloseTo(90, 0)
    expect((after(read(), {}, { ...late, dueAt: NOW - 5 * HOUR }).dueAt - NOW) / MINUTE).toBeCloseTo(66, 0)
  })
})

describe('P35: due times spread', () => {
  test('a few new sources are visited at once, five hundred over their interval', () => {
    const first = Array.from({ length: 500 }, (_, i) => firstVisit(NOW, HOUR, i, 500, () => 0.5) - NOW)
    expect(first.slice(0, 100)).toEqual(times(100, 0))
    expect(Math.max(...first)).toBeLessThan(HOUR)
    for (let minute = 0; minute < 60; minute++) {
      const within = first.slice(100).filter((at) => at >= minute * MINUTE && at < (minute + 1) * MINUTE).length
      expect(within).toBeLessThanOrEqual(9)
    }
  })
  test('visits do not fall on the same second', () => {
    let seed = 1
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647
    const due = Array.from({ length: 300 }, () => after(read(), {}, { random }).dueAt)
    expect(new Set(due.map((at) => Math.floor(at / SECOND))).size).toBeGreaterThan(150)
  })
})

test('whatever a source says, the next visit is neither sooner than the floor nor beyond the horizon, and never in a skipped hour', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.constantFrom('0', '-1', '1e9', '720', '99999999999999999999', 'daily', 'hourly', '2011-01-13T00:00Z'),
  )
  const value = fc.oneof(
    text,
    fc.nat().map(String),
    fc.date({ noInvalidDate: true }).map((at) => at.toUTCString()),
    fc.nat().map((n) => `max-age=${n}`),
  )
  const headers = fc.dictionary(fc.constantFrom('cache-control', 'expires', 'age', 'date', 'retry-after'), value)
  const hours = fc.array(fc.nat(24).map(String), { maxLength: 23 })
  const outcome = fc.oneof(
    fc.record({
      kind: fc.constant('read' as const),
      fresh: fc.nat(50),
      items: fc.nat(50),
      hints: fc.record({
        ttl: text,
        skipHours: hours,
        skipDays: fc.array(fc.constantFrom('Monday', 'Sunday', 'x')),
        updatePeriod: text,
        updateFrequency: text,
        updateBase: text,
      }),
    }),
    fc.constant(UNCHANGED),
    fc.constantFrom(200, 401, 404, 410, 429, 500, 503).map(failed),
  )
  fc.assert(
    fc.property(
      fc.array(fc.tuple(outcome, headers), { maxLength: 8 }),
      fc.integer({ min: MINUTE, max: 2 * DAY }),
      fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1 }),
      (visits, every, luck) => {
        let state: ScheduleState = {}
        let now = NOW
        let turn = 0
        for (const [what, said] of visits) {
          const next = after(what, said, { now, every, state, random: () => luck[turn++ % luck.length]! })
          const isRefused = what.kind === 'failed' && what.status === 429
          expect(next.dueAt - now).toBeGreaterThanOrEqual(isRefused ? MINUTE : Math.max(15 * MINUTE, every))
          expect(next.dueAt - now).toBeLessThan(HORIZON)
          expect(next.blockedUntil ?? now).toBeLessThanOrEqual(now + 7 * DAY)
          expect(next.state.hints?.skipHours ?? []).not.toContain(new Date(next.dueAt).getUTCHours())
          expect(JSON.parse(JSON.stringify(next.state))).toEqual(next.state)
          expect(JSON.stringify(next.state).length).toBeLessThan(1000)
          state = next.state
          now = next.dueAt
        }
      },
    ),
  )
})
