import type { Document } from '../model.ts'
import { isElement, readXml, type Element } from './xml.ts'

/** The element of a feed document that says what it is. Where there are two roots, the one with more in it is the feed. */
export function rootOf(text: string, document: Document): Element {
  const top = readXml(text, document.url)
  const roots = top.children.filter(isElement)
  const first = roots[0] ?? top
  const twins = roots.filter((root) => root.name.key === first.name.key)
  return twins.reduce((best, root) => (root.children.length > best.children.length ? root : best), first)
}
