import { finish, step } from './hashing.ts'
import { DIGIT, LETTER, MARK, OTHER, SILENT, WIDE, classOf, foldOf, secondOf } from './letters.ts'
import { figureAt } from './kanji.ts'
import { CHARACTERS_PER_WORD, LETTERS_PER_WORD, MAX_CHARS, MAX_WORDS } from './rules.ts'

/** Flags of a word. */
export const NUMBER = 1
export const CAPITAL = 2
/** One character of a script written without spaces. */
export const SPACELESS = 4
/** First word of a sentence: its capital says nothing. */
export const SENTENCE = 8

/** A text as the words that comparing needs, columns of equal length. */
export interface Words {
  /** What was cut into words: NFKC, at most MAX_CHARS. */
  readonly source: string
  readonly length: number
  /** 32-bit hash of each word, without case. */
  readonly hash: Int32Array
  readonly flags: Uint8Array
  readonly start: Int32Array
  readonly end: Int32Array
  /** Most of it is written without spaces. */
  readonly spaceless: boolean
  /** Length in words of a spaced script. */
  readonly weight: number
}

const SEED = 0x2f
const APOSTROPHE = 0x27
const CURLY_APOSTROPHE = 0x2019
const DOT = 0x2e
const SPACE = 0x20
/** Longest row of initials, with its dots. */
const MAX_INITIALS = 8
const COMMA = 0x2c
const SLASH = 0x2f
const HYPHEN = 0x2d
const ZERO = 0x30
const NEWLINE = 0x0a
const E = 0x65
/** The Arabic “and”, which is written together with what follows, and by some apart. */
const WAW = 0x648
/** Arabic point and separator of thousands. */
const ARABIC_POINT = 0x66b
const ARABIC_COMMA = 0x66c
/** First letter that may be two. */
const BEYOND_ASCII = 0x80
/** Swiss and plain ASCII editions write ae, oe, ue for the umlauts. */
export const GERMAN = /^(?:de|lb|nds)\b/i
const isUmlautCarrier = (code: number): boolean => code === 0x61 || code === 0x6f || code === 0x75

/** Between two digits these make one number of two: 3.58 1986/87 7-1/2 */
const joinsDigits = (code: number): boolean => code === SLASH || code === HYPHEN || code === DOT || code === COMMA || code === ARABIC_POINT
/** Between digits these may part thousands: 10,000 10.000 10'000 10 000. */
const partsThousands = (code: number): boolean =>
  code === COMMA || code === DOT || code === SPACE || code === APOSTROPHE || code === CURLY_APOSTROPHE || code === ARABIC_COMMA

/** How many digits stand from `i` on. */
function digitsFrom(low: string, i: number): number {
  let end = i
  while (classOf(low.charCodeAt(end)) === DIGIT) end++
  return end - i
}

const GROUPS = /^\p{Nd}{1,3}(?:\P{Nd}\p{Nd}{2,3})*$/u
/** Units of a figure of trillions. */
const LONGEST_FIGURE = 20

/** Whether what stands at `i` parts thousands: at most three digits before it, three behind it, or two where lakhs are counted (1,23,456). */
function isThousands(low: string, from: number, i: number): boolean {
  if (!partsThousands(low.charCodeAt(i)) || i - from > LONGEST_FIGURE || foldOf(low.charCodeAt(from)) === ZERO) return false
  if (!GROUPS.test(low.slice(from, i))) return false
  const behind = digitsFrom(low, i + 1)
  return behind === 3 || (behind === 2 && low.charCodeAt(i) === COMMA && low.charCodeAt(i + 3) === COMMA)
}
const endsSentence = (code: number): boolean =>
  code === DOT || code === 0x21 || code === 0x3f || code === 0x3a || code === 0x0a || code === 0x22 || code === 0x201c

const hashOf = (word: string): number => {
  let h = SEED
  for (let i = 0; i < word.length; i++) h = step(h, foldOf(word.charCodeAt(i)))
  return finish(h) | 0
}

/** Hashes of a list of words in lower case, as `words` makes them. */
export const hashesOf = (list: string): ReadonlySet<number> => new Set(list.split(' ').map(hashOf))

