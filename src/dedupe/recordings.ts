import { recordingOf } from '../model/recording.ts'
import type { Article } from './features.ts'

/**
 * Whether two entries of one source play two recordings, and so are two whatever it says of them. Of what is not shown at once the dates
 * must differ too: a show that moves to another host keeps them.
 */
export function haveTwoRecordings(a: Article, b: Article, together: boolean): boolean {
  const [x, y] = [recordingOf(a.enclosures), recordingOf(b.enclosures)]
  if (x === undefined || y === undefined || x === y) return false
  return together || (a.published !== undefined && b.published !== undefined && a.published !== b.published)
}
