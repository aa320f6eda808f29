import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts'
import { faults, serving, stories, until, world, type World } from './world.ts'

const LONG = 60_000
/** Runs in `npm run score:faults` only: it takes its time, and what it shows seldom changes. */
const slowly = test.skipIf(process.env['WIREFOLD_ATTACKS'] !== 'all')
const sources = (w: World) => {
  const db = w.open()
  try {
    return db.prepare('SELECT url, failures, failing_since, lease_until, outcome FROM sources ORDER BY url').all()
  } finally {
    db.close()
  }
}
const may = (command: string, ...args: string[]) => spawnSync(command, args).status === 0

describe('R3 disk full', () => {
  // a file system of its own, so that nobody else's fills
  test.skipIf(!may('unshare', '-rm', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'none', '/mnt'))(
    'at the start, and in the middle of a batch: a clear message, nothing half-written, and it goes on when there is space',
    async () => {
      await using w = await world(2)
      w.publish(3)
      const wirefold = 'wirefold() { "$NODE" --import "$CLOCK" "$MAIN" "$@"; echo "rc $?"; }'
      const steps = [
        'mkdir data && mount -t tmpfs -o size=16m none data',
        'fill() { head -c 20000000 /dev/zero > data/fill 2>/dev/null; }',
        'fill; wirefold refresh --force; ls data/*.db 2>/dev/null',
        'rm data/fill; wirefold refresh --force',
        // little enough for the next batch
        'touch go; while [ ! -e went ]; do sleep 0.05; done',
        'fill; truncate -s -60000 data/fill; wirefold refresh --force; wirefold stories --json',
        // what could not be written includes that a lease is given back: it ends by itself
        'rm data/fill; export WIREFOLD_TEST_SHIFT=240000; wirefold refresh --force',
        'mkdir out; cp data/w.db* out/',
      ]
      const { child, ended } = w.start([], {
        env: {
          NODE: process.execPath,
          MAIN: new URL('../../src/cli/wirefold.cjs', import.meta.url).pathname,
          CLOCK: new URL('clock.mjs', import.meta.url).href,
        },
        prefix: ['unshare', '-rm', 'sh', '-c', [wirefold, ...steps].join('\n')],
      })
      await until(() => existsSync(join(w.folder, 'go')), LONG / 2)
      const before = w.published.map((names) => names.length)
      w.publish(400)
      writeFileSync(join(w.folder, 'went'), '')
      const { out, err } = await ended
      expect(before).toEqual([3, 3])
      expect(child.exitCode).toBe(0)
      const codes = [...out.matchAll(/^rc (\d)$/gm)].map(([, code]) => Number(code))
      // full at the start; space; full in a batch; reads answer; space again
      expect([codes, err]).toEqual([[1, 0, 1, 0, 0], expect.any(String)])
      expect(err).toContain('free some space')
      expect(out).toContain('"stories":[{')
      const copy = { ...w, db: '', open: () => new DatabaseSync(join(w.folder, 'out', 'w.db')) }
      expect(await faults(copy, new Map(), { served: w.published })).toEqual([])
    },
    LONG,
  )
})

