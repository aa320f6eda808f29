import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts'
import { feed, START, watch, type Reply, type WatchOptions } from './watch.ts'

const OK = ['ETag: "1"']
const always =
  (status: string, headers: readonly string[] = [], body = ''): Reply =>
  () => [status, headers, body]
/** Something new at every visit, so that only the row's own signal counts. */
const busy =
  (headers: readonly string[] = [], channel = ''): Reply =>
  (_, count) => ['200 OK', [`ETag: "${count}"`, ...headers], feed([`n${count}`, `n${count + 1}`], channel)]
const then304 =
  (headers: readonly string[]): Reply =>
  (_, count) =>
    count === 1 ? ['200 OK', [...OK, ...headers], feed()] : ['304 Not Modified', headers]

const inHours = (at: number) => new Date(START + at * HOUR).toUTCString()

describe('how long until the second request (hours)', () => {
  const rows: readonly (readonly [string, Reply, number, WatchOptions?])[] = [
    ['P12 no hints', busy(), 1],
    ['P12 no hints, the most jitter', busy(), 1.1, { random: () => 0.999 }],
    ['P12 the curator wants 20 minutes', busy(), 20 / 60, { every: 20 * MINUTE }],
    ['P12 the curator wants a minute', busy(), 15 / 60, { every: MINUTE }],
    ['P13 no validators', always('200 OK', [], feed()), 6],
    ['P14 max-age on 200', busy(['Cache-Control: max-age=43200']), 12],
    ['P15 Expires', busy([`Expires: ${inHours(5)}`, `Date: ${inHours(0)}`]), 5],
    ['P15 Age', busy(['Cache-Control: max-age=10800', 'Age: 3600']), 2],
    ['P15 Expires: 0', busy(['Expires: 0']), 1],
    ['P15 garbage', busy(['Cache-Control: max-age=banana']), 1],
    ['P16 no-cache', busy(['Cache-Control: no-cache']), 1],
    ['P16 no-store', busy(['Cache-Control: no-store, max-age=0']), 1],
    ['P17 429', always('429 Too Many Requests', ['Retry-After: 7200']), 2],
    ['P18 429 with a date', always('429 Too Many Requests', [`Retry-After: ${inHours(3)}`]), 3],
    ['P18 429 with a date in the past', always('429 Too Many Requests', [`Retry-After: ${inHours(-3)}`]), 1],
    ['P18 429 with -5', always('429 Too Many Requests', ['Retry-After: -5']), 1],
    ['P18 429 with soon', always('429 Too Many Requests', ['Retry-After: soon']), 1],
    ['P19 503', always('503 Service Unavailable', ['Retry-After: 7200']), 2],
    ['P20 429 with neither', always('429 Too Many Requests'), 1, { every: 15 * MINUTE }],
    ['P27 401', always('401 Unauthorized'), 24],
    ['P27 403', always('403 Forbidden'), 24],
    ['P36 ttl', busy([], '<ttl>720</ttl>'), 12],
    ['P36 ttl nonsense', busy([], '<ttl>abc</ttl>'), 1],
    ['P38 twice a day', busy([], '<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>'), 12],
    ['P39 the longest wins', busy(['Cache-Control: max-age=18000'], '<ttl>480</ttl>'), 8],
    ['P40 stale-while-revalidate is no licence', busy(['Cache-Control: max-age=7200, stale-while-revalidate=60']), 2],
  ]
  test.each(rows.map(([name, ...row]) => [name, row] as const))('%s', async (_, [reply, hours, options = {}]) => {
    await using watching = await watch(reply, options)
    await watching.pass(hours * HOUR + 10 * MINUTE)
    expect(watching.gaps().length).toBeGreaterThanOrEqual(1)
    expect(watching.gaps()[0]).toBeGreaterThanOrEqual(hours - 0.02)
    expect(watching.gaps()[0]).toBeLessThan(hours + 0.05)
    expect((await watching.source()).state.dueReason).toMatch(/^[A-Z].+\.$/)
  })
})

test('P12 a source that is silent for days is asked less and less, to once a day', async () => {
  await using watching = await watch(then304([]))
  await watching.pass(30 * DAY, 15 * MINUTE)
  const gaps = watching.gaps()
  expect(gaps.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 1))
  expect(gaps.at(-1)).toBeCloseTo(24, 0)
})

