import { absolute } from '../address/absolute.ts'
import { REL } from './attributes.ts'
import { legal } from './characters.ts'
import { escapeMarkup, escapeText } from './escape.ts'

/** Plain text as HTML: a blank line makes a paragraph, a line end a break, an address a link. */
export function textToHtml(text: string): string {
  if (!/[\n\r]/.test(text)) return withLinks(legal(text).trim())
  const paragraphs = legal(text)
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(paragraphToHtml)
  return paragraphs.length < 2 ? (paragraphs[0] ?? '') : paragraphs.map((part) => `<p>${part}</p>`).join('\n')
}

/** The way a document is indented breaks no line of its text. */
const isIndented = (lines: readonly string[]): boolean => lines.slice(1).every((line) => /^[ \t]/.test(line))

function paragraphToHtml(paragraph: string): string {
  const lines = paragraph.split('\n')
  const between = lines.length > 1 && isIndented(lines) ? '\n' : '<br />\n'
  return lines.map((line) => withLinks(line.trim())).join(between)
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/gi

function withLinks(line: string): string {
  if (!line.includes('://')) return escapeText(line)
  let html = ''
  let at = 0
  for (const { 0: match, index } of line.matchAll(ADDRESS)) {
    const written = withoutEnd(match)
    const url = absolute(written)
    if (url === undefined) continue
    html += `${escapeText(line.slice(at, index))}<a href="${escapeMarkup(url.href)}" rel="${REL}">${escapeText(written)}</a>`
    at = index + written.length
  }
  return html + escapeText(line.slice(at))
}

/** Signs that end a sentence rather than an address, and brackets that were opened before it. */
function withoutEnd(address: string): string {
  let end = address.length
  for (; end > 0; end--) {
    const last = address[end - 1]!
    if (last === ')' ? count(address, '(', end) >= count(address, ')', end) : !ENDS.has(last)) break
  }
  return address.slice(0, end)
}

/** At most so many signs are looked at: no address ends in more. */
const count = (text: string, sign: string, end: number): number => text.slice(0, Math.min(end, 2_048)).split(sign).length

const ENDS = new Set(".,;:!?'’”»*_]}…、。，）】」")
