import { isAlias, isCollection, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml'
import { openingLine, quoteIt, REPEATED, syntaxMistake } from './syntax.ts'

/** Aliases may repeat so much of a file, no more: a few lines of them can stand for a billion entries. */
const MOST_ALIASES = 100

export interface SyntaxProblem {
  readonly line: number
  readonly message: string
  /** The key that is meant, where one is. */
  readonly key?: string
}

/** A file of YAML that could be read. */
export interface YamlFile {
  readonly value: unknown
  /** The line, from 1, of the key or entry at a path; of the nearest one above where it is absent. */
  readonly lineOf: (path: readonly PropertyKey[]) => number
  /** What stands behind the key at a path, as it is written on its line. */
  readonly writtenAt: (path: readonly PropertyKey[]) => string
}

export type YamlRead = { readonly ok: true; readonly file: YamlFile } | { readonly ok: false; readonly problems: readonly SyntaxProblem[] }

/** Reads one document of YAML 1.2 without merge keys; else one problem for each line that cannot be read. */
export function readYaml(text: string): YamlRead {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: false, version: '1.2', merge: false })
  const lines = text.split(/\r?\n/)
  const lineAt = (offset: number) => counter.linePos(offset).line
  const broken = [...document.errors, ...document.warnings].map(({ code, pos }) => {
    const line = openingLine(code, lines, lineAt(pos[0]))
    return { line, message: syntaxMistake(code, lines[line - 1] ?? '') }
  })
  if (broken.length > 0) return { ok: false, problems: firstOfEachLine(broken) }
  const repeated = repeatedKey(document)
  if (repeated) return { ok: false, problems: [{ line: lineAt(repeated.at), key: repeated.key, message: REPEATED }] }
  const dangling = danglingAliases(document, lines, lineAt)
  if (dangling.length > 0) return { ok: false, problems: dangling }
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: MOST_ALIASES })
  } catch {
    return { ok: false, problems: [{ line: 1, message: `values with * repeat more than ${MOST_ALIASES} others: write them out` }] }
  }
  const lineOf = (path: readonly PropertyKey[]) => lineAt(offsetOf(document, path))
  const writtenAt = (path: readonly PropertyKey[]) => /:[ \t]+(.*?)\s*$/.exec(lines[lineOf(path) - 1] ?? '')?.[1] ?? ''
  return { ok: true, file: { value, lineOf, writtenAt } }
}

/** What follows on one line from a mistake is none. */
const firstOfEachLine = (problems: readonly SyntaxProblem[]) =>
  problems.filter(({ line }, i) => problems.findIndex((other) => other.line === line) === i)

/** The first key that stands twice in one map. The library would compare every key with every other. */
function repeatedKey(document: Document): { readonly key: string; readonly at: number } | undefined {
  let repeated: { key: string; at: number } | undefined
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key)) continue
        if (seen.has(key.value)) repeated ??= { key: String(key.value), at: key.range?.[0] ?? 0 }
        seen.add(key.value)
      }
      return repeated ? visit.BREAK : undefined
    },
  })
  return repeated
}

/** Values like `*news`, which refer to nothing. */
function danglingAliases(document: Document, lines: readonly string[], lineAt: (offset: number) => number): SyntaxProblem[] {
  const found: SyntaxProblem[] = []
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return
      const line = lineAt(alias.range?.[0] ?? 0)
      const [, key = '', value = `*${alias.source}`] = /([\w-]+):[ \t]+(.*?)\s*$/.exec(lines[line - 1] ?? '') ?? []
      found.push({ line, message: quoteIt(key, value) })
    },
  })
  return found
}

/** Where the key of a map, or the entry of a list, begins. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents
  let offset = (node as Node | null)?.range?.[0] ?? 0
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document)
    if (!isCollection(node)) break
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part)) : undefined
    const next = isSeq(node) ? node.items[Number(part)] : pair?.key
    if (next === undefined) break
    offset = (next as Node).range?.[0] ?? offset
    node = pair ? pair.value : next
  }
  return offset
}
