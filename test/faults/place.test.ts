import { existsSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { MINUTE } from '../../src/model/time.ts'
import { serving, until, world, type World } from './world.ts'

const LONG = 60_000
/** One that another run of these tests does not take at the same time. */
const PORT = 20_000 + (process.pid % 20_000)

describe('R65 a database that is not what it was', () => {
  test.each([
    ['deleted', (w: World) => ['', '-wal', '-shm'].forEach((end) => rmSync(w.db + end, { force: true })), /deleted/],
    [
      'emptied',
      (w: World) => {
        truncateSync(w.db)
        rmSync(`${w.db}-wal`, { force: true })
      },
      /emptied/,
    ],
    [
      'replaced by another',
      (w: World) => {
        renameSync(w.db, `${w.db}.before`)
        writeFileSync(w.db, 'x'.repeat(4096))
      },
      /replaced/,
    ],
  ])('%s under the server: /healthz says so', { timeout: LONG }, async (_, spoil, says) => {
    await using w = await world(1)
    w.publish(1)
    await w.run(['refresh'])
    const { address } = await serving(w, {}, '--no-schedule')
    expect(await (await fetch(`${address}/healthz`)).json()).toEqual({ status: 'ok' })
    spoil(w)
    const ill = await fetch(`${address}/healthz`)
    expect([ill.status, await ill.json()]).toEqual([503, { status: 'unavailable', detail: expect.stringMatching(says) }])
  })

  test('of 0 bytes at the start: told, and begun anew', { timeout: LONG }, async () => {
    await using w = await world(1)
    w.publish(1)
    await w.run(['refresh'])
    for (const end of ['-wal', '-shm']) rmSync(w.db + end, { force: true })
    truncateSync(w.db)
    const { said, address } = await serving(w, {}, '--no-schedule')
    expect(said()).toMatch(/is an empty file \(0 bytes\).*restore a backup/)
    expect((await fetch(`${address}/healthz`)).status).toBe(200)
  })
})

test(
  'R63 a second process under another address is refused while the first serves, and takes over when it is gone',
  { timeout: LONG },
  async () => {
    await using w = await world(1)
    w.publish(1)
    const at = (url: string) => ({ env: { WIREFOLD_URL: url } })
    const published = () => {
      const db = w.open()
      try {
        return String(db.prepare("SELECT body FROM edition_parts WHERE format = 'atom' AND encoding = 'identity'").get()!['body'])
      } finally {
        db.close()
      }
    }
    const [a, b] = ['https://a.example', 'https://b.example']
    const first = await serving(w, at(a), '--no-schedule')
    for (const args of [['refresh'], ['serve', '--port', '0']]) {
      const { code, err } = await w.run(args, at(b))
      expect([code, err]).toEqual([2, expect.stringMatching(/^wirefold serves this database already, as https:\/\/a\.example/)])
      expect(published()).toContain(a)
      expect(published()).not.toContain(b)
    }
    // who names no address publishes under the one that is served
    expect((await w.run(['refresh'])).code).toBe(0)
    expect(published()).toContain(`${a}/feeds/news.atom`)
    first.child.kill('SIGKILL')
    await first.ended
    expect((await w.run(['refresh'], at(b))).code).toBe(2)
    const second = await serving(w, { ...at(b), shift: 4 * MINUTE }, '--no-schedule')
    expect(published()).toContain(`${b}/feeds/news.atom`)
    second.child.kill('SIGTERM')
    expect((await second.ended).code).toBe(0)
    // who stops gives the address back
    expect((await w.run(['refresh'], at(a))).code).toBe(0)
    expect(published()).toContain(`${a}/feeds/news.atom`)
  },
)

const may = (command: string, ...args: string[]) => spawnSync(command, args).status === 0

describe('R54 a start on a full disk', () => {
  const CASES = [
    { free: 0, isReported: true },
    { free: 40_000, isReported: true },
    // room for a log, and nothing more
    { free: 200_000, isReported: false },
  ]
  // each waits for seconds until wirefold looks again whether there is space
  test.skipIf(!may('unshare', '-rm', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'none', '/mnt')).concurrent.each(CASES)(
    '$free bytes free: it serves what it has, says that the disk is full, and goes on when there is space',
    { timeout: LONG },
    async ({ free, isReported }) => {
      await using w = await world(1)
      w.publish(3)
      const port = PORT + CASES.findIndex((one) => one.free === free)
      const steps = [
        'mkdir data && mount -t tmpfs -o size=16m none data',
        '"$NODE" "$MAIN" refresh',
        `head -c 20000000 /dev/zero > data/fill 2>/dev/null; truncate -s -${free} data/fill`,
        `"$NODE" "$MAIN" serve --port ${port} --no-schedule & PID=$!`,
        'touch go; while [ ! -e went ]; do sleep 0.05; done',
        'rm data/fill; while [ ! -e end ]; do sleep 0.05; done; kill $PID; wait $PID; echo "rc $?"',
      ]
      const { ended } = w.start([], {
        env: { NODE: process.execPath, MAIN: new URL('../../src/cli/wirefold.cjs', import.meta.url).pathname },
        prefix: ['unshare', '-rm', 'sh', '-c', steps.join('\n')],
      })
      const get = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined))?.text() ?? ''
      try {
        await until(() => existsSync(join(w.folder, 'go')))
        await until(async () => /full|ok/.test(await get('/healthz')))
        expect((await get('/healthz')).includes('The disk is full.')).toBe(isReported)
        expect((await get('/feeds/news.atom')).match(/<entry/g)).toHaveLength(3)
        writeFileSync(join(w.folder, 'went'), '')
        await until(async () => (await get('/healthz')).includes('ok'))
      } finally {
        writeFileSync(join(w.folder, 'went'), '')
        writeFileSync(join(w.folder, 'end'), '')
      }
      const { err, out } = await ended
      expect(out).toContain('rc 0')
      expect(err.includes('The disk is full.')).toBe(isReported)
      expect(err).not.toMatch(/restore it from a backup|name another/i)
    },
  )
})
