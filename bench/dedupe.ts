/**
 * What recognising copies costs: `node bench/dedupe.ts [10000,100000,1000000] [--d1]`.
 *
 * First per item, in CPU time: features and verification, against the simple method that does best on labelled sets, the share of common
 * 4-word shingles (all of them, as sets of strings). Then one refresh of a source with 30 new items, from the first read to the batch
 * written, against a store of so many items on SQLite, or with --d1 on the D1 of the local simulator.
 */
import { DatabaseSync } from 'node:sqlite'
import { decide } from '../src/dedupe/decide.ts'
import { prepare } from '../src/dedupe/features.ts'
import { judge } from '../src/dedupe/pair.ts'
import { digest } from '../src/hash.ts'
import { DAY } from '../src/model/time.ts'
import type { Item } from '../src/model/item.ts'
import type { StoredItem } from '../src/model/story.ts'
import { docOf, indexStatements, neighbourhood } from '../src/store/folding.ts'
import { itemStatements } from '../src/store/items.ts'
import { itemCells } from '../src/store/rows.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { d1Place, sqlitePlace, type Place } from './places.ts'

const NOW = Date.UTC(2026, 0, 10)
const NEW_ITEMS = 30
/** Every third of them is a copy of a stored article, under another headline and cut. */
const COPY_EVERY = 3
const REFRESHES = 40
const WARM_UP = 5
/** Stored articles with texts and features of their own, of which copies arrive; the rest fill the index with as many terms each. */
const REAL = 2000
const TERMS_AN_ITEM = 22
/** Phrases that many items have in common: boilerplate. */
const PHRASES = 5000
const VOCABULARY = 30_000
const SIZES = (process.argv.slice(2).find((word) => !word.startsWith('-')) ?? '10000,100000,1000000').split(',').map(Number)

let seed = 1
const random = (): number => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 4294967296
/** Few words are frequent, most are rare, as in any language (Zipf). */
const word = (): string =>
  `w${Math.floor(VOCABULARY ** random())
    .toString(26)
    .replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)]!)}`
const sentence = (): string =>
  `The ${Array.from({ length: 12 + Math.floor(random() * 14) }, word).join(' ')} on ${Math.floor(random() * 900)}.`
const textOf = (sentences: number): string => Array.from({ length: sentences }, sentence).join(' ')

function article(source: string, key: string, title: string, text: string): Item {
  const url = `https://${source}.example/${key}`
  return {
    source,
    key,
    hash: digest(key + text),
    url,
    canonicalUrl: url,
    title,
    text,
    excerpt: '',
    authors: [],
    categories: [],
    enclosures: [],
  }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!
const p95 = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)]!

function perItem(): void {
  const originals = Array.from({ length: 400 }, (_, n) => article('a', `o${n}`, sentence(), textOf(10)))
  const copies = originals.map((item, n) => article('b', `c${n}`, sentence(), `Report. ${item.text.slice(0, 900)} …`))
  const grams = (text: string): Set<string> => {
    const all = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
    return new Set(all.slice(3).map((_, i) => all.slice(i, i + 4).join(' ')))
  }
  const share = (a: ReadonlySet<string>, b: ReadonlySet<string>): number =>
    [...a].filter((gram) => b.has(gram)).length / Math.min(a.size, b.size)
  const methods: readonly (readonly [string, (a: Item, b: Item) => unknown])[] = [
    ['wirefold: features and verification of one candidate', (a, b) => judge(prepare(a), prepare(b))],
    ['simple: share of common 4-word shingles', (a, b) => share(grams(a.text), grams(b.text))],
  ]
  for (const [name, run] of methods) {
    const times = originals.flatMap((original, n) => {
      const stored = { ...original }
      prepare(stored)
      const started = performance.now()
      run({ ...copies[n]! }, stored)
      return n < 100 ? [] : [performance.now() - started]
    })
    console.log(`${name.padEnd(56)} p50 ${median(times).toFixed(3)} ms  p95 ${p95(times).toFixed(3)} ms an item`)
  }
}

interface Filled {
  readonly db: DatabaseSync
  readonly phrases: readonly number[]
}

