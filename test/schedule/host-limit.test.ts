import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND, type Duration } from '../../src/model/time.ts'
import { nextLimit, type HostAnswer, type HostLimit } from '../../src/schedule/host-limit.ts'
import { NOW, times } from './visits.ts'

const REFUSED: HostAnswer = { status: 429, headers: {} }
const IN_A_MINUTE: HostAnswer = { status: 429, headers: { 'retry-after': '60' } }
const OK: HostAnswer = { status: 200, headers: {} }

/** What is known after each of these answers, every one to a request made as soon as the host was free, or `rest` later. */
function after(answers: readonly HostAnswer[], rest: Duration = 0): readonly (HostLimit | undefined)[] {
  let now = NOW
  let limit: HostLimit | undefined
  return answers.map((answer) => {
    limit = nextLimit('example.org', limit, answer, now, () => 0)
    const known = limit && { ...limit, notBefore: limit.notBefore - now }
    now = (limit?.notBefore ?? now) + rest
    return known
  })
}

const holds = (answers: readonly HostAnswer[]) => after(answers).map((limit) => (limit?.notBefore ?? 0) / HOUR)
const spacings = (answers: readonly HostAnswer[], rest?: Duration) => after(answers, rest).map((limit) => (limit?.spacing ?? 0) / SECOND)

test.each([
  ['P20 refused again and again: at least an hour, doubling to a day', times(7, REFUSED), [1, 2, 4, 8, 16, 24, 24]],
  ['P47 an answer in between, and it is an hour again', [REFUSED, REFUSED, OK, REFUSED], [1, 2, MINUTE / HOUR, 1]],
  ['P47 as long as it says, and longer where that was too short', times(3, IN_A_MINUTE), [1 / 60, 2 / 60, 4 / 60]],
  ['a host that never refused is not remembered', [OK, { status: 503, headers: { 'retry-after': '7200' } }], [0, 0]],
] as const)('%s', (_, answers, expected) => {
  expect(holds(answers)).toEqual(expected)
})

test.each([
  ['P47 grows with each limit that is met', [REFUSED, OK, REFUSED, OK, REFUSED, OK], 0, [60, 60, 120, 120, 240, 240]],
  ['not where the first request after a hold is refused: the hold was too short', [REFUSED, REFUSED, REFUSED], 0, [60, 60, 60]],
  ['halves after a day without a refusal', [REFUSED, OK, OK, OK], DAY, [60, 30, 15, 7.5]],
] as const)('the spacing of a host %s', (_, answers, rest, expected) => {
  expect(spacings(answers, rest)).toEqual(expected)
})

test('a spacing that is as short as anybody’s is not written any more', () => {
  expect(after([REFUSED, ...times(8, OK)], DAY).at(-1)).toBeUndefined()
})

test('a spacing that grew while the clock was ahead is halved all the same', () => {
  const limit: HostLimit = { host: 'example.org', notBefore: NOW, spacing: 8 * MINUTE, refusals: 0, since: NOW + 400 * DAY }
  expect(nextLimit('example.org', limit, OK, NOW, () => 0)).toMatchObject({ spacing: 4 * MINUTE, since: NOW })
})
