/** What XML 1.0 2.2 forbids, and so JSON readers and HTML dislike too. With the u flag a lone surrogate is a code point of its own. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** What windows-1252 means by the bytes 0x80 to 0x9F, which reach us as C1 controls where a publisher took them for Latin-1. */
const WINDOWS_1252 = '€\u0000‚ƒ„…†‡ˆ‰Š‹Œ\u0000Ž\u0000\u0000‘’“”•–—˜™š›œ\u0000žŸ'
const C1 = /[\u0080-\u009F]/g

const fromC1 = (control: string): string => WINDOWS_1252[control.charCodeAt(0) - 0x80]!

/** A quick look: most texts hold none of these, and are well-formed UTF-16. */
const SUSPECT = /[^\t\n\r\u0020-\u007F\u00A0-\uFFFD]/

/** Without characters that XML cannot carry (controls, lone surrogates, U+FFFE, U+FFFF); C1 controls as what they were meant to be. */
export const legal = (text: string): string =>
  SUSPECT.test(text) || !text.isWellFormed() ? text.replace(C1, fromC1).replace(FORBIDDEN, '') : text

/** Invisible, and they break words apart where texts are compared: word joiner, byte order mark, and soft hyphens inside a word. */
const INVISIBLE = /[\u2060\uFEFF\u007F]|(?<=\p{L})\u00AD(?=\p{L})/gu

const HAS_INVISIBLE = /[\u2060\uFEFF\u007F\u00AD]/

/** One line: legal characters, white space folded to single blanks. */
export function folded(text: string): string {
  if (isFolded(text)) return text
  const clean = legal(text)
  return (HAS_INVISIBLE.test(clean) ? clean.replace(INVISIBLE, '') : clean).replace(/\s+/g, ' ').trim()
}

/** Anything but printable ASCII, Latin, Greek, Cyrillic, dashes and quotation marks: it may need another look. */
const UNUSUAL = /[^\x20-\x7E\u00AE-\u05FF\u2013-\u201F\u2026]/
const UNUSUAL_IN_LINES = /[^\n\x20-\x7E\u00AE-\u05FF\u2013-\u201F\u2026]/

/** Whether these are lines of characters that are legal and visible, with no blanks but the common one. */
export const isUsual = (text: string): boolean => !UNUSUAL_IN_LINES.test(text)

/** The same as `folded` for what is usual. */
export const foldedUsual = (text: string): string => (isEven(text) && !text.includes('\n') ? text : text.replace(/[ \n]+/g, ' ').trim())

/** Whether nothing of it is to be folded; most lines are so. */
export const isFolded = (text: string): boolean => !UNUSUAL.test(text) && isEven(text)

/** A pattern finds two blanks in half the time that a search for their string takes, which stops at each single one. */
const DOUBLE_BLANK = / {2}/
const isEven = (text: string): boolean =>
  text === '' || (!DOUBLE_BLANK.test(text) && text.charCodeAt(0) !== 0x20 && text.charCodeAt(text.length - 1) !== 0x20)

/** One line of at most `max` characters that cannot reorder the text around it: a title, a name, an excerpt. */
export const tidied = (text: string, max: number): string => (isFolded(text) ? cut(text, max) : isolated(cut(folded(text), max)))

const OVERRIDES = /[\u202D\u202E]/g
const BIDI = /[\u202A\u202B\u202C\u2066-\u2069]/
const ANY_BIDI = /[\u202A-\u202E\u2066-\u2069]/
const ALL_BIDI = /[\u202A-\u202C\u2066-\u2069]/g

/**
 * A name or title that cannot reorder the text around it (UAX 9): overrides go, since they only disguise; embeddings and
 * isolates stay where each is closed, as Arabic and Hebrew writers use them, else all of them go.
 */
export function isolated(text: string): string {
  if (!ANY_BIDI.test(text)) return text
  const plain = text.replace(OVERRIDES, '')
  return BIDI.test(plain) && !balanced(plain) ? plain.replace(ALL_BIDI, '') : plain
}

function balanced(text: string): boolean {
  const open: ('embedding' | 'isolate')[] = []
  for (const character of text.match(ALL_BIDI) ?? []) {
    if (character === '\u202A' || character === '\u202B') open.push('embedding')
    else if (character === '\u202C') {
      if (open.pop() !== 'embedding') return false
    } else if (character === '\u2069') {
      if (open.pop() !== 'isolate') return false
    } else open.push('isolate')
  }
  return open.length === 0
}

/** At most `max` UTF-16 units, never half a character, and never a letter without the accents that follow it. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  let end = max
  // 32 marks on one letter are not a script any more
  for (let i = 0; i < 32 && end > 0 && JOINED.test(text.slice(end, end + 2)); i++) end--
  if (isLowSurrogate(text.charCodeAt(end))) end--
  return text.slice(0, end).trimEnd()
}

const JOINED = /^(?:\p{M}|\u200D)/u
const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff
