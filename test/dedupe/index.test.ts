import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { features, weighted } from '../../src/dedupe/features.ts'
import { HashSet } from '../../src/dedupe/hash-set.ts'
import { COMMON_TERM, MAX_CANDIDATES } from '../../src/dedupe/rules.ts'
import { DAY } from '../../src/model/time.ts'
import { jsonChunks } from '../../src/store/bulk.ts'
import { sql, type Database, type Statement } from '../../src/store/database.ts'
import { docOf, indexStatements, neighbourhood } from '../../src/store/folding.ts'
import { CHINESE, GERMAN, HARBOUR, JAPANESE, ORCHARD, RUSSIAN, harbour } from './articles.ts'
import { item, START, world, WINDOW } from './world.ts'

const first = (text: string, words: number): string => text.split(' ').slice(0, words).join(' ')

/** Counts what is asked of a database. */
function counting(db: Database): { readonly db: Database; readonly asked: Statement[] } {
  const asked: Statement[] = []
  return {
    asked,
    db: {
      ...db,
      async all<Row>(statement: Statement) {
        asked.push(statement)
        return db.all<Row>(statement)
      },
    },
  }
}

describe('features', () => {
  test('are integers that JSON and SQLite carry exactly, and few', () => {
    for (const text of [harbour, ORCHARD, JAPANESE, CHINESE, RUSSIAN, GERMAN, '', 'x', harbour.repeat(50)]) {
      const terms = weighted(features(item({ source: 'a', title: 'A title of five words', text, url: 'https://a.example/1' })))
      expect(terms.length).toBeLessThanOrEqual(27)
      for (const [term] of terms) expect(Number.isSafeInteger(term) && term >= 0).toBe(true)
    }
  })

  test('are those that a store of an earlier version is found by', () => {
    const ferry = 'The council voted on Tuesday to move the ferry terminal to the north quay, 1,200 metres away, by 2031.'
    const quay = { source: 'a', title: 'Ferry terminal is moved to the north quay', text: ferry, url: 'https://a.example/1' }
    expect(features(item(quay)).terms).toEqual([70177440481108, 7709343245669143, 5953244283320167, 741617567132454])
    const pier = { source: 'a', title: '渡船の新しい桟橋が北岸にできる', url: 'https://a.example/2' }
    expect(
      features(item({ ...pier, text: '市議会は火曜日、渡船の乗り場を北岸へ移すことを決めた。完成は2031年の予定である。' })).terms,
    ).toEqual([866895241973779, 5088822257608659, 2335149836006028, 299617848647807, 502368118890388])
  })

  test('are shared by a copy that was cut, wherever it begins in the other', () => {
    for (const [text, cut] of [
      [harbour, harbour.split(' ').slice(0, 28).join(' ')],
      [JAPANESE, JAPANESE.slice(0, 60)],
      [CHINESE, CHINESE.slice(0, 60)],
      [RUSSIAN, RUSSIAN.split(' ').slice(0, 28).join(' ')],
    ] as const) {
      const whole = new Set(features(item({ source: 'a', title: '', text: `Skip to main content. Home. ${text}` })).shingles)
      expect(
        features(item({ source: 'b', title: '', text: cut })).shingles.filter((term) => whole.has(term)).length,
      ).toBeGreaterThanOrEqual(2)
    }
  })

  test('of a correction lead to its first version by any four words of the lead that are indexed', () => {
    const lead = first(harbour, 40).split(' ')
    const indexed = new Set(features(item({ source: 'a', title: HARBOUR.title, text: lead.join(' ') })).terms)
    const keeping = (from: number): string => lead.map((word, n) => (n >= from && n < from + 4 ? word : `other${n}`)).join(' ')
    const found = (title: string): number =>
      lead.filter((_, from) => weighted(features(item({ source: 'b', title, text: keeping(from) }))).some(([term]) => indexed.has(term)))
        .length
    expect(found(`CORRECTED - ${HARBOUR.title}, by two votes`)).toBe(
      features(item({ source: 'a', title: '', text: lead.join(' ') })).shingles.length,
    )
    expect(found('Second terminal for Eastmere')).toBeLessThan(4)
  })
})

