/** What a regular expression is made of. */
export type Expression =
  /** one character that this class of JavaScript's holds, in this case */
  | { readonly kind: 'one'; readonly class: string; readonly anyCase: boolean }
  | { readonly kind: 'at'; readonly place: Place }
  | { readonly kind: 'all'; readonly of: readonly Expression[] }
  | { readonly kind: 'any'; readonly of: readonly Expression[] }
  | { readonly kind: 'repeated'; readonly of: Expression; readonly least: number; readonly most: number }

/** Places between characters: `^`, `$`, the same of each line, `\b`, `\B`. */
export type Place = 'start' | 'end' | 'lineStart' | 'lineEnd' | 'word' | 'notWord'

/** As in RE2. What is repeated stands as often in the automaton. */
const MOST_REPEATS = 1000

/** As JavaScript names them. */
interface Flags {
  readonly i: boolean
  readonly m: boolean
  readonly s: boolean
}

/**
 * Reads a regular expression in JavaScript's spelling (ECMA-262 22.2.1, as with the flag `u`; `{`, `}` and `]` may stand for themselves, as
 * they may without it). Throws Error with a sentence for what is misspelled, and for what takes more than linear time: look-ahead,
 * look-behind, references back.
 */
export function readExpression(source: string, flags: string): Expression {
  const reader = new Reader(source)
  const read = alternatives(reader, { i: flags.includes('i'), m: flags.includes('m'), s: flags.includes('s') })
  if (reader.rest !== '') throw new Error(`unexpected ): ${source}`)
  return read
}

