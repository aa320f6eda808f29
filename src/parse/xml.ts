import { declaredEntities } from './doctype.ts'
import { decodeEntities } from './entities.ts'
import { MAX_CELLS, MAX_ITEMS, MAX_WRITTEN } from './limits.ts'
import { ITEM_KEYS, nestingOf } from './nesting.ts'
import { scan, type Sink } from './scan.ts'
import { declare, rootScope, type Name, type Scope } from './scope.ts'

import { decodeTwice } from './twice.ts'

/**
 * A tolerant tree of an XML document. What is not well-formed is repaired the way a reader would: unknown end tags
 * are ignored, open elements are closed by the end tag of an outer one, HTML void elements need none, an item ends
 * whatever is open before it, and a field ends one that cannot hold it.
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

interface OpenItem {
  readonly element: OpenElement
  /** Of what it stands in, counted when it began. */
  readonly cellsAround: number
  readonly end: () => void
}

/** Deeper elements are flattened into their ancestor; content nests some 30 deep at most, call stacks survive thousands. */
export const MAX_DEPTH = 256

const NO_CHILDREN: Node[] = []
/** Characters that a document's own entities expand to, all together: a few are abbreviations, a million are an attack. */
const MAX_EXPANSION = 1_000_000

/** HTML elements without an end tag that no feed vocabulary uses for something else (`link`, `source`, `image` are missing for that). */
const VOID = new Set(['br', 'hr', 'img', 'wbr', 'input', 'embed', 'area', 'param'])
/** Opening one of these while its sibling is still open ends that sibling. */
const SELF_CLOSING_SIBLINGS = new Set(['p', 'li', 'xhtml:p', 'xhtml:li'])

const CHANNEL = 'channel'

export const isElement = (node: Node): node is Element => typeof node !== 'string'

export interface Tree<Item> {
  /** A nameless element that holds whatever stands at the top. Items within it hold nothing any more. */
  readonly top: Element
  /** What was read of whole items, in document order, wherever they stand, but for those of documents that are an entry's content. */
  readonly items: readonly Item[]
  /** Items there are, whole or not, of which at most MAX_ITEMS were read. */
  readonly counted: number
  /** The document ended within an item. */
  readonly isItemCut: boolean
  /** An item, or the feed around them, holds more than MAX_CELLS; what is beyond was not read. */
  readonly isOverfull: boolean
}

export interface ReadXml<Item> {
  /** URL of the document. */
  readonly base: string
  /** It may hold texts that were encoded twice. */
  readonly isTwice?: boolean
  /** Reads an item as soon as it has ended, so that there is the tree of one at a time. */
  readonly readItem: (item: Element) => Item
}

/**
 * Reads a whole document; never throws.
 * @param at where its root begins
 */
export function readXml<Item>(text: string, at: number, reading: ReadXml<Item>): Tree<Item> {
  const builder = new TreeBuilder(reading, declaredEntities(text.slice(0, at)))
  scan(text.slice(at), builder)
  return builder.end()
}

/** RFC 4287 4.1.3.3: the content is XML of another vocabulary, maybe a whole document; not so XHTML. */
function saysXml({ attributes }: Element): boolean {
  const at = attributes.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === 'type')
  return at >= 0 && /^(?!.*xhtml).*[/+]xml\b/i.test((attributes[at + 1] as string).slice(0, 100))
}

const holdsReference = (text: string): boolean => text.includes('&')

const NAMELESS: Name = { key: '', local: '', namespace: '', raw: '', nesting: nestingOf('') }

/** The state of one reading: the stack of open elements. */
class TreeBuilder<Item> implements Sink {
  readonly #document: OpenElement
  readonly #stack: OpenElement[]
  /** Those of the stack that hold items. */
  readonly #containers: OpenElement[]
  /** How many elements of a name are open, so that an unknown end tag costs nothing. */
  readonly #open = new Map<string, number>()
  #top: OpenElement
  #flattened = 0
  readonly #entities: ReadonlyMap<string, string>
  /** The document may hold texts that were encoded twice. */
  readonly #isTwice: boolean
  /** Characters that the document's own entities may still expand to. */
  #expansion = MAX_EXPANSION
  /** How many fields that may hold HTML are open. */
  #rich = 0
  readonly #readItem: (item: Element) => Item
  /** At the place where each began; nothing where it was cut. */
  readonly #items: Item[][] = []
  readonly #openItems: OpenItem[] = []
  /** Items seen; behind the last one that is read, only their number counts. */
  #counted = 0
  /** Cells of the innermost open item; of the feed around the items where none is open. */
  #cells = 0
  #isOverfull = false

