import type { Facts } from './compare.ts'

/** Whether two items are one article, with the rule that said so. */
export interface Verdict {
  readonly same: boolean
  /** Stable code: `same-url`, `same-text`, `same-lead`; or what spoke against: `other-numbers`, `other-names`, `other-lead`, `other-text`, `too-short`, … */
  readonly reason: string
  /** 0 to 1. */
  readonly score: number
  /** One sentence for people. */
  readonly evidence: string
}

/** Below it a text says too little to be known again by itself; words. */
const MIN_WORDS = 12
/** A text this short must stand in the other nearly whole, and have its title supported; words. */
const SHORT_WORDS = 24
/** Up to here one number or name makes another event of a text; longer ones are corrected now and then; words. */
const BRIEF_WORDS = 60
/** Share of the shorter text that must stand in the other: in general, in a short one, and where it was cut or framed. */
const CONTAINED = { usual: 0.72, otherHeadline: 0.85, short: 0.8, brief: 0.75, framed: 0.42 }
/** Headlines that have less in common are two. */
const OTHER_HEADLINE = 0.4
/** Share of the stretch between first and last run that must be the same, where the rest is a frame (a notice below, clutter above). */
const INNER = 0.8
/** Share of a lead that must stand in the other. */
const MIN_LEAD = 0.5
/** More words than this before the common text are no clutter: an article of its own with the other as its background. */
const MOST_BEFORE = 80
/** From so many words on what stands before the common text is an article, if the headline is as much about it. */
const BACKGROUND = 40
/** Share of both texts in common from which a new lead is a rewritten one. */
const REWRITTEN = 0.75
/** A text of at least so many words may be edited in so many names, if this share of it is the same; in numbers, if that is. */
const EDITED = { words: 100, contained: 0.85, figures: 0.93, changes: 2, table: 10, again: 5 }
/** Share of a headline that any text supports: “the”, “for”. */
const NO_SUPPORT = 0.2
/** A headline of fewer telling words may well share none with its text. */
const MIN_TELLING = 3
/** Of a round-up, “Morning briefing”, fewer do: one word names nothing. */
const MIN_RUBRIC = 2
/** From this share of numbers on a text is a table. */
const TABLE = 0.2
/** Headlines of one table have so much in common. */
const SAME_TABLE = 0.5

const percent = (share: number): string => `${Math.round(100 * share)} %`
const no = (reason: string, score: number, evidence: string): Verdict => ({ same: false, reason, score, evidence })
const yes = (reason: string, score: number, evidence: string): Verdict => ({ same: true, reason, score, evidence })
const some = (list: readonly string[]): string => list.slice(0, 3).join(', ')

/** How many names or numbers an editor may have changed. */
const edits = (f: Facts): number =>
  f.contained < EDITED.contained
    ? 0
    : f.shorter >= EDITED.words
      ? EDITED.changes * Math.floor(f.shorter / EDITED.words)
      : f.shorter >= BRIEF_WORDS
        ? 1
        : 0

/** And in figures: more where the texts are nearly the same, or tables of many equal figures. */
function figureEdits(f: Facts): number {
  const names = edits(f)
  // a table that is sent again under its headline has a figure corrected, or a column of other figures beside it
  if (f.figures >= TABLE && f.titleResemblance >= SAME_TABLE && f.contained >= CONTAINED.short)
    return Math.max(1, Math.floor(f.sameNumbers / EDITED.again))
  if (f.contained < EDITED.contained) return 0
  const inTable = Math.floor(f.sameNumbers / EDITED.table)
  return Math.max(inTable, f.contained >= EDITED.figures ? names : f.shorter >= EDITED.words ? 1 : 0)
}

/** A template is filled in anew; an article that is corrected keeps most of its numbers and names. */
function veto(f: Facts): Verdict | undefined {
  const { otherNumbers, otherNames, sameNumbers } = f
  const brief = f.shorter < BRIEF_WORDS
  const otherTitle = f.titleResemblance < 0.5
  const share = otherNumbers.length / (otherNumbers.length + sameNumbers || 1)
  const corrected = otherNumbers.length === 1 && !brief && f.contained >= 0.9 && f.titleResemblance >= 0.7
  const filledIn = share > 0.3 || (otherNumbers.length > 3 && share > 0.15) || (otherNumbers.length > 0 && brief && otherTitle)
  if (filledIn && !corrected) {
    return no('other-numbers', f.contained, `The texts run alike, but say other numbers at the same place: ${some(otherNumbers)}.`)
  }
  const [x, y] = f.unmatched
  if (Math.min(x.numbers.length, y.numbers.length) > figureEdits(f) && !corrected)
    return no('other-numbers', f.contained, `The texts run alike, but each has numbers of its own: ${some(x.numbers)}; ${some(y.numbers)}.`)
  if (Math.min(x.names.length, y.names.length) > (x.subject && y.subject ? 0 : edits(f)))
    return no('other-names', f.contained, `The texts run alike, but each has names of its own: ${some(x.names)}; ${some(y.names)}.`)
  // in a table labels have capitals: Sales, Revs
  const labels = f.figures >= TABLE
  if (f.otherSubject || (!labels && (new Set(otherNames).size > 2 || otherNames.length > 3 || (otherNames.length > 0 && brief)))) {
    return no('other-names', f.contained, `The texts run alike, but name others at the same place: ${some(otherNames)}.`)
  }
  return undefined
}

