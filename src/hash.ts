import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** 128 bits of SHA-256 as 32 hexadecimal digits; the same, and synchronous, on Node and Workers. */
export const digest = (text: string | Uint8Array): string =>
  bytesToHex(sha256(typeof text === 'string' ? utf8ToBytes(text) : text).subarray(0, 16))
