import { describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/model/time.ts'
import { blamedFor, failuresAfter, type Failures, type VisitResult } from '../../src/schedule/failures.ts'
import { NOW } from './visits.ts'

const SINCE = NOW - DAY
const failing: Failures = { failures: 4, failingSince: SINCE }
const offline = (since: number, spared: boolean): VisitResult => ({ kind: 'offline', since, spared })

describe('what is held against a source after a visit', () => {
  test.each<[string, Failures, VisitResult, Failures]>([
    ['a visit that worked ends it', failing, { kind: 'well' }, { failures: 0 }],
    ['the first failure', { failures: 0 }, { kind: 'failed' }, { failures: 1, failingSince: NOW }],
    ['one more', failing, { kind: 'failed' }, { failures: 5, failingSince: SINCE }],
    [
      'one more, where the clock was ahead',
      { failures: 4, failingSince: NOW + DAY },
      { kind: 'failed' },
      { failures: 5, failingSince: NOW },
    ],
    ['a rate limit leaves it', failing, { kind: 'limited' }, failing],
    ['a rate limit alone', { failures: 0 }, { kind: 'limited' }, { failures: 0 }],
    ['who failed before the outage is still failing', failing, offline(NOW - HOUR, true), failing],
    ['who began to fail in it is forgiven', failing, offline(SINCE - HOUR, true), { failures: 0 }],
    ['where we cannot know the pauses grow', { failures: 2 }, offline(NOW - HOUR, false), { failures: 3 }],
    ['and who began to fail in it is not blamed', failing, offline(SINCE - HOUR, false), { failures: 5 }],
    ['a failure after such an outage is the first', { failures: 5 }, { kind: 'failed' }, { failures: 1, failingSince: NOW }],
  ])('%s', (_, before, result, after) => expect(failuresAfter(before, result, NOW)).toEqual(after))

  test('nobody is blamed for failures without a since', () => {
    expect([blamedFor(failing), blamedFor({ failures: 3 })]).toEqual([4, 0])
  })
})
