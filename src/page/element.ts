import type { Steps } from './steps.ts'

/** What all elements of one page share. */
export interface Owner {
  /** In document order: an element's place in it is its `index`. */
  readonly elements: Element[]
  readonly steps: Steps
  /** Classes that were read, by how they are written: they recur on a page by the hundred. */
  readonly classes: Map<string, readonly string[]>
}

export type Node = Element | string

/** Characters of `class` that are read; frameworks write 400. */
const MAX_CLASS = 600
/** Different classes of a page that are remembered; real pages have a thousand. */
const MAX_KNOWN = 5000
const NO_WORDS: readonly string[] = []

/** An element of a page. */
export class Element {
  /** In lower case. */
  readonly name: string
  /** Names and values in turn. */
  readonly attributes: readonly string[]
  readonly parent: Element | undefined
  readonly children: Node[] = []
  readonly owner: Owner
  /** Its place among the page's elements, in document order. */
  readonly index: number
  /** The place behind the last element that stands in it. */
  end: number
  #classes: readonly string[] | undefined

  constructor(name: string, attributes: readonly string[], parent: Element | undefined, owner: Owner) {
    this.name = name
    this.attributes = attributes
    this.parent = parent
    this.owner = owner
    this.index = owner.elements.push(this) - 1
    this.end = this.index + 1
  }

  /** The words of its class, in lower case. */
  get classes(): readonly string[] {
    return (this.#classes ??= this.#readClasses())
  }

  #readClasses(): readonly string[] {
    const { attributes } = this
    for (let i = 0; i < attributes.length; i += 2)
      if (attributes[i] === 'class') return this.#wordsOf(attributes[i + 1]!.slice(0, MAX_CLASS))
    return NO_WORDS
  }

  #wordsOf(written: string): readonly string[] {
    const { classes } = this.owner
    const known = classes.get(written)
    if (known) return known
    const words = written
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '')
    if (classes.size < MAX_KNOWN) classes.set(written, words)
    return words
  }
}
