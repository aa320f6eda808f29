import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../src/model/time.ts'
import { visitTask, type Send, type VisitTask } from '../../src/newswire/messages.ts'
import { nothingSpent, QUOTAS } from '../../src/newswire/quota.ts'
import { sql, type Database } from '../../src/store/database.ts'
import { createStore } from '../../src/store/sql.ts'
import { dice, feedOf, newsroom, prose, sourceOf, url, type Entry } from '../store/newsroom.ts'

const FEEDS = [
  feedOf(
    'all',
    [0, 1].map((n) => sourceOf(n)),
    { limit: 50 },
  ),
]
const ENTRIES = 24
/** A third of the entries that there is room for at once, none of them dated, and a copy of what the other source has. */
const SMALL = { ...QUOTAS.free, work: 2 }
const entry = (n: number): Entry => ({ name: `n${n}`, title: prose(dice(n + 50), 7), text: prose(dice(n + 900), 120) })
const DOCUMENT = Array.from({ length: ENTRIES }, (_, n) => entry(n))

async function room() {
  const w = await newsroom(FEEDS)
  w.pages[1] = [{ ...entry(17), name: 'copy' }]
  w.pages[0] = []
  await w.visit(1)
  w.clock.now += HOUR
  w.pages[0] = DOCUMENT
  await w.db.all(sql('UPDATE sources SET due_at = 0, last_visit = NULL WHERE url = ?', url(0)))
  const asked: string[] = []
  const queue: VisitTask[] = []
  const send: Send = async (messages) => void queue.push(...messages.map(({ body }) => body))
  const wire = (db: Database = w.db) => ({
    ...w.wire(),
    store: createStore(db),
    publishesLater: true,
    mayDecideAgain: () => true,
    fetch: (request: { readonly url: string }) => {
      asked.push(request.url)
      return w.wire().fetch(request)
    },
  })
  const deliver = (task: VisitTask, attempts: number, db?: Database) =>
    visitTask(wire(db), task, attempts, { send, quota: SMALL, spent: nothingSpent() })
  const stored = async () => ({
    items: await w.db.all<Record<string, unknown>>(sql('SELECT key, id, story, at, first_seen, reason FROM items ORDER BY id')),
    contents: await w.db.all<Record<string, unknown>>(sql('SELECT feed, entry, at, item FROM contents ORDER BY feed, entry')),
    unfinished: await w.rows('unfinished'),
    source: (await w.rows('sources')).map((row) => ({
      ...row,
      visits: undefined,
      due_at: undefined,
      last_visit: undefined,
      state: undefined,
    })),
    visits: (await w.rows('sources')).map(({ visits }) => (JSON.parse(String(visits)) as unknown[]).length),
  })
  return { w, asked, queue, deliver, stored, wire }
}

const FIRST: VisitTask = { urls: [url(0)], force: false }

async function atOnce() {
  const r = await room()
  await visitTask(r.wire(), FIRST, 1, { send: async () => {}, quota: QUOTAS.paid, spent: nothingSpent() })
  return r.stored()
}