/** A place in a text, and what matches there. */
class Reader {
  readonly #text: string
  #at = 0
  constructor(text: string) {
    this.#text = text
  }
  get rest(): string {
    return this.#text.slice(this.#at)
  }
  /** Takes what matches here; the pattern is sticky. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text) ?? undefined
    if (found) this.#at = pattern.lastIndex
    return found
  }
}

function alternatives(reader: Reader, flags: Flags): Expression {
  const options: Expression[][] = [[]]
  let now = flags
  while (reader.rest !== '' && !reader.rest.startsWith(')')) {
    const inline = reader.take(/\(\?([ims]*)(?:-([ims]+))?\)/y)
    if (inline) now = changed(now, inline)
    else if (reader.take(/\|/y)) options.push([])
    else options.at(-1)!.push(repeated(reader, piece(reader, now)))
  }
  const of = options.map((all): Expression => (all.length === 1 ? all[0]! : { kind: 'all', of: all }))
  return of.length === 1 ? of[0]! : { kind: 'any', of }
}

function changed(flags: Flags, [, on = '', off = '']: readonly string[]): Flags {
  const value = (flag: 'i' | 'm' | 's') => !off.includes(flag) && (on.includes(flag) || flags[flag])
  return { i: value('i'), m: value('m'), s: value('s') }
}

function repeated(reader: Reader, of: Expression): Expression {
  const found = reader.take(/([*+?])|\{(\d+)(,?)(\d*)\}/y)
  if (!found) return of
  const [written, sign, from, comma, to] = found
  reader.take(/\?/y)
  const least = sign ? (sign === '+' ? 1 : 0) : Number(from)
  const most = sign ? (sign === '?' ? 1 : Infinity) : to ? Number(to) : comma ? Infinity : least
  if (least > MOST_REPEATS || (most > MOST_REPEATS && most !== Infinity) || least > most)
    throw new Error(`invalid repeat count: ${written} (at most ${MOST_REPEATS}, the smaller one first)`)
  const twice = reader.take(/[*+?]|\{\d+,?\d*\}/y)
  if (twice) throw new Error(`nothing to repeat before ${twice[0]}`)
  return { kind: 'repeated', of, least, most }
}

function piece(reader: Reader, flags: Flags): Expression {
  const one = (name: string): Expression => ({ kind: 'one', class: name, anyCase: flags.i })
  if (reader.take(/\^/y)) return { kind: 'at', place: flags.m ? 'lineStart' : 'start' }
  if (reader.take(/\$/y)) return { kind: 'at', place: flags.m ? 'lineEnd' : 'end' }
  if (reader.take(/\./y)) return one(flags.s ? '[^]' : '.')
  if (reader.rest.startsWith('(')) return group(reader, flags)
  if (reader.rest.startsWith('[')) return one(classOf(reader))
  const escaped = reader.take(/\\([bB])/y)
  if (escaped) return { kind: 'at', place: escaped[1] === 'b' ? 'word' : 'notWord' }
  const repeat = reader.take(/[*+?]|\{\d+,?\d*\}/y)
  if (repeat) throw new Error(`nothing to repeat before ${repeat[0]}`)
  const { set, char } = member(reader)
  return one(set ?? spelled(char!))
}

/** Forms of groups that can be read; all others that begin with `(?` look around. */
const GROUP = /\((?:\?(?:P?<[\p{L}_$][\p{L}\p{N}_$]*>|([ims]*)(?:-([ims]+))?:)|(?!\?))/uy

function group(reader: Reader, flags: Flags): Expression {
  const { rest } = reader
  const open = reader.take(GROUP)
  if (!open) {
    const form = /^\(\?<?./s.exec(rest)?.[0] ?? rest
    throw new Error(
      /^\(\?<?[=!]/.test(form)
        ? `look-ahead and look-behind (${form}) are not possible; use another rule beside this one`
        : `unknown kind of group: ${form}`,
    )
  }
  const inner = alternatives(reader, changed(flags, open))
  if (!reader.take(/\)/y)) throw new Error(`missing closing ): ${rest}`)
  return inner
}

/** A class in brackets, spelled so that JavaScript reads it with the flag `u`. */
function classOf(reader: Reader): string {
  const { rest } = reader
  const open = reader.take(/\[\^?/y)![0]
  let spelling = open
  while (!reader.take(/\]/y)) {
    if (reader.rest === '') throw new Error(`missing closing ]: ${rest}`)
    if (/^\[:\^?[a-z]+:\]/.test(reader.rest)) throw new Error('a class like [:alpha:] is written \\p{L} here')
    const from = member(reader)
    const to = reader.rest.startsWith('-]') ? undefined : reader.take(/-/y) && member(reader)
    if (!to) spelling += from.set ?? spelled(from.char!)
    else if (from.char === undefined || to.char === undefined)
      spelling += (from.set ?? spelled(from.char!)) + spelled(HYPHEN) + (to.set ?? spelled(to.char!))
    else if (from.char > to.char) throw new Error(`range out of order in ${rest}`)
    else spelling += `${spelled(from.char)}-${spelled(to.char)}`
  }
  return `${spelling}]`
}

const HYPHEN = 0x2d
const spelled = (char: number): string => `\\u{${char.toString(16)}}`

/** A set like `\d`, or a code point. */
interface Member {
  readonly set?: string
  readonly char?: number
}

const CONTROLS: Readonly<Record<string, number>> = { n: 0x0a, r: 0x0d, t: 0x09, f: 0x0c, v: 0x0b, b: 0x08, 0: 0 }
const HEXADECIMAL = /\\(?:x([\da-f]{2})|u(d[89ab][\da-f]{2})\\u(d[c-f][\da-f]{2})|u([\da-f]{4})|[ux]\{([\da-f]{1,6})\})/iy

/** A character or a set, in brackets and outside them. */
function member(reader: Reader): Member {
  const hex = reader.take(HEXADECIMAL)
  if (hex) return { char: codeOf(hex) }
  const [, set] = reader.take(/(\\[dDsSwW])/y) ?? []
  if (set) return { set }
  const [, sign, short, name] = reader.take(/\\([pP])(?:([LMNPSZC])|\{([\w=]+)\})/y) ?? []
  if (sign) return { set: property(`\\${sign}{${short ?? name}}`) }
  const control = reader.take(/\\([nrtfvb]|0(?!\d))/y)
  if (control) return { char: CONTROLS[control[1]!]! }
  const [, itself] = reader.take(/\\([^\p{L}\p{N}])/uy) ?? reader.take(/([^\\])/uy) ?? []
  if (itself !== undefined) return { char: itself.codePointAt(0)! }
  if (/^\\[1-9k]/.test(reader.rest)) throw new Error('references back are not possible; write what is meant twice')
  const escape = /^\\./su.exec(reader.rest)?.[0]
  throw new Error(escape ? `unknown escape: ${escape}` : 'a backslash at the end escapes nothing')
}

function codeOf([, two, high, low, four, braced]: readonly (string | undefined)[]): number {
  if (high && low) return String.fromCharCode(parseInt(high, 16), parseInt(low, 16)).codePointAt(0)!
  const code = parseInt(two ?? four ?? braced!, 16)
  if (code > 0x10_ff_ff) throw new Error(`no character has the number ${braced}`)
  return code
}

/** The set, if JavaScript knows the property. */
function property(set: string): string {
  try {
    new RegExp(set, 'u')
    return set
  } catch (error) {
    throw new Error(`unknown property of characters: ${set}`, { cause: error })
  }
}
