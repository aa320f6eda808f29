import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts'
import type { ScheduleState } from '../../src/model/schedule-state.ts'
import type { ScheduleOutcome } from '../../src/schedule/schedule.ts'
import { after, failed, NOW, read, UNCHANGED } from './visits.ts'

test.each<[name: string, state: ScheduleState, fresh: number, expected: ScheduleState]>([
  ['its first item', {}, 1, { lastNew: NOW }],
  ['a second after four hours', { lastNew: NOW - 4 * HOUR }, 1, { lastNew: NOW, rhythm: 4 * HOUR }],
  [
    'sooner than usual: it woke up, and is believed at once',
    { lastNew: NOW - 4 * HOUR, rhythm: 10 * HOUR },
    1,
    { lastNew: NOW, rhythm: 4 * HOUR },
  ],
  ['later than usual: half of that is believed', { lastNew: NOW - 20 * HOUR, rhythm: 4 * HOUR }, 1, { lastNew: NOW, rhythm: 12 * HOUR }],
  ['two at once', { lastNew: NOW - 20 * HOUR, rhythm: 4 * HOUR }, 2, { lastNew: NOW, rhythm: 7 * HOUR }],
  ['after a clock was set back', { lastNew: NOW + DAY, rhythm: 4 * HOUR }, 1, { lastNew: NOW, rhythm: 4 * HOUR }],
  ['nothing', { lastNew: NOW - 20 * HOUR, rhythm: 4 * HOUR }, 0, { lastNew: NOW - 20 * HOUR, rhythm: 4 * HOUR }],
])('a source brought %s', (_, state, fresh, { lastNew, rhythm }) => {
  const next = after(read({}, fresh), {}, { state }).state
  expect([next.lastNew, next.rhythm]).toEqual([lastNew, rhythm])
})

describe('R55 a silence in which nobody looked', () => {
  const hourly = { lastNew: NOW - 10 * DAY, rhythm: HOUR }
  test.each<[name: string, what: ScheduleOutcome, dueAt: number]>([
    ['a new item', read(), NOW - 10 * DAY + HOUR],
    ['nothing new', read({}, 0), NOW - 10 * DAY + HOUR],
    ['a 304', UNCHANGED, NOW - 10 * DAY + HOUR],
    ['no answer', failed(), NOW - 10 * DAY + HOUR],
  ])('ten days that the clock jumped, then %s: the source is not slower for it, nor afterwards', (_, what, dueAt) => {
    const first = after(what, {}, { state: hourly, dueAt })
    expect(first.dueAt - NOW).toBeLessThanOrEqual(2 * HOUR)
    const next = after(read(), {}, { state: first.state, now: first.dueAt, dueAt: first.dueAt })
    expect(next.state.rhythm).toBeLessThan(3 * HOUR)
    expect(next.dueAt - first.dueAt).toBe(HOUR)
  })

  test('what was seen of it before counts', () => {
    const { dueAt, state } = after(UNCHANGED, {}, { state: { lastNew: NOW - 20 * DAY }, dueAt: NOW - 8 * DAY })
    expect(dueAt - NOW).toBe(DAY)
    // how long it has been silent is told as it is
    expect(state).toMatchObject({ lastNew: NOW - 20 * DAY, unheard: 8 * DAY })
    expect(after(read(), {}, { state }).state).toEqual(expect.not.objectContaining({ unheard: expect.anything() }))
  })

  test('a visit that comes a little late is none', () => {
    expect(after(UNCHANGED, {}, { state: { lastNew: NOW - 4 * DAY }, dueAt: NOW - 40 * MINUTE }).dueAt - NOW).toBe(8 * HOUR)
  })
})

test('silence is counted from the first visit on', () => {
  expect(after(UNCHANGED, {}, { state: {} }).state.lastNew).toBe(NOW)
  expect(after(UNCHANGED, {}, { state: { lastNew: NOW - DAY } }).state.lastNew).toBe(NOW - DAY)
})
