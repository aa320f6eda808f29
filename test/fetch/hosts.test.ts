import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hostOf, openGate, runByHost, type HostGate } from '../../src/fetch/hosts.ts'

/** Time that passes only while everyone sleeps. */
function clock() {
  let now = 0
  const sleepers: { readonly until: number; readonly wake: () => void }[] = []
  return {
    now: () => now,
    sleep: (duration: number) => new Promise<void>((wake) => sleepers.push({ until: now + duration, wake })),
    runUntil: async (done: Promise<unknown>) => {
      let finished = false
      void done.then(() => (finished = true))
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve))
        if (finished) return
        sleepers.sort((a, b) => a.until - b.until)
        const next = sleepers.shift()
        if (!next) throw new Error('everyone waits and nobody sleeps')
        now = next.until
        next.wake()
      }
    },
  }
}

/** Every task a visit of one request. */
const runAll = <Task>(tasks: readonly Task[], host: (task: Task) => string, run: (task: Task) => Promise<void>, gate: HostGate) =>
  runByHost(tasks, host, async (task) => void (await gate.visit(({ ask }) => ask(host(task), () => run(task)))))

test('P34: one visit a host at a time, a second apart, and no host delays another', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ host: fc.nat(5), takes: fc.integer({ min: 0, max: 3000 }) }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 8 }),
      async (tasks, concurrency) => {
        const { now, sleep, runUntil } = clock()
        const visits: { host: number; from: number; to: number }[] = []
        let running = 0
        const run = async ({ host, takes }: (typeof tasks)[number]) => {
          expect(++running).toBeLessThanOrEqual(concurrency)
          const visit = { host, from: now(), to: Infinity }
          visits.push(visit)
          await sleep(takes)
          visit.to = now()
          running--
        }
        await runUntil(runAll(tasks, ({ host }) => String(host), run, openGate({ concurrency, sleep, now })))
        expect(visits.length).toBe(tasks.length)
        for (const visitsOfHost of Map.groupBy(visits, ({ host }) => host).values()) {
          visitsOfHost.reduce((before, after) => (expect(after.from - before.to).toBeGreaterThanOrEqual(1000), after))
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('P34: twelve feeds on one host do not hold up forty others, though there are two places only', async () => {
  const { now, sleep, runUntil } = clock()
  const tasks = [...Array.from({ length: 12 }, () => 'big'), ...Array.from({ length: 40 }, (_, i) => `small${i}`)]
  const last = new Map<string, number>()
  const run = async (host: string) => {
    await sleep(100)
    last.set(host, now())
  }
  await runUntil(runAll(tasks, (host) => host, run, openGate({ concurrency: 2, sleep, now })))
  expect(Math.max(...[...last].filter(([host]) => host !== 'big').map(([, at]) => at))).toBeLessThanOrEqual(2400)
  expect(last.get('big')).toBeGreaterThanOrEqual(12_100)
})

test('P34: two runs that overlap share the gate, and one that fails does not close it', async () => {
  const { now, sleep, runUntil } = clock()
  const gate = openGate({ sleep, now })
  const starts: number[] = []
  const visit = async () => {
    starts.push(now())
    await sleep(200)
  }
  const run = () => runAll(['a', 'a'], (host) => host, visit, gate)
  const broken = gate.visit(({ ask }) => ask('a', () => Promise.reject(new Error('broken'))))
  await expect(broken).rejects.toThrow('broken')
  await runUntil(Promise.all([run(), run()]).then(() => {}))
  expect(starts).toEqual([1000, 2200, 3400, 4600])
})

test.each([
  ['https://Example.org/a', 'example.org'],
  ['http://example.org:8080/a', 'example.org:8080'],
  ['file:///data/sample/a.xml', 'file:///data/sample/a.xml'],
  ['nonsense', 'nonsense'],
])('the host of %s is %s', (url, host) => {
  expect(hostOf(url)).toBe(host)
})

test('a visit that paused for its host goes on before those that have not begun', async () => {
  const time = clock()
  const gate = openGate({ concurrency: 1, sleep: time.sleep, now: time.now })
  const order: string[] = []
  const twice = gate.visit(async ({ ask }) => {
    await ask('a', async () => void order.push('first'))
    await ask('a', async () => void order.push('second'))
  })
  const others = ['b', 'c', 'd'].map((host) =>
    gate.visit(async ({ ask }) => {
      await ask(host, async () => {})
      await time.sleep(700)
      order.push(host)
    }),
  )
  await time.runUntil(Promise.all([twice, ...others]))
  expect(order).toEqual(['first', 'b', 'c', 'second', 'd'])
})