  constructor({ base, isTwice = false, readItem }: ReadXml<Item>, entities: ReadonlyMap<string, string>) {
    this.#entities = entities
    this.#isTwice = isTwice
    this.#readItem = readItem
    const scope = rootScope(base)
    this.#document = { name: NAMELESS, attributes: [], children: [], scope, cut: false }
    this.#top = this.#document
    this.#stack = [this.#document]
    this.#containers = [this.#document]
  }

  text(written: string): void {
    if (this.#hasRoom(1)) this.#top.children.push(this.#decode(written))
  }

  /** Whether so many cells more are kept: not behind the last item, nor beyond the bound of one item, or of the feed around them. */
  #hasRoom(cells: number): boolean {
    if (this.#counted > MAX_ITEMS) return false
    this.#cells += cells
    if (this.#cells <= MAX_CELLS) return true
    this.#isOverfull = true
    return false
  }

  #decode(whole: string): string {
    const written = whole.slice(0, MAX_WRITTEN)
    const text = this.#entities.size === 0 ? decodeEntities(written) : decodeEntities(written, (name) => this.#expand(name))
    return this.#isTwice ? decodeTwice(text) : text
  }

  #expand(name: string): string | undefined {
    const text = this.#entities.get(name)
    this.#expansion -= text?.length ?? 0
    return this.#expansion < 0 ? undefined : text
  }