/** Fills the tables up to `size` items, in order of the index: a million in about a minute. */
function fill({ db, phrases }: Filled, from: number, size: number): void {
  const number = (): number => Math.floor(random() * 2 ** 52) + Math.floor(random() * 2)
  const terms: [number, number][] = []
  const item = db.prepare(
    `INSERT INTO items (id, source, key, hash, story, title, text, first_seen, last_seen, at, edited, doc, reason, score, rules)
     VALUES (?1, ?2, ?1, ?1, ?1, ?3, ?4, ?5, ?5, ?5, ?5, '{}', 'new', 1, 1)`,
  )
  const doc = db.prepare(`INSERT OR IGNORE INTO dedupe_docs (doc, item, seen, terms) VALUES (?, ?, ?, '[]')`)
  const text = textOf(4)
  db.exec('BEGIN')
  for (let n = from; n < size; n++) {
    const id = n.toString(16).padStart(8, '0').split('').toReversed().join('').padEnd(32, '7')
    const seen = NOW - DAY - (n % (5 * DAY))
    item.run(id, `https://s${n % 997}.example/feed`, `Title of ${n}`, text, seen)
    doc.run(docOf(id), id, seen)
    for (let t = 0; t < TERMS_AN_ITEM; t++) terms.push([random() < 0.03 ? phrases[Math.floor(PHRASES ** random())]! : number(), docOf(id)])
  }
  terms.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const insert = db.prepare('INSERT OR IGNORE INTO dedupe_terms (term, doc) VALUES (?, ?)')
  for (const [term, of] of terms) insert.run(term, of)
  db.exec('COMMIT')
}

const asStored = (item: Item, id: string, story: string): StoredItem => ({
  ...item,
  id,
  story,
  join: { reason: 'new', score: 1, rules: 1 },
  firstSeen: NOW,
  at: NOW,
  edited: NOW,
})

async function refreshes(
  place: Place,
  stored: readonly Item[],
  round: number,
): Promise<{ times: number[]; cpu: number[]; folded: number }> {
  const db = await place.open()
  const times: number[] = []
  const cpu: number[] = []
  let folded = 0
  for (let n = 0; n < REFRESHES; n++) {
    const source = `fresh${round}-${n}`
    const arrivals = Array.from({ length: NEW_ITEMS }, (_, k) => {
      const of = stored[Math.floor(random() * stored.length)]!
      if (k % COPY_EVERY > 0) return article(source, `n${k}`, sentence(), textOf(8))
      return article(source, `n${k}`, `${of.text.slice(0, 60)} ${word()}`, `${of.text.slice(0, 700)} …`)
    })
    const started = performance.now()
    const before = process.cpuUsage()
    const near = await neighbourhood(db, { arrivals, known: [], window: 7 * DAY, now: NOW })
    const decisions = decide({ ...near, arrivals, present: new Set(arrivals.map(({ key }) => key)), now: NOW })
    await db.batch([
      ...itemStatements(decisions.map(({ item, id, story }) => itemCells(asStored(item, id, story)))),
      ...indexStatements(decisions, NOW),
    ])
    const { user, system } = process.cpuUsage(before)
    if (n >= WARM_UP) times.push(performance.now() - started)
    if (n >= WARM_UP) cpu.push((user + system) / NEW_ITEMS)
    folded += decisions.filter(({ join: { reason } }) => reason !== 'new').length
  }
  await db.close()
  return { times, cpu, folded }
}

async function againstStored(place: Place): Promise<void> {
  try {
    const first = await openSqlite(place.file)
    await first.migrate()
    const stored = Array.from({ length: REAL }, (_, n) => article('real', `r${n}`, sentence(), textOf(8)))
    for (let n = 0; n < REAL; n += 500) {
      const chunk = stored.slice(n, n + 500)
      const near = await neighbourhood(first, { arrivals: chunk, known: [], window: 7 * DAY, now: NOW - DAY })
      const decisions = decide({ ...near, arrivals: chunk, present: new Set(), now: NOW - DAY })
      await first.batch([
        ...itemStatements(decisions.map(({ item, id, story }) => itemCells(asStored(item, id, story)))),
        ...indexStatements(decisions, NOW - DAY),
      ])
    }
    await first.close()
    const phrases = Array.from({ length: PHRASES }, () => Math.floor(random() * 2 ** 52))
    let base: number | undefined
    let baseCpu: number | undefined
    for (const [round, size] of SIZES.entries()) {
      const db = new DatabaseSync(place.file)
      db.exec('PRAGMA synchronous = OFF')
      fill({ db, phrases }, round === 0 ? REAL : SIZES[round - 1]!, size)
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      db.close()
      const { times, cpu, folded } = await refreshes(place, stored, round)
      const p50 = median(times)
      base ??= p50
      const spent = median(cpu)
      baseCpu ??= spent
      const expected = REFRESHES * Math.ceil(NEW_ITEMS / COPY_EVERY)
      console.log(
        `${NEW_ITEMS} new items against ${String(size).padStart(8)} stored: p50 ${p50.toFixed(1)} ms  p95 ${p95(times).toFixed(1)} ms  ${(p50 / base).toFixed(2)} x  (${folded} of ${expected} copies folded); CPU user + sys ${spent.toFixed(0)} µs an item, ${(spent / baseCpu).toFixed(2)} x`,
      )
    }
  } finally {
    place.remove()
  }
}

const onD1 = process.argv.includes('--d1')
if (!onD1) perItem()
await againstStored(onD1 ? await d1Place() : await sqlitePlace())
