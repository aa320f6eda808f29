import { NOTICES } from './notices.ts'

const OPENING = '[(（【'
const CLOSING = '])）】'
/** What stands between such a notice and the headline. */
const SEPARATOR = /[-–—:：/|]/

/**
 * Whether a headline says of its article that it is the corrected one: before it, with a number or without, in brackets before it, or in
 * brackets behind it.
 */
export function saysCorrected(headline: string): boolean {
  const separator = headline.search(SEPARATOR)
  if (separator > 0 && isNotice(withoutNumber(headline.slice(0, separator).trimEnd()))) return true
  if (headline !== '' && OPENING.includes(headline[0]!)) {
    const inside = headline.slice(1, indexOfClosing(headline))
    if (isNotice(withoutNumber(inside.trimStart()))) return true
  }
  return CLOSING.includes(headline.at(-1) ?? '-') && isNotice(headline.slice(lastOpening(headline) + 1, -1))
}

const isNotice = (text: string): boolean => NOTICES.has(text.toLowerCase())

/** The third correction is called that. */
function withoutNumber(text: string): string {
  let end = text.length
  while (end > 0 && isDigit(text.charCodeAt(end - 1))) end--
  return text.slice(0, end).trimEnd()
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

/** Where the first bracket ends; nowhere: behind nothing, since what is not closed says nothing. */
function indexOfClosing(text: string): number {
  for (let i = 1; i < text.length; i++) if (CLOSING.includes(text[i]!)) return i
  return 0
}

function lastOpening(text: string): number {
  for (let i = text.length - 1; i >= 0; i--) if (OPENING.includes(text[i]!)) return i
  return text.length
}