describe('a refresh asks', () => {
  test('three times, whatever the number of new items', async () => {
    const w = await world()
    await w.refresh([item({ source: 'https://a.example/feed', guid: '1', title: 'Ferries', text: harbour })], START)
    for (const count of [1, 200]) {
      const { db, asked } = counting(w.db)
      const arrivals = Array.from({ length: count }, (_, n) =>
        item({ source: 'https://b.example/feed', guid: `${n}`, title: `Ferries ${n}`, text: `${n} ${harbour}` }),
      )
      await neighbourhood(db, { arrivals, known: [], window: WINDOW, now: START })
      expect(asked.length).toBe(3)
      for (const { sql: text, params } of asked) {
        expect(text.length).toBeLessThan(100_000)
        for (const value of params) expect(typeof value === 'string' ? value.length : 0).toBeLessThan(1_000_000)
      }
    }
  })

  test('for at most eight candidates an item, the rarest agreement first', async () => {
    const w = await world()
    const boilerplate = 'Sign up for our letter and get the best of our reporting every morning before anybody else is awake.'
    for (let n = 0; n < 30; n++) {
      await w.refresh(
        [
          item({
            source: `https://s${n}.example/feed`,
            guid: 'x',
            title: `Number ${n}`,
            text: `${boilerplate} ${n} ${'abcdefghij'[n % 10]!.repeat(n + 3)} is news today.`,
          }),
        ],
        START + n,
      )
    }
    await w.refresh(
      [item({ source: 'https://z.example/feed', guid: 'x', title: 'Ferries', text: `${boilerplate} ${harbour}` })],
      START + 40,
    )
    const arrival = item({
      source: 'https://y.example/feed',
      guid: 'x',
      title: 'Boats',
      text: `${boilerplate} ${harbour.split(' ').slice(0, 40).join(' ')}`,
    })
    const near = await neighbourhood(w.db, { arrivals: [arrival], known: [], window: WINDOW, now: START + 50 })
    const found = near.candidates.get('x')!
    expect(found.length).toBeLessThanOrEqual(MAX_CANDIDATES)
    expect(found[0]!.source).toBe('https://z.example/feed')
  })
})

test('no more rows of a term are stored than it takes to call it common', async () => {
  const w = await world()
  for (let n = 0; n < 3 * COMMON_TERM; n++)
    await w.db.batch(
      indexStatements([{ id: n.toString(16).padStart(32, '0').split('').toReversed().join(''), terms: [42, 1000 + n] }], START),
    )
  const [common] = await w.db.all<{ n: number }>(sql('SELECT count(*) AS n FROM dedupe_terms WHERE term = 42'))
  expect(common!.n).toBeLessThanOrEqual(COMMON_TERM + 1)
})

test('indexing again replaces the terms, and keeps when the item was first seen', async () => {
  const w = await world()
  const terms = async () => (await w.db.all<{ term: number }>(sql('SELECT term FROM dedupe_terms ORDER BY term'))).map(({ term }) => term)
  const [first] = await w.refresh(
    [item({ source: 'https://x.example/feed', guid: 'x', title: 'Harbour basin closed for repair', text: harbour })],
    START,
  )
  const before = await terms()
  const [second] = await w.refresh(
    [item({ source: 'https://x.example/feed', guid: 'x', title: 'Harbour basin opened after repair', text: harbour })],
    START + DAY,
  )
  expect(second).toMatchObject({ id: first!.id, change: 'updated' })
  expect(await terms()).toEqual([...second!.terms].toSorted((a, b) => a - b))
  expect(await terms()).not.toEqual(before)
  expect(await w.db.all(sql('SELECT doc, seen FROM dedupe_docs'))).toEqual([{ doc: docOf(first!.id), seen: START }])
})

test('lists are cut into parameters of a bounded size', () => {
  const parts = Array.from({ length: 100 }, (_, n) => `${n} ${'x'.repeat(100)}`)
  const chunks = jsonChunks(parts, 1000)
  expect(chunks.every((json) => json.length <= 1000)).toBe(true)
  expect(chunks.flatMap((json) => JSON.parse(json) as string[])).toEqual(parts)
})

test('a set of hashes holds what a Set does', () => {
  const hash = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.integer())
  fc.assert(
    fc.property(fc.array(hash), fc.array(hash), fc.array(hash), (some, more, asked) => {
      const [made, wanted] = [new HashSet(Int32Array.from(some), more), new Set([...some, ...more])]
      expect(made.values).toEqual([...wanted])
      for (const one of [...asked, ...some, ...more]) expect(made.has(one)).toBe(wanted.has(one))
    }),
  )
})
