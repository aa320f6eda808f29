import { decodeEntities } from './entities.ts'
import { MAX_ITEMS } from './limits.ts'
import { scan, type Sink } from './scan.ts'
import { declare, rootScope, type Name, type Scope } from './scope.ts'

/**
 * A tolerant tree of an XML document. What is not well-formed is repaired the way a reader would: unknown end tags
 * are ignored, open elements are closed by the end tag of an outer one, HTML void elements need none.
 */
export interface Element {
  readonly name: Name
  /** Names and values in turn, as written; entities of the values decoded. */
  readonly attributes: readonly string[]
  readonly children: readonly Node[]
  readonly scope: Scope
  /** The document ended before the element did. */
  readonly cut: boolean
}
export type Node = Element | string

interface OpenElement extends Element {
  readonly children: Node[]
  cut: boolean
}

/** Deeper elements are flattened into their ancestor; content nests some 30 deep at most, call stacks survive thousands. */
export const MAX_DEPTH = 256

const NO_CHILDREN: readonly Node[] = []
/** HTML elements without an end tag that no feed vocabulary uses for something else (`link`, `source`, `image` are missing for that). */
const VOID = new Set(['br', 'hr', 'img', 'wbr', 'input', 'embed', 'area', 'param'])
/** Opening one of these while its sibling is still open ends that sibling: HTML in feeds, and items that were never closed. */
const SELF_CLOSING_SIBLINGS = new Set(['p', 'li', 'xhtml:p', 'xhtml:li'])
export const ITEM_KEYS: ReadonlySet<string> = new Set(['item', 'entry', 'atom:entry'])

export const isElement = (node: Node): node is Element => typeof node !== 'string'

export interface Tree {
  /** A nameless element that holds whatever stands at the top. */
  readonly top: Element
  /** Items there are, of which at most MAX_ITEMS are in the tree. */
  readonly items: number
}

/** Reads a whole document; never throws. `base` is its URL. */
export function readXml(text: string, base: string): Tree {
  const builder = new TreeBuilder(base)
  scan(text, builder)
  builder.end()
  return { top: builder.document, items: builder.items }
}

const holdsReference = (text: string): boolean => text.includes('&')

/** The state of one reading: the stack of open elements. */
class TreeBuilder implements Sink {
  readonly document: OpenElement
  readonly #stack: OpenElement[]
  /** How many elements of a name are open, so that an unknown end tag costs nothing. */
  readonly #open = new Map<string, number>()
  #top: OpenElement
  #flattened = 0
  /** Items seen; behind the last one that is read, only their number counts. */
  items = 0

  constructor(base: string) {
    const scope = rootScope(base)
    this.document = { name: { key: '', local: '', namespace: '', raw: '' }, attributes: [], children: [], scope, cut: false }
    this.#top = this.document
    this.#stack = [this.document]
  }

  text(written: string): void {
    if (this.items <= MAX_ITEMS) this.#top.children.push(decodeEntities(written))
  }

  cdata(written: string): void {
    if (this.items <= MAX_ITEMS) this.#top.children.push(written)
  }

  close(name: string): void {
    const { key } = this.#top.scope.nameOf(name)
    const isFlattened = this.#flattened > 0 && (key === this.#top.name.key || !this.#isOpen(key))
    if (isFlattened) this.#flattened--
    else this.#closeThrough(key)
  }

  end(): void {
    for (const element of this.#stack) element.cut = true
  }

  open(tag: string, written: readonly string[], isEmpty: boolean): void {
    if (this.items > MAX_ITEMS) {
      if (ITEM_KEYS.has(this.#top.scope.nameOf(tag).key)) this.items++
      return
    }
    const attributes = written.some(holdsReference) ? written.map((each, i) => (i % 2 ? decodeEntities(each) : each)) : written
    const scope = declare(this.#top.scope, attributes, this.#stack.length === 1 && !tag.includes(':'))
    const name = scope.nameOf(tag)
    if (SELF_CLOSING_SIBLINGS.has(name.key) && this.#top.name.key === name.key) this.#pop()
    else if (ITEM_KEYS.has(name.key)) this.#nextItem(name.key)
    if (this.items > MAX_ITEMS) return
    if (isEmpty || VOID.has(name.local)) this.#top.children.push({ name, attributes, children: NO_CHILDREN, scope, cut: false })
    else if (this.#stack.length > MAX_DEPTH) this.#flattened++
    else this.#push({ name, attributes, children: [], scope, cut: false })
  }

  /** An item ends the one before it, unless that carries a document as its content. */
  #nextItem(key: string): void {
    this.items++
    if (this.#isOpen(key) && !this.#isOpen('content') && !this.#isOpen('atom:content')) this.#closeThrough(key)
  }

  #isOpen(key: string): boolean {
    return (this.#open.get(key) ?? 0) > 0
  }

  #push(element: OpenElement): void {
    this.#top.children.push(element)
    this.#stack.push(element)
    this.#top = element
    this.#open.set(element.name.key, (this.#open.get(element.name.key) ?? 0) + 1)
  }

  #pop(): OpenElement {
    const closed = this.#stack.pop() as OpenElement
    this.#top = this.#stack.at(-1) as OpenElement
    this.#open.set(closed.name.key, (this.#open.get(closed.name.key) ?? 1) - 1)
    return closed
  }

  #closeThrough(key: string): void {
    if (!this.#isOpen(key)) return
    this.#flattened = 0
    while (this.#pop().name.key !== key);
  }
}
