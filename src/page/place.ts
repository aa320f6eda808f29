import type { Element } from './element.ts'
import { BODY_NAMES } from './names.ts'
import type { Flat } from './pieces.ts'
import { attribute, commonOf, isElement, isWithin } from './walk.ts'

/** An element that holds so much of the prose around it holds the article. */
const MOST = 0.75
/** A container that is marked or named as the article's counts with less. */
const NAMED = 0.4

/** Where the article's text stands. */
export interface Place {
  /** What holds it; several where the text is split over siblings. */
  readonly containers: readonly Element[]
  /** Whether they say of themselves that they are the body: then short lines are text too. */
  readonly isNamed: boolean
  /** Where it begins and ends among the page's pieces. */
  readonly from: number
  readonly to: number
}

/**
 * Where the text of the article on a page stands.
 * @param marked elements that say they are the article's body
 */
export function placeOf(flat: Flat, root: Element, marked: readonly Element[]): Place {
  const prose = proseIn(flat)
  const named = [marked, ...namedBodies(flat, prose)]
    .map((bodies) => joined(bodies, flat, prose))
    .find((bodies) => bodies.length > 0 && weighed(bodies, prose) >= prose.sum(root) * NAMED)
  const containers = named ?? [heirOf(root, prose)]
  const ranges = containers.map((element) => flat.ranges.get(element) ?? [0, 0])
  return {
    containers,
    isNamed: named !== undefined,
    from: Math.min(...ranges.map(([from]) => from)),
    to: Math.max(...ranges.map(([, to]) => to)),
  }
}

/** How much prose stands in an element: its weight, and its paragraphs. */
interface Prose {
  readonly sum: (element: Element) => number
  readonly count: (element: Element) => number
}

function proseIn({ pieces, ranges }: Flat): Prose {
  const sums = [0]
  const counts = [0]
  for (const piece of pieces) {
    const { isProse } = piece
    sums.push(sums.at(-1)! + (isProse ? piece.weight - piece.linked : 0))
    counts.push(counts.at(-1)! + (isProse ? 1 : 0))
  }
  const within = (all: readonly number[]) => (element: Element) => {
    const range = ranges.get(element)
    return range ? all[range[1]]! - all[range[0]]! : 0
  }
  return { sum: within(sums), count: within(counts) }
}

const weighed = (elements: readonly Element[], { sum }: Prose): number => elements.reduce((all, element) => all + sum(element), 0)

/** Elements that publishing systems call the body, those of one name together, the weightiest first. */
function namedBodies(flat: Flat, prose: Prose): readonly (readonly Element[])[] {
  const byName = new Map<string, Element[]>()
  for (const element of flat.ranges.keys())
    for (const name of element.classes) {
      if (!BODY_NAMES.has(name) || prose.sum(element) === 0) continue
      const same = byName.get(name)
      if (same) same.push(element)
      else byName.set(name, [element])
    }
  return [...byName.values()].toSorted((a, b) => weighed(joined(b, flat, prose), prose) - weighed(joined(a, flat, prose), prose))
}

/** Levels above two containers up to what holds both, where they are parts of one text. */
const MAX_APART = 3

/** The heaviest of these elements, and those of the others that go on with its text: near it, and without a heading between. */
function joined(all: readonly Element[], { ranges, pieces }: Flat, { sum }: Prose): readonly Element[] {
  const bodies = all.filter((element) => ranges.has(element) && !all.some((other) => other !== element && isWithin(element, other)))
  const [first, ...others] = bodies.toSorted((a, b) => sum(b) - sum(a))
  if (!first) return []
  const rangeOf = (element: Element) => ranges.get(element)!
  const parts = [first]
  for (const one of others.toSorted((a, b) => a.index - b.index)) {
    const [before, after] = rangeOf(one)[0] < rangeOf(first)[0] ? [one, first] : [first, one]
    const between = pieces.slice(rangeOf(before)[1], rangeOf(after)[0])
    const isNear = levelsTo(one, commonOf(one, first)) <= MAX_APART && levelsTo(first, commonOf(one, first)) <= MAX_APART
    const isOther = between.some(({ kind, element }) => kind === 'heading' && !parts.some((part) => isWithin(element, part)))
    if (isNear && !isOther) parts.push(one)
  }
  return parts.toSorted((a, b) => a.index - b.index)
}

function levelsTo(element: Element, outer: Element): number {
  let levels = 0
  for (let at: Element | undefined = element; at && at !== outer; at = at.parent) levels++
  return levels
}

/** From the whole page down to the element that holds nearly all of the prose. */
function heirOf(root: Element, prose: Prose): Element {
  let at = root
  for (;;) {
    const next = heir(at, prose)
    if (!next) return at
    at = next
  }
}

/** The child that holds nearly all of it; none where its siblings are more of the same. */
function heir(at: Element, { sum, count }: Prose): Element | undefined {
  const children = at.children.filter((child) => isElement(child)).filter((child) => sum(child) > 0)
  const best = children.toSorted((a, b) => sum(b) - sum(a))[0]
  if (!best || sum(best) < sum(at) * MOST) return undefined
  if (children.length === 1 && sum(best) === sum(at)) return best
  const isLeaf = count(best) < 2
  const twins = children.some(
    (child) => child !== best && child.name === best.name && attribute(child, 'class') === attribute(best, 'class'),
  )
  return isLeaf || twins ? undefined : best
}
