/** A byte order mark, or the zero bytes that wide characters leave at the start of any document. */
export interface UnicodeSignature {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be'
  /** Bytes of the mark. */
  readonly skip: number
}

/** XML 1.0 appendix F: four bytes tell the family. */
export function unicodeSignature(bytes: Uint8Array): UnicodeSignature | undefined {
  const [a = 1, b = 1, c = 1, d = 1] = bytes
  if (a === 0xff && b === 0xfe && c === 0 && d === 0 && bytes.length % 4 === 0) return { encoding: 'utf-32le', skip: 4 }
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { encoding: 'utf-32be', skip: 4 }
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', skip: 3 }
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', skip: 2 }
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', skip: 2 }
  if (a !== 0 && b === 0 && c === 0 && d === 0) return { encoding: 'utf-32le', skip: 0 }
  if (a === 0 && b === 0 && c === 0 && d !== 0) return { encoding: 'utf-32be', skip: 0 }
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return { encoding: 'utf-16le', skip: 0 }
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return { encoding: 'utf-16be', skip: 0 }
  return undefined
}

/** Characters turned into a string at once: far below what a call may have as arguments. */
const CHUNK = 8192
const REPLACEMENT = 0xfffd

/** UTF-32, which TextDecoder has no label for; what is not a character becomes U+FFFD. */
export function decodeUtf32(bytes: Uint8Array, isBigEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const pieces: string[] = []
  let codes: number[] = []
  for (let at = 0; at + 4 <= bytes.byteLength; at += 4) {
    const code = view.getUint32(at, !isBigEndian)
    codes.push(code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? REPLACEMENT : code)
    if (codes.length === CHUNK) {
      pieces.push(String.fromCodePoint(...codes))
      codes = []
    }
  }
  pieces.push(String.fromCodePoint(...codes))
  return pieces.join('')
}
