/** Pieces that are joined at once: millions of them would take ten times the memory of the text. */
const MANY = 10_000

/**
 * JSON as it was meant, for text that is none: comments, names and strings in other quotes or none, line ends and signs in strings that
 * were not escaped, commas too many or missing, `NaN`. It ends with the first value, and where the text ends; linear.
 */
export const repaired = (text: string): string => new Repair(text).run()

const QUOTE = '"'
const SPACE = /\s/
const WORD = /[\p{L}_$][\p{L}\p{N}_$-]*/uy
const NUMBER = /[-+.\d][\w.+-]*/y
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i
const LITERALS = new Set(['true', 'false', 'null'])
/** Escapes that JSON has (RFC 8259, 7). */
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-f]{4})/iy
const HEX_ESCAPE = /\\x([\da-f]{2})/iy
/** What stands behind the quote that ends a string; behind any other the string goes on. */
const BEHIND_STRING =
  /^\s*(?:$|[:}\]]|\/[/*]|,\s*(?:$|["'{[}\]\d-]|true\b|false\b|null\b|\/[/*]|[A-Za-z_$][\w$]*\s*:)|["'][^"'\n]{0,60}["']\s*:)/
/** Characters behind a quote that are looked at. */
const NEAR = 120

/** One walk over one text. */
class Repair {
  readonly #text: string
  readonly #joined: string[] = []
  #pieces: string[] = []
  #at = 0
  #depth = 0
  /** Whether a value stands before, so that a comma belongs before the next. */
  #isBehindValue = false

  constructor(text: string) {
    this.#text = text
  }

  run(): string {
    while (this.#at < this.#text.length && !this.#isWhole()) this.#step(this.#text[this.#at]!)
    return [...this.#joined, ...this.#pieces].join('')
  }

  #isWhole(): boolean {
    return this.#depth === 0 && this.#isBehindValue
  }

  #step(c: string): void {
    if (c === '{' || c === '[') this.#bracket(c, 1)
    else if (c === '}' || c === ']') this.#bracket(c, -1)
    else if (c === ':') this.#sign()
    else if (c === QUOTE || c === "'") this.#string(c)
    else if (c === '/') this.#comment()
    else if (SPACE.test(c) || !(this.#word() || this.#number())) this.#at++
  }

  #write(piece: string): void {
    this.#pieces.push(piece)
    if (this.#pieces.length < MANY) return
    this.#joined.push(this.#pieces.join(''))
    this.#pieces = []
  }

  #value(written: string): void {
    if (this.#isBehindValue) this.#write(',')
    this.#write(written)
    this.#isBehindValue = true
  }

  #bracket(c: string, step: 1 | -1): void {
    this.#depth += step
    if (step > 0) this.#value(c)
    else this.#write(c)
    this.#isBehindValue = step < 0
    this.#at++
  }

  #sign(): void {
    this.#write(':')
    this.#isBehindValue = false
    this.#at++
  }

  #comment(): void {
    const end = this.#text.startsWith('/*', this.#at) ? '*/' : this.#text.startsWith('//', this.#at) ? '\n' : '/'
    const found = this.#text.indexOf(end, this.#at + end.length - 1)
    this.#at = found < 0 ? this.#text.length : found + end.length
  }

  #word(): boolean {
    const word = this.#match(WORD)?.[0]
    if (word === undefined) return false
    const isName = /^\s*:/.test(this.#text.slice(this.#at, this.#at + NEAR))
    this.#value(LITERALS.has(word) && !isName ? word : isName ? JSON.stringify(word) : 'null')
    return true
  }

  #number(): boolean {
    const number = this.#match(NUMBER)?.[0]
    if (number === undefined) return false
    this.#value(JSON_NUMBER.test(number) ? number : JSON.stringify(number))
    return true
  }

  #string(quote: string): void {
    const text = this.#text
    this.#value(QUOTE)
    let from = ++this.#at
    const replace = (length: number, written: string): void => {
      this.#write(text.slice(from, this.#at) + written)
      from = this.#at += length
    }
    for (; this.#at < text.length;) {
      const c = text[this.#at]!
      if (c === quote && BEHIND_STRING.test(text.slice(this.#at + 1, this.#at + NEAR))) return replace(1, QUOTE)
      if (c === QUOTE) replace(1, '\\"')
      else if (c < ' ') replace(1, c === '\t' ? '\\t' : '\\n')
      else if (c === '\\') this.#escape(replace)
      else this.#at++
    }
    this.#write(text.slice(from))
  }

  #escape(replace: (length: number, written: string) => void): void {
    const at = this.#at
    const known = this.#match(ESCAPE)
    if (known) return
    const hex = this.#match(HEX_ESCAPE)
    this.#at = at
    if (hex) replace(hex[0].length, `\\u00${hex[1]!}`)
    else if (this.#text[at + 1] === "'") replace(1, '')
    else replace(1, '\\\\')
  }

  /** What stands here, and goes behind it. */
  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#text)
    if (match === null) return undefined
    this.#at = pattern.lastIndex
    return match
  }
}
