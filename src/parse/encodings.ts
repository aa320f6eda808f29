import { createMultibyteDecoder } from '@exodus/bytes/multi-byte.js'
import { DOS_PAGES } from './dos.ts'

/**
 * Encodings of several bytes a character. The runtimes' own decoders differ here: some know neither the other half of
 * Korean (UHC) nor Hong Kong's characters (HKSCS), both of which the Encoding Standard asks for.
 */
export const WIDE_ENCODINGS: ReadonlySet<string> = new Set(['gbk', 'gb18030', 'big5', 'euc-jp', 'iso-2022-jp', 'shift_jis', 'euc-kr'])

/** RFC 1843: GB 2312 in seven bits. The Encoding Standard dropped it. */
export const HZ = 'hz-gb-2312'

/** The name by which `decodeAs` knows an encoding, or undefined for a label that it does not know. */
export function encodingName(label: string): string | undefined {
  if (label === HZ || DOS_PAGES.has(label)) return label
  try {
    return new TextDecoder(label).encoding
  } catch {
    // it throws for what it does not know
    return undefined
  }
}

/** Decoders are kept: to make one costs more than to read a short text. Without `stream` they hold nothing between calls. */
const DECODERS = new Map<string, (bytes: Uint8Array) => string>()

function wideDecoder(name: string): (bytes: Uint8Array) => string {
  const decoder = DECODERS.get(name) ?? createMultibyteDecoder(name, true)
  DECODERS.set(name, decoder)
  return decoder
}

/** The text of bytes in an encoding; what cannot be read of it is U+FFFD. */
export function decodeAs(name: string, bytes: Uint8Array): string {
  if (WIDE_ENCODINGS.has(name)) return wideDecoder(name)(bytes)
  if (name === HZ) return decodeHz(bytes)
  const page = DOS_PAGES.get(name)
  return page === undefined ? new TextDecoder(name).decode(bytes) : decodePage(page, bytes)
}

/**
 * Bytes of two characters each stand between `~{` and `~}`, without their high bits, and the second may be a tilde itself; `~~` is one
 * tilde.
 */
const decodeHz = (bytes: Uint8Array): string =>
  new TextDecoder('windows-1252').decode(bytes).replace(/~\{((?:[!-}][!-~]){0,2000})(?:~\}|(?=\n))|~~/g, (_, pairs: string | undefined) =>
    pairs === undefined
      ? '~'
      : decodeAs(
          'gbk',
          Uint8Array.from(pairs, (letter) => letter.charCodeAt(0) | 0x80),
        ),
  )

/** Characters put together at once: a call may have so many arguments. */
const CHUNK = 8192

function decodePage(page: string, bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const codes = Array.from(bytes.subarray(at, at + CHUNK), (byte) => (byte < 0x80 ? byte : page.charCodeAt(byte - 0x80)))
    pieces.push(String.fromCharCode(...codes))
  }
  return pieces.join('')
}
