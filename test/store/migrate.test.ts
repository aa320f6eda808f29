import { expect, test } from 'vitest'
import { sql } from '../../src/store/database.ts'
import { migrate, splitStatements, type Migration } from '../../src/store/migrate.ts'
import { openSqlite, readMigrations } from '../../src/store/sqlite.ts'

test.each<[name: string, text: string, statements: string[]]>([
  ['one, without its semicolon', 'SELECT 1', ['SELECT 1']],
  ['two, and nothing behind the last', 'SELECT 1;\nSELECT 2;\n', ['SELECT 1', 'SELECT 2']],
  ['a semicolon in a comment', 'SELECT 1 -- one; not two\n;SELECT 2', ['SELECT 1', 'SELECT 2']],
  ['a semicolon in a long comment', '/* a; b */ SELECT 1;', ['SELECT 1']],
  ['a semicolon in a string, beside a doubled quote', "INSERT INTO t VALUES ('it''s; so');", ["INSERT INTO t VALUES ('it''s; so')"]],
  ['a quoted name', 'SELECT "a;b" FROM t; SELECT 2', ['SELECT "a;b" FROM t', 'SELECT 2']],
  [
    'a trigger, with a CASE in it',
    'CREATE TRIGGER x AFTER INSERT ON t BEGIN UPDATE t SET a = CASE WHEN 1 THEN 2 END; DELETE FROM u; END; SELECT 2;',
    ['CREATE TRIGGER x AFTER INSERT ON t BEGIN UPDATE t SET a = CASE WHEN 1 THEN 2 END; DELETE FROM u; END', 'SELECT 2'],
  ],
])('statements are told apart: %s', (_, text, statements) => {
  expect(splitStatements(text)).toEqual(statements)
})

const made = (name: string, ...statements: string[]): Migration => ({ name, statements })
const all = () => [...readMigrations(), made('9000_more.sql', 'CREATE TABLE more (a INTEGER)')]

async function opened() {
  const db = await openSqlite(':memory:')
  await db.migrate()
  return db
}

test('of two that migrate at once each statement runs once', async () => {
  const db = await opened()
  await Promise.all([migrate(db, all(), '0.1.0'), migrate(db, all(), '0.1.0')])
  expect(await db.all(sql("SELECT count(*) AS n FROM d1_migrations WHERE name = '9000_more.sql'"))).toEqual([{ n: 1 }])
  expect(await db.all(sql('SELECT * FROM more'))).toEqual([])
})

test('a file that fails in the middle leaves nothing behind, and runs again', async () => {
  const db = await opened()
  const broken = [...readMigrations(), made('9000_more.sql', 'CREATE TABLE more (a INTEGER)', 'CREATE TABLE')]
  await expect(migrate(db, broken, '0.1.0')).rejects.toThrow('incomplete input')
  await migrate(db, all(), '0.1.0')
  expect(await db.all(sql('SELECT * FROM more'))).toEqual([])
})

test.each<[name: string, written: string, reads: boolean]>([
  ['the same version', '0.4.0', true],
  ['one minor version newer', '0.5.2', true],
  ['two minor versions newer', '0.6.0', false],
  ['the next major version', '1.0.0', false],
])('a program of 0.4 on a shape of %s', async (_, written, reads) => {
  const db = await opened()
  await migrate(db, all(), written)
  const opening = migrate(db, readMigrations(), '0.4.1')
  await (reads ? expect(opening).resolves.toBeUndefined() : expect(opening).rejects.toThrow('newer wirefold'))
})

test('what three counters held becomes one: rate limits and outages are taken back', async () => {
  const db = await openSqlite(':memory:')
  const migrations = readMigrations()
  const before = migrations.filter(({ name }) => name < '0011')
  await migrate(db, before, '0.1.0')
  const state = (schedule: object, monitor: object) =>
    JSON.stringify({ schedule: { bare: 1, ...schedule }, monitor: { lulls: 2, ...monitor } })
  const insert = (url: string, failures: number, since: number | null, json: string) =>
    sql(
      "INSERT INTO sources (url, host, due_at, failures, failing_since, state) VALUES (?, 'example.org', 0, ?, ?, ?)",
      url,
      failures,
      since,
      json,
    )
  await db.batch([
    insert('failed', 5, 1000, state({ failures: 3, failingSince: 2000 }, { failures: 3, failingSince: 2000 })),
    insert('limited', 5, 1000, state({}, {})),
    insert('offline', 0, null, state({ failures: 4, failingSince: 1000 }, {})),
    insert('well', 0, null, state({}, {})),
  ])
  await migrate(db, migrations, '0.1.0')
  expect(await db.all(sql('SELECT url, failures, failing_since AS since, state FROM sources ORDER BY url'))).toEqual([
    { url: 'failed', failures: 3, since: 2000, state: state({}, {}) },
    { url: 'limited', failures: 0, since: null, state: state({}, {}) },
    { url: 'offline', failures: 4, since: null, state: state({}, {}) },
    { url: 'well', failures: 0, since: null, state: state({}, {}) },
  ])
})
