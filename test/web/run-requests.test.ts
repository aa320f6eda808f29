import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE, SECOND } from '../../src/model/time.ts'
import { runRequests } from '../../src/web/run-requests.ts'
import type { Site } from '../../src/web/site.ts'

const NOW = Date.UTC(2030, 0, 1)

function requests(run: () => object | undefined = () => undefined) {
  const clock = { now: NOW }
  const started: string[] = []
  const site = {
    now: () => clock.now,
    feeds: [],
    startRun: async (id: string) => void started.push(id),
    store: { run: async () => run(), sources: async () => ['a', 'b'].map((url) => ({ url, blockedUntil: 0 })) },
  } as unknown as Site
  return { clock, started, ...runRequests(site) }
}

describe('requests for a refresh', () => {
  const flooded = () => {
    const asked = requests()
    for (let n = 0; n < 60; n++) asked.wait()
    return asked
  }

  test('are sixty a minute, and the next waits until the first is a minute old', () => {
    const asked = flooded()
    expect(asked.wait()).toBe(60)
    asked.clock.now += 59 * SECOND
    expect(asked.wait()).toBe(1)
    asked.clock.now += SECOND
    expect(asked.wait()).toBe(0)
  })

  test('are taken again at once when the clock is set back', () => {
    const asked = flooded()
    asked.clock.now -= HOUR
    expect(asked.wait()).toBe(0)
  })

  test('for the same are one run while it is under way; others are runs of their own', async () => {
    const asked = requests(() => ({ at: NOW, asked: ['a', 'b'], due: ['a', 'b'], visits: [{ source: 'a', at: NOW }], behind: [] }))
    const first = await asked.start(['b', 'a'], false)
    expect(await asked.start(['a', 'b'], false)).toBe(first)
    expect(await asked.start(['a'], false)).not.toBe(first)
    expect(await asked.start(['a', 'b'], true)).not.toBe(first)
    expect(asked.started).toHaveLength(3)
  })

  test.each<[name: string, run: object | undefined, later: number]>([
    ['is done', { at: NOW, asked: ['a'], due: ['a'], visits: [{ source: 'a', at: NOW }], behind: [] }, 0],
    ['was cut short an hour ago', { at: NOW, asked: ['a'], due: ['a'], visits: [], behind: [] }, HOUR + SECOND],
    ['was never written', undefined, MINUTE],
  ])('begin anew when the run %s', async (_, run, later) => {
    const asked = requests(() => run)
    const first = await asked.start(['a'], false)
    asked.clock.now += later
    expect(await asked.start(['a'], false)).not.toBe(first)
  })
})
