import type { Document } from '../model/raw.ts'
import { charsetOf, charsetParameter, declaredEncoding, type Charset } from './charset.ts'
import { decodeAs, HZ } from './encodings.ts'
import { FALLBACK, guessCharset } from './guess.ts'
import { joinSurrogates } from './surrogates.ts'
import { isPlainText } from './plain-bytes.ts'
import { ENCODED_TWICE } from './twice.ts'
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

/** So many characters of valid UTF-8 do not come about by chance in another encoding. */
const TELLING_CHARACTERS = 4
/** Of the characters beyond ASCII in an encoding of several bytes, this part may be broken before the label is disbelieved. */
const TOLERATED_ERRORS = 0.05

/** What controls and texts that were encoded twice have in common: one look spares most documents the search for either. */
// oxlint-disable-next-line no-control-regex
const ODD = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0080-\u009f\u00c2-\u00f4\u0102-\u0165\u0402-\u044f\ufffe\uffff]/

/** A document as text. */
export interface Decoded {
  readonly text: string
  /** It may hold texts that were encoded twice. */
  readonly isTwice: boolean
}

/**
 * A document's text. A byte order mark wins, then what the bytes rule out, then the HTTP header, the XML
 * declaration, UTF-8, and a guess (RFC 7303 3, and what publishers do instead). Never throws.
 */
export function decode(document: Document): Decoded {
  const text = decodeBytes(document.bytes, document.headers['content-type'] ?? '')
  // XML 1.0 2.11: every line ends with a line feed.
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  if (isPlainText(document.bytes) || !ODD.test(lines)) return { text: lines, isTwice: false }
  return { text: lines.replace(CONTROLS, meantBy), isTwice: ENCODED_TWICE.test(lines) }
}

function decodeBytes(bytes: Uint8Array, contentType: string): string {
  const signature = unicodeSignature(bytes)
  if (signature?.encoding.startsWith('utf-32')) return decodeUtf32(bytes.subarray(signature.skip), signature.encoding === 'utf-32be')
  if (signature && signature.encoding !== 'utf-8') return decodeAs(signature.encoding, bytes)
  const labelled = [charsetParameter(contentType), declaredEncoding(bytes)].flatMap((label) =>
    label === undefined ? [] : (charsetOf(label) ?? []),
  )
  const said = saidCharsets(labelled)
  const utf8 = strictly('utf-8', bytes)
  // iso-2022-jp is ASCII to look at; only its escape sequences, which nothing else contains, give it away.
  if (utf8 !== undefined && said.every(({ kind }) => kind === 'latin') && utf8.includes('\u001b$')) return decodeAs('iso-2022-jp', bytes)
  if (utf8 !== undefined) return signature || isReallyUtf8(bytes, utf8, said[0]) ? utf8 : decodeAs(said[0]?.name ?? 'utf-8', bytes)
  const joined = joinSurrogates(bytes)
  if (joined !== undefined) return decodeBytes(joined, contentType)
  return brokenUtf8(bytes, labelled) ?? decodeLegacy(bytes, isServerDefault(said, bytes) ? [] : said)
}

/** Nobody but the server says that it is ISO 8859-1, which servers say of every text. */
const isServerDefault = (said: readonly Charset[], bytes: Uint8Array): boolean =>
  said.length === 1 && said[0]?.name === FALLBACK && declaredEncoding(bytes) === undefined

/** What header and declaration say, whom to believe first. UTF-16 and UTF-32 are ruled out: the bytes begin like ASCII. */
function saidCharsets(labelled: readonly Charset[]): readonly Charset[] {
  const said = labelled.filter(({ kind }) => kind !== 'unicode')
  const [first, second] = said
  // ISO 8859-1 in the header is what servers say of every text; a declaration of something else was written by somebody.
  const isDefault = first?.name === FALLBACK && second !== undefined && second.name !== FALLBACK
  return isDefault ? [second, first] : said
}

/** Bytes that are valid UTF-8 although the publisher says something else: whom to believe. */
function isReallyUtf8(bytes: Uint8Array, utf8: string, said: Charset | undefined): boolean {
  if (said === undefined || said.kind === 'latin') return true
  if (utf8.length === bytes.length) return said.name !== 'iso-2022-jp' && said.name !== HZ
  return characters(utf8) >= TELLING_CHARACTERS || decodeAs(said.name, bytes).includes('\ufffd')
}

/** Bytes that are UTF-8 but for a few, which become U+FFFD; undefined for those that are another encoding. */
function brokenUtf8(bytes: Uint8Array, labelled: readonly Charset[]): string | undefined {
  const text = decodeAs('utf-8', bytes)
  const errors = count(text, '\ufffd')
  const whole = characters(text) - errors
  if (labelled.some(({ name }) => name === 'utf-8')) return whole > 0 && whole >= errors ? text : undefined
  return whole > 2 * errors && (whole >= TELLING_CHARACTERS || labelled.every(({ kind }) => kind === 'latin')) ? text : undefined
}

function decodeLegacy(bytes: Uint8Array, said: readonly Charset[]): string {
  for (const { name, kind } of said) {
    const text = decodeAs(name, bytes)
    if (isDoubtful(text, kind)) continue
    const other = CYRILLIC_TWINS.get(name)
    return other !== undefined && isInverted(text) ? decodeAs(other, bytes) : text
  }
  const [first] = said
  if (first !== undefined && first.kind !== 'wide') return decodeAs(first.name, bytes)
  const guessed = guessCharset(bytes)
  return decodeAs(guessed === FALLBACK ? (first?.name ?? guessed) : guessed, bytes)
}

/** Whether a text is hardly what its label says: broken characters, or half-width kana, which is what EUC-JP looks like. */
function isDoubtful(text: string, kind: Charset['kind']): boolean {
  if (kind !== 'wide') return text.includes('\ufffd')
  const foreign = characters(text)
  const halfWidth = text.match(/[\uff61-\uff9f]/g)?.length ?? 0
  return count(text, '\ufffd') > Math.max(1, foreign * TOLERATED_ERRORS) || halfWidth > foreign / 2
}

/** KOI8 has its capitals where windows-1251 has the small letters: each label is put on the other's text. */
const CYRILLIC_TWINS = new Map([
  ['koi8-r', 'windows-1251'],
  ['koi8-u', 'windows-1251'],
  ['windows-1251', 'koi8-r'],
])

/** Whether words begin small and go on in capitals. */
function isInverted(text: string): boolean {
  const inverted = text.match(/(?<![\u0410-\u044f])[\u0430-\u044f][\u0410-\u042f]/g)?.length ?? 0
  return inverted > 1 && inverted > (text.match(/[\u0430-\u044f]{2}/g)?.length ?? 0)
}

function strictly(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    // as a stream, so that a document cut within its last character is not called broken
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return undefined
  }
}

/** Characters beyond ASCII. */
const characters = (text: string): number => text.match(/[\u0080-\uffff]/g)?.length ?? 0

function count(text: string, character: string): number {
  let found = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found++
  return found
}
