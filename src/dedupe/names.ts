import type { Prepared } from './features.ts'
import { HashSet, type Hashes } from './hash-set.ts'
import { isCalendar } from './numerals.ts'
import { GERMAN, CAPITAL, SENTENCE, SPACELESS, hashesOf, wordAt, type Words } from './words.ts'

/** Hashes of all words of an item, title included; made once. */
const vocabularies = new WeakMap<Words, Hashes>()

export function vocabulary({ text, title }: Prepared): Hashes {
  const known = vocabularies.get(text)
  if (known) return known
  const set = new HashSet(text.hash, title.hash)
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
export function unknownName(w: Words, from: number, to: number, other: Hashes, among?: Hashes): boolean {
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

/** German writes every noun with a capital. */
export const capitalizesNouns = (language: string | undefined): boolean => language !== undefined && GERMAN.test(language)

/** Share of words with a capital in a short notice that is half names; headlines and shouting have more. */
const MOST_CAPITALS = 0.6

/** Where most words have a capital (headlines, shouting), it tells no names. */
export function tellsNames({ item, text }: Prepared): boolean {
  if (capitalizesNouns(item.language)) return true
  let capitals = 0
  for (let i = 0; i < text.length; i++) if (text.flags[i]! & CAPITAL) capitals++
  return capitals <= MOST_CAPITALS * text.length
}

/** Share of letter pairs in common from which two names are one in two spellings: Gadhafi, Qaddafi. */
const ALIKE = 0.4
const MAX_SPELLED = 60

const pairs = (text: string): Set<string> => {
  const low = text.slice(0, MAX_SPELLED).toLowerCase()
  return new Set(Array.from({ length: Math.max(0, low.length - 1) }, (_, i) => low.slice(i, i + 2)))
}

/** Whether two names may be one in two spellings. */
export function spelledAlike(x: string, y: string): boolean {
  const [a, b] = [pairs(x), pairs(y)]
  return [...a].filter((pair) => b.has(pair)).length >= (ALIKE * (a.size + b.size)) / 2
}

/**
 * Whether a word of a spaced script is, by its capital, a name. At the beginning of a sentence, and in German everywhere, a capital says
 * nothing by itself: there it takes the headline (`title`, hashes of its words) to say so.
 */
export function isName({ item, text }: Prepared, i: number, title: Hashes): boolean {
  const flags = text.flags[i]!
  if (!(flags & CAPITAL) || flags & SPACELESS || text.end[i]! - text.start[i]! < MIN_LETTERS) return false
  if (isCalendar(text, i) || AGENCIES.has(text.hash[i]!)) return false
  return (flags & SENTENCE) === 0 && !capitalizesNouns(item.language) ? true : title.has(text.hash[i]!)
}
