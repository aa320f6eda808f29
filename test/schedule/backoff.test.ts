import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts'
import { after, failed, NOW, read, times, waits } from './visits.ts'

const date = (offset: number) => new Date(NOW + offset).toUTCString()
const asctime = (offset: number) => {
  const [day, d, month, year, time] = date(offset).replace(',', '').split(' ')
  return `${day} ${month} ${d?.replace(/^0/, ' ')} ${time} ${year}`
}
const rfc850 = (offset: number) => {
  const [, d, month, year, time] = date(offset).split(' ')
  return `Wednesday, ${d}-${month}-${year?.slice(2)} ${time} GMT`
}

describe('P17-P20: a rate limit holds, for the whole host', () => {
  test.each([
    ['P17 429 with seconds', 429, { 'retry-after': '7200' }, 2 * HOUR, 2 * HOUR],
    ['P18 IMF-fixdate', 429, { 'retry-after': date(2 * HOUR) }, 2 * HOUR, 2 * HOUR],
    ['P18 rfc850', 429, { 'retry-after': rfc850(2 * HOUR) }, 2 * HOUR, 2 * HOUR],
    ['P18 asctime', 429, { 'retry-after': asctime(2 * HOUR) }, 2 * HOUR, 2 * HOUR],
    [
      'P18 by the server’s own clock, two years behind',
      429,
      { 'retry-after': date(2 * HOUR - 730 * DAY), date: date(-730 * DAY) },
      2 * HOUR,
      2 * HOUR,
    ],
    ['P18 a date in the past', 429, { 'retry-after': date(-HOUR) }, HOUR, HOUR],
    ['P18 1e12 seconds', 429, { 'retry-after': '1000000000000' }, 7 * DAY, 7 * DAY],
    ['P18 in ten years', 429, { 'retry-after': date(3650 * DAY) }, 7 * DAY, 7 * DAY],
    ['P18 -5', 429, { 'retry-after': '-5' }, HOUR, HOUR],
    ['P18 soon', 429, { 'retry-after': 'soon' }, HOUR, HOUR],
    ['P18 1e12', 429, { 'retry-after': '1e12' }, HOUR, HOUR],
    ['P47 shorter than our own interval: the feed is due when its host is free', 429, { 'retry-after': '60' }, MINUTE, MINUTE],
    ['P19 503', 503, { 'retry-after': '7200' }, 2 * HOUR, 2 * HOUR],
    ['P20 429 with neither', 429, {}, HOUR, HOUR],
    ['503 with neither is a server that is down', 503, {}, HOUR, undefined],
    ['500 with Retry-After', 500, { 'retry-after': '7200' }, 2 * HOUR, undefined],
    ['403 with a short Retry-After', 403, { 'retry-after': '7200' }, DAY, undefined],
  ] as const)('%s', (_, status, headers, wait, hold) => {
    const next = after(failed(status), headers)
    const minutes = (at: number | undefined) => (at === undefined ? undefined : Math.round((at - NOW) / MINUTE))
    expect([minutes(next.dueAt), minutes(next.blockedUntil)]).toEqual([wait / MINUTE, hold === undefined ? undefined : hold / MINUTE])
  })
})

describe('what the operator has to mend, before anybody is asked', () => {
  const unasked = (code: 'private-address' | 'secret-missing'): ReturnType<typeof failed> => ({
    kind: 'failed',
    problem: { code, message: 'Nobody was asked.' },
  })
  test.each(['private-address', 'secret-missing'] as const)('%s keeps the usual interval: once mended it is not waited for', (code) => {
    expect(waits(times(8, unasked(code)))).toEqual(times(8, 60))
  })

  test('an address inside that a public server leads to is its fault, each time', () => {
    const redirects = [{ status: 302, from: 'https://a.example/feed', to: 'http://10.0.0.1/' }]
    expect(waits(times(3, unasked('private-address')), {}, { redirects }).map((wait) => wait / 60)).toEqual([1, 2, 4])
  })
})

describe('failures', () => {
  test.each([
    ['P25 410: once a month', times(3, failed(410)), [720, 720, 720]],
    ['P27 401: from a day', times(5, failed(401)), [24, 48, 96, 168, 168]],
    ['P27 403', times(2, failed(403)), [24, 48]],
    ['P28 500 doubles from the interval, to a day', times(7, failed(500)), [1, 2, 4, 8, 16, 24, 24]],
    ['P28 a timeout too', times(3, failed()), [1, 2, 4]],
    ['P29 success ends it at once', [...times(30, failed(502)), read(), read()], [1, 2, 4, 8, 16, ...times(25, 24), 1, 1]],
  ] as const)('%s', (_, outcomes, hours) => {
    expect(waits(outcomes).map((wait) => wait / 60)).toEqual(hours)
  })

  test('P26 404: daily, then weekly, for ever', () => {
    const hours = waits(times(40, failed(404))).map((wait) => wait / 60)
    expect(hours.slice(0, 7)).toEqual([1, 2, 4, 8, 16, 24, 24])
    expect(hours.filter((wait) => wait === 24).length).toBeGreaterThanOrEqual(12)
    expect(hours.slice(-15)).toEqual(times(15, 168))
  })

  test('P28 full jitter is added while it doubles, and a day is not passed by much', () => {
    const most = waits(times(8, failed(500)), {}, { random: () => 0.9999 })
    expect(most[0]).toBeCloseTo(120, 0)
    for (const wait of most) expect(wait).toBeLessThanOrEqual(25.2 * 60)
  })

  test('when nothing at all can be fetched, nothing is held against the source', () => {
    const { state } = after(failed(500))
    const next = after({ kind: 'offline' }, {}, { state })
    expect([next.dueAt - NOW, next.code, next.state]).toEqual([HOUR, 'offline', state])
  })

  test('a moved source whose new address fails is asked at its old one again', () => {
    expect(after(failed(404), {}, { moved: true })).toMatchObject({ movedBack: true, code: 'moved-back', dueAt: NOW + HOUR })
    expect(after(failed(500), {}, { moved: true }).movedBack).toBeUndefined()
    expect(after(failed(500), {}, { moved: true, failing: { failures: 7, failingSince: NOW - DAY } }).movedBack).toBe(true)
  })
})
