import type { Document, RawItem } from '../model/raw.ts'
import type { Decoded } from './decode.ts'
import { itemNotes, MAX_CELLS } from './limits.ts'
import { isElement, readXml, type Element, type Node } from './xml.ts'

/** What the reader of a format gets to see of a document. */
export interface Root {
  /** The element that says what the feed is. */
  readonly element: Element
  /** The whole items that say anything, wherever in the document they stand. */
  readonly items: readonly RawItem[]
  /** The document ended before its root or an item of it did. */
  readonly truncated: boolean
  /** What our caps left out, a sentence each. */
  readonly notes: readonly string[]
}

/**
 * Reads a feed document from its root on.
 * @param at where the root begins; what stands before it may declare entities
 * @param readItem the format's field policy of an item
 */
export function rootOf({ text, isTwice }: Decoded, at: number, { url }: Document, readItem: (item: Element) => RawItem): Root {
  const read = (item: Element) => readItem(unwrapped(item))
  const { top, items, counted, isItemCut, isOverfull } = readXml(text, at, { base: url, isTwice, readItem: read })
  const roots = top.children.filter(isElement)
  const first = roots.find((root) => root.children.length > 0) ?? roots[0] ?? top
  const element = mergeNested(first, roots)
  const notes = [...itemNotes(items.length, counted), ...(isOverfull ? [OVERFULL] : [])]
  return { element, items: items.filter(tellsAnything), truncated: element.cut || isItemCut, notes }
}

/** Elements around the fields of an item, one in the other. */
const MAX_WRAPPERS = 3

/** An item whose fields stand in an element of their own, or in one that was never closed, as one without it. */
function unwrapped(item: Element): Element {
  let holder: Element | undefined = item
  for (let depth = 0; holder !== undefined && !holdsFields(holder); depth++) {
    const inside: readonly Element[] = holder.children.filter(isElement)
    holder = depth < MAX_WRAPPERS ? (inside.find(holdsFields) ?? (inside.length === 1 ? inside[0] : undefined)) : undefined
  }
  return holder === undefined || holder === item ? item : { ...item, children: [...item.children, ...holder.children] }
}

const FIELDS = new Set(['title', 'link', 'guid', 'id', 'description', 'summary', 'content', 'encoded', 'pubdate', 'updated'])

const holdsFields = ({ children }: Element): boolean => children.some((child) => isElement(child) && FIELDS.has(child.name.local))

// a runtime that is asked how digits are grouped takes 10 ms to learn it
const OVERFULL = `more than ${MAX_CELLS / 1000},000 elements stand in one item, or around the items; the rest was not read`

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
