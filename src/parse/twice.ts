/**
 * UTF-8 that some program took for an encoding of one byte a character and encoded once more: `Café` became `CafÃ©`.
 * It is undone only where a whole text makes UTF-8 again, and where what comes out is plausible.
 */

/** The encodings that programs take UTF-8 for, with what their bytes from 0x80 on mean. */
const MISTAKEN = ['windows-1252', 'windows-1251', 'windows-1250']

const HIGH_BYTES = Uint8Array.from({ length: 0x80 }, (_, i) => 0x80 + i)
/** What bytes show as in any of these encodings. */
const shown = (first: number, last: number): ReadonlySet<string> =>
  new Set(MISTAKEN.flatMap((encoding) => new TextDecoder(encoding).decode(HIGH_BYTES.subarray(first - 0x80, last - 0x7f)).split('')))
/** A leading byte of UTF-8 (RFC 3629), and one that follows. */
const LEADING = shown(0xc2, 0xf4)
const FOLLOWING = shown(0x80, 0xbf)
/** About the same as a pattern, of few ranges because whole documents are searched with it. */
export const ENCODED_TWICE = /[\u00c2-\u00f4\u0102-\u0165\u0402-\u044f][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u0402-\u045f\u2013-\u2122]/

/** The text before it was encoded a second time, or the text itself. */
export function decodeTwice(text: string): string {
  const at = text.search(FOREIGN)
  if (at < 0 || !LEADING.has(text[at] as string) || !FOLLOWING.has(text[at + 1] ?? '')) return text
  for (const encoding of MISTAKEN) {
    const bytes = bytesIn(encoding, text)
    const decoded = bytes && strictUtf8(bytes)
    if (decoded !== undefined && isPlausible(decoded)) return decoded
  }
  return text
}

const BYTES = new Map<string, ReadonlyMap<number, number>>()

/** The bytes of a text in an encoding of one byte a character; undefined where it has other characters. */
function bytesIn(encoding: string, text: string): Uint8Array | undefined {
  let byteOf = BYTES.get(encoding)
  if (byteOf === undefined) {
    const letters = new TextDecoder(encoding).decode(HIGH_BYTES)
    byteOf = new Map(Array.from(HIGH_BYTES, (byte, i) => [letters.charCodeAt(i), byte]))
    BYTES.set(encoding, byteOf)
  }
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const byte = code < 0x80 ? code : byteOf.get(code)
    if (byte === undefined) return undefined
    bytes[at] = byte
  }
  return bytes
}

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** Not with `fatal`: to throw for each of thousands of texts costs more than to read them. */
function strictUtf8(bytes: Uint8Array): string | undefined {
  const text = UTF8.decode(bytes)
  return text.includes('\ufffd') ? undefined : text
}

/** What one character is enough for: small Latin letters, signs of typography, emoji. */
const CERTAIN = /[\u00a0-\u00bf\u00df-\u00ff\u2010-\u2044\u20ac\u2122\u{1f300}-\u{1faff}]/u
/** Letters of which it takes two. Not of phonetics and small scripts: `CAFÉ’S` would be `CAFɒS`. */
const LETTER = /(?![\u0180-\u02ff\u0700-\u08ff])[\p{L}\p{M}]/u
const FOREIGN = /[\u0080-\u{10ffff}]/gu
/** The part that these have to be of the characters beyond ASCII; the rest are signs of other scripts. */
const PLAUSIBLE = 0.5

function isPlausible(decoded: string): boolean {
  const foreign = decoded.match(FOREIGN) ?? []
  const plausible = foreign.filter((character) => CERTAIN.test(character) || (foreign.length > 1 && LETTER.test(character)))
  return plausible.length >= foreign.length * PLAUSIBLE
}
