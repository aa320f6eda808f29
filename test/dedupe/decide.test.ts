import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/model/time.ts'
import type { Item } from '../../src/model/item.ts'
import { sql } from '../../src/store/database.ts'
import { versionsOf } from '../../src/store/edits.ts'
import { neighbourhood, turnIndex } from '../../src/store/folding.ts'
import { mergeStories, showItem, splitItem, type Ruled } from '../../src/newswire/editor.ts'
import { CHINESE, GERMAN, HARBOUR, HARBOUR_FOLLOW_UP, JAPANESE, ORCHARD, RUSSIAN, harbour } from './articles.ts'
import { RULES } from '../../src/dedupe/rules.ts'
import { item, START, world, type Given, type Row, type World } from './world.ts'

const A = 'https://a.example/feed'
const B = 'https://b.example/feed'
const C = 'https://c.example/feed'
const article = (given: Partial<Given> = {}): Item =>
  item({ source: A, guid: 'g1', url: 'https://a.example/1', title: HARBOUR.title, text: harbour, ...given })
const only = async (w: World): Promise<Row> => {
  const rows = await w.rows()
  expect(rows).toHaveLength(1)
  return rows[0]!
}

describe('an item of one source stays the same item', () => {
  const CHANGES: readonly (readonly [string, Partial<Given>])[] = [
    ['its guid', { guid: 'g2' }],
    ['its address', { url: 'https://a.example/2' }],
    ['guid and address', { guid: 'g2', url: 'https://a.example/2' }],
    ['its title', { title: `${HARBOUR.title} (updated)`, guid: 'g2', url: 'https://a.example/2' }],
    [
      'its text, in part',
      {
        text: [HARBOUR.lead, ...HARBOUR.rest.slice(2), 'The mayor declined to comment.'].join(' '),
        guid: 'g2',
      },
    ],
    ['title and text under one guid and address', { title: 'Wreck stops work', text: HARBOUR_FOLLOW_UP.join(' ') }],
  ]
  test.each(CHANGES)('when it changes %s', async (_, change) => {
    const w = await world()
    await w.refresh([article()], START)
    const before = await only(w)
    await w.refresh([article(change)], START + HOUR)
    const after = await only(w)
    expect([after.id, after.story]).toEqual([before.id, before.story])
    expect(await w.refresh([article(change)], START + 2 * HOUR)).toEqual([])
  })

  test('but a guid that is reused for another article is another item, and both are kept', async () => {
    const w = await world()
    await w.refresh([article()], START)
    const before = await only(w)
    await w.refresh([article({ url: 'https://a.example/2', title: 'Frost takes the apples', text: ORCHARD })], START + HOUR)
    const rows = await w.rows()
    expect(rows).toHaveLength(2)
    expect(new Set(rows.map(({ story }) => story)).size).toBe(2)
    expect(rows.find(({ id }) => id === before.id)).toMatchObject({ title: HARBOUR.title, story: before.story })
    // and back again, as a cache with two states would have it
    await w.refresh([article()], START + 2 * HOUR)
    expect((await w.rows()).map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
  })

  test('but not next week’s column, under the same guid and title', async () => {
    const w = await world()
    await w.refresh([article({ title: 'The week in review' })], START)
    await w.refresh([article({ title: 'The week in review', url: 'https://a.example/2', text: ORCHARD })], START + 7 * DAY)
    expect(new Set((await w.rows()).map(({ story }) => story)).size).toBe(2)
  })

  describe('a notice without guid and address, in the same words', () => {
    const notice = (day: number): Item =>
      item({ source: A, title: 'Locks stay open', text: 'The canal office leaves the locks open this week.', published: START + day * DAY })
    const ROWS: readonly (readonly [string, readonly number[], number])[] = [
      ['three weeks after it left its document is news', [0, 21], 2],
      ['and the third time again', [0, 21, 42], 3],
      ['the next day is the same', [0, 1], 1],
    ]
    test.each(ROWS)('%s', async (_, days, expected) => {
      const w = await world()
      for (const day of days) {
        await w.refresh([notice(day)], START + day * DAY)
        await w.leave(A, START + day * DAY + HOUR)
      }
      const rows = await w.rows()
      expect([rows.length, new Set(rows.map(({ story }) => story)).size]).toEqual([expected, expected])
    })

    test('under ever other dates is one while it is shown', async () => {
      const w = await world()
      for (const day of [0, 21, 42]) await w.refresh([notice(day)], START + day * DAY)
      expect(await w.rows()).toHaveLength(1)
    })
  })

  test('when all its guids change long after the window, as when a site moves', async () => {
    const w = await world()
    await w.refresh([article()], START)
    const before = await only(w)
    await w.refresh([article({ guid: 'https://a.example/?p=1' })], START + 300 * DAY)
    expect(await only(w)).toMatchObject({ id: before.id, story: before.story, key: 'https://a.example/?p=1' })
  })

  test('one guid on every item, over several documents', async () => {
    const w = await world()
    const all = [harbour, ORCHARD, GERMAN, RUSSIAN].map((text, n) =>
      item({ source: A, guid: 'same', url: `https://a.example/${n}`, title: `Report ${text.slice(0, 40)}`, text }),
    )
    for (const [n, one] of all.entries()) await w.refresh([one], START + n)
    const rows = await w.rows()
    expect(new Set(rows.map(({ story }) => story)).size).toBe(4)
  })

  test('a guid that was left behind by a rename may serve another article; the ids stay apart', async () => {
    const w = await world()
    await w.refresh([article()], START)
    const before = await only(w)
    await w.refresh([article({ guid: 'g2' })], START + HOUR)
    await w.refresh([article({ guid: 'g1', url: 'https://a.example/9', title: 'Frost takes the apples', text: ORCHARD })], START + 2 * HOUR)
    const rows = await w.rows()
    expect(rows).toHaveLength(2)
    expect(rows.find(({ id }) => id === before.id)).toMatchObject({ key: 'g2', title: HARBOUR.title, story: before.story })
  })

  test('what the document still holds is not replaced by its twin', async () => {
    const w = await world()
    await w.refresh([article()], START)
    await w.refresh([article(), article({ guid: 'g2', url: 'https://a.example/2' })], START + HOUR)
    const rows = await w.rows()
    expect(rows).toHaveLength(2)
    expect(new Set(rows.map(({ story }) => story)).size).toBe(1)
  })

  test('no source takes over an item of another', async () => {
    const w = await world()
    await w.refresh([article()], START)
    const before = await only(w)
    await w.refresh([article({ source: B })], START + HOUR)
    const rows = await w.rows()
    expect(rows.find(({ source }) => source === A)).toEqual(before)
    expect(rows.find(({ source }) => source === B)).toMatchObject({ story: before.story, matched: before.id, reason: 'same-url' })
  })
})

describe('edits', () => {
  test('keep the version before; only a material one moves `edited`', async () => {
    const w = await world()
    await w.refresh([article()], START)
    const [comma] = await w.refresh([article({ text: harbour.replace('Tuesday', 'Tuesday,') })], START + HOUR)
    expect(comma).toMatchObject({ change: 'updated', material: false })
    const [number] = await w.refresh([article({ text: harbour.replace('48.5', '58.5') })], START + 2 * HOUR)
    expect(number).toMatchObject({ change: 'updated', material: true, edit: { changed: ['text'], material: true } })
    const versions = (await versionsOf(w.db, [number!.id])).get(number!.id)!
    expect(versions.map(({ at, material }) => [at, material])).toEqual([
      [START + 2 * HOUR, true],
      [START + HOUR, false],
    ])
    expect(versions[0]!.summary).toContain('48.5')
  })

  test('are bounded', async () => {
    const w = await world()
    for (let n = 0; n < 30; n++) await w.refresh([article({ text: `${harbour} Version ${n} of this report.` })], START + n)
    const { id } = await only(w)
    expect((await versionsOf(w.db, [id])).get(id)).toHaveLength(10)
  })
})

describe('copies across sources', () => {
  test('are found through the index, in several languages, and say why', async () => {
    const w = await world()
    const texts = { harbour, JAPANESE, CHINESE, RUSSIAN, GERMAN }
    for (const [name, text] of Object.entries(texts)) await w.refresh([item({ source: A, guid: name, title: name, text })], START)
    for (const [name, text] of Object.entries(texts)) {
      const cut = text.includes(' ') ? text.split(' ').slice(0, 40).join(' ') : text.slice(0, 90)
      const [decision] = await w.refresh([item({ source: B, guid: name, title: 'Another headline', text: `${cut} …` })], START + HOUR)
      expect(decision!.join, name).toMatchObject({ reason: 'same-text', rules: RULES })
      expect(decision!.join.evidence, name).toMatch(/stands? in the other/)
    }
    expect(new Set((await w.rows()).map(({ story }) => story)).size).toBe(5)
  })

  test('later than the window are stories of their own', async () => {
    const w = await world()
    await w.refresh([article()], START)
    await w.refresh([article({ source: B })], START + 8 * DAY)
    await w.refresh([article({ source: C })], START + 8 * DAY + HOUR)
    const rows = await w.rows()
    expect(new Set(rows.map(({ story }) => story)).size).toBe(2)
  })

  test('one that arrives between two known copies joins them; no id changes', async () => {
    const w = await world()
    await w.refresh([article()], START)
    await w.refresh([article({ source: C, url: 'https://c.example/1', published: START - DAY })], START + HOUR)
    const before = await w.rows()
    await w.refresh([article({ source: B, url: 'https://b.example/1', published: START - 2 * DAY })], START + 2 * HOUR)
    const after = await w.rows()
    expect(after).toHaveLength(3)
    expect(new Set(after.map(({ story }) => story)).size).toBe(1)
    expect(after.filter(({ source }) => source !== B)).toEqual(before)
  })

  test('small differences do not add up to a chain', async () => {
    const w = await world()
    const sentences = [HARBOUR.lead, ...HARBOUR.rest, ...ORCHARD.split('. '), ...HARBOUR_FOLLOW_UP.slice(0, 3)]
    for (let n = 0; n + 6 <= sentences.length; n++) {
      await w.refresh(
        [item({ source: `https://s${n}.example/feed`, guid: 'x', title: `Part ${n}`, text: sentences.slice(n, n + 6).join('. ') })],
        START + n,
      )
    }
    const rows = await w.rows()
    const [head, tail] = ['https://s0.example/feed', `https://s${sentences.length - 6}.example/feed`].map((source) =>
      rows.find((row) => row.source === source)!,
    )
    expect(head!.story).not.toBe(tail!.story)
  })

  test('a round-up does not bring the stories it holds together', async () => {
    const w = await world()
    await w.refresh([article()], START)
    await w.refresh([item({ source: B, guid: 'x', title: 'All the news', text: `${harbour} ${ORCHARD}` })], START + HOUR)
    const [apples] = await w.refresh([item({ source: C, guid: 'y', title: 'Frost takes the apples', text: ORCHARD })], START + 2 * HOUR)
    expect(apples!.join.reason).toBe('new')
  })

  test('a hundred copies of one story do not hide it from the next', async () => {
    const w = await world()
    for (let n = 0; n < 100; n++) {
      const text = `${harbour} ${'Read more on our site about this and other stories of the day, and subscribe to our letter.'} ${n}`
      await w.refresh([item({ source: `https://s${n}.example/feed`, guid: 'x', title: HARBOUR.title, text })], START + n)
    }
    expect(new Set((await w.rows()).map(({ story }) => story)).size).toBe(1)
  })
})

const idOf = (ruled: Ruled): string => (ruled.ok ? ruled.story.id : ruled.problem.message)

describe('rulings last', () => {
  const twoCopies = async () => {
    const w = await world()
    await w.refresh([article()], START)
    const [copy] = await w.refresh([article({ source: B, url: 'https://b.example/1' })], START + HOUR)
    return { w, copy: copy! }
  }
  test('a split survives later refreshes, purge and return', async () => {
    const { w, copy } = await twoCopies()
    const story = idOf(await splitItem(w.press(START + 2 * HOUR), copy.id))
    await w.refresh([article({ source: B, url: 'https://b.example/1', text: `${harbour} Updated.` })], START + 3 * HOUR)
    const rows = await w.rows()
    expect(rows.find(({ id }) => id === copy.id)!.story).toBe(story)
    expect(new Set(rows.map((row) => row.story)).size).toBe(2)
    // and under newer rules, which decide about every item anew
    await w.db.batch([sql('DELETE FROM items'), sql('DELETE FROM dedupe_terms'), sql('DELETE FROM dedupe_docs')])
    await w.refresh([article()], START + 4 * HOUR)
    const [again] = await w.refresh([article({ source: B, url: 'https://b.example/1' })], START + 5 * HOUR)
    expect(again).toMatchObject({ id: copy.id, story, join: { reason: 'by-hand' } })
  })

  test('a merge survives, and the id that went leads to the one that stayed', async () => {
    const w = await world()
    const [first] = await w.refresh([article()], START)
    const [second] = await w.refresh([item({ source: B, guid: 'x', title: 'Apples', text: ORCHARD })], START + HOUR)
    await mergeStories(w.press(START + 2 * HOUR), first!.story, second!.story)
    expect(new Set((await w.rows()).map(({ story }) => story))).toEqual(new Set([first!.story]))
    expect(await w.press(START).store.currentStory(second!.story)).toBe(first!.story)
    const [copy] = await w.refresh([item({ source: C, guid: 'y', title: 'Apples', text: ORCHARD })], START + 3 * HOUR)
    expect(copy!.story).toBe(first!.story)
    await w.db.batch([sql('DELETE FROM items'), sql('DELETE FROM dedupe_terms'), sql('DELETE FROM dedupe_docs')])
    const [again] = await w.refresh([item({ source: B, guid: 'x', title: 'Apples', text: ORCHARD })], START + 4 * HOUR)
    expect(again!.story).toBe(first!.story)
  })

  test('the primary chosen by hand is remembered until the policy is given back', async () => {
    const { w, copy } = await twoCopies()
    await showItem(w.press(START + 2 * HOUR), copy.id)
    const chosen = () => w.db.all(sql('SELECT story, item FROM story_primaries'))
    expect(await chosen()).toEqual([{ story: copy.story, item: copy.id }])
    await showItem(w.press(START + 2 * HOUR), copy.id, true)
    expect(await chosen()).toEqual([])
  })

  test('what was purged does not come back as new', async () => {
    const { w, copy } = await twoCopies()
    await w.bury([copy.id], START + 2 * HOUR)
    expect(await w.refresh([article({ source: B, url: 'https://b.example/1' })], START + 3 * HOUR)).toEqual([])
    expect(await w.rows()).toHaveLength(1)
  })

  test.each<[string, Partial<Given>, boolean]>([
    ['at its address, under another guid', { guid: 'g9' }, false],
    ['under its guid, at another address', { url: 'https://b.example/9' }, false],
    ['under its guid, dated before it was purged', { published: START }, false],
    ['with a date that nobody can believe', { published: START + 4000 * DAY }, false],
    ['with another headline at its address', { guid: 'g9', title: 'Frost takes the apples', text: ORCHARD }, true],
    ['with a date after it was purged: a page of each year', { published: START + 300 * DAY }, true],
  ])('what was purged, %s', async (_, again, isNews) => {
    const { w, copy } = await twoCopies()
    await w.bury([copy.id], START + 200 * DAY)
    const own = { source: B, url: 'https://b.example/1', title: HARBOUR.title }
    const decided = await w.refresh([article({ ...own, ...again })], START + 301 * DAY)
    expect(decided.map(({ change }) => change)).toEqual(isNews ? ['new'] : [])
    if (isNews) expect([decided[0]!.id === copy.id, decided[0]!.story === copy.story]).toEqual([false, false])
  })

  test('an address that several purged entries shared names none of them', async () => {
    const w = await world()
    const show = (n: number) =>
      article({
        guid: `n${n}`,
        url: 'https://a.example/show',
        title: 'Notices',
        text: `${n === 1 ? 'The lift' : 'The gate'} is out of order.`,
      })
    await w.refresh([show(1), show(2)], START)
    await w.bury(
      (await w.rows()).map(({ id }) => id),
      START + 200 * DAY,
    )
    expect((await w.refresh([show(3)], START + 201 * DAY)).map(({ change }) => change)).toEqual(['new'])
  })

  test('but another article under the guid of what was purged does come, with another id', async () => {
    const { w, copy } = await twoCopies()
    await w.bury([copy.id], START + 2 * HOUR)
    const [fresh] = await w.refresh(
      [article({ source: B, url: 'https://b.example/2', title: 'Frost takes the apples', text: ORCHARD })],
      START + 3 * HOUR,
    )
    expect(fresh!.change).toBe('new')
    expect(fresh!.id).not.toBe(copy.id)
    expect(fresh!.story).not.toBe(copy.story)
  })
})

test('the index is dropped by halves', async () => {
  const w = await world()
  await w.refresh([article()], START)
  const period = 15 * DAY
  const found = async (now: number) => {
    const arrival = item({ source: B, guid: 'x', title: 'Apples', text: harbour })
    const near = await neighbourhood(w.db, { arrivals: [arrival], known: [], window: 400 * DAY, now })
    return near.candidates.get('x')!.length
  }
  await turnIndex(w.db, START + DAY, period)
  expect(await found(START + DAY)).toBe(1)
  await turnIndex(w.db, START + 2 * DAY, period)
  expect(await found(START + 14 * DAY)).toBe(1)
  // a clock that goes back turns nothing
  await turnIndex(w.db, START - 20 * DAY, period)
  expect(await found(START)).toBe(1)
  await turnIndex(w.db, START + 17 * DAY, period)
  expect(await found(START + 17 * DAY)).toBe(0)
})

describe('whatever arrives', () => {
  const texts = [harbour, ORCHARD, HARBOUR_FOLLOW_UP.join(' '), JAPANESE, GERMAN, '']
  const given = fc.record({
    guid: fc.constantFrom('1', '2', '3', '4', '5'),
    text: fc.constantFrom(...texts),
    cut: fc.integer({ min: 5, max: 120 }),
    title: fc.constantFrom(HARBOUR.title, 'Apples', 'Report'),
    url: fc.constantFrom('/1', '/2', '/3#a4'),
  })
  const make =
    (source: string) =>
    (g: { guid: string; text: string; cut: number; title: string; url: string }): Item =>
      item({ source, guid: g.guid, title: g.title, url: `https://a.example${g.url}`, text: g.text.split(' ').slice(0, g.cut).join(' ') })
  const document = (source: string) =>
    fc.uniqueArray(given, { selector: ({ guid }) => guid, maxLength: 5 }).map((all) => all.map(make(source)))
  const history = fc.array(fc.constantFrom(A, B, C).chain(document), { minLength: 1, maxLength: 6 })
  const state = async (w: World) => (await w.rows()).map(({ id, story, reason, matched, key }) => ({ id, story, reason, matched, key }))
  const replay = async (documents: readonly (readonly Item[])[]) => {
    const w = await world()
    for (const [n, all] of documents.entries()) if (all.length > 0) await w.refresh(all, START + n * HOUR)
    return w
  }

  test('the order within a refresh does not matter', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (documents) => {
        expect(await state(await replay(documents.map((all) => all.toReversed())))).toEqual(await state(await replay(documents)))
      }),
      { numRuns: 25 },
    )
  })

  test('a replay decides nothing and changes nothing; no id of an item or its story ever changes', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (documents) => {
        const w = await world()
        const published = new Map<string, string>()
        for (const [n, all] of documents.entries()) {
          if (all.length === 0) continue
          await w.refresh(all, START + n * HOUR)
          const before = await state(w)
          expect(await w.refresh(all, START + n * HOUR + 1)).toEqual([])
          expect(await state(w)).toEqual(before)
          for (const [id, story] of published) expect(before.find((row) => row.id === id)?.story).toBe(story)
          for (const { id, story } of before) published.set(id, story)
        }
      }),
      { numRuns: 25 },
    )
  })
})
