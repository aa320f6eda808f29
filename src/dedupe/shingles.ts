import { join53, polynomial, type Polynomial } from './hashing.ts'
import { SHINGLE_CHARACTERS, SHINGLE_WORDS } from './rules.ts'
import type { Words } from './words.ts'

/** How far into a text shingles are taken, in words; twice that in characters. */
const DEPTH = 160
/** The lead is what every truncated copy keeps, so it is sampled more densely than what follows. */
const LEAD = 48
/** Wider windows give fewer rows, most of what a new item costs; 6 and 22 found no copy more in any labelled set. */
const LEAD_WINDOW = 12
const BODY_WINDOW = 40
/** Bound of the index: rows an item. */
const MAX_SHINGLES = 12

/** Multipliers of two independent polynomials (Knuth, vol. 2, 3.3.4), and their seeds; `join53` does the mixing. */
const FIRST = 1664525
const SECOND = 69069
const SEEDS = [0x3c6ef372, 0x1f83d9ab] as const

const polynomials = (n: number) => [polynomial(FIRST, SEEDS[0], n), polynomial(SECOND, SEEDS[1], n)] as const
const OF_WORDS = polynomials(SHINGLE_WORDS)
const OF_CHARACTERS = polynomials(SHINGLE_CHARACTERS)

/** 53-bit hash of every run of n units, in order. */
const rolling = (w: Words, limit: number): Float64Array =>
  w.spaceless ? rolled(w, limit, SHINGLE_CHARACTERS, OF_CHARACTERS) : rolled(w, limit, SHINGLE_WORDS, OF_WORDS)

function rolled({ hash, length }: Words, limit: number, n: number, [first, second]: readonly [Polynomial, Polynomial]): Float64Array {
  const most = Math.min(length, limit)
  const out = new Float64Array(Math.max(0, most - n + 1))
  let a = 0
  let b = 0
  for (let i = 0; i < most; i++) {
    const h = hash[i]!
    const gone = i < n ? 0 : hash[i - n]!
    a = (Math.imul(a, first.base) + h - Math.imul(gone, first.out)) | 0
    b = (Math.imul(b, second.base) + h - Math.imul(gone, second.out)) | 0
    if (i >= n - 1) out[i - n + 1] = join53((a + first.offset) | 0, (b + second.offset) | 0)
  }
  return out
}

/**
 * Winnowing (Schleimer, Wilkerson, Aiken, 2003): of every window the smallest hash, so that any run of window + n - 1 shared units shares one.
 * The window is looked through again only when its smallest has left it.
 */
function winnow(hashes: Float64Array, to: number, window: number, into: Set<number>): void {
  const last = Math.min(to, hashes.length)
  let least = -1
  for (let end = 0; end < last; end++) {
    const from = end - window + 1
    if (least < from) {
      least = Math.max(0, from)
      for (let i = least + 1; i <= end; i++) if (hashes[i]! < hashes[least]!) least = i
    } else if (least < 0 || hashes[end]! < hashes[least]!) least = end
    if (from >= 0 || end === last - 1) into.add(hashes[least]!)
  }
}

/** Every run of the lead: what it may share with a text that is indexed by some of them, however much of that was replaced. */
export const leadRuns = (w: Words): readonly number[] => [...new Set(rolling(w, LEAD * (w.spaceless ? 2 : 1)))]

/** At most 12 shingles that stand for a text; a run of fifteen shared words in two leads is enough to share one. */
export function shingles(w: Words): number[] {
  const scale = w.spaceless ? 2 : 1
  const hashes = rolling(w, DEPTH * scale)
  const chosen = new Set<number>()
  winnow(hashes, LEAD * scale, LEAD_WINDOW * scale, chosen)
  winnow(hashes, hashes.length, BODY_WINDOW * scale, chosen)
  return [...chosen].slice(0, MAX_SHINGLES)
}