describe('a document with more news than an invocation has room for', () => {
  test('is decided in several, asked for once, and stored as if it were decided at once', async () => {
    const { w, asked, queue, deliver, stored } = await room()
    const counts: number[] = []
    queue.push(FIRST)
    for (let task = queue.shift(); task; task = queue.shift()) {
      await deliver(task, 1)
      counts.push((await w.rows('items')).length - 1)
      w.clock.now += MINUTE
    }
    expect(counts.length).toBeGreaterThan(3)
    expect(counts.every((count, n) => count > (counts[n - 1] ?? 0))).toBe(true)
    expect(asked).toEqual([url(0)])
    expect(await stored()).toEqual(await atOnce())
    const [visit] = await w.wire().store.visits(url(0), 1)
    expect(visit).toMatchObject({ outcome: 'updated', status: 200, items: ENTRIES, new: ENTRIES })
    expect(visit!.bytes).toBeGreaterThan(1000)
  })

  test('stands in the queue meanwhile: the minute does not put it there once more', async () => {
    const { w, queue, deliver } = await room()
    await deliver(FIRST, 1)
    expect(queue).toEqual([FIRST])
    expect(await w.wire().store.due(w.clock.now + MINUTE, 40 * 24 * HOUR, 10)).toEqual([])
  })

  test('is asked for anew where nobody went on with it for long, and loses and repeats nothing', async () => {
    const { w, asked, queue, deliver, stored } = await room()
    await deliver(FIRST, 1)
    w.clock.now += 2 * HOUR
    for (let task = queue.shift(); task; task = queue.shift()) await deliver(task, 1)
    expect(asked).toEqual([url(0), url(0)])
    const { items, unfinished } = await stored()
    expect([new Set(items.map(({ key }) => key)).size, items.length, unfinished]).toEqual([ENTRIES + 1, ENTRIES + 1, []])
  })

  test('tells nothing anew where a slow feed gave all of its entries other keys', async () => {
    const stories = async (quota: typeof SMALL) => {
      const { w, wire } = await room()
      const rename = (to: string) => (w.pages[0] = DOCUMENT.map((one) => ({ ...one, name: `${to}${one.name}` })))
      const visit = async () => {
        await w.db.all(sql('UPDATE sources SET due_at = 0 WHERE url = ?', url(0)))
        const queue = [FIRST]
        const send: Send = async (messages) => void queue.push(...messages.map(({ body }) => body))
        for (let task = queue.shift(); task; task = queue.shift()) await visitTask(wire(), task, 1, { send, quota, spent: nothingSpent() })
      }
      rename('a')
      await visit()
      w.clock.now += 20 * 24 * HOUR
      rename('b')
      await visit()
      return new Set((await w.rows('items')).map(({ story }) => story)).size
    }
    const whole = await stories({ ...SMALL, work: 1000 })
    expect([whole, await stories(SMALL)]).toEqual([ENTRIES, ENTRIES])
  })

  test('R64 takes fewer of its entries at each further attempt', async () => {
    const { w, deliver } = await room()
    const before = (await w.rows('items')).length
    await deliver(FIRST, 1)
    const first = (await w.rows('items')).length - before
    await deliver({ ...FIRST, tries: 2 }, 1)
    expect((await w.rows('items')).length - before - first).toBeLessThan(first)
  })

  test('R64 survives an invocation that is ended at any statement: nothing is lost, nothing is there twice, and no attempt repeats what is stored', async () => {
    const whole = await atOnce()
    for (let end = 1; ; end++) {
      const { w, asked, queue, deliver, stored } = await room()
      let left = end
      const dying: Database = dyingAfter(w.db, () => --left)
      queue.push(FIRST)
      let killed = 0
      for (let task = queue.shift(); task; task = queue.shift()) {
        const mine = task
        const ended = await Promise.race([deliver(mine, 1, dying).then(() => false), dead(() => left < 0)])
        if (!ended) continue
        killed++
        left = Number.POSITIVE_INFINITY
        w.clock.now += 4 * MINUTE
        await deliver(mine, 2)
      }
      if (killed === 0) break
      const { items, contents, unfinished } = await stored()
      expect([end, items.length, unfinished]).toEqual([end, whole.items.length, []])
      expect(items.map(({ key, id, story, reason }) => [key, id, story, reason])).toEqual(
        whole.items.map(({ key, id, story, reason }) => [key, id, story, reason]),
      )
      expect(contents.length).toBe(whole.contents.length)
      expect(asked.length).toBeLessThanOrEqual(2)
    }
  })
})

/** A database that never answers any more once `left` is below nought. */
function dyingAfter(db: Database, left: () => number): Database {
  const never = new Promise<never>(() => {})
  return {
    migrate: () => db.migrate(),
    close: () => db.close(),
    all: async <Row>(statement: Parameters<Database['all']>[0]) => (left() < 0 ? never : db.all<Row>(statement)),
    batch: async (statements) => (left() < 0 ? never : db.batch(statements)),
  }
}

async function dead(isDead: () => boolean): Promise<true> {
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve))
    if (isDead()) return true
  }
}
