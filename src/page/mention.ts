import type { Card } from './cards.ts'
import { dateIn } from './dateline.ts'
import type { Element } from './element.ts'
import { stated, type Mention } from './evidence.ts'
import { isHeadingTag } from './headings.ts'
import { bare, weight } from './measure.ts'
import { marked } from './signature.ts'
import { attribute, descendants, find, holdsBlock, isElement, isWithin, lineOf } from './walk.ts'
import { parseDate } from '../parse/dates.ts'

/** What a card says, read from its block alone; a day may stand in the cell before it. */
export function mentionOf(card: Card, language: string | undefined, dayBefore: (block: Element) => string | undefined): Mention {
  const { steps } = card.element.owner
  const texts = linesIn(card.element, card.headline)
  const day = dateOf(card.element, texts, language) ?? dayBefore(card.element)
  const summary = texts.find(
    (line) =>
      weight(line.text) >= 40 &&
      line.linked < 0.6 &&
      bare(line.text) !== bare(card.title) &&
      !(dateIn(line.text, language, steps)?.isAlone ?? false),
  )
  return {
    link: card.href,
    ...stated({ title: card.title, published: day, summary: summary?.text, image: imageIn(card.element), authors: marked(card.element) }),
  }
}

interface Line {
  readonly text: string
  readonly linked: number
}

/** Lines of one block that are read; a card has a dozen. */
const MAX_LINES = 60

/** The lines of a block other than its headline. */
function linesIn(block: Element, headline: Element): readonly Line[] {
  const lines: Line[] = []
  const look = (element: Element): void => {
    if (lines.length >= MAX_LINES) return
    const isLeaf = !holdsBlock(element)
    if (element !== headline && isLeaf && !isWithin(headline, element)) {
      const text = lineOf(element, 2000)
      const linked = descendants(element)
        .filter(({ name }) => name === 'a')
        .reduce((sum, a) => sum + lineOf(a, 2000).length, 0)
      if (text !== '') lines.push({ text, linked: linked / text.length })
      return
    }
    if (element === headline) return
    for (const child of element.children) {
      if (isElement(child)) look(child)
      else if (child.trim() !== '') lines.push({ text: child.replace(/\s+/g, ' ').trim(), linked: 0 })
    }
  }
  look(block)
  return lines
}

function dateOf(block: Element, lines: readonly Line[], language: string | undefined): string | undefined {
  const all = descendants(block)
  for (const element of all) {
    const stamped = [
      attribute(element, 'datetime'),
      isPublished(element) ? (attribute(element, 'content') ?? attribute(element, 'title')) : undefined,
    ]
    const date = stamped.find((one) => one !== undefined && parseDate(one) !== undefined)
    if (date !== undefined && !element.classes.includes('updated')) return date
  }
  const dates = lines.flatMap(({ text }) => dateIn(text, language, block.owner.steps) ?? [])
  return (
    dates.find(({ isAlone, isUpdate }) => isAlone && !isUpdate) ??
    dates.find(({ isAlone }) => isAlone) ??
    dates.find(({ isUpdate }) => !isUpdate)
  )?.date
}

const isPublished = (element: Element): boolean =>
  /^date(?:published|created)$/i.test(attribute(element, 'itemprop') ?? '') ||
  element.classes.some((name) => name === 'published' || name === 'dt-published')

/** Elements before a block that may hold its day: a day heads a list of at most so many. */
const MAX_BEFORE = 40

/** Finds the day that heads a block. Blocks of one list ask for the same siblings: each is read once. */
export function dayFinder(language: string | undefined): (block: Element) => string | undefined {
  const places = new Map<Element, { readonly siblings: readonly Element[]; readonly at: ReadonlyMap<Element, number> }>()
  const days = new Map<Element, string | undefined>()
  const placesIn = (parent: Element) => {
    let known = places.get(parent)
    if (!known) {
      const siblings = parent.children.filter(isElement)
      places.set(parent, (known = { siblings, at: new Map(siblings.map((element, i) => [element, i])) }))
    }
    return known
  }
  const dayOf = (element: Element): string | undefined => {
    if (!days.has(element)) {
      const day = dateIn(lineOf(element, 300), language, element.owner.steps)
      days.set(element, day?.isAlone ? day.date : undefined)
    }
    return days.get(element)
  }
  return (block) => {
    for (let element: Element | undefined = block, up = 0; element?.parent && up < 3; element = element.parent, up++) {
      const { siblings, at } = placesIn(element.parent)
      const day = dayAmong(siblings, at.get(element)!, dayOf)
      if (day !== undefined) return day
    }
    return undefined
  }
}

/** `<dt>` before `<dd>`, a heading that is a day, a cell that spans rows. */
function dayAmong(siblings: readonly Element[], here: number, dayOf: (element: Element) => string | undefined): string | undefined {
  siblings[here]!.owner.steps.spend(MAX_BEFORE / 4)
  for (let before = here - 1; before >= Math.max(0, here - MAX_BEFORE); before--) {
    const sibling = siblings[before]!
    const mayBe = sibling.name === 'dt' || isHeadingTag(sibling) || before === here - 1
    const day = mayBe ? dayOf(sibling) : undefined
    if (day !== undefined) return day
    if (sibling.name === 'dt') break
  }
  return undefined
}

/** The first picture of a block that is not only a place for one. */
export function imageIn(block: Element): string | undefined {
  const image = find(block, ({ name }) => name === 'img')
  const source =
    image &&
    [attribute(image, 'data-src'), attribute(image, 'data-lazy-src'), attribute(image, 'src')].find(
      (one) => one !== undefined && !one.startsWith('data:'),
    )
  return source
}
