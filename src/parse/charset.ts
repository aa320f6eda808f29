import { encodingName, HZ, WIDE_ENCODINGS } from './encodings.ts'

/** How an encoding behaves when it meets bytes that were not meant for it. */
export interface Charset {
  /** The name that `decodeAs` knows it by. */
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
  ['latin7', 'iso-8859-13'],
  ['latin8', 'iso-8859-14'],
  ['latin9', 'iso-8859-15'],
  ['latin-9', 'iso-8859-15'],
  ['latin10', 'iso-8859-16'],
  ['big5-eten', 'big5'],
  ['eucjp-ms', 'euc-jp'],
  ['eucjp-win', 'euc-jp'],
  ['ks-c-5601-1987', 'euc-kr'],
  ['ksc5601', 'euc-kr'],
  ['hz', HZ],
  ['hz-gb2312', HZ],
  ['cp437', 'ibm437'],
  ['cp850', 'ibm850'],
  ['cp858', 'ibm858'],
  ['cp852', 'ibm852'],
])

const LATIN = new Set(['windows-1252', 'windows-1250', 'windows-1254', 'windows-1257', 'windows-1258', 'macintosh'])
const LATIN_PARTS = new Set(['2', '3', '4', '10', '13', '14', '15', '16'])
/** The DOS pages of Western and Central Europe. */
const LATIN_PAGES = new Set(['ibm437', 'ibm850', 'ibm858', 'ibm852'])

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
    const name = candidate === undefined ? undefined : encodingName(candidate)
    if (name !== undefined) return { name, kind: kindOf(name) }
  }
  return undefined
}

function kindOf(name: string): Charset['kind'] {
  if (name.startsWith('utf-')) return 'unicode'
  if (WIDE_ENCODINGS.has(name) || name === HZ) return 'wide'
  return LATIN.has(name) || LATIN_PAGES.has(name) || (name.startsWith('iso-8859-') && LATIN_PARTS.has(name.slice(9))) ? 'latin' : 'letters'
}

/** The charset parameter of a Content-Type, which is quoted, spaced and misspelt (`charset:`) in many ways. */
export function charsetParameter(contentType: string): string | undefined {
  const found = /charset\s{0,8}[=:]\s{0,8}["']?\s{0,8}([^\s"';,]{1,40})/i.exec(contentType.slice(0, 1000))
  return found?.[1]
}

/** How much of a document is searched for what it says of its encoding, in bytes. */
const DECLARATION_WINDOW = 1024

/** What an XML declaration says, and what a page says (HTML 13.2.3.2); readable in every encoding that writes ASCII as ASCII. */
const XML_ENCODING = /<\?xml\s[^>]{0,500}?encoding\s{0,8}=\s{0,8}["']?\s{0,8}([^\s"'?>]{1,40})/i
const META_CHARSET = /<meta\s[^>]{0,300}?charset\s{0,8}=\s{0,8}["']?\s{0,8}([^\s"'/;>]{1,40})/i

/** The encoding that a document names at its beginning. */
export function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, DECLARATION_WINDOW))
  return (XML_ENCODING.exec(start) ?? META_CHARSET.exec(start))?.[1]
}
