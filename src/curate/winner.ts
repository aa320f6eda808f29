import { DAY, HOUR, type Instant } from '../model/time.ts'

/** What choosing between copies looks at. */
export interface Contender {
  readonly id: string
  /** URL of its source. */
  readonly source: string
  /** Plain text. */
  readonly text: string
  /** Set where the text is not published: only the excerpt is. */
  readonly withheld?: string
  readonly excerpt?: string
  readonly firstSeen: Instant
  /** When it appeared, as `StoredItem.at`. */
  readonly at: Instant
}

/** A text must be this much longer to win: a byline or a “read more” does not make it fuller. */
const FULLER = 1.5

/**
 * What one round of visits found was seen at one time: then the publishers' dates tell who was first. Copies of another hour are told
 * apart by our own clock alone, so that nobody takes a story over with an early date.
 */
const seenAt = ({ firstSeen }: Contender): number => Math.floor(firstSeen / HOUR)

const earliest = (a: Contender, b: Contender): number =>
  seenAt(a) - seenAt(b) || a.at - b.at || a.firstSeen - b.firstSeen || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** How much of a text a reader gets. */
const shownLength = ({ text, withheld, excerpt = '' }: Contender): number => (withheld === undefined ? text.length : excerpt.length)

/**
 * The copy that is shown: the source the curator prefers; of those, the materially fullest text among the copies of the story's first
 * day; else the earliest seen. What comes later than a day does not take over a story that was read. `byHand`, an item's id, overrules.
 * `copies` must not be empty.
 */
export function winner<Copy extends Contender>(copies: readonly Copy[], prefer: (source: string) => number, byHand?: string): Copy {
  const chosen = copies.find((copy) => copy.id === byHand)
  if (chosen) return chosen
  const most = Math.max(...copies.map((copy) => prefer(copy.source)))
  const preferred = copies.filter((copy) => prefer(copy.source) === most).toSorted(earliest)
  const firstDay = Math.min(...copies.map((copy) => copy.firstSeen)) + DAY
  let best = preferred[0]!
  const longest = preferred
    .filter((copy) => copy.firstSeen < firstDay)
    .toSorted((a, b) => shownLength(b) - shownLength(a) || earliest(a, b))[0]
  if (longest && best.firstSeen < firstDay && shownLength(longest) >= FULLER * shownLength(best)) {
    // the earliest of those that are about as full: two full copies do not take turns
    best = preferred.find((copy) => copy.firstSeen < firstDay && shownLength(copy) * FULLER >= shownLength(longest)) ?? longest
  }
  return best
}

/** The same copies, the winner first, then by first seen. */
export function inOrder<Copy extends Contender>(copies: readonly Copy[], prefer: (source: string) => number, byHand?: string): Copy[] {
  if (copies.length === 0) return []
  const first = winner(copies, prefer, byHand)
  return [first, ...copies.filter((copy) => copy !== first).toSorted(earliest)]
}
