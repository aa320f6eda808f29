import { describe, expect, test } from 'vitest'
import { answer, at, bench, feedOf, TOKEN, type Bench } from '#bench'
import { runStatus, startRun } from '../../src/newswire/runs.ts'
import { refreshAll } from '../../src/newswire/newswire.ts'
import { HOUR, MINUTE } from '../../src/model/time.ts'

const feed = (items: number) =>
  `<rss version="2.0"><channel><title>Ferry board</title>${Array.from({ length: items }, (_, n) => `<item><title>Sailing ${n} of the day</title><guid isPermaLink="false">sailing-${n}</guid><description>Boat ${n} leaves pier ${n * 3}.</description></item>`).join('')}</channel></rss>`

const ran = async (b: Bench, run: string) =>
  (await (await b.get(`/api/runs/${run}`, { authorization: `Bearer ${TOKEN}` })).json()) as {
    state: string
    error?: string
    sources: unknown[]
  }
const entries = async (b: Bench) => (await (await b.get('/feeds/boats.atom')).text()).match(/<entry/g)?.length ?? 0

/** A run as a runtime makes it, which goes on when what this gives is awaited. */
async function begin(b: Bench, run: string): Promise<() => Promise<unknown>> {
  const due = await startRun(b.wire, run, [at('/runs/boats')], true)
  return () => refreshAll(b.wire, { run, urls: due.map(({ url }) => url), force: true })
}

/** Holds whoever publishes until it is told how to go on. */
function publishing({ wire: { store } }: Bench) {
  const real = store.publish.bind(store)
  const reached = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  const own = store as { publish: typeof real }
  own.publish = async (...edition) => {
    reached.resolve()
    await gate.promise
    return real(...edition)
  }
  return {
    reached: reached.promise,
    open: () => gate.resolve(),
    fail() {
      gate.reject(new Error('no more paper'))
      own.publish = real
    },
  }
}

describe('a run', () => {
  test('is done when what it brought is published, twenty times with publishing that is slow', async () => {
    await answer('/runs/boats', feed(1))
    const b = await bench([feedOf('boats', [at('/runs/boats')])])
    await b.refresh()
    for (let n = 2; n <= 21; n++) {
      b.clock.now += HOUR
      await answer('/runs/boats', feed(n))
      const go = await begin(b, `run-${n}`)
      const gate = publishing(b)
      const over = go()
      await gate.reached
      expect(await ran(b, `run-${n}`)).toMatchObject({ state: 'running', sources: [{ outcome: 'updated', new: 1 }] })
      expect(await entries(b)).toBe(n - 1)
      gate.open()
      await over
      expect(await ran(b, `run-${n}`)).toMatchObject({ state: 'done' })
      expect(await entries(b)).toBe(n)
    }
  })

  test('that cannot be published ends with a sentence, and without it when that was made good', async () => {
    await answer('/runs/boats', feed(2))
    const b = await bench([feedOf('boats', [at('/runs/boats')])])
    const go = await begin(b, 'broken')
    const gate = publishing(b)
    const over = expect(go()).rejects.toThrow('no more paper')
    await gate.reached
    gate.fail()
    await over
    const { state, error } = await ran(b, 'broken')
    expect([state, error]).toEqual(['done', 'It could not be brought to its end: wirefold itself failed; its log says where.'])
    await b.refresh({ urls: [] })
    expect(await ran(b, 'broken')).not.toHaveProperty('error')
    expect(await entries(b)).toBe(2)
  })

  test('whose process was killed before it published is over after an hour, and says so', async () => {
    await answer('/runs/boats', feed(3))
    const b = await bench([feedOf('boats', [at('/runs/boats')])])
    const go = await begin(b, 'killed')
    const gate = publishing(b)
    const over = go()
    await gate.reached
    b.clock.now += 59 * MINUTE
    expect(await runStatus(b.wire, 'killed')).toMatchObject({ state: 'running' })
    b.clock.now += 2 * MINUTE
    expect(await runStatus(b.wire, 'killed')).toMatchObject({ state: 'done', error: expect.stringContaining('cut short') })
    gate.open()
    await over
  })

  test('waits for the feeds that its sources changed, and for no other', async () => {
    await answer('/runs/boats', feed(1))
    await answer('/runs/trains', feed(4))
    const b = await bench([feedOf('boats', [at('/runs/boats')]), feedOf('trains', [at('/runs/trains')])])
    await (
      await begin(b, 'boats')
    )()
    const gate = publishing(b)
    const over = b.refresh({ urls: [at('/runs/trains')] })
    await gate.reached
    expect(await ran(b, 'boats')).toMatchObject({ state: 'done' })
    gate.open()
    await over
  })
})
