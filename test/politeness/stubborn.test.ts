import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts'
import { refreshAll } from '../../src/newswire/newswire.ts'
import { feed, sent, START, watch } from './watch.ts'

describe('P48 a server that answers 304 to any validator', () => {
  test('is asked without one after a week of nothing else, and what it wrote meanwhile is read', async () => {
    await using watching = await watch((seen) =>
      sent(seen, 'if-none-match') === undefined
        ? ['200 OK', ['ETag: "stuck"'], feed(seen.at > START + 2 * DAY ? 4 : 2)]
        : ['304 Not Modified'],
    )
    await watching.pass(6 * DAY, HOUR)
    expect(watching.requests.filter((seen) => sent(seen, 'if-none-match') === undefined)).toHaveLength(1)
    expect(await watching.items()).toBe(2)
    await watching.pass(3 * DAY, HOUR)
    expect(await watching.items()).toBe(4)
    await watching.pass(7 * DAY, HOUR)
    expect(watching.requests.filter((seen) => sent(seen, 'if-none-match') === undefined)).toHaveLength(3)
  })

  test('one that answers with a document now and then is never asked without', async () => {
    await using watching = await watch((_, count) =>
      count % 20 === 1 ? ['200 OK', [`ETag: "${count}"`], feed([`n${count}`, `n${count - 1}`])] : ['304 Not Modified'],
    )
    await watching.pass(16 * DAY, HOUR)
    expect(watching.requests.length).toBeGreaterThan(60)
    expect(watching.requests.filter((seen) => sent(seen, 'if-none-match') === undefined)).toHaveLength(1)
  })
})

describe('P47 a page on a host that limits requests', () => {
  const front = (count: number) =>
    `<html><head><title>Front</title></head><body><main>${Array.from({ length: 8 }, (_, n) => `<article><h2><a href="/news/2026/07/a-report-of-number-${count + n}">A report of number ${count + n} and of what it brings</a></h2><p>What number ${count + n} brings is told here at some length, so that it can be read.</p></article>`).join('')}</main></body></html>`

  test('waits for its turn behind its robots.txt, and no failure is held against it', async () => {
    await using watching = await watch(
      ({ target }, count) => {
        if (count === 1) return ['429 Too Many Requests', ['Retry-After: 60']]
        return target === '/robots.txt' ? ['200 OK', [], 'User-agent: *\nAllow: /'] : ['200 OK', [`ETag: "${count}"`], front(count)]
      },
      { type: 'page' },
    )
    await watching.pass(12 * HOUR)
    const visits = await watching.wire().store.visits(watching.url, 50)
    expect(visits.filter(({ problem }) => problem?.code === 'held')).toHaveLength(1)
    expect(await watching.source()).toMatchObject({ failures: 0, outcome: 'updated' })
    const pages = watching.requests.filter(({ target }) => target === '/feed')
    expect(pages[0]!.at - START).toBeLessThan(10 * MINUTE)
    expect(pages.length).toBeGreaterThan(8)
  })
})

