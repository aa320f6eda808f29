import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { clockCheck, databaseChecks, runtimeCheck } from '../../src/cli/checkup.ts'
import { doctorCommand } from '../../src/cli/doctor.ts'
import { addressCheck, exposureCheck, fileSystemCheck, servingChecks, type Serving } from '../../src/cli/serving.ts'
import { reachChecks } from '../../src/cli/reachability.ts'
import { parseAllowList } from '../../src/address/private.ts'
import { DAY } from '../../src/model/time.ts'
import type { SourceRecord } from '../../src/model/source.ts'
import { createStore } from '../../src/store/sql.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { feedOf } from '../bench/bench.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wirefold-doctor-'))
  mkdirSync(join(folder, 'feeds'))
  mkdirSync(join(folder, 'bad'))
  writeFileSync(join(folder, 'feeds', 'a.yaml'), 'title: A\nsources: [http://127.0.0.1:1/feed]\n')
  writeFileSync(join(folder, 'bad', 'a.yaml'), 'title: A\nsource: [http://127.0.0.1:1/feed]\n')
  writeFileSync(join(folder, 'not.db'), 'this is no database at all, but long enough to be looked at')
})
afterAll(() => rmSync(folder, { recursive: true }))

async function doctor(feeds: string, db: string) {
  let out = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => Boolean((out += String(chunk))))
  try {
    const code = await doctorCommand({ feeds: join(folder, feeds), db: join(folder, db), json: true, host: '127.0.0.1', port: 0 })
    const { checks } = JSON.parse(out) as { checks: { name: string; state: string; says: string; more?: string[] }[] }
    return { code, ...Object.fromEntries(checks.map((check) => [check.name, check])) } as { code: number } & Record<string, unknown>
  } finally {
    write.mockRestore()
  }
}

test('a first look: no database yet, and it makes none', async () => {
  const first = await doctor('feeds', 'none.db')
  expect(first).toMatchObject({ code: 1, database: { state: 'warning' }, addresses: { state: 'ill' } })
  expect(await doctor('feeds', 'none.db')).toMatchObject({ database: { state: 'warning' } })
})

test('a wrong configuration is a finding, and ends with 2', async () => {
  expect(await doctor('bad', 'none.db')).toMatchObject({ code: 2, config: { state: 'ill', says: expect.stringContaining('a.yaml') } })
})

test('what is no database is said to be none', async () => {
  expect((await databaseChecks(join(folder, 'not.db'), [], 0)).database[0]).toMatchObject({ name: 'database', state: 'ill' })
})

test.each([
  ['long before this was written', 0, [], 'ill'],
  ['a day before the last visit', Date.UTC(2030, 0, 1), [Date.UTC(2030, 0, 2)], 'warning'],
  ['after the last visit', Date.UTC(2030, 0, 3), [Date.UTC(2030, 0, 2)], 'well'],
] as const)('a clock %s', (_, now, visits, state) => {
  const sources = visits.map((lastVisit) => ({ lastVisit, dueAt: lastVisit + DAY }) as SourceRecord)
  expect(clockCheck(sources, now).state).toBe(state)
})

test('a SQLite that can corrupt is a warning', () => {
  expect(runtimeCheck({ node: '24.0.0', sqlite: '3.50.4' }).state).toBe('warning')
  expect(runtimeCheck({ node: '24.0.0', sqlite: '3.51.3' }).state).toBe('well')
})

test.each<[serving: Partial<Serving>, state: string, says: RegExp]>([
  [{}, 'well', /on this computer/],
  [{ host: '0.0.0.0' }, 'ill', /http:\/\/0\.0\.0\.0:8787, where nobody.*WIREFOLD_URL/],
  [{ url: 'http://[::]:8787' }, 'ill', /where nobody/],
  [{ host: '0.0.0.0', url: 'http://localhost:8787' }, 'warning', /only this computer reaches/],
  [{ host: '0.0.0.0', url: 'https://wire.example.org' }, 'well', /wire\.example\.org/],
  [{ host: '192.168.1.7' }, 'well', /192\.168\.1\.7/],
])('the address that is published: %o', (serving, state, says) => {
  const check = addressCheck({ host: '127.0.0.1', port: 8787, ...serving })
  expect([check.state, check.says]).toEqual([state, expect.stringMatching(says)])
})

