import { escapeText, serialize } from './serialize.ts'
import { isElement, type Element, type Node } from './xml.ts'

/** No words of a title: scripts, and readings of what stands before them. */
const SILENT = new Set(['script', 'style', 'rt', 'rp', 'svg'])
/** They say something without words, or in other than their own text. */
const KEPT = new Set(['img', 'math', 'sup', 'sub'])
const BLOCKS = new Set('br dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table td th tr ul wbr'.split(' '))

/**
 * A title in XHTML (RFC 4287 3.1.1.3) as HTML of words, pictures and formulas. What is an element here was never meant as text, unlike
 * the tags that HTML titles speak of.
 */
export const xhtmlTitle = (element: Element): string => element.children.map((child) => wordsOf(child, element)).join('')

function wordsOf(node: Node, parent: Element): string {
  if (!isElement(node)) return escapeText(node)
  const { local } = node.name
  if (SILENT.has(local)) return ''
  if (KEPT.has(local)) return serialize({ ...parent, children: [node] })
  return BLOCKS.has(local) ? ` ${xhtmlTitle(node)} ` : xhtmlTitle(node)
}
