import { expect, test } from 'vitest'
import { HOUR } from '../../src/model/time.ts'
import { WALK_ON_WORKERS, walkOn } from '../../src/newswire/relist.ts'
import { sql, type Database } from '../../src/store/database.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { dice, feedOf, newsroom, prose, sourceOf } from '../store/newsroom.ts'

const ITEMS = 400
const SOURCES = [sourceOf(0), sourceOf(1), sourceOf(2), sourceOf(3)]

/** A database that was filled before there were lists, and how many statements were made since. */
async function filled(): Promise<{ w: Awaited<ReturnType<typeof newsroom>>; count: { statements: number } }> {
  const db = await openSqlite(':memory:')
  await db.migrate()
  const count = { statements: 0 }
  const counted: Database = {
    ...db,
    all: (statement) => (count.statements++, db.all(statement)),
    batch: (statements) => ((count.statements += statements.length), db.batch(statements)),
  }
  const feeds = [feedOf('all', SOURCES)]
  const w = await newsroom(feeds, counted)
  const roll = dice(11)
  for (let n = 0; n < SOURCES.length; n++) {
    w.pages[n] = Array.from({ length: ITEMS / SOURCES.length }, (_, k) => ({ name: `n${k}`, title: prose(roll, 4), text: prose(roll, 20) }))
    w.clock.now += HOUR
    await w.visit(n)
  }
  for (const table of ['stories', 'contents', 'listings']) await db.all(sql(`DELETE FROM ${table}`))
  await db.all(sql('UPDATE ledger SET choices = NULL, config = NULL'))
  await w.restart(feeds)
  return { w, count }
}

test('a minute of a Worker lists the last thousands of items seventy at a time, in half of its statements', async () => {
  const { w, count } = await filled()
  const rows = async () => ((await w.db.all<{ n: number }>(sql('SELECT count(*) AS n FROM contents'))) as [{ n: number }])[0].n
  const minutes: number[] = []
  for (let more = true; more && minutes.length < 100;) {
    count.statements = 0
    more = await walkOn(w.wire(), WALK_ON_WORKERS)
    minutes.push(count.statements)
  }
  expect(Math.max(...minutes)).toBeLessThanOrEqual(25)
  expect(minutes.length).toBeLessThanOrEqual(7)
  expect(await rows()).toBe(2 * ITEMS)
})
