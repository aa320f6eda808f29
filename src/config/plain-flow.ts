import { plainScalar, quotedScalar, Unreadable } from './plain-scalars.ts'
import type { Path } from './mistakes.ts'

/** Told where each entry begins: characters from the beginning of the text. */
export type Mark = (path: Path, at: number) => void

/** Lists in lists; nobody writes so deep. */
export const MAX_DEPTH = 20

/** A list in brackets or a map in braces, over any number of lines, and nothing behind it but a comment. */
export function readFlow(text: string, path: Path, mark: Mark): unknown {
  const flow = new Flow(text, mark)
  const value = flow.value(path, 0)
  flow.end()
  return value
}

/** Where brackets that open in a text close again; -1 where they do not. Quotes hold no brackets. */
export function closedAt(text: string): number {
  let depth = 0
  const sign = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|(?<=\s)#[^\n]*|[[\]{}]/g
  for (const { 0: found, index } of text.matchAll(sign)) {
    if (found === '[' || found === '{') depth++
    else if ((found === ']' || found === '}') && --depth === 0) return index
  }
  return -1
}

const BLANK = /(?:\s|(?<=\s)#[^\n]*)*/y
/** Up to what ends a value or a key between brackets, or a line. */
const WORD = /(?:[^,[\]{}\n:#]|:(?![\s,[\]{}]|$)|(?<!\s)#)*/y

class Flow {
  private readonly text: string
  private readonly mark: Mark
  private at = 0

  constructor(text: string, mark: Mark) {
    this.text = text
    this.mark = mark
  }

  value(path: Path, depth: number): unknown {
    if (depth > MAX_DEPTH) throw new Unreadable('UNEXPECTED_TOKEN', this.at)
    this.blank()
    if (this.text[this.at] === '[') return this.list(path, depth)
    return this.text[this.at] === '{' ? this.map(path, depth) : this.scalar()
  }

  end(): void {
    const blank = this.take(BLANK)
    if (this.at < this.text.length || (blank === '' && this.text[this.at] === '#')) throw new Unreadable('UNEXPECTED_TOKEN', this.at)
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0] ?? ''
    this.at += found.length
    return found
  }

  private blank(): void {
    this.take(BLANK)
  }

  private list(path: Path, depth: number): unknown[] {
    const list: unknown[] = []
    for (this.at++; !this.closes(']'); this.separate(']')) {
      this.mark([...path, list.length], this.at)
      list.push(this.value([...path, list.length], depth + 1))
    }
    return list
  }

  private map(path: Path, depth: number): Record<string, unknown> {
    const map = new Map<string, unknown>()
    for (this.at++; !this.closes('}'); this.separate('}')) {
      const start = this.at
      const key = String(this.scalar())
      if (map.has(key)) throw new Unreadable('DUPLICATE_KEY', start)
      this.mark([...path, key], start)
      this.blank()
      if (!/^:[\s]/.test(this.text.slice(this.at, this.at + 2))) throw new Unreadable('UNEXPECTED_TOKEN', this.at)
      this.at++
      map.set(key, this.value([...path, key], depth + 1))
    }
    return Object.fromEntries(map)
  }

  private closes(bracket: string): boolean {
    this.blank()
    if (this.text[this.at] !== bracket) return false
    this.at++
    return true
  }

  /** A comma, or the bracket that closes, which the next look finds. */
  private separate(bracket: string): void {
    this.blank()
    if (this.text[this.at] === ',') this.at++
    else if (this.text[this.at] !== bracket) throw new Unreadable('UNEXPECTED_TOKEN', this.at)
  }

  private scalar(): unknown {
    const start = this.at
    if (this.text[start] === '"' || this.text[start] === "'") {
      const { value, end } = quotedScalar(this.text, start)
      this.at = end
      return value
    }
    const word = this.take(WORD).trim()
    if (word === '') throw new Unreadable('UNEXPECTED_TOKEN', start)
    return plainScalar(word)
  }
}
