import { expect, test } from 'vitest'
import { cursorOf } from '../../src/curate/cursor.ts'
import { createApp } from '../../src/web/app.ts'
import { countRows, dice, feedOf, newsroom, prose, sourceOf } from '../store/newsroom.ts'

test('a page of older stories reads at most 120 rows, however many ran them, and is read once in five minutes', async () => {
  const sources = Array.from({ length: 30 }, (_, n) => sourceOf(n))
  const w = await newsroom([feedOf('all', sources, { limit: 500 })])
  const roll = dice(11)
  const texts = Array.from({ length: 60 }, () => prose(roll, 90))
  for (const [n] of sources.entries()) {
    w.pages[n] = texts.map((text, m) => ({ name: `p${m}`, title: `Story ${m}`, text }))
    await w.visit(n)
  }
  const app = createApp({ ...w.wire(), renderNow: async () => new Map(), startRun: async () => {} }, () => {})
  const [newest] = await w.wire().store.listed('all', undefined, 1)
  const before = cursorOf({ at: newest!.at, id: newest!.entry, item: newest!.item }, 'all')
  const rows = countRows(w.db)
  const ask = () => app.fetch(new Request(`https://news.example.org/feeds/all?before=${before}`))
  const text = await (await ask()).text()
  expect(text).toContain('Also in 29 other sources')
  expect(text.match(/<h2/g)).toHaveLength(25)
  const read = rows()
  expect(read).toBeLessThanOrEqual(120)
  expect(read).toBeGreaterThan(25)
  await ask()
  w.clock.now += 4 * 60_000
  await ask()
  expect(rows()).toBe(0)
  w.clock.now += 2 * 60_000
  await ask()
  expect(rows()).toBeGreaterThan(25)
})
