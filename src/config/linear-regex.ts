import { RE2JS } from 're2js'

/** Whether a text holds a match. */
export type LinearRegex = (text: string) => boolean

const FLAGS: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
  // patterns are of Unicode always, as they are meant to be
  u: 0,
}

/** RE2 has none, and re2js would read this one as letters. */
const NAMED_REFERENCE = /\\k</

/**
 * A regular expression in JavaScript's spelling, run by RE2's algorithm: in time linear in the text, whatever the expression. So a
 * text that was made to hurt cannot, and no expression has to be refused for what it might cost. Throws Error with a sentence for
 * what the algorithm cannot do: look-ahead, look-behind, references back.
 */
export function linearRegex(source: string, flags: string): LinearRegex {
  if (NAMED_REFERENCE.test(source)) throw new Error('references back are not possible; write what is meant twice')
  const options = flags.split('').reduce((all, flag) => all | FLAGS[flag]!, 0)
  const regex = compiled(plainSpaces(source), options)
  return (text) => regex.test(plainSpaces(text))
}

/** JavaScript's `\s` takes every space of Unicode, RE2's only those of ASCII. */
const plainSpaces = (text: string): string => text.replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff]/g, ' ')

function compiled(source: string, options: number): RE2JS {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(source), options)
  } catch (error) {
    throw new Error(sentenceOf(error instanceof Error ? error.message : String(error)), { cause: error })
  }
}

/** re2js says `error parsing regexp: KIND: `PIECE``. */
function sentenceOf(message: string): string {
  const [, kind = message, piece = ''] = /^error parsing regexp: ([^:]+)(?::\s*`(.*)`)?$/s.exec(message) ?? []
  if (/^\(\?(?:<?[=!])/.test(piece)) return `look-ahead and look-behind (${piece}) are not possible; use another rule beside this one`
  if (/^\\[1-9]/.test(piece)) return 'references back are not possible; write what is meant twice'
  return piece === '' ? kind : `${kind}: ${piece}`
}
