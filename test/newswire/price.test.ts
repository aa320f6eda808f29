import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, type Duration } from '../../src/model/time.ts'
import { accountCheck } from '../../src/cli/checkup.ts'
import { accountWarning, capacity, loadOf } from '../../src/newswire/account.ts'
import { COSTS, CPU } from '../../src/newswire/price.ts'
import { createApp } from '../../src/web/app.ts'
import { feedOf, newsroom, sourceOf } from '../store/newsroom.ts'

/** Where no invocation comes near what it may take. */
const CHEAP = { ...COSTS, cpu: { ...COSTS.cpu, cold: 5 } }
const hourly = (sources: number) => Array<Duration>(sources).fill(HOUR)

test.each([
  ['free', HOUR],
  ['free', 15 * MINUTE],
  ['paid', HOUR],
] as const)('what a %s account holds of sources each %d ms is full, and one more is too much', (plan, every) => {
  const { sources, first } = capacity(every, plan, undefined, CHEAP)
  const share = (count: number) => loadOf(Array<Duration>(count).fill(every), { plan }, CHEAP)[first]
  expect(share(sources)).toBeLessThanOrEqual(1)
  expect(share(sources + 1)).toBeGreaterThan(1)
})

test('what is remembered of buried items takes room after the first 90 days', () => {
  const stored = (days: number) => loadOf(hourly(100), { plan: 'free', days }).storage
  expect([stored(45) < stored(90), stored(455) > stored(90), stored(455)]).toEqual([true, true, stored(2000)])
})

test('CPU is one limit of an account: nothing fits where an invocation of each day does not, and its growth with the sources counts', () => {
  const costing = (cold: number, aSource = 0) => ({ ...COSTS, cpu: { cold, sources: 150, aSource } })
  expect(capacity(HOUR, 'free', undefined, costing(10.1))).toEqual({ sources: 0, first: 'cpu' })
  expect(capacity(HOUR, 'free', undefined, costing(9, 0.05))).toEqual({ sources: 170, first: 'cpu' })
  expect(capacity(HOUR, 'paid', undefined, costing(100)).first).not.toBe('cpu')
  expect(accountWarning(hourly(10), 'free', 1, costing(9))).toBeUndefined()
  expect(accountWarning(hourly(10), 'free', 1, costing(9.6))).toMatch(/about 96 % .*CPU: .* is ended/)
})

test('the CPU that is counted is the dearest of those invocations that each day has', () => {
  expect(COSTS.cpu.cold).toBe(Math.max(...CPU.flatMap(({ cold, isDaily }) => (isDaily ? [cold] : []))))
})

test('doctor and /status warn before it breaks, by what is configured', async () => {
  const { sources } = capacity(HOUR, 'free', undefined, CHEAP)
  expect(accountWarning(hourly(sources >> 1), 'free', 1, CHEAP)).toBeUndefined()
  const warning = accountWarning(hourly(sources - 1), 'free', 1, CHEAP)!
  expect(warning).toMatch(/These \d+ sources take about \d+ % of what a free account/)
  const feed = feedOf(
    'all',
    Array.from({ length: sources }, (_, n) => sourceOf(n)),
  )
  expect([accountCheck([feed], 'free').state, accountCheck([feed], 'paid').state]).toEqual(['warning', 'well'])
  expect(
    accountCheck(
      [
        feedOf(
          'slow',
          feed.sources.map((source) => ({ ...source, every: DAY })),
          {},
        ),
      ],
      'free',
    ).says,
  ).toContain('%')
  const w = await newsroom([feedOf('all', [sourceOf(0)])])
  const app = createApp({ ...w.wire(), account: warning, renderNow: async () => new Map(), startRun: async () => {} }, () => {})
  expect(await (await app.request('https://news.example.org/status')).text()).toContain(warning)
  expect(await (await app.request('https://news.example.org/status.json')).json()).toMatchObject({ account: warning })
})
