/** XML that may stand in a document as it is. Only this file makes it, so nothing unescaped gets there by mistake. */
export type Xml = string & { readonly __xml: true }

/** Text that every format can hold. */
export type Clean = string & { readonly __clean: true }

/** What is undefined is left out. */
export type Attributes = { readonly [name: string]: string | number | undefined }

export const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n' as Xml

/**
 * What no published text holds: what XML 1.0 forbids (2.2 Char), halves of surrogate pairs, and what the same section discourages, DEL,
 * the C1 controls and noncharacters; also U+FFFD, which only says that a character was lost before it came to us. With the flag `u`
 * the range of surrogates matches lone ones only.
 */
// oxlint-disable-next-line no-control-regex
const UNWRITABLE = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\uD800-\uDFFF\uFFFD\p{Noncharacter_Code_Point}]/gu

/** The same and the carriage return, without the surrogates: nearly all text has none, and this sees it three times as fast. */
// oxlint-disable-next-line no-control-regex
const SUSPECT = /[\0-\x08\x0B-\x1F\x7F-\x9F\uFDD0-\uFDEF\uFFFD-\uFFFF]|[\uD800-\uDBFF][\uDFFE\uDFFF]/

/** Makes it so. Line ends become line feeds, as reading XML makes them (2.11). */
export const clean = (text: string): Clean =>
  (!SUSPECT.test(text) && text.isWellFormed() ? text : text.replace(/\r\n?/g, '\n').replace(UNWRITABLE, '')) as Clean

/** The same for values of one line: titles, names, categories. */
export const line = (text: string): Clean => clean(text).replace(/\s+/g, ' ').trim() as Clean

/** Escaped, never CDATA: a `]]>` in a value ends a section, an escaped `>` ends nothing. */
export const escapeText = (text: string): Xml => escapeClean(clean(text))
const escapeClean = (text: Clean): Xml => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') as Xml

/**
 * For values that are text and not HTML: hexadecimal references are what the RSS Best Practices Profile asks for there,
 * so that readers that decode twice do no harm.
 */
const escapePlain = (text: string): Xml => line(text).replaceAll('&', '&#x26;').replaceAll('<', '&#x3C;').replaceAll('>', '&#x3E;') as Xml

/** Also right within HTML. Line feed and tab are escaped: attribute values are normalized (XML 1.0 3.3.3). */
export const escapeAttribute = (text: string): Xml =>
  escapeText(text).replaceAll('"', '&quot;').replaceAll("'", '&#39;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;') as Xml

/** An element around markup, or an empty one. Its name and those of its attributes are ours, not data. */
export function tag(name: string, attributes: Attributes, ...children: readonly (Xml | undefined)[]): Xml {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : ` ${key}="${escapeAttribute(String(value))}"`,
  )
  const content = children.filter((child) => child !== undefined)
  return (content.length === 0 ? `<${name}${written.join('')}/>\n` : `<${name}${written.join('')}>${content.join('')}</${name}>\n`) as Xml
}

/** An element that holds other elements, each on its own line. */
export const parent = (name: string, attributes: Attributes, ...children: readonly (Xml | undefined)[]): Xml =>
  tag(name, attributes, '\n' as Xml, ...children)

/** The beginning and the end of an element that holds other elements. */
export function around(name: string, attributes: Attributes, ...children: readonly (Xml | undefined)[]): readonly [start: Xml, end: Xml] {
  const end = `</${name}>\n` as Xml
  return [parent(name, attributes, ...children).slice(0, -end.length) as Xml, end]
}

/** An element that holds one line of plain text; nothing where there is none. */
export function plain(name: string, text: string | undefined, attributes: Attributes = {}): Xml | undefined {
  const escaped = escapePlain(text ?? '')
  return escaped ? tag(name, attributes, escaped) : undefined
}

/** An element that holds HTML, escaped. */
export const markup = (name: string, html: Clean, attributes: Attributes = {}): Xml => tag(name, attributes, escapeClean(html))
