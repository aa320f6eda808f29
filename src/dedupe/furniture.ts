import { finish } from './hashing.ts'
import { prepare, withText, type Article, type Prepared } from './features.ts'
import { CARRIERS, HEADLINE } from './thresholds.ts'
import { titleResemblance } from './titles.ts'
import type { Words } from './words.ts'

/**
 * What a source repeats under unlike headlines, wherever it stands: a company about itself, a sponsor, a banner, an offer. It says nothing
 * about sameness. Learned from the source's own entries, never listed.
 */
export type Furniture = ReadonlySet<number>

/** Units that a block spans. */
const BLOCK_WORDS = 6
const BLOCK_CHARACTERS = 12
/** One in so many blocks is looked at, chosen by its hash, so that the same words are chosen wherever they stand. */
const SAMPLE = 3
/** Most entries that are looked at, newest documents being long: more teach nothing new. */
const MOST_ENTRIES = 200
/** Blocks are counted by a part of their hashes first: nearly all stand once. */
const COUNTERS = 2 ** 14
const LOW_BITS = COUNTERS - 1
/** What a source's row remembers. */
const MAX_BLOCKS = 200

/** Where blocks begin, and their hashes: columns of equal length. */
interface Blocks {
  readonly at: readonly number[]
  readonly hash: readonly number[]
}

const cache = new WeakMap<Words, Blocks>()

const span = (w: Words): number => (w.spaceless ? BLOCK_CHARACTERS : BLOCK_WORDS)

function blocksOf(w: Words): Blocks {
  const known = cache.get(w)
  if (known) return known
  const n = span(w)
  const at: number[] = []
  const hashes: number[] = []
  for (let i = 0; i + n <= w.length; i++) {
    let h = 0x2545f491
    for (let j = i; j < i + n; j++) h = (Math.imul(h, 69069) + w.hash[j]!) | 0
    const hash = finish(h)
    if (hash % SAMPLE > 0) continue
    at.push(i)
    hashes.push(hash)
  }
  const blocks = { at, hash: hashes }
  cache.set(w, blocks)
  return blocks
}

function hostOf({ url, canonicalUrl }: Article): string {
  const address = canonicalUrl ?? url ?? ''
  const from = address.indexOf('//') + 2
  const to = address.indexOf('/', from)
  return from < 2 ? '' : address.slice(from, to < 0 ? address.length : to)
}

/** The blocks that entries of one host carry under unlike headlines, those of most entries first. */
export function learnFurniture(entries: readonly Article[]): readonly number[] {
  const learned = new Map<number, number>()
  const all = entries.slice(0, MOST_ENTRIES).map((item) => prepare(item))
  for (const hosted of Map.groupBy(all, ({ item }) => hostOf(item)).values())
    for (const [hash, carriers] of repeatedIn(hosted))
      if (unlikeHeadlines(carriers) >= CARRIERS) learned.set(hash, Math.max(learned.get(hash) ?? 0, carriers.length))
  return [...learned].toSorted(([a, x], [b, y]) => y - x || a - b).map(([hash]) => hash)
}

/** Blocks that perhaps enough of these entries carry, with those entries. */
function repeatedIn(entries: readonly Prepared[]): ReadonlyMap<number, readonly Prepared[]> {
  if (entries.length < CARRIERS) return new Map()
  const all = entries.map(({ text }) => blocksOf(text).hash)
  const counts = new Uint8Array(COUNTERS)
  for (const hashes of all) for (const hash of hashes) if (counts[hash & LOW_BITS]! < CARRIERS) counts[hash & LOW_BITS]!++
  const carriers = new Map<number, Prepared[]>()
  for (const [i, hashes] of all.entries())
    for (const hash of hashes) {
      if (counts[hash & LOW_BITS]! < CARRIERS) continue
      const carrying = carriers.get(hash)
      if (!carrying) carriers.set(hash, [entries[i]!])
      else if (carrying.at(-1) !== entries[i]) carrying.push(entries[i]!)
    }
  return carriers
}

/** How many headlines there are that do not resemble each other; counted no further than needed. */
function unlikeHeadlines(entries: readonly Prepared[]): number {
  const apart: Prepared[] = []
  for (const entry of entries) {
    if (apart.every((other) => titleResemblance(other.title, entry.title) < HEADLINE.alike)) apart.push(entry)
    if (apart.length === CARRIERS) break
  }
  return apart.length
}

/** What is remembered after a document: what it taught, then what was known before, as much as a source's row holds. */
export const rememberFurniture = (before: readonly number[], learned: readonly number[]): readonly number[] =>
  learned.every((hash) => before.includes(hash)) ? before : [...new Set([...learned, ...before])].slice(0, MAX_BLOCKS)

/** Which words are furniture: from the first to the last of a row of known blocks that no unknown one interrupts. */
function furnitureIn(w: Words, known: Furniture): Uint8Array | undefined {
  let found: Uint8Array | undefined
  let from = -1
  let to = -1
  const close = (): void => {
    if (from >= 0) (found ??= new Uint8Array(w.length)).fill(1, from, to)
    from = -1
  }
  const { at, hash } = blocksOf(w)
  for (let i = 0; i < at.length; i++) {
    if (!known.has(hash[i]!)) close()
    else {
      if (from < 0) from = at[i]!
      to = at[i]! + span(w)
    }
  }
  close()
  return found
}

/** An item without its furniture; the item itself where it has none. */
export function withoutFurniture<A extends Article>(prepared: Prepared<A>, known: Furniture): Prepared<A> {
  const marked = known.size === 0 ? undefined : furnitureIn(prepared.text, known)
  return marked ? withText(prepared, withoutWords(prepared.text, marked)) : prepared
}

function withoutWords(w: Words, marked: Uint8Array): Words {
  const pick = <T extends Int32Array | Uint8Array>(column: T): T => column.filter((_, i) => !marked[i]) as T
  const hash = pick(w.hash)
  return {
    ...w,
    length: hash.length,
    hash,
    flags: pick(w.flags),
    start: pick(w.start),
    end: pick(w.end),
    weight: w.length === 0 ? 0 : (w.weight * hash.length) / w.length,
  }
}
