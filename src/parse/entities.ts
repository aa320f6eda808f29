import { decodeHTMLStrict } from 'entities/decode'
import { joinReferences } from './surrogates.ts'

/** What half a character is decoded to. */
const REPLACEMENT = '\ufffd'
/** The longest name of an HTML entity, `CounterClockwiseContourIntegral`, is 31 letters; a `;` further away ends something else. */
const LONGEST_REFERENCE = 33

/**
 * Decodes the references of XML and HTML once. Feeds use HTML's names without declaring them. A reference needs its
 * semicolon: `?a=1&copy=2` stays.
 * @param declared what stands for a name that the document itself declares; plain text, which is not decoded again
 */
export function decodeEntities(text: string, declared?: (name: string) => string | undefined): string {
  let amp = text.indexOf('&')
  if (amp < 0) return text
  const pieces: string[] = []
  let from = 0
  // asked once a text, or a text of halves alone would be searched for each of them
  let mayHoldPairs = true
  while (amp >= 0) {
    const frequent = frequentAt(text, amp + 1)
    const end = frequent === undefined ? semicolonAfter(text, amp + 1) : amp + frequent.name.length
    if (end > 0) {
      if (amp > from) pieces.push(text.slice(from, amp))
      const character = frequent?.character ?? declared?.(text.slice(amp + 1, end)) ?? decodeHTMLStrict(text.slice(amp, end + 1))
      if (character === REPLACEMENT && mayHoldPairs) {
        const joined = joinReferences(text)
        if (joined !== text) return decodeEntities(joined, declared)
        mayHoldPairs = false
      }
      pieces.push(character)
      from = end + 1
    }
    amp = text.indexOf('&', end > 0 ? from : amp + 1)
  }
  pieces.push(text.slice(from))
  return pieces.join('')
}

interface Frequent {
  /** With its semicolon. */
  readonly name: string
  readonly character: string
}

/** The references that escaped HTML is full of, by their first letter. */
const FREQUENT = new Map<number, Frequent>([
  [0x61, { name: 'amp;', character: '&' }],
  [0x6c, { name: 'lt;', character: '<' }],
  [0x67, { name: 'gt;', character: '>' }],
  [0x71, { name: 'quot;', character: '"' }],
])

function frequentAt(text: string, at: number): Frequent | undefined {
  const frequent = FREQUENT.get(text.charCodeAt(at))
  return frequent !== undefined && text.startsWith(frequent.name, at) ? frequent : undefined
}

function semicolonAfter(text: string, start: number): number {
  const limit = Math.min(text.length, start + LONGEST_REFERENCE)
  for (let at = start; at < limit; at++) {
    const c = text.charCodeAt(at)
    if (c === 0x3b) return at > start ? at : -1
    const isNameCharacter = (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a) || c === 0x23
    if (!isNameCharacter) return -1
  }
  return -1
}
