import type { Facts } from './facts.ts'
import { isCalendar } from './numerals.ts'
import { HEADLINE } from './thresholds.ts'
import { NUMBER, wordAt, type Words } from './words.ts'

const ROMAN = /^[ivx]{1,5}$/

/** What tells one of a series from the next: numbers, days and months, Roman numbers. */
function counters(title: Words, other: Int32Array): boolean {
  for (let i = 0; i < title.length; i++) {
    if (other.includes(title.hash[i]!)) continue
    if (title.flags[i]! & NUMBER || isCalendar(title, i) || ROMAN.test(wordAt(title, i))) return true
  }
  return false
}

/** Whether two headlines count on: part 1 and part 2, Monday and Tuesday, v2.3.1 and v2.3.2. */
export const countsOn = (x: Words, y: Words): boolean => counters(x, y.hash) && counters(y, x.hash)

/** How two headlines relate. Where one of two items has none there are no two. */
export type Headlines = 'same' | 'alike' | 'unlike'

export function relateHeadlines(x: Words, y: Words, f: Pick<Facts, 'titleResemblance' | 'countsOn' | 'correctsFigure'>): Headlines {
  if (x.length === 0 || y.length === 0) return 'same'
  if (x.length === y.length && x.hash.every((h, i) => h === y.hash[i])) return 'same'
  if (f.countsOn && !f.correctsFigure) return 'unlike'
  return f.titleResemblance >= HEADLINE.alike ? 'alike' : 'unlike'
}