test('P14 max-age on 304', async () => {
  await using watching = await watch((_, count) =>
    count === 1 ? ['200 OK', OK, feed()] : ['304 Not Modified', ['Cache-Control: max-age=43200']],
  )
  await watching.pass(26 * HOUR)
  expect(watching.gaps()).toEqual([1, 12, 12].map((hours) => expect.closeTo(hours, 1)))
})

test('P17 a rate limit holds against force, and for the host’s other feeds', async () => {
  await using watching = await watch(
    ({ target }) => (target === '/a' ? ['429 Too Many Requests', ['Retry-After: 7200']] : ['200 OK', OK, feed()]),
    { paths: ['/a', '/b', '/c'] },
  )
  await watching.pass(MINUTE)
  watching.jump(10 * MINUTE)
  await watching.force()
  await watching.pass(105 * MINUTE)
  await watching.force()
  expect(watching.requests.map(({ target }) => target)).toEqual(['/a'])
  await watching.pass(10 * MINUTE)
  expect(watching.requests.map(({ target }) => target).toSorted()).toEqual(['/a', '/a', '/b', '/c'])
})

test('P18 an absurd Retry-After is capped at a week', async () => {
  await using watching = await watch(always('429 Too Many Requests', ['Retry-After: 1000000000000']))
  await watching.pass(8 * DAY, HOUR)
  expect(watching.gaps()).toEqual([168])
})

test('P25 gone: a look a month, and none at all in between', async () => {
  await using watching = await watch(always('410 Gone'))
  await watching.pass(70 * DAY, HOUR)
  expect(watching.gaps()).toEqual([720, 720])
})

test('P26 missing: daily, then weekly, for ever', async () => {
  await using watching = await watch(always('404 Not Found'))
  await watching.pass(60 * DAY, HOUR)
  const gaps = watching.gaps()
  expect(gaps.slice(0, 6)).toEqual([1, 2, 4, 8, 16, 24])
  expect(gaps.slice(-4)).toEqual([168, 168, 168, 168])
})

test.each([
  ['500', always('500 Internal Server Error')],
  ['502', always('502 Bad Gateway')],
  ['504', always('504 Gateway Timeout')],
  ['a reset', () => undefined],
] as const)('P28 %s: one request a due time, the delay doubling to a day', async (_, reply) => {
  await using watching = await watch(reply)
  await watching.pass(4 * DAY, 10 * MINUTE)
  expect(watching.gaps()).toEqual([1, 2, 4, 8, 16, 24, 24])
})

test('P29 after thirty failures one success brings back the normal interval, not a burst', async () => {
  await using watching = await watch((seen, count) => (count <= 30 ? ['500 Internal Server Error'] : busy()(seen, count)))
  await watching.pass(30 * DAY, HOUR)
  const gaps = watching.gaps()
  expect(gaps.slice(24, 30)).toEqual(Array.from({ length: 6 }, () => 24))
  expect(new Set(gaps.slice(30, 40))).toEqual(new Set([1]))
})

test('P37 no request in skipped hours and days', async () => {
  const skip = `<skipHours><hour>10</hour><hour>11</hour><hour>24</hour></skipHours><skipDays><day>Thursday</day></skipDays>`
  await using watching = await watch(busy([], skip), { random: () => 0.7 })
  await watching.pass(4 * DAY, 10 * MINUTE)
  const times = watching.requests.slice(1).map(({ at }) => new Date(at))
  expect(times.length).toBeGreaterThan(40)
  expect(times.filter((at) => [10, 11, 0].includes(at.getUTCHours()) || at.getUTCDay() === 4)).toEqual([])
})

test('P38 a base keeps the beat', async () => {
  const sy =
    '<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency><sy:updateBase>2011-01-13T06:00:00Z</sy:updateBase>'
  await using watching = await watch(busy([], sy))
  await watching.pass(4 * DAY)
  expect(watching.requests.slice(1).map(({ at }) => new Date(at).getUTCHours() % 12)).toEqual([6, 6, 6, 6, 6, 6, 6])
  expect(watching.gaps().every((gap) => gap >= 12)).toBe(true)
})
