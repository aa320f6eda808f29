import { finish, polynomial } from './hashing.ts'
import { prepare, withText, type Article, type Prepared } from './features.ts'
import { CARRIERS, HEADLINE } from './thresholds.ts'
import { titleResemblance } from './titles.ts'
import { MAX_WORDS } from './rules.ts'
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

/** Where blocks begin, and their hashes of 32 bits: columns of equal length. */
interface Blocks {
  readonly at: Uint16Array
  readonly hash: Uint32Array
}

const cache = new WeakMap<Words, Blocks>()

const span = (w: Words): number => (w.spaceless ? BLOCK_CHARACTERS : BLOCK_WORDS)

const SEED = 0x2545f491
/** A multiplier of Knuth (vol. 2, 3.3.4). */
const BASE = 69069
const OF_WORDS = polynomial(BASE, SEED, BLOCK_WORDS)
const OF_CHARACTERS = polynomial(BASE, SEED, BLOCK_CHARACTERS)

/** The blocks of the text at hand, before it is known how many are looked at. */
const COLUMNS = { at: new Uint16Array(MAX_WORDS), hash: new Uint32Array(MAX_WORDS) }

function blocksOf(w: Words): Blocks {
  const known = cache.get(w)
  if (known) return known
  const n = span(w)
  const { base, out, offset } = w.spaceless ? OF_CHARACTERS : OF_WORDS
  const { at, hash } = COLUMNS
  const units = w.hash
  let count = 0
  let rolled = 0
  for (let i = 0; i < w.length; i++) {
    rolled = (Math.imul(rolled, base) + units[i]! - (i < n ? 0 : Math.imul(units[i - n]!, out))) | 0
    if (i < n - 1) continue
    const block = finish((rolled + offset) | 0)
    if (block % SAMPLE > 0) continue
    at[count] = i - n + 1
    hash[count++] = block
  }
  const blocks = { at: at.slice(0, count), hash: hash.slice(0, count) }
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
  const carriers = new Map<number, Prepared[]>()
  if (entries.length < CARRIERS) return carriers
  const all = entries.map(({ text }) => blocksOf(text).hash)
  const counts = countLow(all)
  for (let n = 0; n < all.length; n++) {
    const hashes = all[n]!
    for (let i = 0; i < hashes.length; i++) {
      const hash = hashes[i]!
      if (counts[hash & LOW_BITS]! < CARRIERS) continue
      const carrying = carriers.get(hash)
      if (!carrying) carriers.set(hash, [entries[n]!])
      else if (carrying.at(-1) !== entries[n]) carrying.push(entries[n]!)
    }
  }
  return carriers
}

/** How often each lower part of a hash stands among these, up to what is enough. */
function countLow(all: readonly Uint32Array[]): Uint8Array {
  const counts = new Uint8Array(COUNTERS)
  for (const hashes of all)
    for (let i = 0; i < hashes.length; i++) {
      const low = hashes[i]! & LOW_BITS
      if (counts[low]! < CARRIERS) counts[low]!++
    }
  return counts
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
