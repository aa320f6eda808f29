import type { Steps } from './steps.ts'

/** What all elements of one page share. */
export interface Owner {
  /** In document order: an element's place in it is its `index`. */
  readonly elements: Element[]
  readonly steps: Steps
}

export type Node = Element | string

/** Characters of `class` that are read; frameworks write 400. */
const MAX_CLASS = 600
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
      if (attributes[i] === 'class')
        return attributes[i + 1]!.slice(0, MAX_CLASS)
          .toLowerCase()
          .split(/\s+/)
          .filter((word) => word !== '')
    return NO_WORDS
  }
}