/** A lead that is new over texts that are the same otherwise was rewritten. */
const isRewritten = (f: Facts): boolean => f.shorter >= BRIEF_WORDS && Math.min(f.contained, f.coverage) >= REWRITTEN

/** A new lead over shared background makes a new article; a headline that stayed the same speaks for the old one. */
function otherLead(f: Facts): boolean {
  if (isRewritten(f)) return false
  const own = f.before >= BACKGROUND ? f.ownSupport >= f.sharedSupport : f.ownSupport > f.sharedSupport
  if (f.before >= SHORT_WORDS && f.coverage < REWRITTEN && f.sharedSupport < 0.5 && own) return true
  if (f.titleResemblance >= 0.7 && f.contained >= 0.7) return false
  if (f.lead < MIN_LEAD) return true
  return (
    f.titleResemblance < 0.5 &&
    (f.before > MOST_BEFORE || (f.before > MOST_BEFORE / 2 && f.before > 0.35 * f.longer && f.titleSupport < 0.5))
  )
}

function leastContained(f: Facts): number {
  if (f.shorter < SHORT_WORDS) return CONTAINED.short
  if (isFramed(f)) return CONTAINED.framed
  if (isRewritten(f)) return CONTAINED.usual
  if (f.titleResemblance < OTHER_HEADLINE) return CONTAINED.otherHeadline
  return f.shorter < BRIEF_WORDS && f.figures < TABLE ? CONTAINED.brief : CONTAINED.usual
}

/** Whether all that it has in common stands together, its lead included: then what is around it may be a frame. */
function isFramed(f: Facts): boolean {
  if (f.figures >= TABLE || f.stretch < SHORT_WORDS) return false
  const wholeLead = f.lead >= 0.95 && f.titleOverlap >= 0.8 && f.inner >= 0.6
  return wholeLead || (f.inner >= INNER && (f.lead >= 0.85 || (f.lead >= 0.7 && f.titleOverlap >= 0.8)))
}

/** What stands under many headlines is no article: a table, a notice, one of several items of a round-up. */
function otherHeadline(f: Facts): string | undefined {
  if (f.figures >= TABLE && f.otherTitles && f.titleOverlap > 0 && f.titleResemblance <= SAME_TABLE)
    return 'but it is a table, and each stands under a headline of its own.'
  if (f.titleSupport <= NO_SUPPORT && f.leastTelling >= MIN_TELLING && f.shorter < EDITED.words)
    return 'but it supports neither headline: it may be a notice that stands under many.'
  if (f.coverage < 0.5 && f.sharedSupport === 0 && f.titleOverlap === 0 && f.leastTelling >= MIN_RUBRIC)
    return 'but nothing of it is in the headline of the longer: one of several items in it.'
  if (f.titleSupport < (f.shorter < SHORT_WORDS ? 0.5 : 0.3) && f.shorter < BRIEF_WORDS && f.contained < 0.95)
    return 'but it is short, and neither supports the title of the other.'
  return undefined
}

/** Judges two texts; titles help, dates never do. */
export function judgeText(f: Facts): Verdict {
  const shared = `${percent(f.contained)} of the shorter text stands in the other`
  if (f.shorter < MIN_WORDS) {
    const agree = f.contained >= 0.95 && f.titleResemblance >= 0.7 && f.otherNumbers.length + f.otherNames.length === 0
    return f.shorter >= 4 && agree
      ? yes('same-text', f.contained, `The titles agree, and ${shared}.`)
      : no('too-short', f.contained, 'One of the texts is too short to be recognised by.')
  }
  const least = leastContained(f)
  if (f.contained < least) return no('other-text', f.contained, `Only ${shared}; ${percent(least)} would be needed.`)
  const headline = otherHeadline(f)
  if (headline !== undefined) return no('other-title', f.contained, `${shared}, ${headline}`)
  if (f.identical && f.shorter >= SHORT_WORDS) return yes('same-text', 1, 'The texts are the same, word for word.')
  const vetoed = veto(f)
  if (vetoed) return vetoed
  if (otherLead(f)) return no('other-lead', f.contained, `${shared}, but under another lead: shared background.`)
  return yes('same-text', f.contained, `${shared}, its lead included.`)
}
