import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { counted, sql, type Database } from '../../src/store/database.ts'
import { createStore } from '../../src/store/sql.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

const folder = mkdtempSync(join(tmpdir(), 'wirefold-together-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

afterEach(() => void vi.useRealTimers())
/** Milliseconds after which counts what other connections wrote. */
const OTHERS_COUNT = 10
const stopTimers = () => vi.useFakeTimers({ toFake: ['setTimeout'] })

let files = 0
async function notes() {
  const file = join(folder, `${files++}.db`)
  const db = await openSqlite(file)
  await db.all(sql('CREATE TABLE notes (word TEXT PRIMARY KEY) STRICT'))
  return { db, file, together: db.together!.bind(db) }
}

const note = (word: string) => sql('INSERT INTO notes (word) VALUES (?)', word)
const words = async (db: Pick<Database, 'all'>) =>
  (await db.all<{ word: string }>(sql('SELECT word FROM notes ORDER BY word'))).map(({ word }) => word)

test('batches that are written together are seen by others when all of them are stored', async () => {
  const { file, together } = await notes()
  const other = await openSqlite(file)
  await together(async (inside) => {
    await inside.batch([note('a'), note('b')])
    await inside.batch([note('c')])
    expect(await words(inside)).toEqual(['a', 'b', 'c'])
    expect(await words(other)).toEqual([])
  })
  expect(await words(other)).toEqual(['a', 'b', 'c'])
})

test('a batch that fails is undone alone', async () => {
  const { db, together } = await notes()
  await together(async (inside) => {
    await inside.batch([note('a')])
    await expect(inside.batch([note('b'), note('a')])).rejects.toThrow('UNIQUE')
    await inside.batch([note('c')])
  })
  expect(await words(db)).toEqual(['a', 'c'])
})

test('nothing is stored of what ends by throwing, and the next one is', async () => {
  const { db, together } = await notes()
  const failed = together(async (inside) => {
    await inside.batch([note('a')])
    throw new Error('no more')
  })
  await expect(failed).rejects.toThrow('no more')
  await together((inside) => inside.batch([note('b')]))
  expect(await words(db)).toEqual(['b'])
})

test('who writes or reads beside it waits for its end', async () => {
  const { db, together } = await notes()
  const order: string[] = []
  const group = together(async (inside) => {
    await inside.batch([note('a')])
    await new Promise((resolve) => setTimeout(resolve, 20))
    await inside.batch([note('b')])
    order.push('group')
  })
  const beside = db.batch([note('c')]).then(() => order.push('beside'))
  const read = words(db)
  await Promise.all([group, beside])
  expect(order).toEqual(['group', 'beside'])
  expect((await read).slice(0, 2)).toEqual(['a', 'b'])
})

test('what SQLite ends by itself, as on a full disk, takes no further batch, and is told as failed', async () => {
  const { db, together } = await notes()
  const failed = together(async (inside) => {
    await inside.batch([note('a')])
    await inside.all(sql('ROLLBACK'))
    await inside.batch([note('b')]).catch(() => {})
  })
  await expect(failed).rejects.toMatchObject({ name: 'StoreError' })
  expect(await words(db)).toEqual([])
})

test('what need not outlast a power failure waits for no disk, and what comes after it does', async () => {
  const { db } = await notes()
  const level = async () => (await db.all<{ synchronous: number }>(sql('PRAGMA synchronous')))[0]!.synchronous
  const [, within] = await db.batchUnsynced!([note('a'), sql('SELECT synchronous FROM pragma_synchronous')])
  expect([within, await level()]).toEqual([[{ synchronous: 1 }], 2])
  await expect(db.batchUnsynced!([note('a')])).rejects.toThrow('UNIQUE')
  expect([await words(db), await level()]).toEqual([['a'], 2])
})

test('pages that a group changes are written once, by its commit', async () => {
  const { file, together } = await notes()
  const log = () => statSync(`${file}-wal`).size
  const before = log()
  await together(async (inside) => {
    for (let batch = 0; batch < 12; batch++)
      await inside.batch(Array.from({ length: 100 }, (_, n) => note(`${String((n * 7919) % 100)} ${batch} ${'x'.repeat(5000)}`)))
    expect(log()).toBe(before)
  })
  expect(log()).toBeGreaterThan(before + 6_000_000)
})

test('the version is another one after each write, within 10 ms by whomever, and the same after each read', async () => {
  stopTimers()
  const { db, file, together } = await notes()
  const other = await openSqlite(file)
  const versions = [db.version!()]
  const after = async (work: () => Promise<unknown>) => {
    await work()
    return versions.push(db.version!())
  }
  await after(() => db.all(note('a')))
  await after(() => db.batch([note('b')]))
  await after(() => db.batchUnsynced!([note('c')]))
  await after(() => together((inside) => inside.batch([note('d')])))
  await after(() => other.batch([note('e')]))
  expect(new Set(versions).size).toBe(5)
  await after(async () => vi.advanceTimersByTime(OTHERS_COUNT))
  expect(new Set(versions).size).toBe(6)
  await words(db)
  await words(other)
  expect(db.version!()).toBe(versions.at(-1))
})

test('heads of editions are read once, until anybody writes', async () => {
  stopTimers()
  const { db, file } = await notes()
  await db.migrate()
  const other = await openSqlite(file)
  let reads = 0
  const store = createStore(counted(db, (statements) => (reads += statements)))
  const tagged = (etag: string) =>
    sql("INSERT OR REPLACE INTO editions (feed, format, etag, modified) VALUES ('ports', 'atom', ?, 1)", etag)
  const etag = async () => (await store.editionHeads('ports')).get('atom')?.etag
  expect(await etag()).toBeUndefined()
  await db.all(tagged('"1"'))
  expect([await etag(), await etag(), reads]).toEqual(['"1"', '"1"', 2])
  await other.all(tagged('"2"'))
  vi.advanceTimersByTime(OTHERS_COUNT)
  expect([await etag(), await etag(), reads]).toEqual(['"2"', '"2"', 3])
})
