import { decodeHTMLStrict } from 'entities/decode'
import { holdsHalves, joinReferences } from './surrogates.ts'

/** What half a character is decoded to. */
const REPLACEMENT = '\ufffd'
/** The longest name of an HTML entity, `CounterClockwiseContourIntegral`, is 31 letters. */
const REFERENCE = /&(#?[\dA-Za-z]{1,32});/g

/**
 * Decodes the references of XML and HTML once. Feeds use HTML's names without declaring them. A reference needs its
 * semicolon: `?a=1&copy=2` stays.
 * @param declared what stands for a name that the document itself declares; plain text, which is not decoded again
 */
export function decodeEntities(text: string, declared?: (name: string) => string | undefined): string {
  if (!text.includes('&')) return text
  const decoded =
    declared === undefined
      ? decodeHTMLStrict(text)
      : text.replace(REFERENCE, (reference, name: string) => declared(name) ?? decodeHTMLStrict(reference))
  return decoded.includes(REPLACEMENT) && holdsHalves(text) ? decodeEntities(joinReferences(text), declared) : decoded
}
