import type { Element } from './element.ts'
import type { Holdings } from './furniture.ts'
import { BODY_NAMES } from './names.ts'
import { attribute, INLINE, isElement } from './walk.ts'

/** Elements of which nothing is read. */
export const MUTE = new Set('head script style noscript template svg iframe object embed button input select textarea canvas'.split(' '))

/** Prose that makes a part of the page more than a label, and so much of it for each link. */
const LEAST_PROSE = 200
const PROSE_FOR_A_LINK = 150
/** Part of the page's prose below which the names of bodies are given to teasers too. */
const LEAST_BODY = 0.2
const namesBody = (element: Element): boolean =>
  element.classes.some((name) => BODY_NAMES.has(name)) || /articlebody/i.test(attribute(element, 'itemprop') ?? '')

/** What stands in each element of a page: how much prose, how many links, the body of the article; all counted in one pass. */
export class Held {
  readonly #root: Element
  readonly #prose = new Map<Element, number>()
  readonly #links = new Map<Element, number>()
  /** Elements that hold what names itself the body of the article. */
  readonly #bodied = new Set<Element>()

  constructor(root: Element) {
    this.#root = root
    root.owner.steps.spend(root.owner.elements.length)
    measure(root, this.#prose)
    this.#countLinks()
    this.#markBodies()
  }

  of(element: Element): Holdings {
    return {
      share: () => this.share(element),
      holdsBody: () => this.#bodied.has(element),
      isProse: () => this.#isProse(element),
    }
  }

  #countLinks(): void {
    const { elements } = this.#root.owner
    for (let i = elements.length - 1; i > 0; i--) {
      const element = elements[i]!
      const { name, parent } = element
      const links = (this.#links.get(element) ?? 0) + (name === 'a' ? 1 : 0)
      if (parent && links > 0) this.#links.set(parent, (this.#links.get(parent) ?? 0) + links)
    }
  }

  /** What names itself the body, and holds so much of the page's prose that it may be. */
  #markBodies(): void {
    for (const element of this.#root.owner.elements) {
      if (!namesBody(element) || this.share(element) < LEAST_BODY) continue
      for (let at: Element | undefined = element; at && !this.#bodied.has(at); at = at.parent) this.#bodied.add(at)
    }
  }

  #isProse(element: Element): boolean {
    const prose = this.#prose.get(element) ?? 0
    const links = this.#links.get(element) ?? 0
    return links === 0 ? prose >= LEAST_PROSE / 4 : prose >= LEAST_PROSE && prose >= PROSE_FOR_A_LINK * links
  }

  /** Its part of the page's prose. */
  share(element: Element): number {
    return (this.#prose.get(element) ?? 0) / Math.max(1, this.#prose.get(this.#root) ?? 0)
  }
}

/** Prose below each element: text that is neither short nor linked. */
function measure(element: Element, prose: Map<Element, number>): number {
  if (MUTE.has(element.name)) return 0
  let sum = 0
  let own = 0
  for (const child of element.children) {
    if (!isElement(child)) own += child.length
    else if (INLINE.has(child.name)) own += child.name === 'a' ? 0 : proseOf(child)
    else sum += measure(child, prose)
  }
  if (own > 40) sum += own
  prose.set(element, sum)
  return sum
}

const proseOf = (inline: Element): number => {
  let sum = 0
  for (const child of inline.children)
    if (!isElement(child)) sum += child.length
    else if (child.name !== 'a' && !MUTE.has(child.name)) sum += proseOf(child)
  return sum
}