/** Newswires spell small numbers out, and each in its own style: `seven cts` and `7 cts` are the same, and other than `nine cts`. */
const SPELLED: ReadonlyMap<number, number> = new Map(
  'one two three four five six seven eight nine ten eleven twelve'.split(' ').map((word, i) => [hashOf(word), hashOf(String(i + 1))]),
)
/** Units of the shortest of them, and of the longest with a soft hyphen or two. */
const SHORTEST_SPELLED = 3
const LONGEST_SPELLED = 8

/** The word being read; one object for a whole text. */
interface Reading {
  end: number
  hash: number
  flags: number
}

/** What is read: as it is written, and in lower case. */
interface Source {
  readonly source: string
  readonly low: string
  readonly german: boolean
}

/** Whether the word before the hyphen at `i` goes on in the next line: infor-⏎mation. */
const goesOn = (low: string, source: string, i: number): boolean =>
  (low.charCodeAt(i + 1) === SPACE || low.charCodeAt(i + 1) === NEWLINE) &&
  classOf(low.charCodeAt(i + 2)) === LETTER &&
  source[i + 2] === low[i + 2] &&
  low[i + 2] !== low[i + 2]!.toUpperCase()

/**
 * Reads a word of letters and digits of ASCII alone that ends as such words do, as nearly all of most texts do: `readWord` says the same of
 * it, for several times the work. False where it may be another.
 */
function readPlainWord(low: string, from: number, into: Reading): boolean {
  let hash = into.hash
  let i = from
  let flags = 0
  for (; i < low.length; i++) {
    const unit = low.charCodeAt(i)
    if (unit >= 0x30 && unit <= 0x39) flags = NUMBER
    else if (unit < 0x61 || unit > 0x7a) {
      if (!endsPlainWord(low, from, i, unit)) return false
      break
    }
    hash = step(hash, unit)
  }
  into.hash = hash
  into.flags |= flags
  into.end = i
  return true
}

/** Whether a word of plain letters and digits ends before the unit at `i`, whatever stands behind it. */
function endsPlainWord(low: string, from: number, i: number, unit: number): boolean {
  if (unit >= BEYOND_ASCII || unit === HYPHEN || unit === APOSTROPHE || i === from) return false
  // what is no letter before a dot, or one letter alone, may be an initial
  if (unit === DOT && (i - from < 2 || low.charCodeAt(i - 2) < 0x61)) return false
  // a number may go on
  return low.charCodeAt(i - 1) > 0x39 || i + 1 >= low.length || classOf(low.charCodeAt(i + 1)) !== DIGIT
}

/** Reads the word of a spaced script that begins at `from`. */
function readWord({ low, source, german }: Source, from: number, into: Reading): void {
  let i = from
  for (; i < low.length; i++) {
    const unit = low.charCodeAt(i)
    const kind = classOf(unit)
    if (kind === SILENT || (german && unit === E && isUmlautCarrier(low.charCodeAt(i - 1)) && i > from)) continue
    if (kind === LETTER || kind === DIGIT) {
      if (kind === DIGIT) into.flags |= NUMBER
      into.hash = step(into.hash, foldOf(unit))
      const second = unit < BEYOND_ASCII ? undefined : secondOf(unit)
      if (second !== undefined) into.hash = step(into.hash, second)
      continue
    }
    const before = classOf(low.charCodeAt(i - 1))
    const next = i + 1 < low.length ? classOf(low.charCodeAt(i + 1)) : OTHER
    if (before === DIGIT && next === DIGIT && (joinsDigits(unit) || partsThousands(unit))) {
      if (isThousands(low, from, i)) continue
      if (!joinsDigits(unit)) break
      into.hash = step(into.hash, unit === SLASH || unit === HYPHEN ? unit : DOT)
    } else if (unit === SPACE && i === from + 1 && low.charCodeAt(from) === WAW && next === LETTER) {
      continue
    } else if (unit === HYPHEN && before === LETTER && goesOn(low, source, i)) {
      i++
    } else if (unit === DOT && i - from < MAX_INITIALS && initialAt(low, i)) {
      // initials are one word: US, U.S., U. S.
      if (next === LETTER) continue
      if (low.charCodeAt(i + 1) !== SPACE || classOf(low.charCodeAt(i + 2)) !== LETTER || low.charCodeAt(i + 3) !== DOT) break
      i++
    } else if ((unit === APOSTROPHE || unit === CURLY_APOSTROPHE) && before === LETTER && next === LETTER) {
      into.hash = step(into.hash, APOSTROPHE)
    } else break
  }
  into.end = i
}