describe('R4 a database that cannot be used', () => {
  slowly(
    'is waited for five seconds; then there is a sentence, and no source is blamed',
    async () => {
      await using w = await world(2)
      w.publish(2)
      await w.run(['refresh'])
      const asked = [...w.requests]
      const other = new DatabaseSync(w.db)
      other.exec('BEGIN EXCLUSIVE')
      const started = Date.now()
      const { code, err } = await w.run(['refresh', '--force'])
      expect(Date.now() - started).toBeGreaterThan(4900)
      expect([code, err]).toEqual([1, expect.stringContaining('Another program holds it')])
      other.exec('ROLLBACK')
      other.close()
      expect(w.requests).toEqual(asked)
      expect(sources(w).map(({ failures }) => failures)).toEqual([0, 0])
    },
    LONG,
  )

  test.skipIf(process.getuid?.() !== 0)(
    'is read-only: a sentence says so',
    async () => {
      await using w = await world(1)
      w.publish(2)
      await w.run(['refresh'])
      for (const [name, mode] of [
        ['data/w.db', 0o444],
        ['data', 0o555],
        ['.', 0o755],
      ] as const)
        chmodSync(join(w.folder, name), mode)
      chownSync(w.folder, 65_534, 65_534)
      const { code, err } = await w.run(['refresh', '--force'], { prefix: ['setpriv', '--reuid=65534', '--clear-groups'] })
      expect([code === 0, err]).toEqual([false, expect.stringMatching(/writable/)])
      expect(err).not.toContain('    at ')
    },
    LONG,
  )

  test(
    'was deleted while it served: no request is answered from an empty one, and none is made',
    async () => {
      await using w = await world(1)
      w.publish(2)
      const { child, ended, address } = await serving(w, { env: { WIREFOLD_TOKEN: 't' } })
      await until(async () => (await (await fetch(`${address}/feeds/news.json`)).text()).includes('Report'))
      for (const end of ['', '-wal', '-shm']) rmSync(w.db + end, { force: true })
      const headers = { authorization: 'Bearer t', 'content-type': 'application/json' }
      expect((await fetch(`${address}/api/refresh`, { method: 'POST', headers, body: '{"force":true}' })).status).toBe(503)
      expect(await (await fetch(`${address}/feeds/news.json`)).text()).toContain('Report')
      expect(existsSync(w.db)).toBe(false)
      child.kill('SIGTERM')
      expect((await ended).code).toBe(0)
      expect(existsSync(w.db)).toBe(false)
    },
    LONG,
  )
})

describe('R5 two at once', () => {
  test(
    'two refreshes ask each source once',
    async () => {
      await using w = await world(3)
      w.publish(3)
      await w.run(['refresh'])
      w.publish(2)
      const before = [...w.requests]
      w.onRequest = () => sleep(400)
      const ended = await Promise.all([
        w.run(['refresh'], { shift: DAY }),
        w.run(['refresh'], { shift: DAY }),
        w.run(['refresh'], { shift: DAY }),
      ])
      expect(ended.map(({ code }) => code)).toEqual([0, 0, 0])
      expect(w.requests.map((count, source) => count - before[source]!)).toEqual([1, 1, 1])
      expect(await faults(w, new Map(), { served: w.published })).toEqual([])
    },
    LONG,
  )

  slowly(
    'two that serve one database ask each source once',
    async () => {
      await using w = await world(2)
      w.publish(3)
      w.onRequest = () => sleep(300)
      // both publish under one address, as behind a balancer
      const env = { WIREFOLD_URL: 'https://news.example.org' }
      const ports = [0, 1].map((n) => 20_000 + (process.pid % 20_000) + n)
      const servers = await Promise.all(ports.map((port) => serving(w, { env }, '--port', String(port))))
      const second = `http://127.0.0.1:${ports[1]}/feeds/news.json`
      await until(async () => (await (await fetch(second)).text()).includes('Report'))
      await until(() => w.requests.every((count) => count > 0))
      await sleep(500)
      expect(w.requests).toEqual([1, 1])
      for (const { child } of servers) child.kill('SIGTERM')
      expect(await Promise.all(servers.map(async ({ ended }) => (await ended).code))).toEqual([0, 0])
      expect(await faults(w, new Map(), { served: w.published })).toEqual([])
    },
    LONG,
  )
})

describe('R6 SIGTERM in the middle of a refresh', () => {
  test.each([
    ['serve', ['serve', '--port', '0']],
    ['refresh', ['refresh', '--force']],
  ])(
    '%s stops before the visit ends, gives its leases back, and blames nobody',
    async (_, args) => {
      await using w = await world(2)
      w.publish(2)
      // a publisher that never answers would end the visit by its own limit, as its failure
      w.onRequest = (source) => (source === 1 ? new Promise(() => {}) : undefined)
      const { child, ended } = w.start(args)
      await until(() => w.requests[1]! > 0)
      await sleep(300)
      child.kill('SIGTERM')
      expect((await ended).code).toBe(0)
      expect(sources(w)).toMatchObject([
        { outcome: 'updated', lease_until: 0 },
        { outcome: null, failures: 0, failing_since: null, lease_until: 0 },
      ])
      w.onRequest = () => {}
      await w.run(['refresh'])
      expect(await faults(w, new Map(), { served: w.published })).toEqual([])
    },
    LONG,
  )
})