  cdata(whole: string): void {
    if (!this.#hasRoom(1)) return
    const written = whole.slice(0, MAX_WRITTEN)
    this.#top.children.push(this.#isTwice ? decodeTwice(written) : written)
  }

  close(name: string): void {
    const { name: own, scope } = this.#top
    const inner = own.raw === name ? own.key : scope.nameOf(name).key
    // behind an XHTML element that was never closed, unprefixed names still look like XHTML's
    const key = this.#isOpen(inner) ? inner : this.#container.scope.nameOf(name).key
    const isFlattened = this.#flattened > 0 && (key === this.#top.name.key || !this.#isOpen(key))
    if (isFlattened) this.#flattened--
    else this.#closeThrough(key)
  }

  end(): Tree<Item> {
    for (const element of this.#stack) element.cut = true
    return {
      top: this.#document,
      items: this.#items.flat(),
      counted: this.#counted,
      isItemCut: this.#openItems.length > 0,
      isOverfull: this.#isOverfull,
    }
  }

  open(tag: string, written: readonly string[], isEmpty: boolean): void {
    if (this.#counted > MAX_ITEMS) {
      if (this.#top.scope.nameOf(tag).nesting.isItem) this.#counted++
      return
    }
    const attributes =
      this.#isTwice || written.some(holdsReference) ? written.map((each, i) => (i % 2 ? this.#decode(each) : each)) : written
    const outer = this.#top
    let scope = this.#scopeOf(tag, attributes)
    const name = this.#nameInFeed(scope.nameOf(tag), scope)
    const isItem = name.nesting.isItem && !this.#isInsideOther(name) && !this.#isEmbedded()
    if (isItem) this.#endBeforeItem()
    else if (!this.#hasRoom(1 + attributes.length / 2)) return
    else if (name.nesting.isField) this.#endBeforeField(name)
    else if (name.key === outer.name.key && SELF_CLOSING_SIBLINGS.has(name.key)) this.#pop()
    if (isItem && ++this.#counted > MAX_ITEMS) return
    if (this.#top !== outer) scope = this.#scopeOf(tag, attributes)
    const element = { name: scope.nameOf(tag), attributes, children: isEmpty ? NO_CHILDREN : [], scope, cut: false }
    if (isItem) return this.#openItem(element, isEmpty)
    if (isEmpty || VOID.has(name.local)) this.#top.children.push(element)
    else if (this.#stack.length > MAX_DEPTH) this.#flattened++
    else this.#push(element)
  }

  #openItem(element: OpenElement, isEmpty: boolean): void {
    const read: Item[] = []
    this.#items.push(read)
    if (isEmpty) {
      this.#top.children.push(element)
      read.push(this.#readItem(element))
      return
    }
    this.#push(element)
    this.#openItems.push({ element, cellsAround: this.#cells, end: () => void read.push(this.#readItem(element)) })
    this.#cells = 0
  }

  /** What an item holds is not needed any more once it is read; but a document that is an item alone says of itself what that says. */
  #endItem({ element, cellsAround, end }: OpenItem): void {
    this.#openItems.pop()
    end()
    if (this.#top !== this.#document) element.children.length = 0
    this.#cells = cellsAround
  }

  #scopeOf(tag: string, attributes: readonly string[]): Scope {
    const { scope } = this.#top
    if (attributes.length === 0) return scope
    const isRoot = this.#stack.length === 1 && !tag.includes(':')
    return declare(scope, attributes, isRoot || (tag.length === CHANNEL.length && tag.toLowerCase() === CHANNEL))
  }

  /** XHTML has no fields and no items: behind an element of it that was never closed, the feed goes on. */
  #nameInFeed(name: Name, { bindings }: Scope): Name {
    if (name.namespace !== 'xhtml' || name.raw.includes(':') || bindings !== this.#top.scope.bindings) return name
    const outside = this.#container.scope.nameOf(name.raw)
    return outside.nesting.isItem || outside.nesting.isUnmistakable ? outside : name
  }

  /** Whether an item of another vocabulary is open (`atom:entry` within `item`). */
  #isInsideOther({ key }: Name): boolean {
    return !this.#isOpen(key) && [...ITEM_KEYS].some((other) => this.#isOpen(other))
  }

  /** Whether this place belongs to a document that is an entry's content. */
  #isEmbedded(): boolean {
    if (!this.#isOpen('content') && !this.#isOpen('atom:content')) return false
    const at = this.#stack.findIndex(({ name }) => name.nesting.isContent)
    return saysXml(this.#stack[at] as Element) || this.#stack[at + 1]?.name.nesting.isContainer === true
  }

  /** An item ends everything but what holds items. */
  #endBeforeItem(): void {
    this.#flattened = 0
    while (this.#top !== this.#container) this.#pop()
  }

  /** A field ends those that cannot hold it; the text of a body only if it is no element of HTML. */
  #endBeforeField({ key, nesting }: Name): void {
    for (let { holds } = this.#top.name.nesting; holds && !holds.has(key); { holds } = this.#top.name.nesting) this.#pop()
    if (this.#rich === 0 || !nesting.isUnmistakable || this.#isEmbedded()) return
    while (this.#rich > 0) this.#pop()
  }

  get #container(): OpenElement {
    return this.#containers.at(-1) as OpenElement
  }

  #isOpen(key: string): boolean {
    return (this.#open.get(key) ?? 0) > 0
  }

  #push(element: OpenElement): void {
    this.#top.children.push(element)
    this.#stack.push(element)
    this.#top = element
    const { isRich, isContainer } = element.name.nesting
    if (isRich) this.#rich++
    if (isContainer) this.#containers.push(element)
    this.#open.set(element.name.key, (this.#open.get(element.name.key) ?? 0) + 1)
  }

  #pop(): OpenElement {
    const closed = this.#stack.pop() as OpenElement
    this.#top = this.#stack.at(-1) as OpenElement
    if (closed.name.nesting.isRich) this.#rich--
    if (this.#container === closed) this.#containers.pop()
    this.#open.set(closed.name.key, (this.#open.get(closed.name.key) ?? 1) - 1)
    const item = this.#openItems.at(-1)
    if (item?.element === closed) this.#endItem(item)
    return closed
  }

  #closeThrough(key: string): void {
    if (!this.#isOpen(key)) return
    this.#flattened = 0
    while (this.#pop().name.key !== key);
  }
}
