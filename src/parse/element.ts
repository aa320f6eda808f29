import { parseDate } from './dates.ts'
import { isElement, type Element } from './xml.ts'
import { resolve } from './scope.ts'

/** The children of an element by key, each list in document order: what the field policies of the formats read from. */
export type Children = (key: string) => readonly Element[]

const NONE: readonly Element[] = []

export function childrenOf(element: Element): Children {
  const byKey = new Map<string, Element[]>()
  for (const child of element.children) {
    // no policy asks for elements of vocabularies we do not know
    if (!isElement(child) || child.name.namespace.startsWith('?')) continue
    const known = byKey.get(child.name.key)
    if (known) known.push(child)
    else byKey.set(child.name.key, [child])
  }
  return (key) => byKey.get(key) ?? NONE
}

/** The value of an attribute, in whatever namespace (`rdf:about` is `about`), trimmed; empty ones count as missing. */
export function attribute(element: Element, local: string): string | undefined {
  const { attributes } = element
  for (let i = 0; i < attributes.length; i += 2) {
    const name = attributes[i] as string
    if (name.length < local.length) continue
    const lower = name.toLowerCase()
    if (lower === local || (lower.endsWith(`:${local}`) && !lower.startsWith('xmlns:')))
      return (attributes[i + 1] as string).trim() || undefined
  }
  return undefined
}

/** All text inside an element as it stands, without markup. */
export function innerText({ children }: Element): string {
  if (children.length === 0) return ''
  if (children.length === 1 && typeof children[0] === 'string') return children[0]
  return children.map((child) => (isElement(child) ? innerText(child) : child)).join('')
}

/** Text of one line, trimmed, or undefined where there is none: ids, dates, addresses, numbers. */
export const value = (element: Element | undefined): string | undefined => (element && innerText(element).trim()) || undefined

/** The first element with any text among several names, in order of preference. */
export function firstValue(of: Children, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    for (const element of of(key)) {
      const text = value(element)
      if (text !== undefined) return text
    }
  }
  return undefined
}

/**
 * The first date that can be read among several names, in order of preference, and of those of one name the last, which was written
 * over the others; where none can be read, the first that is there.
 */
export function firstDate(of: Children, ...keys: readonly string[]): string | undefined {
  const dates: string[] = []
  for (const key of keys) {
    const elements = of(key)
    if (elements.length === 0) continue
    for (const element of elements.toReversed()) {
      const text = value(element)
      if (text !== undefined) dates.push(text)
    }
  }
  return dates.length > 1 ? (dates.find((date) => parseDate(date) !== undefined) ?? dates[0]) : dates[0]
}

/** The first element with anything in it among several names, in order of preference. */
export function firstElement(of: Children, ...keys: readonly string[]): Element | undefined {
  for (const key of keys) {
    const elements = of(key)
    const element = elements.length === 0 ? undefined : elements.find(hasContent)
    if (element) return element
  }
  return undefined
}

/** An address, resolved against the `xml:base` in scope; where there is none, `resolveFeed` finds another base later. */
export function address(element: Element, href: string | undefined): string | undefined {
  const trimmed = href?.trim() ?? ''
  if (trimmed === '') return undefined
  return element.scope.declaredBase === undefined ? trimmed : resolve(trimmed, element.scope.base)
}

/** An identifier as written; but one that is a path (RFC 4287 4.2.6 forbids it) is an address, and made whole. */
export function identifier(element: Element | undefined): string | undefined {
  const written = value(element)
  return element !== undefined && written !== undefined && /^\.{0,2}\//.test(written) ? resolve(written, element.scope.base) : written
}

/** Every element below with a name, in document order; media groups nest. */
export function descendants(element: Element, key: string, found: Element[] = []): readonly Element[] {
  for (const child of element.children) {
    if (!isElement(child)) continue
    if (child.name.key === key) found.push(child)
    else descendants(child, key, found)
  }
  return found
}

const hasContent = (element: Element): boolean => element.children.some((child) => isElement(child) || /\S/.test(child))

export const hasElements = (element: Element): boolean => element.children.some(isElement)
