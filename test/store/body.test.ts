import { expect, test } from 'vitest'
import { bodyOfRow, packedBody } from '../../src/store/body.ts'
import { sql, type Database } from '../../src/store/database.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { dice, feedOf, newsroom, prose, sourceOf } from './newsroom.ts'

/** With a letter of four bytes, one that is half of a pair, and markup. */
const HTML = `<p>${'The tide came in at seven, and nobody had been told. '.repeat(12)}</p><p>\u{1f30a} caf\u00e9 \ud800 "said" </p>`

test('a body comes back as it was, and takes less than half of the room', () => {
  const packed = packedBody({ content: HTML, summary: '<p>A lead.</p>' })!
  expect(packed.length / 2).toBeLessThan(HTML.length / 2)
  expect(bodyOfRow({}, packed)).toEqual({ content: HTML, summary: '<p>A lead.</p>' })
})

test.each([
  ['a short one', { content: '<p>Closed on Monday.</p>' }],
  ['none', {}],
])('%s stands where an older program put it', (_, bodies) => {
  expect(packedBody(bodies)).toBeUndefined()
  expect(bodyOfRow(bodies, null)).toEqual(bodies)
  expect(bodyOfRow(bodies, '')).toEqual(bodies)
})

test('what an older program wrote beside a body is newer', () => {
  expect(bodyOfRow({ content: '<p>Edited.</p>' }, packedBody({ content: HTML }))).toEqual({ content: '<p>Edited.</p>' })
})

/** Payload of all cells, and eight bytes for each; of documents there are as many as feeds. */
async function bytesOf(db: Database): Promise<number> {
  const [row] = await db.all<{ bytes: number }>(
    sql(`SELECT sum(payload) + 8 * sum(ncell) AS bytes FROM dbstat WHERE name NOT LIKE '%edition%'`),
  )
  return row!.bytes
}

const SHORT = ['the', 'of', 'to', 'and', 'a', 'in', 'that', 'was', 'for', 'on', 'with', 'said', 'at', 'by', 'from', 'as']

/** What is promised of an item of 330 words with two kilobytes of HTML. */
const MOST_BYTES = 3072

test(`an item of 330 words takes at most ${MOST_BYTES} bytes in all tables and indexes`, async () => {
  const db = await openSqlite(':memory:')
  await db.migrate()
  const sources = [sourceOf(0), sourceOf(1)]
  const w = await newsroom(
    [feedOf('all', sources), feedOf('some', sources, { drop: [{ title: [{ kind: 'phrase', phrase: 'owls' }] }] })],
    db,
  )
  const roll = dice(7)
  // as long as words of English, four of ten of them short ones that come again
  const words = (count: number) =>
    prose(roll, count)
      .split(' ')
      .map((word) => (roll(10) < 4 ? SHORT[roll(SHORT.length)]! : word))
      .join(' ')
  const paragraph = () => `&lt;p&gt;${words(66)}.&lt;/p&gt;`
  const page = (from: string) =>
    Array.from({ length: 30 }, (_, n) => ({
      name: `${from}-${n}`,
      title: prose(roll, 9),
      text: Array.from({ length: 5 }, paragraph).join(''),
    }))
  w.pages[0] = page('first')
  await w.visit(0)
  const before = await bytesOf(db)
  w.pages[1] = page('second')
  await w.visit(1)
  const [{ id }] = (await db.all(sql('SELECT id FROM items ORDER BY rowid LIMIT 1'))) as [{ id: string }]
  const [item] = await w.wire().store.items([id])
  expect((item!.content ?? item!.summary)!.length).toBeGreaterThan(1800)
  expect(((await bytesOf(db)) - before) / 30).toBeLessThan(MOST_BYTES)
  // what an older program stored reads the same
  await db.all(sql(`UPDATE items SET doc = json_set(doc, '$.summary', ?2), body = NULL WHERE id = ?1`, id, item!.summary ?? null))
  expect(await w.wire().store.items([id])).toEqual([item])
})
