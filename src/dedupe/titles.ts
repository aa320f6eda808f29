import type { Prepared } from './features.ts'
import { vocabulary } from './names.ts'
import { isCalendar } from './numerals.ts'
import { CAPITAL, NUMBER, SPACELESS, wordAt, type Words } from './words.ts'

/** Words too short to carry meaning in a headline (a, of, to, in); numbers and characters of Chinese and Japanese always do. */
const MIN_LETTERS = 3

const carries = (w: Words, i: number): boolean => (w.flags[i]! & (NUMBER | SPACELESS)) > 0 || w.end[i]! - w.start[i]! >= MIN_LETTERS

/** A title is compared with those of up to eight candidates. */
const cache = new WeakMap<Words, ReadonlySet<number>>()

function carriers(w: Words): ReadonlySet<number> {
  const known = cache.get(w)
  if (known) return known
  const set = new Set<number>()
  for (let i = 0; i < w.length; i++) if (carries(w, i)) set.add(w.hash[i]!)
  cache.set(w, set)
  return set
}

const countIn = (wanted: ReadonlySet<number>, offered: ReadonlySet<number>): number => {
  let count = 0
  for (const hash of wanted) if (offered.has(hash)) count++
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

/** What of an item's headline the other item has nowhere. */
function missingIn(title: Words, other: Prepared): ReadonlySet<number> {
  const elsewhere = vocabulary(other)
  const missing = new Set<number>()
  for (const hash of carriers(title)) if (!elsewhere.has(hash)) missing.add(hash)
  return missing
}

/** Share of the telling words of y's title that stand in y's text where it is not shared, and nowhere in x. */
export function ownSupport(x: Prepared, y: Prepared, covered: Uint8Array): number {
  const missing = missingIn(y.title, x)
  if (missing.size === 0) return 0
  const own = new Set<number>()
  for (let i = 0; i < y.text.length; i++) if (!covered[i] && missing.has(y.text.hash[i]!)) own.add(y.text.hash[i]!)
  return own.size / carriers(y.title).size
}

/** Words of an item's headline that are written with a capital in its text and stand nowhere in the other: whom it is about. */
export function ownSubject({ title, text }: Prepared, other: Prepared): string | undefined {
  const missing = missingIn(title, other)
  if (missing.size === 0) return undefined
  for (let i = 0; i < text.length; i++)
    if (missing.has(text.hash[i]!) && text.flags[i]! & CAPITAL && !isCalendar(text, i)) return wordAt(text, i)
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
