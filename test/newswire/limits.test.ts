import { expect, test, vi } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/model/time.ts'
import { simulate } from '../../bench/limits.ts'

// thousands of ticks, also on machines that do other things
vi.setConfig({ testTimeout: 60_000 })

test.each([302, 301] as const)(
  'P46 twelve sources that are sent (%i) to one host ask it one at a time, a second apart',
  async (redirect) => {
    const { leastSpacing, reads } = await simulate({ allows: 0, feeds: 12, redirect, takes: 200 }, 3 * MINUTE)
    expect(leastSpacing).toBeGreaterThanOrEqual(SECOND)
    expect(reads.map(({ at }) => at.length)).toEqual(Array.from({ length: 12 }, () => 1))
  },
)

test('P46 once the move is believed, the host that is asked is the one that is held and spaced', async () => {
  const { leastSpacing, refused, lastRedirect, reads } = await simulate({ allows: MINUTE, feeds: 3, redirect: 301 }, 2 * DAY)
  expect(lastRedirect).toBeLessThan(reads[0]!.at.at(-1)! - 12 * HOUR)
  expect(leastSpacing).toBeGreaterThanOrEqual(SECOND)
  expect(refused).toBeLessThanOrEqual(3)
  for (const { at } of reads) expect(at.length).toBeGreaterThanOrEqual(40)
})

test.each([
  ['with Retry-After', 60],
  ['without', undefined],
] as const)('P46 P47 a refusal (429, %s) of where redirects lead holds all that lead there', async (_, retryAfter) => {
  const { refused } = await simulate(
    { allows: DAY, feeds: 12, redirect: 302, ...(retryAfter === undefined ? {} : { retryAfter }) },
    retryAfter === undefined ? 50 * MINUTE : 50 * SECOND,
  )
  expect(refused).toBe(1)
})

test.each([
  ['with Retry-After', 60],
  ['without', undefined],
] as const)('P47 twenty hourly feeds of a host that allows one request a minute (%s) are all read in their turn', async (_, retryAfter) => {
  const { reads, refused } = await simulate({ allows: MINUTE, feeds: 20, ...(retryAfter === undefined ? {} : { retryAfter }) }, 9 * HOUR)
  // 8.6 where nothing limits them; an hour's hold costs one
  for (const { at, longestGap } of reads) {
    expect(at.length).toBeGreaterThanOrEqual(7)
    expect(longestGap).toBeLessThan(3 * HOUR)
  }
  expect(refused).toBe(1)
})