describe('P49 skipHours and skipDays', () => {
  const closed = (hours: readonly number[], days = '') =>
    feed(2, `<skipHours>${hours.map((hour) => `<hour>${hour}</hour>`).join('')}</skipHours>${days}`)
  const hourOf = (at: number) => new Date(at).getUTCHours()

  test('nobody is visited in them by a refresh or a start that comes late', async () => {
    await using watching = await watch((_, count) => ['200 OK', [`ETag: "${count}"`], closed([11, 12, 13])])
    await watching.pass(0)
    watching.jump(2 * HOUR)
    expect(hourOf(watching.now())).toBe(11)
    const [visit] = await refreshAll(watching.wire(), { urls: [watching.url] })
    expect(visit).toMatchObject({ outcome: 'skipped', problem: { code: 'not-due', message: expect.stringMatching(/skipHours.*14:00/) } })
    await watching.restart()
    await watching.pass(HOUR)
    expect(watching.requests).toHaveLength(1)
    await watching.pass(2 * HOUR)
    expect(watching.requests.slice(1).map(({ at }) => hourOf(at))).toEqual([14])
  })

  test('a whole day that is skipped is no delay of ours', async () => {
    await using watching = await watch((_, count) => [
      '200 OK',
      [`ETag: "${count}"`],
      closed([], '<skipDays><day>Thursday</day></skipDays>'),
    ])
    await watching.pass(12 * HOUR)
    watching.jump(12 * HOUR)
    await watching.pass(6 * HOUR)
    const before = watching.requests.length
    const { sources } = await status(watching)
    expect(sources).toMatchObject([{ state: 'fresh' }])
    await watching.pass(14 * HOUR)
    expect(watching.requests.slice(before).map(({ at }) => new Date(at).getUTCDay())).not.toContain(4)
  })

  test('who forces a visit means to see it now', async () => {
    await using watching = await watch((_, count) => ['200 OK', [`ETag: "${count}"`], closed([11])])
    await watching.pass(0)
    watching.jump(2 * HOUR)
    await watching.force()
    expect(watching.requests).toHaveLength(2)
  })
})

describe('R55 a clock that is wrong for a while', () => {
  test('a day ahead, and back: nobody waits longer than their interval, or is asked more than once for the jump', async () => {
    await using watching = await watch((_, count) => ['200 OK', [`ETag: "${count}"`], feed([`n${count}`, `n${count + 1}`])])
    await watching.pass(3 * HOUR)
    watching.jump(DAY)
    await watching.pass(2 * HOUR)
    const before = watching.requests.length
    watching.jump(-DAY)
    await watching.pass(HOUR + MINUTE)
    expect(watching.requests.length - before).toBe(2)
    await watching.pass(4 * HOUR)
    expect(watching.requests.length - before).toBe(6)
  })

  test.each([
    ['ahead', 10 * DAY],
    ['back', -10 * DAY],
  ])('ten days %s, and set right again: an hourly source stays one', async (_, by) => {
    await using watching = await watch((_, count) => ['200 OK', [`ETag: "${count}"`], feed([`n${count}`, `n${count + 1}`])])
    await watching.pass(3 * HOUR)
    for (const jump of [by, -by]) {
      watching.jump(jump)
      await watching.pass(MINUTE)
      const before = watching.requests.length
      await watching.pass(12 * HOUR)
      expect(watching.requests.length - before).toBeGreaterThanOrEqual(10)
    }
  })

  test('ten days ahead, between visits to a source that has nothing new: it is asked as before', async () => {
    await using watching = await watch((seen) =>
      sent(seen, 'if-none-match') === undefined ? ['200 OK', ['ETag: "1"'], feed(2)] : ['304 Not Modified'],
    )
    await watching.pass(3 * HOUR)
    watching.jump(10 * DAY)
    const before = watching.requests.length
    await watching.pass(6 * HOUR)
    expect(watching.requests.length - before).toBeGreaterThanOrEqual(5)
  })

  test('a visit that was killed under the wrong clock is free again', async () => {
    await using watching = await watch((_, count) => ['200 OK', [`ETag: "${count}"`], feed(2)])
    await watching.pass(HOUR)
    watching.jump(DAY)
    const { store, now } = watching.wire()
    expect(await store.claim(watching.url, { lease: 'dead', now: now(), until: now() + 3 * MINUTE, horizon: 40 * DAY })).toBeDefined()
    watching.jump(-DAY)
    const before = watching.requests.length
    await watching.pass(HOUR)
    expect(watching.requests.length).toBeGreaterThan(before)
  })
})

async function status(watching: Awaited<ReturnType<typeof watch>>) {
  const { sourcesData } = await import('../../src/views/source.ts')
  return { sources: await sourcesData(watching.wire()) }
}
