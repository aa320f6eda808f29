import type { Piece } from './piece.ts'
import { escapeText } from '../parse/serialize.ts'
import { isFurniture } from './furniture.ts'
import { weight } from './measure.ts'
import { Held, MUTE } from './held.ts'
import { EMPTY, sourceOf, tagOf, trimBreaks, withCaption, WRITTEN } from './markup.ts'
import { isProse } from './prose.ts'
import type { Element, Node } from './element.ts'
import { attribute, find, holdsBlock, INLINE, isElement, lineOf } from './walk.ts'

export interface Flat {
  readonly pieces: readonly Piece[]
  /** Which pieces stand in an element: from, to (exclusive). */
  readonly ranges: ReadonlyMap<Element, readonly [number, number]>
}

/** Characters of HTML that are written for one page: normalizing cuts an item at 300,000. */
const MAX_WRITTEN = 1_500_000

/** The blocks of a page in document order, without its furniture. */
/** @param isChosen a curator chose the element: what looks like furniture in it is none */
export function flatten(root: Element, isChosen = false): Flat {
  return new Flattener(root, isChosen).run()
}

const HEADING = /^h[1-6]$/
const LISTS = new Set(['ul', 'ol', 'dl'])
/** Inside a paragraph, what is called furniture is furniture. */
const NOTHING = { share: () => 0, holdsBody: () => false, isProse: () => false }

class Flattener {
  readonly #root: Element
  readonly #pieces: Piece[] = []
  readonly #ranges = new Map<Element, readonly [number, number]>()
  /** What decides on furniture; undefined where all of it is wanted. */
  readonly #held: Held | undefined
  #left = MAX_WRITTEN
  // the run of inline content that is being read
  #html: string[] = []
  #text: string[] = []
  #linked = 0
  #breaks = 0
  #isEmpty = true
  #image: string | undefined
  /** A link that holds blocks, as cards do: all that stands in it is linked. */
  #isInLink = false

  constructor(root: Element, isChosen: boolean) {
    this.#root = root
    this.#held = isChosen ? undefined : new Held(root)
  }

  run(): Flat {
    this.#blocks(this.#root)
    return { pieces: this.#pieces, ranges: this.#ranges }
  }

  #isOut(element: Element): boolean {
    element.owner.steps.spend(2)
    return MUTE.has(element.name) || (this.#held !== undefined && isFurniture(element, this.#held.of(element)))
  }

  #blocks(element: Element): void {
    const from = this.#pieces.length
    for (const child of element.children) {
      if (!isElement(child)) this.#inlineText(child)
      else if (this.#isOut(child)) continue
      else if (isInlineNode(child)) this.#inline(child, element)
      else {
        this.#flush(element)
        this.#block(child)
      }
    }
    this.#flush(element)
    this.#ranges.set(element, [from, this.#pieces.length])
  }

  #block(element: Element): void {
    const { name } = element
    const from = this.#pieces.length
    if (HEADING.test(name)) this.#whole(element, 'heading', Number(name[1]))
    else if (attribute(element, 'role') === 'heading') this.#whole(element, 'heading', Number(attribute(element, 'aria-level') ?? 1) || 1)
    else if (LISTS.has(name) && !holdsBlocks(element)) this.#whole(element, 'list')
    else if (name === 'figure') this.#whole(element, 'figure')
    else if (name === 'pre') this.#whole(element, 'pre')
    else if (name === 'table' && isData(element)) this.#whole(element, 'table')
    else if (name === 'blockquote' && (this.#held?.share(element) ?? 0) <= 0.5) this.#whole(element, 'quote')
    else return this.#plainBlock(element)
    this.#ranges.set(element, [from, this.#pieces.length])
  }

  #plainBlock(element: Element): void {
    const before = this.#isInLink
    this.#isInLink ||= element.name === 'a' && attribute(element, 'href') !== undefined
    this.#blocks(element)
    this.#isInLink = before
  }

  /** A block that is kept as one piece, with the markup inside it. */
  #whole(element: Element, kind: Piece['kind'], level?: number): void {
    const written: string[] = []
    let linked = 0
    // the last picture among them
    let picture = -1
    const write = (node: Node, isLinked: boolean): void => {
      if (!isElement(node)) {
        if (isLinked) linked += weight(node.trim())
        return void written.push(escapeText(node))
      }
      if (MUTE.has(node.name) || isFurniture(node, NOTHING)) return
      if (node.name === 'figcaption' && picture >= 0 && isShortCaption(node))
        return void (written[picture] = withCaption(written[picture]!, lineOf(node)))
      const tag = tagOf(node)
      if (node.name === 'img') {
        this.#image ??= sourceOf(node)
        if (tag !== undefined) picture = written.length
      }
      const inside = isLinked || node.name === 'a'
      if (tag === undefined || (kind === 'heading' && node.name === 'br')) {
        if (!INLINE.has(node.name) || node.name === 'br') written.push(' ')
        for (const child of node.children) write(child, inside)
        return
      }
      written.push(tag)
      for (const child of node.children) write(child, inside)
      if (!EMPTY.has(node.name)) written.push(`</${node.name}>`)
    }
    for (const child of element.children) write(child, this.#isInLink)
    const text = lineOf(element)
    const html = written.join('').trim()
    const size = weight(text)
    if (text === '' && !html.includes('<img')) return
    this.#push({ kind, ...(level === undefined ? {} : { level }), html, text, weight: size, linked: Math.min(linked, size), element })
  }

  #inlineText(text: string, isLinked = false): void {
    if (/\S/.test(text)) {
      this.#isEmpty = false
      this.#breaks = 0
      if (isLinked || this.#isInLink) this.#linked += weight(text.trim())
    }
    this.#html.push(escapeText(text))
    this.#text.push(text)
  }

  #inline(element: Element, block: Element, isLinked = false): void {
    const { name } = element
    if (name === 'br') return this.#break(block)
    const tag = WRITTEN.has(name) || name === 'img' ? tagOf(element) : undefined
    if (name === 'img') {
      if (tag !== undefined) {
        this.#html.push(tag)
        this.#isEmpty = false
        this.#image ??= sourceOf(element)
      }
      return
    }
    if (tag !== undefined) this.#html.push(tag)
    for (const child of element.children) {
      if (!isElement(child)) this.#inlineText(child, isLinked || name === 'a')
      else if (!this.#isOut(child)) this.#inline(child, block, isLinked || name === 'a')
    }
    if (tag !== undefined) this.#html.push(`</${name}>`)
  }

  /** Two breaks in a row are what old pages write for a new paragraph. */
  #break(block: Element): void {
    this.#breaks++
    this.#text.push(' ')
    if (this.#breaks >= 2) this.#flush(block)
    else this.#html.push('<br />')
  }

  #flush(block: Element): void {
    if (!this.#isEmpty) {
      const text = this.#text.join('').replace(/\s+/g, ' ').trim()
      const html = this.#html.join('').replace(/\s+/g, ' ').trim()
      const size = weight(text)
      if (text !== '' || html.includes('<img'))
        this.#push({ kind: 'text', html: trimBreaks(html), text, weight: size, linked: Math.min(this.#linked, size), element: block })
    }
    this.#html = []
    this.#text = []
    this.#linked = 0
    this.#breaks = 0
    this.#isEmpty = true
  }

