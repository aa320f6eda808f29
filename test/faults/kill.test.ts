import { spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { DAY, MINUTE } from '../../src/model/time.ts'
import { faults, stories, world, type World } from './world.ts'

/** `npm run score:faults` kills oftener, and at every sync. */
const ALL = process.env['WIREFOLD_ATTACKS'] === 'all'
const ROUNDS = Number(process.env['WIREFOLD_FAULT_ROUNDS'] ?? (ALL ? 200 : 6))
/** A busy machine takes ten times as long as a quiet one. */
const LONG = 60_000 + ROUNDS * 10_000

/** Kills a refresh a moment after a publisher has answered: while it is read, decided on, stored or published. */
async function killed(w: World, shift: number, within: number): Promise<boolean> {
  const answered = Promise.withResolvers<void>()
  w.onRequest = () => void setTimeout(answered.resolve, 5)
  const { child, ended } = w.start(['refresh', '--force'], { shift })
  await Promise.race([answered.promise, ended])
  await sleep(Math.random() * within)
  child.kill('SIGKILL')
  return (await ended).code === null
}

test(
  `R1 killed ${ROUNDS} times at random moments, then refreshed once: nothing is lost, nothing is twice`,
  async () => {
    await using w = await world(3)
    let [shift, kills] = [0, 0]
    const before = new Map<string, string>()
    w.publish(3)
    // the first start makes the database
    await w.run(['refresh'])
    for (let round = 0; round < ROUNDS; round++) {
      w.publish(1)
      // what the one before left leased is free again: a lease ends by itself
      shift += 4 * MINUTE
      if (await killed(w, shift, 120)) kills++
      for (const [id, story] of stories(w)) before.set(id, story)
    }
    w.onRequest = () => {}
    const { code, err } = await w.run(['refresh', '--force', '--json'], { shift: shift + 4 * MINUTE })
    expect([code, err]).toEqual([0, ''])
    expect(await faults(w, before, { served: w.published })).toEqual([])
    expect(kills).toBeGreaterThan(ROUNDS / 4)
  },
  LONG,
)

test(
  'R1 killed while it makes the database: the next start makes it whole',
  async () => {
    await using w = await world(1)
    w.publish(2)
    for (let n = 0; n < Math.max(3, ROUNDS / 3); n++) {
      const { child, ended } = w.start(['refresh'])
      await sleep(250 + Math.random() * 500)
      child.kill('SIGKILL')
      await ended
    }
    const { code } = await w.run(['refresh', '--force'], { shift: 4 * MINUTE })
    expect(code).toBe(0)
    expect(await faults(w, new Map(), { served: w.published })).toEqual([])
  },
  LONG,
)

test('R2 killed between store and publish: the next refresh publishes, although everything answers 304', async () => {
  await using w = await world(1)
  w.publish(2)
  await w.run(['refresh'])
  w.publish(1)
  // as a crash leaves it: the batch of the visit is there, its editions are not
  const { child, ended } = w.start(['refresh', '--force'], {
    shift: 4 * MINUTE,
    env: { NODE_OPTIONS: `--import ${new URL('no-publish.mjs', import.meta.url).href}` },
  })
  expect((await ended).code).not.toBe(0)
  expect(child.signalCode).toBe('SIGKILL')
  expect(await faults(w, new Map(), { served: w.published })).toContainEqual(expect.stringContaining('edition: rendered'))
  const { code } = await w.run(['refresh', '--force', '--json'], { shift: 8 * MINUTE })
  expect(code).toBe(0)
  expect(await faults(w, new Map(), { served: w.published })).toEqual([])
}, 60_000)

/** A run of a refresh syncs so often at most. */
const MOST_SYNCS = 60

test.skipIf(!ALL || spawnSync('strace', ['-V']).status !== 0)(
  'R1 killed at each sync in turn: nothing is lost, nothing is twice',
  async () => {
    await using w = await world(2)
    w.publish(3)
    await w.run(['refresh'])
    const before = new Map<string, string>()
    let syncs = 0
    for (let ended = false; !ended && syncs < MOST_SYNCS;) {
      syncs++
      w.publish(1)
      const prefix = ['strace', '-f', '-qq', '-o', '/dev/null', '-e', `inject=fdatasync,fsync:signal=SIGKILL:when=${syncs}`]
      const { code } = await w.run(['refresh', '--force'], { prefix, shift: syncs * 4 * MINUTE })
      ended = code === 0
      for (const [id, story] of stories(w)) before.set(id, story)
    }
    expect(syncs).toBeGreaterThan(4)
    expect(syncs).toBeLessThan(MOST_SYNCS)
    expect((await w.run(['refresh', '--force'], { shift: DAY })).code).toBe(0)
    expect(await faults(w, before, { served: w.published })).toEqual([])
  },
  LONG * 4,
)
