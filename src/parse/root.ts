import type { Document } from '../model/raw.ts'
import { isElement, readXml, type Element } from './xml.ts'

export interface Root {
  readonly element: Element
  /** Items in the whole document, those beyond our cap among them. */
  readonly items: number
}

/** The element of a feed document that says what it is. Where one document follows another, theirs are the children of one. */
export function rootOf(text: string, document: Document): Root {
  const { top, items } = readXml(text, document.url)
  const roots = top.children.filter(isElement)
  const first = roots[0] ?? top
  const twins = roots.filter((root) => root.name.key === first.name.key)
  const element =
    twins.length < 2 ? first : { ...first, children: twins.flatMap((root) => root.children), cut: twins.some((root) => root.cut) }
  return { element, items }
}
