import { describe, expect, test } from 'vitest'
import { openSqlite } from '../../src/store/sqlite.ts'
import { sql } from '../../src/store/database.ts'
import { storedText, textOfRow } from '../../src/store/item-text.ts'
import { dice, feedOf, newsroom, prose, sourceOf } from './newsroom.ts'

const LONG = `<p>${'A sentence of a very long report. '.repeat(700)}</p>`

describe('the column of the text', () => {
  test.each<[name: string, item: { text: string; content?: string; summary?: string }, stored: string]>([
    ['is empty where the HTML says the same', { text: 'One.\nTwo & three.', content: '<p>One.</p><p>Two &amp; three.</p>' }, ''],
    ['where a summary is all there is', { text: 'A lead.', summary: 'A lead.' }, ''],
    ['and where there is nothing', { text: '' }, ''],
    ['holds a text that is not published', { text: 'All of it.', summary: '<p>Some.</p>' }, 'All of it.'],
    ['holds that of a long body', { text: LONG.slice(3, -4).trim(), content: LONG }, LONG.slice(3, -4).trim()],
  ])('%s', (_, item, stored) => {
    expect(storedText(item)).toBe(stored)
    expect(textOfRow(stored, item)).toBe(item.text)
  })
})

test('an item, a candidate and an item of the source itself have the same text, stored or derived', async () => {
  const db = await openSqlite(':memory:')
  await db.migrate()
  const w = await newsroom([feedOf('all', [sourceOf(0), sourceOf(1)])], db)
  const text = prose(dice(5), 80)
  w.pages[0] = [{ name: 'a', title: 'A report', text }]
  await w.visit(0)
  const [{ id, stored }] = (await db.all(sql('SELECT id, text AS stored FROM items'))) as [{ id: string; stored: string }]
  expect(stored).toBe('')
  const [item] = await w.wire().store.items([id])
  expect(item!.text).toBe(text)
  w.pages[1] = [{ name: 'b', title: 'The report', text }]
  await w.visit(1)
  const copies = await db.all(sql('SELECT reason, score FROM items WHERE id <> ?', id))
  expect(copies).toEqual([{ reason: 'same-text', score: 1 }])
  // the version before an edit is what was read, though its text stood nowhere
  w.pages[0] = [{ name: 'a', title: 'A report', text: `${text} And more was told on Monday by all who had been there.` }]
  await w.visit(0)
  expect(await db.all(sql('SELECT text FROM item_edits'))).toEqual([{ text }])
})
