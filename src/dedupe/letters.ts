/** How one letter is written in several ways: for comparison only. Classes and folds of each UTF-16 unit are found on first use. */

export const OTHER = 1
export const LETTER = 2
export const DIGIT = 3
/** Of a script that is written without spaces, or, as Korean, with spaces where each outlet likes. */
export const WIDE = 4
/** Stands in a word without being one of its letters: a vowel sign, a stretch, a joiner, a soft hyphen. */
export const SILENT = 5

const WIDE_SCRIPT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々]/u
const WORD_CHARACTER = /[\p{L}\p{M}]/u
/**
 * Accents, Hebrew points, Arabic vowel signs and tatweel, soft hyphen, joiners and other characters without width. Vowel signs of
 * Indian scripts are letters: a word is another one without them.
 */
const SILENT_RANGES = [
  [0x300, 0x36f],
  [0x591, 0x5c7],
  [0x610, 0x61a],
  [0x640, 0x640],
  [0x64b, 0x65f],
  [0x670, 0x670],
  [0x6d6, 0x6ed],
  [0xad, 0xad],
  [0x200b, 0x200f],
  [0x2060, 0x2060],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
] as const
const isSilent = (code: number): boolean => SILENT_RANGES.some(([from, to]) => code >= from && code <= to)

/** Asking a Unicode regular expression for each character would cost ten times as much as a table. */
const classes = new Uint8Array(65536)

function classify(code: number): number {
  const character = String.fromCharCode(code)
  let kind = OTHER
  if (isSilent(code)) kind = SILENT
  // surrogates: nearly all astral letters that news are written in are Han; emoji do no harm as characters
  else if (WIDE_SCRIPT.test(character) || (code >= 0xd840 && code <= 0xd888)) kind = WIDE
  else if (/\p{Nd}/u.test(character)) kind = DIGIT
  else if (WORD_CHARACTER.test(character)) kind = LETTER
  classes[code] = kind
  return kind
}

export const classOf = (code: number): number => classes[code] || classify(code)

/**
 * Letters that outlets write for each other. Arabic: teh marbuta, alef maksura, the Persian yeh and kaf, hamza on a carrier. Turkish: the
 * dotless i, which capitals hide. Greek: the sigma at the end of a word.
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
])

/** Scripts whose accents are left out by some, and in capitals. In others a mark makes another letter. */
const ACCENTED = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}]/u

const folds = new Uint16Array(65536)

function fold(code: number): number {
  const character = String.fromCharCode(code)
  const kind = classOf(code)
  let folded = character
  if (kind === DIGIT) folded = String(digitOf(code))
  else if (kind === LETTER) {
    const bare = ACCENTED.test(character) ? character.normalize('NFD')[0]! : character
    folded = VARIANTS.get(character) ?? VARIANTS.get(bare) ?? bare
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
