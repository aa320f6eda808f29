/** How an encoding behaves when it meets bytes that were not meant for it. */
export interface Charset {
  /** The name TextDecoder knows it by. */
  readonly name: string
  /**
   * `unicode`: UTF-8 and the like, whose errors show. `latin`: one byte a letter, nothing is an error, accented
   * letters are rare. `letters`: one byte a letter of another script. `wide`: several bytes a character.
   */
  readonly kind: 'unicode' | 'latin' | 'letters' | 'wide'
}

/** Labels that are written in feeds but that the Encoding Standard does not list. */
const ALIASES = new Map([
  ['latin-1', 'windows-1252'],
  ['iso-latin-1', 'windows-1252'],
  ['8859-1', 'windows-1252'],
  ['ansi', 'windows-1252'],
  ['win-1251', 'windows-1251'],
  ['win1251', 'windows-1251'],
  ['cp-1251', 'windows-1251'],
  ['win-1252', 'windows-1252'],
  ['cp-1252', 'windows-1252'],
  ['cp936', 'gbk'],
  ['ms936', 'gbk'],
  ['cp54936', 'gb18030'],
  ['gb-18030', 'gb18030'],
  ['gb-2312', 'gbk'],
  ['cp950', 'big5'],
  ['big-5', 'big5'],
  ['cp932', 'shift_jis'],
  ['cp949', 'euc-kr'],
  ['uhc', 'euc-kr'],
  ['euckr', 'euc-kr'],
  ['eucjp', 'euc-jp'],
  ['ujis', 'euc-jp'],
  ['cp51932', 'euc-jp'],
  ['shiftjis', 'shift_jis'],
  ['s-jis', 'shift_jis'],
  ['jis', 'iso-2022-jp'],
  ['iso-2022-jp-2', 'iso-2022-jp'],
  ['mac-roman', 'macintosh'],
  ['mac-cyrillic', 'x-mac-cyrillic'],
  ['cp866', 'ibm866'],
  ['cp874', 'windows-874'],
  ['iso-8859-9e', 'windows-1254'],
  ['koi8r', 'koi8-r'],
  ['koi8u', 'koi8-u'],
])

const LATIN = new Set(['windows-1252', 'windows-1250', 'windows-1254', 'windows-1257', 'windows-1258', 'macintosh'])
const LATIN_PARTS = new Set(['2', '3', '4', '10', '13', '14', '15', '16'])
const WIDE = new Set(['gbk', 'gb18030', 'big5', 'euc-jp', 'iso-2022-jp', 'shift_jis', 'euc-kr'])

/** The encoding a label stands for, or undefined for a label nobody knows. */
export function charsetOf(label: string): Charset | undefined {
  const lower = label.trim().toLowerCase().replaceAll('_', '-')
  for (const candidate of [
    ALIASES.get(lower),
    lower,
    lower.replaceAll('-', '_'),
    lower.replace(/^x-/, ''),
    lower.replace(/^iso(?=\d)/, 'iso-'),
  ]) {
    const name = candidate === undefined ? undefined : nameOf(candidate)
    if (name !== undefined) return { name, kind: kindOf(name) }
  }
  return undefined
}

/** TextDecoder throws for what it does not know, `replacement` encodings such as hz-gb-2312 among it. */
function nameOf(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding
  } catch {
    return undefined
  }
}

function kindOf(name: string): Charset['kind'] {
  if (name.startsWith('utf-')) return 'unicode'
  if (WIDE.has(name)) return 'wide'
  return LATIN.has(name) || (name.startsWith('iso-8859-') && LATIN_PARTS.has(name.slice(9))) ? 'latin' : 'letters'
}

/** The charset parameter of a Content-Type, which is quoted, spaced and misspelt (`charset:`) in many ways. */
export function charsetParameter(contentType: string): string | undefined {
  const found = /charset\s{0,8}[=:]\s{0,8}["']?\s{0,8}([^\s"';,]{1,40})/i.exec(contentType.slice(0, 1000))
  return found?.[1]
}

/** How much of a document is searched for an XML declaration, in bytes. */
const DECLARATION_WINDOW = 1024

/** The encoding an XML declaration names; readable in every encoding that writes ASCII as ASCII. */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, DECLARATION_WINDOW))
  const declaration = /<\?xml\s([^>]{0,500})/i.exec(start)?.[1]
  return declaration === undefined ? undefined : /encoding\s{0,8}=\s{0,8}["']?\s{0,8}([^\s"'?>]{1,40})/i.exec(declaration)?.[1]
}
