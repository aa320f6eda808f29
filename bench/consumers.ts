/**
 * Consumers of a queue side by side, in D1 of workerd, each call of which takes 30 ms more: how many of 100 visits decide a second time because another
 * one stored meanwhile. `node bench/consumers.ts`: sources of which nobody has what another has; and the same where each five have an article
 * of an agency at the same moment.
 */
import type { Newswire } from '../src/newswire/wire.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import type { Database } from '../src/store/database.ts'
import { refreshSource } from '../test/refresh/visit.ts'
import { dice, feedOf, newsroom, prose, sourceOf, url, type Entry } from '../test/store/newsroom.ts'
import { d1Place } from './places.ts'

const SOURCES = 100
const ITEMS = 3
const CALL_MS = 30

const wait = () => new Promise((resolve) => setTimeout(resolve, CALL_MS))
const slow = (db: Database): Database => ({
  ...db,
  all: async <Row>(statement: Parameters<Database['all']>[0]) => (await wait(), db.all<Row>(statement)),
  batch: async (statements) => (await wait(), db.batch(statements)),
})

async function visitAll(wire: Newswire, consumers: number): Promise<{ again: number; skipped: number }> {
  let saves = 0
  let skipped = 0
  const { store } = wire
  const counting = { ...wire, store: { ...store, save: (save: Parameters<typeof store.save>[0]) => (saves++, store.save(save)) } }
  let next = 0
  const consume = async () => {
    for (let n = next++; n < SOURCES; n = next++)
      if ((await refreshSource(counting, url(n), { forceFloor: 0 })).outcome !== 'updated') skipped++
  }
  await Promise.all(Array.from({ length: consumers }, consume))
  return { again: saves - SOURCES, skipped }
}

for (const consumers of [2, 5])
  for (const shared of [false, true]) {
    const place = await d1Place()
    try {
      const empty = await openSqlite(place.file)
      await empty.migrate()
      await empty.close()
      const db = await place.open()
      const sources = Array.from({ length: SOURCES }, (_, n) => sourceOf(n))
      const room = await newsroom([feedOf('all', sources)], slow(db))
      for (let source = 0; source < SOURCES; source++)
        room.pages[source] = Array.from({ length: ITEMS }, (_, n): Entry => {
          const text = prose(dice(shared && n === 0 ? 5000 + Math.floor(source / 5) : 1000 + source * ITEMS + n), 90)
          return { name: `${source}-${n}`, title: text.slice(0, 50 + (source % 9)), text }
        })
      const { again, skipped } = await visitAll(room.wire(), consumers)
      console.log(
        `${consumers} consumers, ${shared ? 'an article in five sources at once' : 'nothing in common'}: ${again} of ${SOURCES} visits decided again, ${skipped} left to the next minute`,
      )
      await db.close()
    } finally {
      place.remove()
    }
  }
