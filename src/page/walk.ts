import type { Element, Node } from './element.ts'

export const isElement = (node: Node): node is Element => typeof node !== 'string'

/** The value of an attribute, trimmed; empty ones count as missing. */
export function attribute({ attributes }: Element, name: string): string | undefined {
  for (let i = 0; i < attributes.length; i += 2) if (attributes[i] === name) return attributes[i + 1]!.trim() || undefined
  return undefined
}

export const hasAttribute = ({ attributes }: Element, name: string): boolean => {
  for (let i = 0; i < attributes.length; i += 2) if (attributes[i] === name) return true
  return false
}

/** Words of an attribute that holds a list of them, in lower case. */
export const wordsOf = (element: Element, name: string): readonly string[] =>
  attribute(element, name)?.slice(0, MAX_WORDS).toLowerCase().split(/\s+/) ?? NO_WORDS
/** Characters of such a list that are read. */
const MAX_WORDS = 600
const NO_WORDS: readonly string[] = []

/** Every element below, in document order; where `enter` says no, it and what is in it is left out. */
export function descendants(
  { owner: { elements, steps }, index, end }: Element,
  enter?: (element: Element) => boolean,
): readonly Element[] {
  steps.spend(end - index)
  if (!enter) return elements.slice(index + 1, end)
  const found: Element[] = []
  for (let at = index + 1; at < end;) {
    const element = elements[at]!
    const isIn = enter(element)
    if (isIn) found.push(element)
    at = isIn ? at + 1 : element.end
  }
  return found
}

/** The first element below that is wanted, in document order. */
export function find({ owner: { elements, steps }, index, end }: Element, wanted: (element: Element) => boolean): Element | undefined {
  for (let at = index + 1; at < end; at++) {
    steps.spend(1)
    const element = elements[at]!
    if (wanted(element)) return element
  }
  return undefined
}

const SILENT = new Set(['script', 'style', 'template', 'svg', 'noscript', 'iframe', 'object', 'select', 'textarea', 'button', 'head'])

/** Characters of one line; a paragraph has fewer, and who asks for the text of half a page does not need all of it. */
const MAX_LINE = 100_000

/** The text of an element on one line, as a reader sees it; of a long one the beginning. */
export function lineOf(element: Element, max: number = MAX_LINE): string {
  const pieces: string[] = []
  const left = collect(element, pieces, max)
  element.owner.steps.spend(pieces.length, max - left)
  return pieces.join('').replace(/\s+/g, ' ').trim()
}

/** Gives how many characters may still come; an element counts as one. */
function collect(element: Element, pieces: string[], max: number): number {
  let left = max
  for (const child of element.children) {
    if (left <= 0) break
    if (!isElement(child)) {
      pieces.push(child)
      left -= child.length
    } else if (child.name === 'br') {
      pieces.push(' ')
      left--
    } else if (!SILENT.has(child.name)) {
      const isInline = INLINE.has(child.name)
      if (!isInline) pieces.push(' ')
      left = collect(child, pieces, left - 1)
      if (!isInline) pieces.push(' ')
    } else left--
  }
  return left
}

/** Elements that stand in a line of text. */
export const INLINE: ReadonlySet<string> = new Set(
  (
    'a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q rb rp rt ruby s samp small span strike strong sub sup time ' +
    'tt u var wbr picture source nobr'
  ).split(' '),
)

export const isWithin = (element: Element, outer: Element): boolean => outer.index <= element.index && element.index < outer.end

/** The nearest element around, itself included, that is wanted. */
export function closest(element: Element, wanted: (element: Element) => boolean): Element | undefined {
  let at: Element | undefined = element
  while (at && !wanted(at)) {
    at.owner.steps.spend(1)
    at = at.parent
  }
  return at
}

/** The nearest element that holds both. */
export function commonOf(a: Element, b: Element): Element {
  let at = a
  while (at.parent && !isWithin(b, at)) at = at.parent
  return at
}

/** An inline element with a block inside (`<a><h2>`), or a block; looked into so deep. */
const MAX_INLINE = 8
export function holdsBlock(element: Element, depth = 0): boolean {
  if (depth >= MAX_INLINE) return false
  element.owner.steps.spend(1 + element.children.length / 4)
  return element.children.some(
    (child) => isElement(child) && (INLINE.has(child.name) ? holdsBlock(child, depth + 1) : !SILENT.has(child.name)),
  )
}
