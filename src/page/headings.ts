import type { Element } from './element.ts'

const HEADING = /^h[1-6]$/
export const isHeadingTag = ({ name }: Element): boolean => name.length === 2 && HEADING.test(name)

/** What microformats and themes call a headline. */
const CALLED = new Set([
  'p-name',
  'entry-title',
  'post-title',
  'article-title',
  'card-title',
  'card__title',
  'headline',
  'teaser__headline',
  'title',
])

/** Headings, and what microformats and themes use in their place. */
export const isHeading = (element: Element): boolean => isHeadingTag(element) || element.classes.some((name) => CALLED.has(name))

const rankOf = ({ name }: Element): number => (HEADING.test(name) ? Number(name[1]) : 0)

/**
 * Says of any element which heading is the first in it, or the second where the first is a kicker of a lower rank; without a search in
 * it: all headings are found once.
 */
export function headingFinder(elements: readonly Element[]): (element: Element) => Element | undefined {
  const headings = elements.filter(isHeading)
  return ({ index, end, owner }) => {
    owner.steps.spend(1)
    let low = 0
    let high = headings.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (headings[middle]!.index <= index) low = middle + 1
      else high = middle
    }
    const [first, second] = [headings[low], headings[low + 1]].map((one) => (one && one.index < end ? one : undefined))
    return first && second && rankOf(second) < rankOf(first) ? second : first
  }
}
