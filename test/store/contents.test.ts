import { describe, expect, test } from 'vitest'
import { patternOf } from '../../src/config/pattern.ts'
import { choose, chooseStory } from '../../src/curate/curate.ts'
import type { Pattern } from '../../src/model/config.ts'
import { DAY, HOUR } from '../../src/model/time.ts'
import { performAct } from '../../src/newswire/acts.ts'
import { mergeStories, showItem, splitItem } from '../../src/newswire/editor.ts'
import { walkOn } from '../../src/newswire/relist.ts'
import { renderChanged } from '../../src/newswire/render.ts'
import { sql } from '../../src/store/database.ts'
import {
  countRows,
  dice,
  expectWritten,
  feedOf,
  madeAnew,
  newsroom,
  ofAll,
  prose,
  sourceOf,
  type Entry,
  type Newsroom,
} from './newsroom.ts'

const SOURCES = 7
const all = Array.from({ length: SOURCES }, (_, n) => sourceOf(n))
const pattern = (text: string): Pattern => {
  const made = patternOf(text)
  if (!made.ok) throw new Error(made.why)
  return made.pattern
}
const CATEGORIES = ['ports', 'glaciers', 'owls', 'trams']
const FEEDS = [
  feedOf('all', all),
  feedOf('kept', all.slice(0, 5), {
    keep: [{ category: [pattern('ports')] }, { text: [pattern('baba')] }],
    drop: [{ category: [pattern('owls')] }],
  }),
  feedOf('items', all.slice(2, 5), { dedupe: false, drop: [{ category: [pattern('trams')] }] }),
  feedOf('preferred', [sourceOf(1), sourceOf(3, { prefer: 10 }), sourceOf(6, { prefer: 10 })], { limit: 5 }),
  feedOf('named', all, { keep: [{ source: [pattern('Courier'), pattern('Source 2')] }] }),
]

/** One round: each source shows some new texts, copies of the others' and edits of its own, and is visited. */
async function round(w: Newsroom, roll: (below: number) => number, wire: string[][]): Promise<void> {
  for (let n = 0; n < 3; n++) wire.push(Array.from({ length: 5 }, () => prose(roll, 40)))
  for (let source = 0; source < SOURCES; source++) {
    const fresh: Entry[] = []
    for (let n = 0; n < 1 + roll(3); n++) {
      const of = roll(3) === 0 ? [prose(roll, 60)] : wire[Math.max(0, wire.length - 1 - roll(9))]!
      const text = `${of.slice(0, 2 + roll(of.length)).join('. ')} ${['', 'ö', '港', '😀'][roll(4)]!}`
      fresh.push({
        name: `n${roll(1e9)}`,
        title: roll(2) === 0 ? of[0]!.slice(0, 40) : prose(roll, 6),
        text,
        category: CATEGORIES[roll(4)]!,
      })
    }
    const shown = [...fresh, ...(w.pages[source] ?? [])].slice(0, 12)
    const edited = roll(shown.length)
    if (roll(2) === 0)
      shown[edited] = { ...shown[edited]!, text: roll(2) === 0 ? prose(roll, 9) : `${shown[edited]!.text}. ${prose(roll, 50)}` }
    // no edit that a reader is told of
    const filed = roll(shown.length)
    shown[filed] = { ...shown[filed]!, category: CATEGORIES[roll(4)]! }
    w.pages[source] = shown
    await w.visit(source)
  }
  w.clock.now += [HOUR / 4, 3 * HOUR, DAY][roll(3)]!
}

/** An editor takes an item out of a story, shows another one of a second, and puts two together. */
async function ruleOn(w: Newsroom): Promise<void> {
  const several = (await w.rows('stories')).filter(({ members }) => Number(members) > 1).map(({ id }) => String(id))
  const items = async (story: string | undefined) => (await w.wire().store.stories(story === undefined ? [] : [story]))[0]?.items ?? []
  for (const { id } of (await items(several[0])).slice(0, 1)) await splitItem(w.wire(), id)
  for (const { id } of (await items(several[1])).slice(-1)) await showItem(w.wire(), id)
  if (several.length > 3) await mergeStories(w.wire(), several[2]!, several[3]!)
  for (const story of several.slice(4, 5)) await performAct(w.wire(), { act: 'note', by: 'ann', story, value: 'Seen at the quay.' })
}

