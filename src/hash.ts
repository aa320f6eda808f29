import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** Characters that are encoded at once: a large text does not stand in memory a second time. */
const SLICE = 65_536

const encoder = new TextEncoder()
/** UTF-16 units of a key, an id or an address; their UTF-8 has a place of its own. */
const SHORT = 1024
const short = new Uint8Array(3 * SHORT)

/** 128 bits of SHA-256 as 32 hexadecimal digits; the same, and synchronous, on Node and Workers. */
export function digest(text: string | Uint8Array): string {
  const hash = sha256.create()
  if (typeof text !== 'string') hash.update(text)
  else if (text.length <= SHORT) hash.update(short.subarray(0, encoder.encodeInto(text, short).written))
  else for (const bytes of encoded(text)) hash.update(bytes)
  return bytesToHex(hash.digest().subarray(0, 16))
}

/** The UTF-8 of a text, a slice at a time; a slice is overwritten by the next one. */
export function* encoded(text: string): Generator<Uint8Array<ArrayBuffer>> {
  const buffer = new Uint8Array(3 * Math.min(SLICE, text.length))
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + SLICE, text.length)
    // a character of two units is encoded whole
    if (end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end--
    yield buffer.subarray(0, encoder.encodeInto(text.slice(start, end), buffer).written)
    start = end
  }
}
