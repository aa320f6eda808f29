import type { Contender } from '../model/standing.ts'
import { DAY, HOUR, type Instant } from '../model/time.ts'

/** A text must be this much longer to win: a byline or a “read more” does not make it fuller. */
const FULLER = 1.5

/**
 * What one round of visits found was seen at one time: then the publishers' dates tell who was first. Copies of another hour are told
 * apart by our own clock alone, so that nobody takes a story over with an early date.
 */
const seenAt = ({ firstSeen }: Contender): number => Math.floor(firstSeen / HOUR)

/** The order in which copies appeared. */
export const earliest = (a: Contender, b: Contender): number =>
  seenAt(a) - seenAt(b) || a.at - b.at || a.firstSeen - b.firstSeen || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** By what a feed chooses between copies. */
export interface Preference {
  /** How much a source is preferred. */
  readonly of: (source: string) => number
  /** When the first of all copies was seen; without it, of those that are looked at. */
  readonly first?: Instant | undefined
  /** The item that an editor chose. */
  readonly byHand?: string | undefined
}

/**
 * The copy that is shown: the source the curator prefers; of those, the materially fullest text among the copies of the story's first
 * day; else the earliest seen. What comes later than a day does not take over a story that was read. An editor's choice overrules.
 * `copies` must not be empty.
 */
export function winner<Copy extends Contender>(copies: readonly Copy[], preference: Preference): Copy {
  const chosen = copies.find((copy) => copy.id === preference.byHand)
  if (chosen) return chosen
  const { preferred, ofFirstDay } = candidates(copies, preference)
  const best = preferred[0]!
  const longest = ofFirstDay.toSorted((a, b) => b.chars - a.chars || earliest(a, b))[0]
  if (!longest || !ofFirstDay.includes(best) || longest.chars < FULLER * best.chars) return best
  // the earliest of those that are about as full: two full copies do not take turns
  return ofFirstDay.find((copy) => copy.chars * FULLER >= longest.chars)!
}

/**
 * The copies that decide who is shown, now and when more come: `winner` of these is `winner` of all. They are the earliest, and of the
 * first day's each that is longer than all before it; only those of the most preferred sources.
 */
export function contenders<Copy extends Contender>(copies: readonly Copy[], preference: Preference): Copy[] {
  const { preferred, ofFirstDay } = candidates(copies, preference)
  const kept = new Set([preferred[0]!, ...copies.filter(({ id }) => id === preference.byHand)])
  let longest = -1
  for (const copy of ofFirstDay) {
    if (copy.chars <= longest) continue
    longest = copy.chars
    kept.add(copy)
  }
  return [...kept].toSorted(earliest)
}

/** Those of the most preferred sources, the earliest first, and which of them came on the first day. */
function candidates<Copy extends Contender>(copies: readonly Copy[], { of, first }: Preference) {
  const most = Math.max(...copies.map(({ source }) => of(source)))
  const preferred = copies.filter(({ source }) => of(source) === most).toSorted(earliest)
  const dayAfter = (first ?? Math.min(...copies.map(({ firstSeen }) => firstSeen))) + DAY
  return { preferred, ofFirstDay: preferred.filter(({ firstSeen }) => firstSeen < dayAfter) }
}