describe('what feeds hold', { timeout: 60_000 }, () => {
  test.each([1, 2, 3])('is by every visit and ruling the same as made anew from all items: %i', async (seed) => {
    const w = await newsroom(FEEDS)
    const roll = dice(seed)
    const wire: string[][] = []
    for (let n = 0; n < 6; n++) {
      if (n === 4) w.names[4] = 'Courier'
      await round(w, roll, wire)
      if (n === 4)
        while (await walkOn(w.wire(), { items: 40, rows: 1e9, steps: 1 })) {
          /* whom the new name lets in */
        }
      if (n === 2 || n === 5) await ruleOn(w)
      await expectWritten(w)
      const kept = await ofAll(w)
      expect(kept.contents.length).toBeGreaterThan(20)
      await madeAnew(w, FEEDS)
      expect(await ofAll(w)).toEqual(kept)
    }
    // copies were found, so the lists had something to keep
    expect((await w.rows('stories')).filter(({ members }) => Number(members) > 1).length).toBeGreaterThan(5)
  })

  test('follows a changed file: the newest stories before it is rendered, the others step by step', async () => {
    const w = await newsroom(FEEDS)
    const roll = dice(9)
    const wire: string[][] = []
    for (let n = 0; n < 8; n++) await round(w, roll, wire)
    const changed = FEEDS.map((feed) => (feed.slug === 'kept' ? { ...feed, keep: [{ category: [pattern('glaciers')] }] } : feed)).filter(
      ({ slug }) => slug !== 'items',
    )
    await w.restart(changed)
    const listed = async () => (await w.wire().store.listed('kept', undefined, 1000)).map(({ entry }) => entry)
    const top = (await listed()).slice(0, 10)
    expect(await w.wire().store.relistProgress()).toMatchObject({ left: expect.any(Number) })
    await walkOn(w.wire(), { items: 1000, rows: 1e9, steps: 10 })
    expect(await w.wire().store.relistProgress()).toBeUndefined()
    expect((await listed()).slice(0, 10)).toEqual(top)
    w.clock.now += 2 * DAY
    await w.wire().store.dropFeeds(w.clock.now - DAY)
    const whole = await ofAll(w)
    expect(whole.contents.filter(({ feed }) => feed === 'items')).toEqual([])
    await madeAnew(w, changed)
    expect(await ofAll(w)).toEqual(whole)
  })

  test('loses nothing that a process stores which chooses by something else', async () => {
    const w = await newsroom(FEEDS)
    const roll = dice(5)
    await round(w, roll, [])
    const old = w.other([feedOf('all', all.slice(0, 3))])
    w.pages[0] = [{ name: 'late', title: 'Late news of the harbour', text: prose(roll, 50) }, ...w.pages[0]!]
    await w.visit(0, old)
    await renderChanged(w.wire())
    const { entries } = await choose(w.wire().store, FEEDS[0]!)
    expect(entries.map(({ primary }) => primary.title)).toContain('Late news of the harbour')
    const kept = await ofAll(w)
    await madeAnew(w, FEEDS)
    expect(await ofAll(w)).toEqual(kept)
  })

  test('is marked for a look where an older program stores an item', async () => {
    const w = await newsroom(FEEDS)
    await w.db.all(
      sql(`INSERT INTO items (id, source, key, hash, story, title, text, first_seen, last_seen, at, edited, doc, reason, score, rules)
        VALUES ('i', 'https://s0.example.org/feed', 'k', 'h', 's', 'Old program', 'text', 1, 1, 1, 1, '{"authors":[],"categories":[],"enclosures":[],"excerpt":""}', 'new', 1, 1)`),
    )
    await renderChanged(w.wire())
    const { entries } = await choose(w.wire().store, FEEDS[0]!)
    expect(entries.map(({ primary }) => primary.title)).toEqual(['Old program'])
  })
})

describe('a story that many ran', { timeout: 60_000 }, () => {
  const MANY = 45
  const many = Array.from({ length: MANY }, (_, n) => sourceOf(n))

  test('lists twenty copies, one a source, and says how many there are', async () => {
    const w = await newsroom([feedOf('all', many)])
    const roll = dice(3)
    const text = prose(roll, 120)
    for (let n = 0; n < MANY; n++) {
      w.pages[n] = [
        { name: 'a', title: 'Basin closed', text },
        { name: 'b', title: `Basin closed, ${n}`, text: `${text}. ${prose(roll, 3)}` },
      ]
      await w.visit(n)
    }
    const [entry] = (await choose(w.wire().store, { slug: 'all', limit: 5, dedupe: true })).entries
    expect(entry).toMatchObject({ copyCount: MANY - 1 })
    expect(entry!.copies).toHaveLength(20)
    expect(new Set([entry!.primary.source, ...entry!.copies.map(({ source }) => source)]).size).toBe(21)
    const whole = await chooseStory(w.wire().store, entry!.id)
    expect(whole!.members).toBeGreaterThanOrEqual(MANY)
  })

  test('costs a visit the same, whether ten ran it or forty', async () => {
    const w = await newsroom([feedOf('all', many)])
    const roll = dice(4)
    const text = prose(roll, 200)
    const read: number[] = []
    const rows = countRows(w.db)
    for (let n = 0; n < MANY; n++) {
      w.pages[n] = [{ name: 'a', title: 'Basin closed', text: text.slice(roll(200)) }]
      rows()
      await w.visit(n)
      read.push(rows())
    }
    expect(Math.min(...read)).toBeGreaterThan(5)
    expect(Math.max(...read.slice(30))).toBeLessThanOrEqual(Math.max(...read.slice(22, 30)) + 2)
  })
})
