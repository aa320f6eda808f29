import fc from 'fast-check'
import { expect, test } from 'vitest'
import { patternOf } from '../../src/config/pattern.ts'
import { ACTS } from '../../src/model/act.ts'
import type { FeedConfig, Pattern } from '../../src/model/config.ts'
import { DAY, HOUR } from '../../src/model/time.ts'
import { performAct } from '../../src/newswire/acts.ts'
import { refreshAll } from '../../src/newswire/newswire.ts'
import { walkOn } from '../../src/newswire/relist.ts'
import { renderChanged, renderSlug } from '../../src/newswire/render.ts'
import type { Newswire } from '../../src/newswire/wire.ts'
import { sql } from '../../src/store/database.ts'
import { dice, expectWritten, feedOf, newsroom, prose, sourceOf, url, type Newsroom } from '../store/newsroom.ts'

const SOURCES = 4
const all = Array.from({ length: SOURCES }, (_, n) => sourceOf(n))
const pattern = (text: string): Pattern => (patternOf(text) as { readonly pattern: Pattern }).pattern
const FEEDS: readonly FeedConfig[] = [
  feedOf('all', all, { limit: 5 }),
  feedOf('capped', [sourceOf(0, { cap: 1 }), sourceOf(1, { cap: 2 }), sourceOf(2), sourceOf(3, { prefer: 5 })], { limit: 4 }),
  feedOf('items', all.slice(1, 3), { dedupe: false, limit: 4 }),
  feedOf('named', all, { limit: 6, drop: [{ source: [pattern('Courier')] }], keep: [{ category: [pattern('ports')] }] }),
  feedOf('one', [sourceOf(0, { name: 'One' })], { limit: 3, content: 'summary' }),
]

/** What may happen between two renders; each takes its own numbers. */
type Step = readonly [what: keyof typeof STEPS, roll: number]
type Roll = (below: number) => number

const wireTexts: string[][] = []

async function visit(w: Newsroom, roll: Roll, by = w.wire()): Promise<void> {
  const source = roll(SOURCES)
  const fresh = Array.from({ length: roll(3) }, () => {
    if (wireTexts.length === 0 || roll(3) > 0) wireTexts.push(Array.from({ length: 4 }, () => prose(roll, 30)))
    const text = wireTexts[wireTexts.length - 1 - roll(Math.min(wireTexts.length, 4))]!
    return { name: `n${roll(1e9)}`, title: text[0]!.slice(0, 30), text: text.join('. '), category: ['ports', 'owls'][roll(2)]! }
  })
  const shown = [...fresh, ...(w.pages[source] ?? [])].slice(0, 6)
  const edited = roll(2 * shown.length + 1)
  if (shown[edited])
    shown[edited] = { ...shown[edited], ...(roll(2) ? { text: prose(roll, 30) } : { category: ['ports', 'owls'][roll(2)]! }) }
  w.pages[source] = shown
  await refreshAll(by, { urls: [url(source)], force: true })
}

/** An act on one of the stories that a feed shows, or showed. */
async function act(w: Newsroom, roll: Roll, by = w.wire()): Promise<void> {
  const name = ACTS[roll(ACTS.length)]!
  const items = await w.db.all<{ id: string; story: string }>(sql('SELECT id, story FROM items ORDER BY at DESC LIMIT 12'))
  const [one, other] = [items[roll(Math.max(1, items.length))], items[roll(Math.max(1, items.length))]]
  if (!one || !other) return
  const acts = await w.db.all<{ id: number }>(sql('SELECT id FROM acts ORDER BY id DESC LIMIT 4'))
  const value = {
    pin: new Date(w.clock.now + (1 + roll(40)) * HOUR).toISOString(),
    merge: other.story,
    rename: prose(roll, 4),
    note: prose(roll, 6),
    undo: String(acts[roll(acts.length || 1)]?.id ?? 0),
  }[name as string]
  const feed = roll(2) ? FEEDS[roll(FEEDS.length)]!.slug : undefined
  const asked = name === 'split' || name === 'show' ? { item: one.id } : { story: one.story }
  await performAct(by, { act: name, by: 'ann', ...asked, ...(feed ? { feed } : {}), ...(value === undefined ? {} : { value }) })
}

/** A process that ends when it has stored what it was told. */
const stopping = (wire: Newswire): Newswire => ({
  ...wire,
  store: {
    ...wire.store,
    feeds: async () => [],
    pending: async () => ({ stories: [], feeds: [], hasLapsed: false, isOurs: false }),
  },
})

