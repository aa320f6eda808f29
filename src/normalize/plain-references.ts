import { decodeHTMLStrict } from 'entities/decode'
import { isUsual, legal } from './characters.ts'
import { escapeText } from './escape.ts'

/** References of plain HTML: those that every reader decodes alike. */

export const isBlank = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x09

/** What an `&` of a query string is followed by: no reference ends with `=` (HTML 13.2.5.73). */
const PARAMETER = /[a-z\d_]{1,40}=/iy

/** The value of an attribute with its references decoded; undefined where it is not plain. */
export function plainValue(written: string): string | undefined {
  if (written.includes('<')) return undefined
  let amp = written.indexOf('&')
  if (amp < 0) return written
  let value = ''
  let from = 0
  for (; amp >= 0; amp = written.indexOf('&', from)) {
    const reference = referenceAt(written, amp)
    PARAMETER.lastIndex = amp + 1
    if (reference === undefined && !PARAMETER.test(written)) return undefined
    value += written.slice(from, amp) + (reference?.text ?? '&')
    from = amp + (reference?.length ?? 1)
  }
  return value + written.slice(from)
}

export interface Reference {
  readonly length: number
  readonly text: string
  /** The text as the cleaner writes it. */
  readonly html: string
  readonly isUsual: boolean
}

const ALONE: Reference = { length: 1, text: '&', html: '&amp;', isUsual: true }
const FREQUENT: readonly (readonly [string, Reference])[] = [
  ['&amp;', { length: 5, text: '&', html: '&amp;', isUsual: true }],
  ['&lt;', { length: 4, text: '<', html: '&lt;', isUsual: true }],
  ['&gt;', { length: 4, text: '>', html: '&gt;', isUsual: true }],
  ['&quot;', { length: 6, text: '"', html: '"', isUsual: true }],
]
const REFERENCE = /&(?:#[1-9]\d{1,6}|#x[\da-f]{2,6}|[a-z][a-z\d]{1,30});/iy

/** The reference that stands here, or an `&` that is none; undefined where readers could differ. */
export function referenceAt(text: string, at: number): Reference | undefined {
  if (isBlank(text.charCodeAt(at + 1))) return ALONE
  for (const [written, reference] of FREQUENT) if (text.startsWith(written, at)) return reference
  REFERENCE.lastIndex = at
  const written = REFERENCE.exec(text)?.[0]
  if (written === undefined) return undefined
  const decoded = decodeHTMLStrict(written)
  if (decoded === written || legal(decoded) !== decoded) return undefined
  return { length: written.length, text: decoded, html: escapeText(decoded), isUsual: isUsual(decoded) }
}
