import type { Duration } from '../model/time.ts'
import type { Unmatched } from './unmatched.ts'
import type { Differences } from './vetoes.ts'

/** What two items have in common, as numbers from 0 to 1 and lists of what differs; judged elsewhere. */
export interface Facts extends Differences {
  /** Words (two characters of Chinese or Japanese count as one) of the shorter and the longer text. */
  readonly shorter: number
  readonly longer: number
  /** Share of the shorter text that stands in the longer: containment, which survives truncation. */
  readonly contained: number
  /** Share of the longer text that stands in the shorter. */
  readonly coverage: number
  /** Share of one item's lead that stands somewhere in the other, the better of both directions. */
  readonly lead: number
  /** Share of the shorter text that stands in the longer, between the first and the last run that both have; and words of that stretch. */
  readonly inner: number
  readonly stretch: number
  /** Of the stretch of the longer text, what the shorter has too: less where something was put into it. */
  readonly innerLonger: number
  /** Places in that stretch where the shorter says something else or something more. */
  readonly edits: number
  /** What of the shorter, and of the longer, the other has nowhere, where they run alike. */
  readonly unmatched: readonly [Unmatched, Unmatched]
  /** A name in the headline and the text of one of them that the other has nowhere. */
  readonly ownSubject?: string
  /** Of the longer one's title: share that the shorter item supports, and share that only the part of its text which is not shared does. */
  readonly sharedSupport: number
  readonly ownSupport: number
  /** Whether one source gave both, how long after one another it says that it did, and whether the longer came later; unknown: 0 and no. */
  readonly oneSource: boolean
  readonly apart: Duration
  readonly grew: boolean
  /** Whether the shorter item has anything of it but “the” and “for”. */
  readonly isLongerSupported: boolean
  /** Words of the longer text before anything that the shorter has too: clutter, or another article's lead. */
  readonly before: number
  /** Share of the shorter text that is numbers: a table says nothing of whose it is. */
  readonly figures: number
  /** The same text, word for word, as far as it is looked at. */
  readonly identical: boolean
  readonly titleOverlap: number
  readonly titleResemblance: number
  /** The headlines count on: part 1 and part 2, Monday and Tuesday. */
  readonly countsOn: boolean
  /** One of the headlines says that this is the corrected article. */
  readonly saysCorrected: boolean
  /** A figure was corrected in a text of some length, which says the same otherwise. */
  readonly correctsFigure: boolean
  /** Words that either text has of the other's, whatever their order: for texts too short to have runs. */
  readonly wordsShared: number
  /** Telling words of the title that has fewer. */
  readonly leastTelling: number
  /** Each title has telling words that the other title has not. */
  readonly otherHeadlines: boolean
  /** Each title has telling words that the other item has nowhere. */
  readonly otherTitles: boolean
  /** Share of an item's title that the other's title or text supports, the better of both directions. */
  readonly titleSupport: number
}
