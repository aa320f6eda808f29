import type { Alignment, Replaced } from './align.ts'
import { isCalendar, isQuantity } from './numerals.ts'
import type { Prepared } from './features.ts'
import { CAPITAL, SPACELESS, hashesOf, phrase, wordAt, type Words } from './words.ts'

/** What two texts that run alike say differently. */
export interface Differences {
  /** Quantities that both texts have at the same place. */
  readonly sameNumbers: number
  /** Quantities replaced in place between equal neighbours, as `36 -> 73`. */
  readonly otherNumbers: readonly string[]
  /** Names replaced in place by names that the other text knows nothing of. */
  readonly otherNames: readonly string[]
}

/** Hashes of all words of an item, title included; made once. */
const vocabularies = new WeakMap<Words, ReadonlySet<number>>()

function vocabulary({ text, title }: Prepared): ReadonlySet<number> {
  const known = vocabularies.get(text)
  if (known) return known
  const set = new Set<number>(text.hash.subarray(0, text.length))
  for (let i = 0; i < title.length; i++) set.add(title.hash[i]!)
  vocabularies.set(text, set)
  return set
}

/** Quantities between two words that have no counterpart in the other text. */
const quantities = (w: Words, covered: Uint8Array, from: number, to: number): number[] => {
  const found: number[] = []
  for (let i = from; i < to; i++) if (!covered[i] && isQuantity(w, i)) found.push(w.hash[i]!)
  return found
}

/** `PARIS, Jan. 12 (Wire) -`: what stands before the dash says who sent it and from where, not what happened. */
const isDateline = (w: Words, gap: readonly [number, number]): boolean =>
  gap[0] < 8 && /[-–—)]/.test(w.source.slice(w.end[gap[1] - 1]!, w.start[gap[1]] ?? w.source.length))

/** Each agency puts its own name into what a spokesman told it. */
const AGENCIES = hashesOf(
  'reuters afp ap upi dpa bloomberg kyodo jiji xinhua interfax tass itar-tass ria ansa efe pti ani apa yonhap post times',
)
/** Shorter ones are initials and articles. */
const MIN_LETTERS = 3
/** Of a name in a script without spaces so many characters must be unknown to the other text. */
const MIN_CHARACTERS = 2
/** Han and Katakana: what names and nouns are written in; endings and particles are Hiragana. */
const NAME_CHARACTER = /[\p{Script=Han}\p{Script=Katakana}]/u

function unknownName(w: Words, from: number, to: number, other: ReadonlySet<number>): boolean {
  let characters = 0
  for (let i = from; i < to; i++) {
    if (other.has(w.hash[i]!) || isCalendar(w, i) || AGENCIES.has(w.hash[i]!)) continue
    if (w.flags[i]! & SPACELESS) {
      if (NAME_CHARACTER.test(wordAt(w, i)) && ++characters >= MIN_CHARACTERS) return true
    } else if (w.flags[i]! & CAPITAL && w.end[i]! - w.start[i]! >= MIN_LETTERS) return true
  }
  return false
}

/** German writes every noun with a capital, headlines in capitals all of them: there they tell no names. */
function tellsNames({ item, text }: Prepared): boolean {
  if (item.language !== undefined && /^(?:de|lb|nds)\b/i.test(item.language)) return false
  let capitals = 0
  for (let i = 0; i < text.length; i++) if (text.flags[i]! & CAPITAL) capitals++
  return capitals <= 0.45 * text.length
}

/** Share of letter pairs in common from which two names are one in two spellings: Gadhafi, Qaddafi. */
const ALIKE = 0.4

function spelledAlike(x: Words, y: Words, r: Replaced): boolean {
  const pairs = (text: string): Set<string> => new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)))
  const a = pairs(phrase(x, r.xFrom, r.xTo).slice(0, 60).toLowerCase())
  const b = pairs(phrase(y, r.yFrom, r.yTo).slice(0, 60).toLowerCase())
  return [...a].filter((pair) => b.has(pair)).length >= (ALIKE * (a.size + b.size)) / 2
}

const said = (x: Words, y: Words, r: Replaced): string => `${phrase(x, r.xFrom, r.xTo)} → ${phrase(y, r.yFrom, r.yTo)}`

/** Compares what stands at the same place in two aligned texts, `x` the shorter. The titles only lend their words: a name in one is not unknown. */
export function differences(x: Prepared, y: Prepared, { xCovered, yCovered, replaced }: Alignment): Differences {
  let sameNumbers = 0
  for (let j = 0; j < y.text.length; j++) if (yCovered[j] && isQuantity(y.text, j)) sameNumbers++
  if (replaced.length === 0) return { sameNumbers, otherNumbers: [], otherNames: [] }
  const otherNumbers: string[] = []
  const otherNames: string[] = []
  const inX = vocabulary(x)
  const inY = vocabulary(y)
  const names = tellsNames(x) && tellsNames(y)
  const unmatched = new Set(quantities(y.text, yCovered, 0, y.text.length))
  for (const r of replaced) {
    if (isDateline(x.text, [r.xFrom, r.xTo]) || isDateline(y.text, [r.yFrom, r.yTo])) continue
    const xs = quantities(x.text, xCovered, r.xFrom, r.xTo)
    const ys = quantities(y.text, yCovered, r.yFrom, r.yTo)
    // a number that stands elsewhere in the longer text was moved, or a sentence before it cut
    if (xs.length > 0 && ys.length > 0 && !xs.some((n) => unmatched.has(n))) otherNumbers.push(said(x.text, y.text, r))
    if (names && unknownName(x.text, r.xFrom, r.xTo, inY) && unknownName(y.text, r.yFrom, r.yTo, inX) && !spelledAlike(x.text, y.text, r)) {
      otherNames.push(said(x.text, y.text, r))
    }
  }
  return { sameNumbers, otherNumbers, otherNames }
}
