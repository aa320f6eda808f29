import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { clockCheck, databaseChecks, runtimeCheck } from '../../src/cli/checkup.ts'
import { doctorCommand } from '../../src/cli/doctor.ts'
import { reachChecks } from '../../src/cli/reachability.ts'
import { parseAllowList } from '../../src/address/private.ts'
import { DAY } from '../../src/model/time.ts'
import type { SourceRecord } from '../../src/model/source.ts'
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
    const code = await doctorCommand({ feeds: join(folder, feeds), db: join(folder, db), json: true })
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

test('addresses: what the guard refuses is told without a connection and without a query', async () => {
  const allow = parseAllowList('127.0.0.0/8')
  const feeds = [feedOf('a', ['http://127.0.0.1:8080/feed', 'http://10.0.0.1/feed?key=secret'])]
  const [check] = await reachChecks(feeds, allow.ok ? allow.allow : [])
  expect(check).toMatchObject({ state: 'ill', says: '1 of 2 sources cannot be visited' })
  expect(JSON.stringify(check)).not.toContain('secret')
})
