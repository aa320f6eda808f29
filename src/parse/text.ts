import type { RawText } from '../model/raw.ts'
import { attribute, hasElements, innerText } from './element.ts'
import { decodeEntities } from './entities.ts'
import { MAX_TEXT, MAX_WRITTEN } from './limits.ts'
import { serialize } from './serialize.ts'
import { joinReferences } from './surrogates.ts'
import { xhtmlTitle } from './xhtml-title.ts'
import { isElement, type Element } from './xml.ts'

const HTML_TAGS =
  'a|abbr|acronym|address|area|article|aside|audio|b|base|bdi|bdo|big|blink|blockquote|body|br|button|canvas|caption|center|cite|code|col|colgroup|' +
  'data|dd|del|details|dfn|dialog|dir|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|frame|frameset|h[1-6]|head|header|hr|html|i|' +
  'iframe|img|input|ins|kbd|label|legend|li|link|map|mark|marquee|math|menu|meta|nav|noscript|object|ol|optgroup|option|output|p|param|picture|pre|' +
  'progress|q|rp|rt|ruby|s|samp|script|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|' +
  'tfoot|th|thead|time|title|tr|track|tt|u|ul|var|video|wbr|xmp'

/**
 * A tag of HTML, the end of an element of a page's own, or a character reference: what plain text does not contain by chance, though it
 * may say `List<String>`.
 */
const MARKUP = new RegExp(
  `</?(?:${HTML_TAGS})[\\s/>]|</[a-z][a-z\\d]{0,30}-[a-z\\d-]{1,40}>|<!--|&(?:#\\d{1,7}|#x[\\da-f]{1,6}|[a-z][a-z0-9]{1,30});`,
  'i',
)

/** Whether text that says nothing about itself is HTML: RSS leaves it open, and publishers send both. */
const looksLikeHtml = (text: string): boolean => (text.includes('<') || text.includes('&')) && MARKUP.test(text)

/** Text of an element whose vocabulary leaves open what it holds (RSS 2.0, CDF, media, iTunes). */
export function looseText(element: Element | undefined): RawText | undefined {
  if (element === undefined) return undefined
  const value = hasElements(element) ? serialize(element, isXhtml(element) ? undefined : (piece) => piece) : innerText(element)
  return text(element, value, hasElements(element) || looksLikeHtml(value) ? 'html' : 'text')
}

const isXhtml = (element: Element): boolean => element.children.some((child) => isElement(child) && child.name.namespace === 'xhtml')

/** An Atom text construct or content, by its `type` (RFC 4287 3.1.1 and 4.1.3.3), and by Atom 0.3's `mode`. */
export function atomText(element: Element | undefined): RawText | undefined {
  if (element === undefined) return undefined
  const type = (attribute(element, 'type') ?? '').toLowerCase()
  const mode = (attribute(element, 'mode') ?? '').toLowerCase()
  if (mode === 'base64' || (mode === '' && isBinary(type))) return base64Text(element, type)
  if (hasElements(element)) return text(element, type === 'xhtml' ? xhtmlOf(divOf(element), element) : serialize(element), 'html')
  const value = innerText(element)
  if (type === 'xhtml' || (mode === 'xml' && type.includes('xhtml'))) return text(element, serialize(element), 'html')
  if (type.includes('html')) return text(element, value, 'html')
  if (type === '' || type === 'text' || type === 'text/plain') return text(element, value, 'text')
  return text(element, value, looksLikeHtml(value) ? 'html' : 'text')
}

const xhtmlOf = (div: Element, { name }: Element): string => (name.local === 'title' ? xhtmlTitle(div) : serialize(div))

/** RFC 4287 3.1.1.3: the div is only a wrapper. */
function divOf(element: Element): Element {
  const elements = element.children.filter(isElement)
  const div = elements[0]
  const isAlone = elements.length === 1 && element.children.every((child) => isElement(child) || child.trim() === '')
  return div && isAlone && div.name.local === 'div' && div.scope.base === element.scope.base ? div : element
}

const isBinary = (type: string): boolean =>
  type.includes('/') && !type.startsWith('text/') && !type.startsWith('message/') && !/[/+]xml\b/.test(type) && !type.includes('html')

function base64Text(element: Element, type: string): RawText | undefined {
  const written = innerText(element)
  const decoded = decodeBase64(written) ?? (BASE64.test(written) ? undefined : written)
  if (decoded === undefined) return undefined
  return text(element, decoded, type.includes('html') || looksLikeHtml(decoded) ? 'html' : 'text')
}

/** What is base64 of something that is no text, rather than text whose type nobody knows. */
const BASE64 = /^\s*(?:[\w+/]\s*){16}[\w+/=\s]*$/

function bytesOf(binary: string): Uint8Array {
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
  return bytes
}

function decodeBase64(encoded: string): string | undefined {
  try {
    const binary = atob(encoded.replace(/\s+/g, '').slice(0, MAX_WRITTEN))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(binary))
  } catch {
    return undefined
  }
}

/** HTML that was escaped twice: not one tag is left, and the whole of it stands between the brackets of escaped ones. */
function escapedOnce(html: string): string {
  const isEscapedTwice =
    /^&lt;[a-z!]/i.test(html) && html.endsWith('&gt;') && !html.includes('<') && /&lt;\/[a-z]|\/&gt;|&lt;(?:br|img|hr)\b/i.test(html)
  return isEscapedTwice ? decodeEntities(html) : html
}

/** A title that an element stands around is HTML that was escaped twice; any other speaks of tags (`&lt;br&gt; or &lt;br /&gt;`). */
const WRAPPED_TITLE = /^&lt;([a-z][a-z\d]{0,9})(?:&gt;|\s).*&lt;\/\1\s{0,9}&gt;$/is

const wholeReferences = (html: string): string => (html.includes(';&#') ? joinReferences(html) : html)

function text(element: Element, written: string, type: RawText['type']): RawText | undefined {
  const value = type === 'html' ? htmlOf(element, wholeReferences(written.trim())) : written.trim()
  if (value === '') return undefined
  const { declaredBase: base, language } = element.scope
  return { value: value.slice(0, MAX_TEXT), type, ...(base !== undefined && { base }), ...(language !== undefined && { language }) }
}

const htmlOf = ({ name }: Element, written: string): string =>
  name.local !== 'title' || WRAPPED_TITLE.test(written) ? escapedOnce(written) : written

/** Text in a document of any kind: Atom's elements by their `type`, others by what they look like. */
export const anyText = (element: Element | undefined): RawText | undefined =>
  element !== undefined && (element.name.namespace === 'atom' || attribute(element, 'mode') !== undefined) && saysType(element)
    ? atomText(element)
    : looseText(element)

const saysType = (element: Element): boolean => attribute(element, 'type') !== undefined || attribute(element, 'mode') !== undefined
