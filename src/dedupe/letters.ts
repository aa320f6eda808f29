/** How one letter is written in several ways: for comparison only. Classes and folds of each UTF-16 unit are found on first use. */

export const OTHER = 1
export const LETTER = 2
export const DIGIT = 3
/** Of a script that is written without spaces, or, as Korean, with spaces where each outlet likes. */
export const WIDE = 4
/** Stands in a word without being one of its letters: a vowel sign, a stretch, a joiner, a soft hyphen. */
export const SILENT = 5
/** A vowel or tone written above or below a character of a script without spaces: part of the character before it. */
export const MARK = 6

const WIDE_SCRIPT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々]/u
const WORD_CHARACTER = /[\p{L}\p{M}]/u
/** Accents, Hebrew points, Arabic vowel signs and tatweel. Vowel signs of Indian scripts are letters: a word is another one without them. */
const SILENT_RANGES = [
  [0x300, 0x36f],
  [0x591, 0x5c7],
  [0x610, 0x61a],
  [0x640, 0x640],
  [0x64b, 0x65f],
  [0x670, 0x670],
  [0x6d6, 0x6ed],
] as const
/** The dot below a letter of an Indian script, which half of all outlets leave out. */
const NUKTA = /[\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc]/
/** Soft hyphen, joiners, variation selectors, marks of direction: characters without width. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u

const isSilent = (code: number, character: string): boolean =>
  SILENT_RANGES.some(([from, to]) => code >= from && code <= to) || NUKTA.test(character) || INVISIBLE.test(character)

/** Asking a Unicode regular expression for each character would cost ten times as much as a table. */
const classes = new Uint8Array(65536)
const folds = new Uint16Array(65536)

/** Of ASCII all is known, so that most texts ask no regular expression at all: to make them takes longer than to read a document. */
for (let code = 0; code < 0x80; code++) {
  const isDigit = code >= 0x30 && code <= 0x39
  const isLetter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a
  classes[code] = isDigit ? DIGIT : isLetter ? LETTER : OTHER
  folds[code] = code
}

function classify(code: number): number {
  const character = String.fromCharCode(code)
  let kind = OTHER
  if (isSilent(code, character)) kind = SILENT
  else if (/\p{Nd}/u.test(character)) kind = DIGIT
  // surrogates: nearly all astral letters that news are written in are Han; emoji do no harm as characters
  else if (WIDE_SCRIPT.test(character) || (code >= 0xd840 && code <= 0xd888)) kind = /\p{Mn}/u.test(character) ? MARK : WIDE
  else if (WORD_CHARACTER.test(character)) kind = LETTER
  classes[code] = kind
  return kind
}

export const classOf = (code: number): number => classes[code] || classify(code)

/**
 * Letters that outlets write for each other. Arabic: teh marbuta, alef maksura, the Persian yeh and kaf, hamza on a carrier. Turkish: the
 * dotless i, which capitals hide. Greek: the sigma at the end of a word. Devanagari: the two signs of a nasal. Letters with a stroke, which
 * ASCII editions leave out.
 */
const VARIANTS: ReadonlyMap<string, string> = new Map([
  ['ة', 'ه'],
  ['ى', 'ي'],
  ['ی', 'ي'],
  ['ک', 'ك'],
  ['ؤ', 'و'],
  ['ئ', 'ي'],
  ['ٱ', 'ا'],
  ['ı', 'i'],
  ['ς', 'σ'],
  ['ँ', 'ं'],
  ['ł', 'l'],
  ['ø', 'o'],
  ['đ', 'd'],
])

/** Letters that are two where a keyboard lacks them. */
const TWO_LETTERS: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['þ', 'th'],
])

/** Scripts whose accents are left out by some, and in capitals. In others a mark makes another letter. */
const ACCENTED = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}]/u

function fold(code: number): number {
  const character = String.fromCharCode(code)
  const kind = classOf(code)
  let folded = character
  if (kind === DIGIT) folded = String(digitOf(code))
  else if (kind === LETTER) {
    const bare = ACCENTED.test(character) ? character.normalize('NFD')[0]! : character
    folded = VARIANTS.get(character) ?? VARIANTS.get(bare) ?? TWO_LETTERS.get(bare)?.[0] ?? bare
  }
  return (folds[code] = folded.charCodeAt(0))
}

/** The digits of each script stand in tens, from zero to nine. */
function digitOf(code: number): number {
  let first = code
  while (first > 0 && code - first < 9 && classOf(first - 1) === DIGIT) first--
  return (code - first) % 10
}

/** A letter or digit in lower case as the one that stands for all its spellings. */
export const foldOf = (code: number): number => folds[code] || fold(code)

/** The second of the two letters that stand for one; undefined for nearly all. */
export const secondOf = (code: number): number | undefined => SECONDS.get(code)

const SECONDS: ReadonlyMap<number, number> = new Map([...TWO_LETTERS].map(([letter, two]) => [letter.charCodeAt(0), two.charCodeAt(1)]))
