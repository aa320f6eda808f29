import { recordingOf } from '../model/recording.ts'
import { HOUR } from '../model/time.ts'
import type { Article } from './features.ts'
import type { Facts } from './facts.ts'
import { WORDS } from './thresholds.ts'

/**
 * Whether two entries of one source play two recordings, and so are two whatever it says of them. Of what is not shown at once the dates
 * must differ too: a show that moves to another host keeps them.
 */
export function haveTwoRecordings(a: Article, b: Article, together: boolean): boolean {
  const [x, y] = [recordingOf(a.enclosures), recordingOf(b.enclosures)]
  if (x === undefined || y === undefined || x === y) return false
  return together || (a.published !== undefined && b.published !== undefined && a.published !== b.published)
}

/** Two hosts publish an episode within minutes; a show of every hour has the next one then. */
const ANOTHER_HOUR = HOUR / 2

/** The same of two sources that carry one show: its description is a brief text, and tells nothing of the episode. */
export const areTwoEpisodes = (a: Article, b: Article, { shorter }: Facts): boolean =>
  shorter < WORDS.brief && haveTwoRecordings(a, b, false) && Math.abs(a.published! - b.published!) > ANOTHER_HOUR
