import { expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/model/time.ts'
import type { ScheduleState } from '../../src/model/schedule-state.ts'
import { after, NOW, read, UNCHANGED } from './visits.ts'

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

test('silence is counted from the first visit on', () => {
  expect(after(UNCHANGED, {}, { state: {} }).state.lastNew).toBe(NOW)
  expect(after(UNCHANGED, {}, { state: { lastNew: NOW - DAY } }).state.lastNew).toBe(NOW - DAY)
})
