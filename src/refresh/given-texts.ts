import { digest } from '../hash.ts'
import type { PageState } from '../model/page-state.ts'
import type { RawItem } from '../model/raw.ts'

/** Of so many articles it is remembered what they gave: who is sent to a wall is sent there again soon. */
const MOST_REMEMBERED = 8
/** Characters of a digest that stand in the row of a source. */
const BRIEF = 12

const brief = (text: string): string => digest(text).slice(0, BRIEF)

/**
 * What the articles of a source gave, and under which headlines of its entries. One text under several headlines is the text of none: a
 * question for consent, a front page that all are sent to, a notice that the article is gone.
 */
export function openGivenTexts({ texts = [] }: Pick<PageState, 'texts'>) {
  const given = texts.slice()
  return {
    /** Takes note of a text; gives a name for it. */
    note({ content, title }: RawItem): string {
      const text = brief(content?.value ?? '')
      const headline = brief(title?.value ?? '')
      if (!given.some(([before, under]) => before === text && under === headline)) given.push([text, headline])
      return text
    },
    isShared: (text: string): boolean => given.filter(([before]) => before === text).length > 1,
    /** The newest; of one that is shared that it is. */
    remembered: (): NonNullable<PageState['texts']> => given.slice(-MOST_REMEMBERED),
  }
}
