import { expect, test } from 'vitest'
import { showItem } from '../../src/newswire/editor.ts'
import { renderChanged } from '../../src/newswire/render.ts'
import type { Newswire } from '../../src/newswire/wire.ts'
import { refreshSource } from '../refresh/visit.ts'
import { sql } from '../../src/store/database.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { dice, feedOf, madeAnew, newsroom, ofAll, prose, sourceOf, url, type Entry, type Newsroom } from './newsroom.ts'

const SOURCES = 50
/** As a queue has them side by side on Workers, at most. */
const CONSUMERS = 5
const ITEMS = 3

/** A store of which every call takes its time, in which the other consumers go on. */
async function slowRoom() {
  const db = await openSqlite(':memory:')
  await db.migrate()
  const [all, batch] = [db.all.bind(db), db.batch.bind(db)]
  const wait = () => new Promise((resolve) => setTimeout(resolve, 1))
  db.all = async <Row>(statement: Parameters<typeof all>[0]) => (await wait(), all<Row>(statement))
  db.batch = async (statements) => (await wait(), batch(statements))
  return newsroom(
    [
      feedOf(
        'all',
        Array.from({ length: SOURCES }, (_, n) => sourceOf(n)),
      ),
    ],
    db,
  )
}

/** Visits all sources, five at a time; gives how many decisions were made anew. */
async function visitAll(wire: Newswire): Promise<number> {
  let saves = 0
  const { store } = wire
  const counting = { ...wire, store: { ...store, save: (save: Parameters<typeof store.save>[0]) => (saves++, store.save(save)) } }
  let next = 0
  const consume = async () => {
    for (let n = next++; n < SOURCES; n = next++) expect((await refreshSource(counting, url(n), { forceFloor: 0 })).outcome).toBe('updated')
  }
  await Promise.all(Array.from({ length: CONSUMERS }, consume))
  return saves - SOURCES
}

const entries = (source: number, text: (n: number) => string): Entry[] =>
  Array.from({ length: ITEMS }, (_, n) => ({ name: `${source}-${n}`, title: text(n).slice(0, 50 + (source % 9)), text: text(n) }))

test(`of ${SOURCES} visits by ${CONSUMERS} at once none is decided anew where nobody has what another has`, async () => {
  const w = await slowRoom()
  for (let source = 0; source < SOURCES; source++) w.pages[source] = entries(source, (n) => prose(dice(1000 + source * ITEMS + n), 60))
  expect(await visitAll(w.wire())).toBe(0)
  expect(await w.rows('items')).toHaveLength(SOURCES * ITEMS)
})

test('copies that arrive at the same moment are still one story', async () => {
  const w = await slowRoom()
  const wire = Array.from({ length: ITEMS }, (_, n) => prose(dice(n + 1), 90))
  // five consumers have the same article at a time, and twenty groups another one each
  for (let source = 0; source < SOURCES; source++)
    w.pages[source] = entries(source, (n) => (n > 0 ? wire[n]! : prose(dice(5000 + Math.floor(source / CONSUMERS)), 90)))
  expect(await visitAll(w.wire())).toBeLessThan(SOURCES)
  const stories = await w.db.all<{ n: number }>(sql('SELECT count(*) AS n FROM items GROUP BY story ORDER BY n'))
  expect(stories.slice(-(ITEMS - 1)).map(({ n }) => n)).toEqual(Array.from({ length: ITEMS - 1 }, () => SOURCES))
  expect(stories.slice(0, 1 - ITEMS).map(({ n }) => n)).toEqual(Array.from({ length: SOURCES / CONSUMERS }, () => CONSUMERS))
  // who gave way left the lists to the next render
  await renderChanged(w.wire())
  const kept = await ofAll(w)
  await madeAnew(w, w.wire().feeds)
  expect(await ofAll(w)).toEqual(kept)
})

const OWLS = feedOf('owls', [sourceOf(0), sourceOf(1), sourceOf(2)], { keep: [{ text: [{ kind: 'phrase', phrase: 'owls' }] }] })

/** Visits a source, and lets `meanwhile` happen between what it reads and what it writes. */
async function whileVisiting(wire: Newswire, source: number, meanwhile: () => Promise<unknown>): Promise<number> {
  let saves = 0
  const save: typeof wire.store.save = async (what) => {
    if (saves++ === 0) await meanwhile()
    return wire.store.save(what)
  }
  await refreshSource({ ...wire, store: { ...wire.store, save } }, url(source), { forceFloor: 0 })
  return saves
}

