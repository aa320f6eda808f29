import type { Element } from './element.ts'
import { isRankingHeading } from './furniture.ts'
import { isHeadingTag } from './headings.ts'
import { descendants, isElement, isWithin, lineOf } from './walk.ts'

/** Headings that announce favourites; a page has a few. */
const MAX_RANKINGS = 20

/** Boxes under a heading that announces favourites: the heading's block, as long as it is not most of the page. */
export function rankings(root: Element, links: ReadonlyMap<Element, number>): ReadonlySet<Element> {
  const out = new Set<Element>()
  const all = links.get(root)!
  const headings = descendants(root).filter((one) => isHeadingTag(one) || SUBHEADING.has(one.name))
  for (const heading of headings.filter((one) => isRankingHeading(lineOf(one, 200))).slice(0, MAX_RANKINGS)) {
    let block = heading.parent
    while (block?.parent && links.get(block)! < 2 && block.name !== 'body') block = block.parent
    // what another heading begins is not all under this one
    const isAlone = !headings.some((other) => block && other !== heading && isWithin(other, block) && other.index < heading.index)
    if (block && isAlone && block.name !== 'body' && links.get(block)! * 2 < all) out.add(block)
    else for (const follower of followers(heading)) if (links.get(follower)! * 2 < all) out.add(follower)
  }
  return out
}
const SUBHEADING = new Set(['caption', 'dt', 'strong', 'legend', 'b'])

/** Counts the links in each element. */
export function countLinks(element: Element, counts: Map<Element, number>): number {
  let sum = element.name === 'a' ? 1 : 0
  for (const child of element.children) if (isElement(child)) sum += countLinks(child, counts)
  counts.set(element, sum)
  return sum
}

/** What stands behind a heading up to the next one of its kind. */
function followers(heading: Element): readonly Element[] {
  const siblings = heading.parent?.children.filter(isElement) ?? []
  const after = siblings.slice(siblings.indexOf(heading) + 1)
  const end = after.findIndex(isHeadingTag)
  return end < 0 ? after : after.slice(0, end)
}
