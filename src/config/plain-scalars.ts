/** What stands for one value in YAML 1.2 (10.3.2), as far as it is told in one line. */

/** A place that the reader of plain YAML does not know how to read. `code` is one that the YAML library would give. */
export class Unreadable extends Error {
  readonly code: string
  /** Characters from the beginning of what was read. */
  readonly at: number

  constructor(code: string, at = 0) {
    super(code)
    this.code = code
    this.at = at
  }
}

/** Characters that mean something else at the beginning of a value; the last three only before a blank. */
const INDICATOR = /^(?:[,[\]{}#&*!|>'"%@`]|[-?:](?=\s|$))/

const TYPED: readonly (readonly [RegExp, (text: string) => unknown])[] = [
  [/^(?:~|null|Null|NULL)?$/, () => null],
  [/^(?:true|True|TRUE)$/, () => true],
  [/^(?:false|False|FALSE)$/, () => false],
  [/^[-+]?\d+$/, Number],
  [/^0o[0-7]+$/, Number],
  [/^0x[\da-fA-F]+$/, Number],
  [/^[-+]?(?:\.\d+|\d+\.\d*)(?:[eE][-+]?\d+)?$|^[-+]?\d+[eE][-+]?\d+$/, Number],
  [/^[-+]?\.(?:inf|Inf|INF)$/, (text) => (text.startsWith('-') ? -Infinity : Infinity)],
  [/^\.(?:nan|NaN|NAN)$/, () => Number.NaN],
]

/** An unquoted value: text, unless it looks like a number, a truth or nothing. */
export function plainScalar(text: string): unknown {
  if (INDICATOR.test(text)) throw new Unreadable('UNEXPECTED_TOKEN')
  if (/:(?:\s|$)/.test(text)) throw new Unreadable('BLOCK_AS_IMPLICIT_KEY')
  const type = TYPED.find(([pattern]) => pattern.test(text))
  return type === undefined ? text : type[1](text)
}

/** Whether a text reads as itself where it is not quoted. */
export const isPlainText = (text: string): boolean =>
  /^[\p{L}\p{N}/](?:[\p{L}\p{N} .'’()/+_-]*[\p{L}\p{N}./)])?$/u.test(text) && plainScalar(text) === text

const DOUBLE = /"(?:[^"\\\n]|\\.)*"/y
const SINGLE = /'(?:[^'\n]|'')*'/y

/** A quoted value that begins here, and where it ends. */
export function quotedScalar(text: string, start: number): { readonly value: string; readonly end: number } {
  const pattern = text[start] === '"' ? DOUBLE : SINGLE
  pattern.lastIndex = start
  const written = pattern.exec(text)?.[0]
  if (written === undefined) throw new Unreadable('MISSING_CHAR', start)
  return { value: written[0] === '"' ? unescaped(written, start) : written.slice(1, -1).replaceAll("''", "'"), end: start + written.length }
}

/** The escapes of JSON are those that people know. */
function unescaped(written: string, start: number): string {
  try {
    return JSON.parse(written) as string
  } catch {
    throw new Unreadable('BAD_DQ_ESCAPE', start)
  }
}