test.each<[serving: Partial<Serving>, state: string, says: RegExp]>([
  [{}, 'well', /only this computer can connect; without WIREFOLD_TOKEN nobody/],
  [{ host: '::' }, 'warning', /whoever reaches this computer can read.*WIREFOLD_TOKEN/],
  [{ host: '::', token: 'secret' }, 'warning', /6 characters/],
  [{ host: '0.0.0.0', token: 'x'.repeat(32), url: 'http://wire.example.org' }, 'warning', /travels readable/],
  [{ host: '0.0.0.0', token: 'x'.repeat(32), url: 'https://wire.example.org' }, 'well', /a token is set/],
])('who can read and change: %o', (serving, state, says) => {
  const check = exposureCheck({ host: '127.0.0.1', ...serving })
  expect([check.state, check.says]).toEqual([state, expect.stringMatching(says)])
  expect(check.says).not.toContain('secret')
})

test.each([
  [0xef53, 'well'],
  [0x6969, 'ill'],
  [0xff534d42, 'ill'],
  [0x65735546, 'warning'],
])('a file system %i is %s', (type, state) => expect(fileSystemCheck('w.db', type).state).toBe(state))

test('a port that another program has is found, and one that wirefold has is well', async () => {
  let answer = 'something else'
  const server = createServer((_, response) => response.end(answer)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const state = async () => (await servingChecks({ db: join(folder, 'w.db'), host: '127.0.0.1', port })).find(({ name }) => name === 'port')
  try {
    expect(await state()).toMatchObject({ state: 'ill', says: expect.stringContaining(`port ${port}`) })
    answer = JSON.stringify({ generated: '2030-01-01T00:00:00.000Z', sources: [] })
    expect(await state()).toMatchObject({ state: 'well' })
  } finally {
    server.close()
  }
})

test('a folder that is a file, and an address that is another computer’s, are found', async () => {
  const checks = await servingChecks({ db: join(folder, 'not.db', 'w.db'), host: '203.0.113.9', port: 8787 })
  expect(checks.find(({ name }) => name === 'folder')).toMatchObject({ state: 'ill', says: expect.stringContaining('--db') })
  expect(checks.find(({ name }) => name === 'port')).toMatchObject({ state: 'ill', says: expect.stringContaining('203.0.113.9') })
})

test('a database of 0 bytes is no damage, and told', async () => {
  writeFileSync(join(folder, 'empty.db'), '')
  expect((await databaseChecks(join(folder, 'empty.db'), [], 0)).database[0]).toMatchObject({
    state: 'warning',
    says: expect.stringMatching(/empty/),
  })
})

test('addresses: what the guard refuses is told without a connection and without a query', async () => {
  const allow = parseAllowList('127.0.0.0/8')
  const feeds = [feedOf('a', ['http://127.0.0.1:8080/feed', 'http://10.0.0.1/feed?key=secret'])]
  const [check] = await reachChecks(feeds, allow.ok ? allow.allow : [])
  expect(check).toMatchObject({ state: 'ill', says: '1 of 2 sources cannot be visited' })
  expect(JSON.stringify(check)).not.toContain('secret')
})

test.each([
  ['the same address', 'https://news.example.org', 'well'],
  ['no address named', undefined, 'well'],
  ['another address', 'https://other.example.org', 'ill'],
] as const)('R63 a database that is served now, looked at for %s', async (_, url, state) => {
  const file = join(folder, `served-${url?.length}.db`)
  const database = await openSqlite(file)
  await database.migrate()
  const store = createStore(database)
  expect((await databaseChecks(file, [], 0, url)).database.map((check) => check.name)).not.toContain('served')
  await store.holdAddress('https://news.example.org', 0)
  await store.close()
  const { database: checks } = await databaseChecks(file, [], 0, url)
  expect(checks).toContainEqual({ name: 'served', state, says: expect.stringContaining('as https://news.example.org') })
})