/** Thai, Lao, Burmese, Khmer: letters, a word of which is as long as an English one but for what is written above and below. */
const isLetter = (code: number): boolean =>
  (code >= 0xe00 && code <= 0xeff) || (code >= 0x1000 && code <= 0x109f) || (code >= 0x1780 && code <= 0x17ff)

/** Reads a character of a script without spaces, or a number written in such. */
function readCharacter(low: string, from: number, into: Reading): void {
  const number = figureAt(low, from)
  into.flags |= SPACELESS | (number ? NUMBER : 0)
  into.end = number?.end ?? from + 1
  if (number) for (const digit of number.figure) into.hash = step(into.hash, digit.charCodeAt(0))
  else {
    into.hash = step(into.hash, low.charCodeAt(from))
    for (; classOf(low.charCodeAt(into.end)) === MARK; into.end++) into.hash = step(into.hash, low.charCodeAt(into.end))
  }
}

/** Most English text; normalizing costs more than looking. */
// eslint-disable-next-line no-control-regex
const PLAIN = /^[\u0000-\u007f]*$/

/** Columns that the text at hand is read into, before it is known how long they must be. */
const COLUMNS = {
  hash: new Int32Array(MAX_WORDS),
  flags: new Uint8Array(MAX_WORDS),
  start: new Int32Array(MAX_WORDS),
  end: new Int32Array(MAX_WORDS),
}

/** Cuts a text into words. `language` (BCP 47) where it is known. Linear; never throws. */
export function words(text: string, language = ''): Words {
  const most = text.length > MAX_CHARS ? text.slice(0, MAX_CHARS) : text
  // the capital dotted I of Turkish would be two characters in lower case; an apostrophe that is a letter is one that is none
  const source = PLAIN.test(most) ? most : most.normalize('NFKC').replaceAll('İ', 'I').replaceAll('ʼ', '’')
  const low = source.toLowerCase()
  const read = { source, low, german: GERMAN.test(language) }
  const sameLength = low.length === source.length
  const { hash, flags, start, end } = COLUMNS
  const word: Reading = { end: 0, hash: 0, flags: 0 }
  let length = 0
  let wide = 0
  let letters = 0
  let sentence = SENTENCE
  for (let i = 0; i < low.length && length < MAX_WORDS;) {
    const code = low.charCodeAt(i)
    const kind = classOf(code)
    if (kind === OTHER || kind === SILENT) {
      if (endsSentence(code)) sentence = SENTENCE
      i++
      continue
    }
    word.flags = sentence
    word.hash = SEED
    if (kind === WIDE || kind === MARK) {
      readCharacter(low, i, word)
      wide++
      if (isLetter(code)) letters++
    } else {
      if (sameLength && code !== source.charCodeAt(i)) word.flags |= CAPITAL
      if (read.german || !readPlainWord(low, i, word)) readWord(read, i, word)
    }
    const plain = finish(word.hash) | 0
    const units = word.end - i
    const figure = units >= SHORTEST_SPELLED && units <= LONGEST_SPELLED ? SPELLED.get(plain) : undefined
    hash[length] = figure ?? plain
    flags[length] = word.flags | (figure === undefined ? 0 : NUMBER)
    start[length] = i
    end[length] = word.end
    i = word.end
    // as nearly every word is followed by
    if (i < low.length && low.charCodeAt(i) === SPACE) i++
    length++
    sentence = 0
  }
  const weight = length - wide + (wide - letters) / CHARACTERS_PER_WORD + letters / LETTERS_PER_WORD
  const [to, spaceless] = [length, wide * 3 > length]
  return {
    source,
    length,
    hash: hash.slice(0, to),
    flags: flags.slice(0, to),
    start: start.slice(0, to),
    end: end.slice(0, to),
    spaceless,
    weight,
  }
}

/** Whether the letter before the dot at `i` stands alone, as in U.S. */
const initialAt = (low: string, i: number): boolean => i < 2 || classOf(low.charCodeAt(i - 2)) !== LETTER

/** The words `from` to `to` (exclusive) as they were written. */
export const phrase = (w: Words, from: number, to: number): string =>
  from < to && from < w.length ? w.source.slice(w.start[from]!, w.end[Math.min(to, w.length) - 1]!) : ''

export const wordAt = (w: Words, i: number): string => w.source.slice(w.start[i]!, w.end[i]!).toLowerCase()
