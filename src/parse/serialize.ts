import { resolve } from './scope.ts'
import { isElement, type Element, type Node } from './xml.ts'

/** HTML void elements: everything else needs an end tag, or an HTML reader takes what follows as its content. */
const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr'])
const URL_ATTRIBUTES = new Set(['href', 'src', 'poster', 'cite', 'longdesc', 'action', 'data', 'background'])
/** Their prefix goes away in HTML, where `<xhtml:p>` means nothing. */
const HTML_NAMESPACES = new Set(['xhtml', 'svg', 'mathml'])

export const escapeText = (text: string): string =>
  /[&<>]/.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text

const escapeAttribute = (text: string): string =>
  /[&<"]/.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;') : text

/**
 * What stands inside an element, in document order, as HTML.
 * @param text how text between the tags is written: escaped, where the element holds XHTML; as it is, where a feed
 *   mixes tags with escaped HTML.
 */
export function serialize(element: Element, text: (piece: string) => string = escapeText): string {
  const pieces: string[] = []
  for (const child of element.children) write(child, element.scope.base, text, pieces)
  return pieces.join('')
}

function write(node: Node, base: string, text: (piece: string) => string, pieces: string[]): void {
  if (!isElement(node)) {
    pieces.push(text(node))
    return
  }
  const { namespace, local, raw } = node.name
  const tag = HTML_NAMESPACES.has(namespace) ? raw.slice(raw.indexOf(':') + 1) : raw
  const isVoid = VOID.has(local)
  pieces.push(`<${tag}${attributesOf(node, base)}${isVoid ? ' />' : '>'}`)
  for (const child of node.children) write(child, base, text, pieces)
  if (!isVoid) pieces.push(`</${tag}>`)
}

/** Addresses below an inner xml:base are resolved here, since HTML has no word for it. */
function attributesOf({ attributes, scope }: Element, base: string): string {
  if (attributes.length === 0) return ''
  const pieces: string[] = []
  for (let i = 0; i < attributes.length; i += 2) {
    const name = attributes[i] as string
    const lower = name.toLowerCase()
    if (lower.startsWith('xmlns') || lower === 'xml:base') continue
    let value = attributes[i + 1] as string
    if (scope.base !== base && URL_ATTRIBUTES.has(lower)) value = resolve(value, scope.base)
    pieces.push(` ${lower === 'xml:lang' ? 'lang' : name}="${escapeAttribute(value)}"`)
  }
  return pieces.join('')
}
