import type { Document } from '../model/raw.ts'
import { charsetOf, charsetParameter, declaredEncoding, type Charset } from './charset.ts'
import { guessCharset } from './guess.ts'
import { decodeUtf32, unicodeSignature } from './unicode.ts'

/**
 * Characters XML 1.0 2.2 forbids, and C1 controls. Nobody means either: the first go, the second were windows-1252
 * before somebody called them ISO 8859-1 (HTML reads `&#146;` the same way).
 */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0080-\u009f\ufffe\uffff]+/g

const meantBy = (controls: string): string =>
  /[\u0080-\u009f]/.test(controls) ? Array.from(controls, (control) => MEANT[control.charCodeAt(0) - 0x80] ?? '').join('') : ''
const MEANT = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 0x20 }, (_, i) => 0x80 + i))

/** So many multi-byte sequences of valid UTF-8 do not come about by chance in another encoding. */
const TELLING_SEQUENCES = 4
/** Of a text in an encoding of several bytes a character, this part may be broken before the label is disbelieved. */
const TOLERATED_ERRORS = 0.02

/**
 * A document's text. A byte order mark wins, then what the bytes rule out, then the HTTP header, the XML
 * declaration, UTF-8, and a guess (RFC 7303 3, and what publishers do instead). Never throws.
 */
export function decode(document: Document): string {
  const text = decodeBytes(document.bytes, document.headers['content-type'] ?? '')
  // XML 1.0 2.11: every line ends with a line feed.
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  return lines.replace(CONTROLS, meantBy)
}

function decodeBytes(bytes: Uint8Array, contentType: string): string {
  const signature = unicodeSignature(bytes)
  if (signature?.encoding.startsWith('utf-32')) return decodeUtf32(bytes.subarray(signature.skip), signature.encoding === 'utf-32be')
  if (signature && signature.encoding !== 'utf-8') return new TextDecoder(signature.encoding).decode(bytes)
  const said = saidCharsets(charsetParameter(contentType), declaredEncoding(bytes))
  const utf8 = strictly('utf-8', bytes)
  // iso-2022-jp is ASCII to look at; only its escape sequences, which nothing else contains, give it away.
  if (utf8 !== undefined && said.length === 0 && utf8.includes('\u001b$')) return as('iso-2022-jp', bytes)
  if (utf8 !== undefined) return signature || isReallyUtf8(bytes, utf8, said[0]) ? utf8 : as(said[0]?.name ?? 'utf-8', bytes)
  return decodeLegacy(bytes, said)
}

/** What header and declaration say, whom to believe first. UTF-16 and UTF-32 are ruled out: the bytes begin like ASCII. */
function saidCharsets(header: string | undefined, declaration: string | undefined): readonly Charset[] {
  const said = [header, declaration]
    .flatMap((label) => (label === undefined ? [] : (charsetOf(label) ?? [])))
    .filter(({ kind }) => kind !== 'unicode')
  const [first, second] = said
  // ISO 8859-1 in the header is what servers say of every text; a declaration of another script was written by somebody.
  const isDefault = first?.name === 'windows-1252' && second !== undefined && (second.kind === 'letters' || second.kind === 'wide')
  return isDefault ? [second, first] : said
}

/** Bytes that are valid UTF-8 although the publisher says something else: whom to believe. */
function isReallyUtf8(bytes: Uint8Array, utf8: string, said: Charset | undefined): boolean {
  if (said === undefined || said.kind === 'latin') return true
  if (utf8.length === bytes.length) return said.name !== 'iso-2022-jp'
  return sequences(bytes) >= TELLING_SEQUENCES || as(said.name, bytes).includes('\ufffd')
}

function decodeLegacy(bytes: Uint8Array, said: readonly Charset[]): string {
  for (const { name, kind } of said) {
    const text = as(name, bytes)
    if (count(text, '\ufffd') <= (kind === 'wide' ? text.length * TOLERATED_ERRORS : 0)) return text
  }
  // Mostly UTF-8 with a few broken sequences stays UTF-8.
  const whole = sequences(bytes)
  const lossy = whole > 0 ? as('utf-8', bytes) : ''
  if (whole > 2 * count(lossy, '\ufffd')) return lossy
  return as(said[0]?.name ?? guessCharset(bytes), bytes)
}

function strictly(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    // as a stream, so that a document cut within its last character is not called broken
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return undefined
  }
}

const as = (encoding: string, bytes: Uint8Array): string => new TextDecoder(encoding).decode(bytes)

/** Lead bytes of UTF-8 that a continuation byte follows. */
function sequences(bytes: Uint8Array): number {
  let found = 0
  for (let at = 1; at < bytes.length; at++) {
    if ((bytes[at - 1] as number) >= 0xc2 && (bytes[at - 1] as number) <= 0xf4 && ((bytes[at] as number) & 0xc0) === 0x80) found++
  }
  return found
}

function count(text: string, character: string): number {
  let found = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found++
  return found
}
