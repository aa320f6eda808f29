/** A line of YAML that cannot be read, told in the words of people who do not know its grammar. */

/** Characters that mean something else to YAML at the beginning of a value. */
const SPECIAL = /^[@`%!&*|>{}[\],#?-]/

/** `key: value`, also as the first of an entry. */
const PAIR = /^(\s*(?:- +)*)([\w-]+):[ \t]+(.*?)\s*$/

export const REPEATED = 'this key stands twice in one map: keep one of them'

/** @param code of the YAML library, which is stable; its sentences are not shown @param line as it is written */
export function syntaxMistake(code: string, line: string): string {
  if (code === 'MULTIPLE_DOCS') return 'one file is one feed: put what follows "---" into a file of its own'
  if (/^ *\t/.test(line)) return 'this line is indented with a tab: use spaces'
  return ofLine(code, line) ?? BY_CODE[code] ?? 'this line cannot be read: look at its colons, quotes, brackets and indentation'
}

function ofLine(code: string, line: string): string | undefined {
  const [, , key = '', value = ''] = PAIR.exec(line) ?? []
  if (/^["']/.test(value) || /^\s*(?:- +)+["']/.test(line)) return QUOTED[code]
  if (/^https?:\/\//.test(value) && code === 'BLOCK_AS_IMPLICIT_KEY') return BY_CODE[code]
  if (key !== '' && !isCollection(value) && (SPECIAL.test(value) || /:\s/.test(value))) return quoteIt(key, value)
  const [, , word = '', rest = ''] = /^(\s*(?:- +)*)([\w-]+):?(?: +(.+))?$/.exec(line) ?? []
  if (key === '' && code === 'MULTILINE_IMPLICIT_KEY' && rest !== '') return `the ":" is missing: write ${word}: ${rest}`
  const glued = /^\s*([a-z][\w-]*):(?!\/\/)(\S.*)$/i.exec(line)
  if (glued) return `a blank is missing behind the ":": write ${glued[1]}: ${glued[2]}`
  if (isCollection(value) && !/[\]}]/.test(value)) return closing(key, value)
  if (isCollection(value) && value.includes('/')) return 'put what holds [ ] { } or a comma into single quotes, an expression above all'
  if (isCollection(value) && /,\s*,|\[\s*,/.test(value)) return 'an entry of the list is empty: remove a comma'
  return isCollection(value) && !/[\]}]\s*(?:#.*)?$/.test(value) ? quoteIt(key, value) : undefined
}

const isCollection = (value: string): boolean => /^[[{]/.test(value)

/** Keys of which the value is text: a bracket there was meant as one. */
const TEXTS = /^(?:title|description|name)$/

const closing = (key: string, value: string): string =>
  TEXTS.test(key) ? quoteIt(key, value) : `the ${value[0]} has no ${value.startsWith('[') ? ']' : '}'}: add it at the end`

/** "quote it", with the line as it should be. */
export function quoteIt(key: string, value: string): string {
  const why =
    /^[^"']*:\s/.test(value) && !SPECIAL.test(value)
      ? 'a colon with a blank begins another key'
      : `a value that begins with ${value[0]} is something else in YAML`
  return `${why}, so quote it: ${key}: ${quoted(value)}`
}

export const quoted = (value: string): string =>
  value.includes('"') || value.includes('\\') ? `'${value.replaceAll("'", "''")}'` : `"${value}"`

const QUOTED: Readonly<Record<string, string>> = {
  MISSING_CHAR: 'the quote that begins here has no end: add it',
  BAD_DQ_ESCAPE: 'between double quotes a backslash has a meaning of its own: use single quotes',
  UNEXPECTED_TOKEN: 'there is text behind the closing quote: write a quote within quotes twice, or use the other kind around it',
}

const BY_CODE: Readonly<Record<string, string>> = {
  BAD_INDENT: 'the indentation does not fit the lines above: keys that belong together begin in one column',
  BLOCK_AS_IMPLICIT_KEY: 'two keys stand in one line: give each a line of its own',
  MISSING_CHAR: 'the keys of one entry begin in one column: look at the indentation here, or for a missing "- "',
  KEY_OVER_1024_CHARS: 'this key is too long: the ":" behind it is missing',
  BAD_COLLECTION_TYPE: 'what stands here is neither list nor map: look at its indentation',
}

/** The line in which what has no end begins: YAML notices that at the end of the file, or at the next key. */
export function openingLine(code: string, lines: readonly string[], line: number): number {
  if (code !== 'MISSING_CHAR' && code !== 'BAD_INDENT') return line
  for (let number = line; number > 0; number--) {
    const value = PAIR.exec(lines[number - 1]!)?.[3] ?? ''
    const [open = ''] = value
    const close = { '"': '"', "'": "'", '[': ']', '{': '}' }[open]
    if (close !== undefined && value.indexOf(close, 1) < 0) return number
  }
  return line
}
