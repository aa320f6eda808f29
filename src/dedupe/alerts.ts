import type { Instant } from '../model/time.ts'
import type { Prepared } from './features.ts'
import { isCalendar, isQuantity } from './numerals.ts'
import { ALERT } from './thresholds.ts'
import { CAPITAL, SPACELESS, wordAt, type Words } from './words.ts'

const CASED = /^[\p{Lu}\p{Ll}]/u

/** Whether a headline says enough to be known by it alone. */
function isTelling(title: Words): boolean {
  let telling = 0
  let named = 0
  let capitals = 0
  let spaced = 0
  let cased = false
  for (let i = 0; i < title.length; i++) {
    if (isCalendar(title, i)) continue
    if (title.flags[i]! & SPACELESS) telling += 0.5
    else {
      if (title.end[i]! - title.start[i]! >= 3) telling++
      spaced++
    }
    cased ||= (title.flags[i]! & SPACELESS) === 0 && CASED.test(wordAt(title, i))
    if (isQuantity(title, i)) named++
    else if (i > 0 && title.flags[i]! & CAPITAL) capitals++
  }
  if (!cased && telling >= ALERT.caseless) return true
  // in title case capitals say nothing
  if (title.spaceless) return telling >= ALERT.telling && named > 0
  const names = named + (capitals <= spaced / 2 ? capitals : 0)
  return (telling >= ALERT.telling && names >= ALERT.named) || (telling >= ALERT.whole && names > 0)
}

/** What has neither date nor arrival arrives now. */
const momentOf = ({ item }: Prepared, now: Instant | undefined): Instant | undefined => item.published ?? item.firstSeen ?? now

/** Whether two items, one of them without a text, are one report by their headlines alone: the same telling one, within hours. */
export function isOneHeadline(a: Prepared, b: Prepared, now?: Instant): boolean {
  if ((a.text.length > 0 && b.text.length > 0) || a.title.length !== b.title.length) return false
  if (!a.title.hash.every((h, i) => h === b.title.hash[i])) return false
  const [x, y] = [momentOf(a, now), momentOf(b, now)]
  return x !== undefined && y !== undefined && Math.abs(x - y) <= ALERT.within && isTelling(a.title)
}
