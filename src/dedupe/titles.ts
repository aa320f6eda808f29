import type { Prepared } from './features.ts'
import { vocabulary } from './names.ts'
import { isCalendar } from './numerals.ts'
import { CAPITAL, NUMBER, SPACELESS, wordAt, type Words } from './words.ts'

/** Words too short to carry meaning in a headline (a, of, to, in); numbers and characters of Chinese and Japanese always do. */
const MIN_LETTERS = 3

const carries = (w: Words, i: number): boolean => (w.flags[i]! & (NUMBER | SPACELESS)) > 0 || w.end[i]! - w.start[i]! >= MIN_LETTERS

const carriers = (w: Words): Set<number> => {
  const set = new Set<number>()
  for (let i = 0; i < w.length; i++) if (carries(w, i)) set.add(w.hash[i]!)
  return set
}

export const tellingWords = (w: Words): number => carriers(w).size

/** Share of the telling words of the shorter title that the other has too, 0 to 1; 0 where there is nothing to compare. */
export function titleOverlap(x: Words, y: Words): number {
  const [a, b] = [carriers(x), carriers(y)]
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  if (small.size === 0) return 0
  return [...small].filter((h) => large.has(h)).length / small.size
}

/** Share of all telling words of both titles that both have, 0 to 1: unlike the overlap it sees what a longer title adds. */
export function titleResemblance(x: Words, y: Words): number {
  const [a, b] = [carriers(x), carriers(y)]
  const union = new Set([...a, ...b]).size
  return union === 0 ? 0 : [...a].filter((h) => b.has(h)).length / union
}

/** Share of the telling words of a title that stand in another item's title or text, 0 to 1. */
export function titleSupport(title: Words, otherTitle: Words, otherText: Words): number {
  const wanted = carriers(title)
  if (wanted.size === 0) return 1
  const found = new Set<number>()
  // a text is looked through some five times a pair: no set is made of all of its words
  for (const { hash, length } of [otherText, otherTitle]) for (let i = 0; i < length; i++) if (wanted.has(hash[i]!)) found.add(hash[i]!)
  return found.size / wanted.size
}

/** Share of the telling words of y's title that stand in y's text where it is not shared, and nowhere in x. */
export function ownSupport(x: Prepared, y: Prepared, covered: Uint8Array): number {
  const wanted = carriers(y.title)
  if (wanted.size === 0) return 0
  const elsewhere = vocabulary(x)
  const own = new Set<number>()
  for (let i = 0; i < y.text.length; i++) if (!covered[i] && !elsewhere.has(y.text.hash[i]!)) own.add(y.text.hash[i]!)
  return [...wanted].filter((h) => own.has(h)).length / wanted.size
}

/** Words of an item's headline that are written with a capital in its text and stand nowhere in the other: whom it is about. */
export function ownSubject({ title, text }: Prepared, other: Prepared): string | undefined {
  const elsewhere = vocabulary(other)
  const wanted = carriers(title)
  for (let i = 0; i < text.length; i++) {
    const hash = text.hash[i]!
    if (wanted.has(hash) && !elsewhere.has(hash) && text.flags[i]! & CAPITAL && !isCalendar(text, i)) return wordAt(text, i)
  }
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