const STEPS = {
  visit,
  act,
  /** Stored, and the process ends before it publishes. */
  crash: (w: Newsroom, roll: Roll) => visit(w, roll, { ...w.wire(), publishesLater: true }),
  rename: async (w: Newsroom, roll: Roll) => {
    w.names[roll(SOURCES)] = ['Courier', 'Herald', 'Mail'][roll(3)]!
    await visit(w, roll)
  },
  fail: async (w: Newsroom, roll: Roll) => {
    const source = roll(2)
    if (!w.down.delete(source)) w.down.add(source)
    await refreshAll(w.wire(), { urls: [url(source)], force: true })
  },
  wait: async (w: Newsroom, roll: Roll) => void (w.clock.now += [HOUR, 9 * HOUR, 8 * DAY][roll(3)]!),
  bury: async (w: Newsroom) => void (await w.wire().store.retire({ before: w.clock.now - DAY, limit: 5, now: w.clock.now })),
  configure: async (w: Newsroom, roll: Roll) =>
    w.restart(FEEDS.map((feed) => (roll(3) ? feed : { ...feed, limit: 2 + roll(6), ...(roll(2) ? { title: 'Another' } : { drop: [] }) }))),
  walk: async (w: Newsroom) => void (await walkOn(w.wire(), { items: 9, rows: 1e9, steps: 1 })),
  /** Of an older program, that says nothing of what it changes. */
  older: async (w: Newsroom) => {
    await w.db.batch([
      sql(
        "UPDATE items SET title = title || '!', revision = coalesce(revision, 0) + 1 WHERE id IN (SELECT id FROM items ORDER BY at DESC LIMIT 2)",
      ),
      sql('UPDATE feeds SET generation = generation + 1'),
    ])
  },
  /** It publishes too, and says nothing of what it has published. */
  olderPublishes: async (w: Newsroom, roll: Roll) => {
    await STEPS.crash(w, roll)
    await w.db.all(sql("UPDATE feeds SET rendered = generation, held = '[]' WHERE rendered < generation"))
    w.clock.now += 2 * DAY
    await STEPS.bury(w)
  },
  /** One renders, and stores it behind what came meanwhile, which another one has rendered or not. */
  slow: async (w: Newsroom, roll: Roll) => {
    await STEPS.crash(w, roll)
    const { store } = w.wire()
    const gate = Promise.withResolvers<void>()
    const publish: typeof store.publish = async (...given) => (await gate.promise, store.publish(...given))
    const slow = renderChanged({ ...w.wire(), store: { ...store, publish } })
    await STEPS[roll(2) ? 'crash' : 'visit'](w, roll)
    if (roll(2)) await act(w, roll, roll(2) ? w.wire() : stopping(w.wire()))
    gate.resolve()
    await slow
  },
  /** A process that chooses otherwise leaves marks, and publishes without a look at those of others. */
  others: async (w: Newsroom, roll: Roll) => {
    const other = w.other([...w.wire().feeds, feedOf('more', all.slice(2))])
    if (roll(2)) await visit(w, roll, { ...other, publishesLater: true })
    await act(w, roll, stopping(w.wire()))
    await renderChanged(other)
  },
  /** A process that writes otherwise. */
  writers: async (w: Newsroom, roll: Roll) =>
    visit(w, roll, w.other(w.wire().feeds.map((feed) => ({ ...feed, title: 'Old title', limit: 3 })))),
  request: async (w: Newsroom, roll: Roll) => {
    await act(w, roll, stopping(w.wire()))
    await renderSlug(w.wire(), FEEDS[roll(FEEDS.length)]!.slug)
  },
} satisfies { readonly [what: string]: (w: Newsroom, roll: Roll) => Promise<unknown> }

const WEIGHTS: { readonly [what in Step[0]]?: number } = { visit: 8, act: 6, slow: 2, wait: 2 }
const steps = fc.array(
  fc.tuple(
    fc.oneof(...(Object.keys(STEPS) as Step[0][]).map((what) => ({ weight: WEIGHTS[what] ?? 1, arbitrary: fc.constant(what) }))),
    fc.integer({ min: 1, max: 1e6 }),
  ),
  { minLength: 20, maxLength: 30, size: 'max' },
)

/** So many each time, and others where somebody asks for more. */
const { RUNS } = process.env
const runs = RUNS === undefined ? { numRuns: 4, seed: 7 } : { numRuns: Number(RUNS) }

test('whatever happens, a list that is made of the one before is the list that is made of nothing', { timeout: 600_000 }, async () => {
  let taken = 0
  await fc.assert(
    fc.asyncProperty(steps, async (taking) => {
      const w = await newsroom(FEEDS)
      const { store } = w.wire()
      const before = { ...store }
      Object.assign(store, { renditionOf: (slug: string) => (taken++, before.renditionOf(slug)) })
      wireTexts.length = 0
      for (const [what, seed] of taking) {
        w.clock.now += HOUR / 4
        await STEPS[what](w, dice(seed))
        await renderChanged(w.wire())
        // once more, as if nothing had changed since
        await w.db.all(sql('UPDATE feeds SET generation = generation + 1, touched_to = touched_to + 1'))
        await renderChanged(w.wire())
        await expectWritten(w)
      }
      await w.db.close()
    }),
    runs,
  )
  expect(taken).toBeGreaterThan(runs.numRuns * 10)
})
