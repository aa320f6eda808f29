import type { Prepared } from './features.ts'
import { HashSet, type Hashes } from './hash-set.ts'
import { mix } from './hashing.ts'
import { isCalendar } from './numerals.ts'
import { GERMAN, CAPITAL, SENTENCE, SPACELESS, hashesOf, wordAt, type Words } from './words.ts'

/** Hashes of all words of an item, title included, and of pairs of characters that stand side by side; made once. */
const vocabularies = new WeakMap<Words, Hashes>()

export function vocabulary({ text, title }: Prepared): Hashes {
  const known = vocabularies.get(text)
  if (known) return known
  const set = new HashSet(wordsAndPairs(text), wordsAndPairs(title))
  vocabularies.set(text, set)
  return set
}

/** A syllable says nothing of where it comes from; two of them do. */
const pairAt = (w: Words, i: number): number => mix(w.hash[i]!, w.hash[i + 1]!)
const isPair = (w: Words, i: number): boolean => i + 1 < w.length && (w.flags[i]! & w.flags[i + 1]! & SPACELESS) > 0

function wordsAndPairs(w: Words): ArrayLike<number> {
  if (!w.spaceless) return w.hash
  const both = [...w.hash]
  for (let i = 0; i < w.length; i++) if (isPair(w, i)) both.push(pairAt(w, i))
  return both
}

/** Hashes of the words of a text, and of its pairs. */
export const withPairs = (w: Words): Hashes => new HashSet(wordsAndPairs(w))

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

/** Letters that have no capitals; Han and Katakana, of which nearly all names are written in, tell names otherwise. */
const CASELESS = /^(?![\p{Script=Han}\p{Script=Katakana}])\p{Lo}/u

/** Where a name may be told by more than its letters: the hashes of its item's headline, and whether the item is brief. */
export interface Telling {
  readonly title: Hashes
  readonly brief: boolean
}

/** Whether a name stands between two words that the other item has nowhere; `among`: and that this set has. */
export function unknownName(w: Words, from: number, to: number, other: Hashes, { title, brief }: Telling, among?: Hashes): boolean {
  let characters = 0
  for (let i = from; i < to; i++) {
    if (isCalendar(w, i) || AGENCIES.has(w.hash[i]!)) continue
    if (among && !among.has(w.hash[i]!)) continue
    const told = brief || title.has(w.hash[i]!)
    if (w.flags[i]! & SPACELESS) {
      if (told && i + 1 < to && isPair(w, i) && !other.has(pairAt(w, i)) && CASELESS.test(wordAt(w, i))) return true
      if (!other.has(w.hash[i]!) && NAME_CHARACTER.test(wordAt(w, i)) && ++characters >= MIN_CHARACTERS) return true
    } else if (!other.has(w.hash[i]!) && w.end[i]! - w.start[i]! >= MIN_LETTERS) {
      if (w.flags[i]! & CAPITAL || (told && CASELESS.test(wordAt(w, i)))) return true
    }
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
 * nothing by itself, and many scripts have none: there it takes the headline (`title`, hashes of its words) to say so.
 */
function isName({ item, text }: Prepared, i: number, title: Hashes): boolean {
  const flags = text.flags[i]!
  if (text.end[i]! - text.start[i]! < MIN_LETTERS) return false
  if (isCalendar(text, i) || AGENCIES.has(text.hash[i]!)) return false
  if (flags & CAPITAL && (flags & SENTENCE) === 0 && !capitalizesNouns(item.language)) return true
  return title.has(text.hash[i]!) && ((flags & CAPITAL) > 0 || CASELESS.test(wordAt(text, i)))
}

/** Where a name ends that begins at `i` and that the other item has nowhere; `i` where none does. `title`: words and pairs of the headline. */
export function nameEnd(a: Prepared, i: number, title: Hashes, other: Hashes): number {
  const w = a.text
  if ((w.flags[i]! & SPACELESS) === 0) return !other.has(w.hash[i]!) && isName(a, i, title) ? i + 1 : i
  let end = i
  while (isPair(w, end) && title.has(pairAt(w, end)) && !other.has(pairAt(w, end))) end++
  return end === i ? i : end + 1
}
