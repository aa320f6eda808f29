import type { Replaced } from './align.ts'
import type { Prepared } from './features.ts'
import { isCalendar } from './numerals.ts'
import { CAPITAL, SPACELESS, hashesOf, phrase, wordAt, type Words } from './words.ts'

/** Hashes of all words of an item, title included; made once. */
const vocabularies = new WeakMap<Words, ReadonlySet<number>>()

export function vocabulary({ text, title }: Prepared): ReadonlySet<number> {
  const known = vocabularies.get(text)
  if (known) return known
  const set = new Set<number>(text.hash.subarray(0, text.length))
  for (let i = 0; i < title.length; i++) set.add(title.hash[i]!)
  vocabularies.set(text, set)
  return set
}

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

/** Whether a name stands between two words that the other item has nowhere; `among`: and that this set has. */
export function unknownName(w: Words, from: number, to: number, other: ReadonlySet<number>, among?: ReadonlySet<number>): boolean {
  let characters = 0
  for (let i = from; i < to; i++) {
    if (other.has(w.hash[i]!) || isCalendar(w, i) || AGENCIES.has(w.hash[i]!)) continue
    if (among && !among.has(w.hash[i]!)) continue
    if (w.flags[i]! & SPACELESS) {
      if (NAME_CHARACTER.test(wordAt(w, i)) && ++characters >= MIN_CHARACTERS) return true
    } else if (w.flags[i]! & CAPITAL && w.end[i]! - w.start[i]! >= MIN_LETTERS) return true
  }
  return false
}

/** German writes every noun with a capital, headlines in capitals all of them: there they tell no names. */
export function tellsNames({ item, text }: Prepared): boolean {
  if (item.language !== undefined && /^(?:de|lb|nds)\b/i.test(item.language)) return false
  let capitals = 0
  for (let i = 0; i < text.length; i++) if (text.flags[i]! & CAPITAL) capitals++
  return capitals <= 0.45 * text.length
}

/** Share of letter pairs in common from which two names are one in two spellings: Gadhafi, Qaddafi. */
const ALIKE = 0.4

export function spelledAlike(x: Words, y: Words, r: Replaced): boolean {
  const pairs = (text: string): Set<string> => new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)))
  const a = pairs(phrase(x, r.xFrom, r.xTo).slice(0, 60).toLowerCase())
  const b = pairs(phrase(y, r.yFrom, r.yTo).slice(0, 60).toLowerCase())
  return [...a].filter((pair) => b.has(pair)).length >= (ALIKE * (a.size + b.size)) / 2
}