const TEXT = prose(dice(77), 90)
const page = (text: string): Entry[] => [{ name: 'a', title: TEXT.slice(0, 50), text }]

test.each<[name: string, meanwhile: (w: Newsroom) => Promise<unknown>]>([
  ['its only item is edited', (w) => ((w.pages[0] = page(`${TEXT} And owls.`)), refreshSource(w.wire(), url(0), { forceFloor: 0 }))],
  ['another copy joins it', (w) => ((w.pages[2] = page(`${TEXT} With owls.`)), refreshSource(w.wire(), url(2), { forceFloor: 0 }))],
  ['an editor shows a copy of it', async (w) => showItem(w.wire(), String((await w.rows('items'))[0]!['id']))],
])('a copy joins a story while %s: nothing of either is lost', async (_, meanwhile) => {
  const w = await newsroom([OWLS])
  w.pages[0] = page(TEXT)
  await w.visit(0)
  w.pages[1] = page(`${TEXT} To be continued.`)
  expect(await whileVisiting(w.wire(), 1, () => meanwhile(w))).toBe(2)
  await renderChanged(w.wire())
  const kept = await ofAll(w)
  expect(kept.stories).toHaveLength(1)
  await madeAnew(w, [OWLS])
  expect(await ofAll(w)).toEqual(kept)
})

const OTHER = prose(dice(79), 90)

test.each<[name: string, before: string, after: string]>([
  ['no copy any more', TEXT, OTHER],
  ['a copy only then', OTHER, TEXT],
  ['one that the rules keep', TEXT, `${TEXT} And owls.`],
])(
  'an edit that makes an article %s, while a copy of it is decided on, is stored as if one had followed the other',
  async (_, before, after) => {
    const edit = (w: Newsroom) => ((w.pages[0] = page(after)), refreshSource(w.wire(), url(0), { forceFloor: 0 }))
    const outcomeOf = async (visits: (w: Newsroom) => Promise<unknown>) => {
      const w = await newsroom([OWLS])
      w.pages[0] = page(before)
      await w.visit(0)
      w.pages[1] = page(`${TEXT} To be continued.`)
      await visits(w)
      await renderChanged(w.wire())
      const items = await w.db.all(sql('SELECT id, story, text, reason, score, matched FROM items ORDER BY id'))
      return { items, ...(await ofAll(w)) }
    }
    const atOnce = await outcomeOf((w) => whileVisiting(w.wire(), 1, () => edit(w)))
    const copyFirst = await outcomeOf(async (w) => [await refreshSource(w.wire(), url(1), { forceFloor: 0 }), await edit(w)])
    const editFirst = await outcomeOf(async (w) => [await edit(w), await refreshSource(w.wire(), url(1), { forceFloor: 0 })])
    expect(copyFirst).not.toEqual(editFirst)
    expect([copyFirst, editFirst]).toContainEqual(atOnce)
  },
)

test('what nobody has to know of is stored beside a visit', async () => {
  const w = await newsroom([OWLS])
  w.pages[0] = page(TEXT)
  w.pages[1] = [{ name: 'b', title: 'Elsewhere', text: prose(dice(78), 90) }]
  expect(await whileVisiting(w.wire(), 1, () => w.visit(0))).toBe(1)
  expect(await w.rows('items')).toHaveLength(2)
})

test('an item that joins a story and changes nothing of what feeds show of it is counted', async () => {
  const w = await newsroom([OWLS])
  w.pages[0] = page(TEXT)
  await w.visit(0)
  w.pages[1] = page(`${TEXT} To be continued.`)
  const columns = 'source, hash, story, title, url, text, chars, first_seen, last_seen, at - 1, edited, doc, reason, score, rules'
  const join = () =>
    w.db.batch([
      sql('UPDATE ledger SET version = version + 1'),
      sql(`INSERT INTO items (id, key, ${columns.replace(' - 1', '')}) SELECT 'again', 'again', ${columns} FROM items`),
    ])
  expect(await whileVisiting(w.wire(), 1, join)).toBe(2)
})
