import type { Document, RawItem } from '../model/raw.ts'
import type { Decoded } from './decode.ts'
import { MAX_ITEMS } from './limits.ts'
import { isElement, readXml, type Element, type Node } from './xml.ts'

/** What the reader of a format gets to see of a document. */
export interface Root {
  /** The element that says what the feed is. */
  readonly element: Element
  /** The whole items, wherever in the document they stand, MAX_ITEMS at most. */
  readonly items: readonly Element[]
  /** Items in the whole document, those beyond our cap among them. */
  readonly counted: number
  /** The document ended before its root or an item of it did. */
  readonly truncated: boolean
}

/**
 * Reads a feed document from its root on.
 * @param at where the root begins; what stands before it may declare entities
 */
export function rootOf({ text, isTwice }: Decoded, at: number, document: Document): Root {
  const { top, items, counted } = readXml(text, at, document.url, isTwice)
  const roots = top.children.filter(isElement)
  const first = roots.find((root) => root.children.length > 0) ?? roots[0] ?? top
  const element = mergeNested(first, roots)
  const truncated = element.cut || items.some((item) => item.cut)
  return { element, items: items.filter((item) => !item.cut).slice(0, MAX_ITEMS), counted, truncated }
}

/** Where one document follows another, or a root was opened twice (`<rss><rss>`), they are one with the children of all. */
export function mergeNested(first: Element, siblings: readonly Element[]): Element {
  const twins: Element[] = []
  const children: Node[] = []
  const collect = (element: Element): void => {
    twins.push(element)
    for (const child of element.children) {
      if (isElement(child) && child.name.local === first.name.local) collect(child)
      else children.push(child)
    }
  }
  for (const sibling of siblings) if (sibling.name.local === first.name.local) collect(sibling)
  if (twins.length < 2) return first
  const attributes = twins.flatMap((twin) => twin.attributes)
  return { ...first, attributes, children, scope: (twins.at(-1) as Element).scope, cut: twins.some((twin) => twin.cut) }
}

/** An item that says nothing (`<item/>`) is no story. */
export function tellsAnything(item: RawItem): boolean {
  if (item.title ?? item.link ?? item.id ?? item.content ?? item.summary) return true
  const { language: _language, base: _base, isPermaLink: _isPermaLink, ...fields } = item
  return Object.values(fields).some((field) => !Array.isArray(field) || field.length > 0)
}