test(
  'R7 a database of a wirefold two minor versions newer is refused with a sentence, and left as it is',
  async () => {
    await using w = await world(1)
    w.publish(1)
    await w.run(['refresh'])
    const db = new DatabaseSync(w.db)
    db.exec("INSERT INTO d1_migrations (name) VALUES ('9999_tomorrow.sql')")
    db.exec('UPDATE ledger SET minor = minor + 2')
    db.close()
    const { code, err } = await w.run(['refresh', '--force'])
    expect([code, err]).toEqual([1, expect.stringContaining('newer wirefold')])
    expect(w.requests).toEqual([1])
  },
  LONG,
)

test.each([
  ['serve', ['serve', '--port', '0']],
  ['refresh', ['refresh', '--force']],
])('Ctrl-C ends %s with 130, and gives its leases back', async (_, args) => {
  await using w = await world(1)
  w.publish(1)
  w.onRequest = () => new Promise(() => {})
  const { child, ended } = w.start(args)
  await until(() => w.requests[0]! > 0)
  child.kill('SIGINT')
  expect((await ended).code).toBe(130)
  expect(sources(w)).toMatchObject([{ failures: 0, lease_until: 0 }])
})

describe('R8 the clock jumps', () => {
  const YEAR = 365 * DAY

  test(
    'ten years ahead, and back: each source is asked once a jump, and nothing freezes',
    async () => {
      await using w = await world(3)
      w.publish(3)
      await w.run(['refresh'])
      for (const [shift, asked] of [
        [10 * YEAR, 2],
        [10 * YEAR + 5 * MINUTE, 2],
        // what was due in ten years is due now
        [0, 3],
        [-DAY, 4],
        [2 * DAY, 5],
      ] as const) {
        w.publish(1)
        expect((await w.run(['refresh'], { shift })).code).toBe(0)
        expect([shift, ...w.requests]).toEqual([shift, asked, asked, asked])
      }
      const db = w.open()
      const updated = Number(db.prepare('SELECT updated FROM feeds').get()!['updated'])
      db.close()
      expect(updated).toBeGreaterThan(Date.now() - MINUTE)
      expect(await faults(w, new Map(), { served: w.published })).toEqual([])
    },
    LONG,
  )

  slowly.each(['America/New_York', 'Australia/Lord_Howe'])(
    'an hour of %s is repeated or left out, and nothing of it shows',
    async (TZ) => {
      await using w = await world(1)
      w.publish(2)
      for (const shift of [0, HOUR, 2 * HOUR]) expect((await w.run(['refresh', '--force'], { shift, env: { TZ } })).code).toBe(0)
      expect(w.requests).toEqual([3])
      expect(await faults(w, new Map(), { served: w.published })).toEqual([])
    },
    LONG,
  )
})

describe('R9 a damaged database', () => {
  test(
    'is named, with what to do, and no edition is written over',
    async () => {
      await using w = await world(2)
      w.publish(40)
      await w.run(['refresh'])
      const size = statSync(w.db).size
      const file = openSync(w.db, 'r+')
      for (let page = 4; page < size / 4096 - 1; page += 2) writeSync(file, Buffer.alloc(4096, 0x5a), 0, 4096, page * 4096)
      closeSync(file)
      const { code, err } = await w.run(['refresh', '--force'])
      expect([code, err]).toEqual([1, expect.stringContaining('backup')])
      expect(err).not.toContain('    at ')
      const doctor = await w.run(['doctor', '--json'])
      expect(doctor.code).toBe(1)
      expect((JSON.parse(doctor.out) as { checks: { name: string; state: string }[] }).checks).toContainEqual(
        expect.objectContaining({ name: 'database', state: 'ill' }),
      )
    },
    LONG,
  )

  slowly(
    'a log cut short by a crash costs what was not stored whole, and that comes again',
    async () => {
      await using w = await world(1)
      w.publish(5)
      await w.run(['refresh'])
      const before = stories(w)
      w.publish(2)
      // a process that ends does away with its log; one that is killed leaves it
      const { child, ended } = await serving(w, { shift: DAY })
      await until(() => existsSync(`${w.db}-wal`) && statSync(`${w.db}-wal`).size > 50_000 && stories(w).size > 5)
      child.kill('SIGKILL')
      await ended
      const log = readFileSync(`${w.db}-wal`)
      truncateSync(`${w.db}-wal`, Math.floor(log.length / 2) + 7)
      expect((await w.run(['refresh', '--force'], { shift: 2 * DAY })).code).toBe(0)
      expect(await faults(w, before, { served: w.published })).toEqual([])
    },
    LONG,
  )
})
