import type { Prepared } from './features.ts'
import { HashSet, type Hashes } from './hash-set.ts'
import { vocabulary } from './names.ts'
import { isCalendar } from './numerals.ts'
import { CAPITAL, NUMBER, SPACELESS, wordAt, type Words } from './words.ts'

/** Words too short to carry meaning in a headline (a, of, to, in); numbers and characters of Chinese and Japanese always do. */
const MIN_LETTERS = 3

const carries = (w: Words, i: number): boolean => (w.flags[i]! & (NUMBER | SPACELESS)) > 0 || w.end[i]! - w.start[i]! >= MIN_LETTERS

/** A title is compared with those of up to eight candidates. */
const cache = new WeakMap<Words, HashSet>()

function carriers(w: Words): HashSet {
  const known = cache.get(w)
  if (known) return known
  const set = new HashSet(w.hash.filter((_, i) => carries(w, i)))
  cache.set(w, set)
  return set
}

const countIn = (wanted: HashSet, offered: Hashes): number => {
  let count = 0
  for (const hash of wanted.values) if (offered.has(hash)) count++
  return count
}

export const tellingWords = (w: Words): number => carriers(w).size

/** Share of the telling words of the shorter title that the other has too, 0 to 1; 0 where there is nothing to compare. */
export function titleOverlap(x: Words, y: Words): number {
  const [a, b] = [carriers(x), carriers(y)]
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  if (small.size === 0) return 0
  return countIn(small, large) / small.size
}

/** Share of all telling words of both titles that both have, 0 to 1: unlike the overlap it sees what a longer title adds. */
export function titleResemblance(x: Words, y: Words): number {
  const [a, b] = [carriers(x), carriers(y)]
  const both = countIn(a, b)
  const union = a.size + b.size - both
  return union === 0 ? 0 : both / union
}

/** Share of the telling words of a title that stand in another item's title or text, 0 to 1. */
export function titleSupport(title: Words, other: Prepared): number {
  const wanted = carriers(title)
  return wanted.size === 0 ? 1 : countIn(wanted, vocabulary(other)) / wanted.size
}

/** Shorter words stand in any text: “the”, “der”, “les”. */
const MIN_NOTABLE = 4

/** Whether a notable word of a title stands in another item's title or text. */
export function isSupported(title: Words, other: Prepared): boolean {
  const elsewhere = vocabulary(other)
  return title.hash.some(
    (hash, i) => ((title.flags[i]! & (NUMBER | SPACELESS)) > 0 || title.end[i]! - title.start[i]! >= MIN_NOTABLE) && elsewhere.has(hash),
  )
}

/** What of an item's headline the other item has nowhere. */
function missingIn(title: Words, other: Prepared): readonly number[] {
  const elsewhere = vocabulary(other)
  return carriers(title).values.filter((hash) => !elsewhere.has(hash))
}

/** Share of the telling words of y's title that stand in y's text where it is not shared, and nowhere in x. */
export function ownSupport(x: Prepared, y: Prepared, covered: Uint8Array): number {
  const missing = missingIn(y.title, x)
  if (missing.length === 0) return 0
  const wanted = new HashSet(missing)
  const own = y.text.hash.filter((hash, i) => !covered[i] && wanted.has(hash))
  return new HashSet(own).size / carriers(y.title).size
}

/** Words of an item's headline that are written with a capital in its text and stand nowhere in the other: whom it is about. */
export function ownSubject({ title, text }: Prepared, other: Prepared): string | undefined {
  const missing = missingIn(title, other)
  if (missing.length === 0) return undefined
  const wanted = new HashSet(missing)
  for (let i = 0; i < text.length; i++)
    if (wanted.has(text.hash[i]!) && text.flags[i]! & CAPITAL && !isCalendar(text, i)) return wordAt(text, i)
  return undefined
}

/** Whether a text has a title word for word in it. */
export function quotes(text: Words, title: Words): boolean {
  for (let at = 0; title.length > 0 && at + title.length <= text.length; at++) {
    let k = 0
    while (k < title.length && text.hash[at + k] === title.hash[k]) k++
    if (k === title.length) return true
  }
  return false
}
