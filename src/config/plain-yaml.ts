import { closedAt, MAX_DEPTH, readFlow } from './plain-flow.ts'
import { plainScalar, quotedScalar, Unreadable } from './plain-scalars.ts'
import { REPEATED, syntaxMistake } from './syntax.ts'
import { pathKey, type Path } from './mistakes.ts'
import type { YamlRead } from './yaml.ts'

/**
 * Reads the part of YAML in which rules are written: maps and lists by indentation or in brackets, values of one line, quoted or not. What it
 * reads the YAML library reads alike; all else (anchors, tags, text over several lines) it refuses. It travels to Workers, where that
 * library would be 30 KB gzipped for one form.
 */
export function readPlainYaml(text: string): YamlRead {
  const written = text.split(/\r?\n/)
  const reader = new Reader(written)
  try {
    return { ok: true, file: { value: reader.document(), ...reader.places() } }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    const line = reader.lineAt(error.at)
    const message = error.code === 'DUPLICATE_KEY' ? REPEATED : syntaxMistake(error.code, written[line - 1] ?? '')
    return { ok: false, problems: [{ line, message }] }
  }
}

interface Line {
  readonly indent: number
  readonly text: string
  readonly number: number
}

const KEY = /^([\w-]+) *:(?:\s+(.*))?$/
const ENTRY = /^-(?:\s+(.*))?$/
const COMMENT = /(?:^|\s)#.*$/

/** One reading, line by line. */
class Reader {
  private readonly written: readonly string[]
  private readonly lines: Line[]
  private readonly begins = new Map<string, number>()
  private at = 0
  /** Line of the value in brackets that is read. */
  private flowLine: number | undefined
  private flowText = ''

  constructor(written: readonly string[]) {
    this.written = written
    this.lines = written.flatMap((line, i) => {
      const text = line.trim()
      return text === '' || text.startsWith('#') ? [] : [{ indent: line.search(/\S/), text, number: i + 1 }]
    })
  }

  document(): unknown {
    if (this.lines.length === 0) return null
    const odd = this.lines.findIndex(({ text, number }) => /^(?:---|\.\.\.|%)/.test(text) || /^ *\t/.test(this.written[number - 1]!))
    if (odd >= 0) {
      this.at = odd
      throw new Unreadable(this.lines[odd]!.text.startsWith('---') ? 'MULTIPLE_DOCS' : 'BAD_INDENT')
    }
    const value = this.node([], 0)
    if (this.at < this.lines.length) throw new Unreadable('BAD_INDENT')
    return value
  }

  /** The line of a mistake: where the reader stands, or so many characters into what stands in brackets. */
  lineAt(offset: number): number {
    if (this.flowLine !== undefined) return this.flowLine + this.flowText.slice(0, offset).split('\n').length - 1
    return this.lines[Math.min(this.at, this.lines.length - 1)]?.number ?? 1
  }

  places() {
    const lineOf = (path: Path): number => this.begins.get(pathKey(path)) ?? (path.length === 0 ? 1 : lineOf(path.slice(0, -1)))
    const writtenAt = (path: Path) => /:[ \t]+(.*?)\s*$/.exec(this.written[lineOf(path) - 1] ?? '')?.[1] ?? ''
    return { lineOf, writtenAt }
  }

  /** What begins at this line. */
  private node(path: Path, depth: number): unknown {
    if (depth > MAX_DEPTH) throw new Unreadable('UNEXPECTED_TOKEN')
    const { text, indent } = this.lines[this.at]!
    if (ENTRY.test(text)) return this.list(path, indent, depth)
    if (KEY.test(text)) return this.map(path, indent, depth)
    return this.inline(text, path, indent)
  }

  private map(path: Path, indent: number, depth: number): Record<string, unknown> {
    const map = new Map<string, unknown>()
    for (let line = this.lines[this.at]; line?.indent === indent; line = this.lines[this.at]) {
      const [, key, rest = ''] = KEY.exec(line.text) ?? []
      if (key === undefined) throw new Unreadable('MULTILINE_IMPLICIT_KEY')
      if (map.has(key)) throw new Unreadable('DUPLICATE_KEY')
      const inside = [...path, key]
      this.begins.set(pathKey(inside), line.number)
      map.set(key, this.valueBehind(rest, inside, indent, depth, true))
    }
    this.ended(indent)
    return Object.fromEntries(map)
  }

  private list(path: Path, indent: number, depth: number): unknown[] {
    const list: unknown[] = []
    for (let line = this.lines[this.at]; line?.indent === indent; line = this.lines[this.at]) {
      const [entry, rest = ''] = ENTRY.exec(line.text) ?? []
      // a key of the map that the list stands in may begin in its column
      if (entry === undefined) break
      const inside = [...path, list.length]
      this.begins.set(pathKey(inside), line.number)
      const isNode = KEY.test(rest) || ENTRY.test(rest)
      if (isNode) this.lines[this.at] = { ...line, indent: indent + line.text.length - rest.length, text: rest }
      list.push(isNode ? this.node(inside, depth + 1) : this.valueBehind(rest, inside, indent, depth, false))
    }
    this.ended(indent)
    return list
  }

  /** What follows behind a key or a dash: on its line, or on those below. */
  private valueBehind(rest: string, path: Path, indent: number, depth: number, isInMap: boolean): unknown {
    if (rest !== '' && !rest.startsWith('#')) return this.inline(rest, path, indent)
    const next = this.lines[++this.at]
    if (next === undefined) return null
    const isBelow = next.indent > indent || (isInMap && next.indent === indent && ENTRY.test(next.text))
    return isBelow ? this.node(path, depth + 1) : null
  }

  /** A value on its line; in brackets it may go on on the next ones. */
  private inline(text: string, path: Path, indent: number): unknown {
    if (/^[[{]/.test(text)) return this.flow(text, path, indent)
    let value: unknown
    if (/^["']/.test(text)) {
      const quoted = quotedScalar(text, 0)
      if (!/^(?:\s+#.*|\s*)$/.test(text.slice(quoted.end))) throw new Unreadable('UNEXPECTED_TOKEN')
      value = quoted.value
    } else value = plainScalar(text.replace(COMMENT, '').trimEnd())
    this.at++
    return value
  }

  private flow(text: string, path: Path, indent: number): unknown {
    const { number } = this.lines[this.at]!
    let all = text
    let last = this.at
    while (closedAt(all) < 0) {
      const next = this.lines[++last]
      if (next === undefined || next.indent <= indent) throw new Unreadable('MISSING_CHAR')
      all += '\n'.repeat(next.number - this.lines[last - 1]!.number) + next.text
    }
    this.flowLine = number
    this.flowText = all
    const value = readFlow(all, path, (inside, offset) => this.begins.set(pathKey(inside), this.lineAt(offset)))
    this.flowLine = undefined
    this.at = last + 1
    return value
  }

  /** Behind a map or a list no line stands further in. */
  private ended(indent: number): void {
    if ((this.lines[this.at]?.indent ?? 0) > indent) throw new Unreadable('BAD_INDENT')
  }
}
