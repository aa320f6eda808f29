import { folded } from './characters.ts'

/** A paragraph, cell row, list item or line of sanitized HTML: its plain text, and where its markup stands. */
export interface Line {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Safe HTML and the text of its lines. */
export interface Body {
  readonly html: string
  readonly lines: readonly string[]
}

/** Elements that do not end a line; all others do. */
export const INLINE: ReadonlySet<string> = new Set(
  (
    'a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd map mark picture q rb rp rt rtc ruby s samp small source span strike strong sub ' +
    'sup time track tt u var wbr td th'
  ).split(' '),
)
/** Cells stand side by side. */
export const SPACING: ReadonlySet<string> = new Set(['td', 'th'])
/** A reading of what stands before it: the same words twice. */
const READING: ReadonlySet<string> = new Set(['rt', 'rp'])

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/** Elements whose text depends on what stands around them. */
export const ANNOTATING: ReadonlySet<string> = new Set([...READING, 'sup'])

/** The references that the cleaner writes. */
export const decodeText = (text: string): string =>
  text.includes('&') ? text.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name]!) : text

/** The lines of HTML that `sanitize` wrote (every `<` begins a tag, every `>` ends one), empty ones left out. Linear. */
export function linesOf(html: string): readonly Line[] {
  const lines: Line[] = []
  let parts: string[] = []
  let start = 0
  let reading = 0
  const flush = (end: number) => {
    const text = parts.length === 0 ? '' : folded(decodeText(parts.length === 1 ? parts[0]! : parts.join('')))
    if (text !== '') lines.push({ text, start, end })
    parts = []
  }
  for (let at = 0; at < html.length;) {
    const open = html.indexOf('<', at)
    if (open !== at) {
      const text = html.slice(at, open < 0 ? html.length : open)
      if (reading === 0) parts.push(text)
    }
    if (open < 0) break
    const close = html.indexOf('>', open)
    if (close < 0) break
    const name = tagName(html, open)
    if (!INLINE.has(name)) {
      flush(open)
      start = close + 1
    } else if (SPACING.has(name)) parts.push(' ')
    else if (name === 'sup' && html[open + 1] !== '/') parts.push(beforeRaised(html, open, close + 1))
    else if (READING.has(name)) reading = Math.max(0, reading + (html[open + 1] === '/' ? -1 : 1))
    at = close + 1
  }
  flush(html.length)
  return lines
}

const RAISED = /([-−+]?[\d.,]{1,8}|[a-z])<\/sup>([\u2044\u2215/]?)/iy

/** What keeps a number and the one raised behind it apart: `10^6`, `2 1/2`, and a note behind a year. */
export function beforeRaised(html: string, before: number, from: number): string {
  if (!isDigit(html.charCodeAt(before - 1))) return ''
  RAISED.lastIndex = from
  const match = RAISED.exec(html)
  return match === null || match[2] !== '' ? (html[from] === '<' || match !== null ? ' ' : '') : '^'
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

export const textsOf = (html: string): readonly string[] => linesOf(html).map(({ text }) => text)

function tagName(html: string, open: number): string {
  let from = open + 1
  if (html[from] === '/') from++
  let to = from
  while (to < html.length && isNameCharacter(html.charCodeAt(to))) to++
  return html.slice(from, to)
}

const isNameCharacter = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)

/** The HTML without these lines, and without the elements that are empty for it; tags that reach beyond a line stay. */
export function withoutLines(html: string, gone: readonly Line[]): string {
  if (gone.length === 0) return html
  const pieces: string[] = []
  let at = 0
  for (const line of gone) {
    pieces.push(html.slice(at, line.start), unmatchedTags(html, line))
    at = line.end
    if (html.startsWith('<br />', at)) at += 6
  }
  pieces.push(html.slice(at))
  return withoutEmpty(pieces.join(''))
}

/** Tags inside a line that have no partner there. */
function unmatchedTags(html: string, line: Line): string {
  const kept: string[] = []
  const open: { readonly name: string; readonly index: number }[] = []
  for (let at = html.indexOf('<', line.start); at >= 0 && at < line.end; at = html.indexOf('<', at + 1)) {
    const tag = html.slice(at, html.indexOf('>', at) + 1)
    if (tag.endsWith('/>')) continue
    const name = tagName(html, at)
    if (tag[1] !== '/') open.push({ name, index: kept.push(tag) - 1 })
    else if (open.at(-1)?.name === name) kept[open.pop()!.index] = ''
    else kept.push(tag)
  }
  return kept.join('')
}

/** Neighbours that show nothing, being empty. One match is as many as stand together: none of them may count on another for a break. */
const EMPTY =
  /(?:<(p|div|span|h[1-6]|li|ul|ol|section|article|aside|header|footer|nav|blockquote|figure|figcaption|tr|tbody|table|strong|em|b|i|center|small)(?: [^<>]*)?>\s*<\/\1>\s*)+/g

/** Emptied elements leave their parents empty; deeper nests than this are left standing. */
const MAX_EMPTY_DEPTH = 6

function withoutEmpty(html: string): string {
  let result = html
  for (let i = 0; i < MAX_EMPTY_DEPTH; i++) {
    const shorter = result.replace(EMPTY, (run: string, _: string, at: number, whole: string) => substitute(run, at, whole))
    if (shorter.length === result.length) break
    result = shorter
  }
  return result.trim()
}

/** What keeps words or lines apart as the empty elements did. */
function substitute(run: string, at: number, whole: string): string {
  if (!hasBlock(run)) return />\s/.test(run) ? ' ' : ''
  return isBoundary(whole, at - 1) || isBoundary(whole, at + run.length) ? '' : '<br />'
}

const hasBlock = (run: string): boolean => Array.from(run.matchAll(/<(\w+)/g)).some(([, name]) => !INLINE.has(name!))

/** Whether a line ends at this place anyway: without the empty block there, lines around it must not run together. */
function isBoundary(html: string, at: number): boolean {
  if (at < 0 || at >= html.length) return true
  if (html[at] === '>') return !INLINE.has(tagName(html, html.lastIndexOf('<', at)))
  return html[at] === '<' && !INLINE.has(tagName(html, at))
}