  #push(piece: Omit<Piece, 'isProse' | 'isCaption' | 'image'>): void {
    const image = this.#image
    this.#image = undefined
    if (this.#left < piece.html.length) return
    this.#left -= piece.html.length
    this.#pieces.push({ ...piece, isProse: isProse(piece), isCaption: isCaption(piece), ...(image === undefined ? {} : { image }) })
  }
}

/** Words that themes give to what stands under a picture: `wp-caption-text`, `bildunterschrift`. */
const CAPTIONS =
  /(?:^|[-_])(?:i?caption|captions|figcaption|bildunterschrift|bu|legende?|credits?|photo-credit|image-credit|copyright)(?:$|[-_])/
/** Characters of a caption; longer ones are prose whatever they are called. */
const MAX_CAPTION = 500
const isShortCaption = (element: Element): boolean => lineOf(element, MAX_CAPTION + 1).length <= MAX_CAPTION
const isCaption = ({ kind, text, html, element }: Omit<Piece, 'isProse' | 'isCaption' | 'image'>): boolean =>
  kind === 'text' &&
  text.length <= MAX_CAPTION &&
  !html.includes('<img') &&
  (element.name === 'figcaption' || [element, element.parent].some((one) => one?.classes.some((name) => CAPTIONS.test(name))))

/** Inline, and without blocks inside: `<a><h2>` and `<span><div>` are blocks. */
const isInlineNode = (element: Element): boolean => INLINE.has(element.name) && !holdsBlock(element)
/** A list whose entries are blocks of their own, as galleries and listings are. */
const holdsBlocks = (list: Element): boolean =>
  list.children.some(
    (item) =>
      isElement(item) &&
      item.children.filter((child) => isElement(child) && /^(?:div|section|article|h[1-6]|figure|table)$/.test(child.name)).length > 0,
  )

/** A table of figures, not one that lays out a page: headings, or short cells in several columns; no table inside. */
function isData(table: Element): boolean {
  // the innermost tables alone are looked at in full, so that nested ones cost no more than their size
  if (attribute(table, 'role') === 'presentation' || holdsLayout(table)) return false
  let rows = 0
  let headings = 0
  let longest = 0
  let columns = 0
  const look = (element: Element): void => {
    let cells = 0
    for (const child of element.children) {
      if (!isElement(child)) continue
      if (child.name === 'tr') rows++
      if (child.name === 'th') headings++
      if (child.name === 'td' || child.name === 'th') {
        cells++
        longest = Math.max(longest, lineOf(child).length)
      } else look(child)
    }
    columns = Math.max(columns, cells)
  }
  look(table)
  return rows > 1 && columns > 1 && longest <= (headings > 0 ? 400 : 120)
}
const LAYOUT = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'form', 'img'])
const holdsLayout = (table: Element): boolean => find(table, ({ name }) => LAYOUT.has(name)) !== undefined
