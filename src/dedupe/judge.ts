import type { Difference, Reason } from '../model/codes.ts'
import { figureEdits, nameEdits } from './allowed.ts'
import type { Facts } from './facts.ts'
import { isGrown, isNextTable, isRewritten, isUpdated, leastContained } from './needed.ts'
import { CONTAINED, EDITED, HEADLINE, LEAD, MUTUAL, ROUND_UP, TABLE, WORDS } from './thresholds.ts'

/** Whether two items are one article, with the rule that said so. */
export type Verdict = ({ readonly same: true; readonly reason: Reason } | { readonly same: false; readonly reason: Difference }) & {
  /** 0 to 1. */
  readonly score: number
  /** One sentence for people. */
  readonly evidence: string
}

const percent = (share: number): string => `${Math.round(100 * share)} %`
const no = (reason: Difference, score: number, evidence: string): Verdict => ({ same: false, reason, score, evidence })
const yes = (reason: Reason, score: number, evidence: string): Verdict => ({ same: true, reason, score, evidence })
const some = (list: readonly string[]): string => list.slice(0, 3).join(', ')

/** A template is filled in anew; an article that is corrected keeps most of its numbers and names. */
function veto(f: Facts): Verdict | undefined {
  const { otherNumbers, otherNames, sameNumbers } = f
  const brief = f.shorter < WORDS.brief
  const otherTitle = f.titleResemblance < HEADLINE.alike
  const share = otherNumbers.length / (otherNumbers.length + sameNumbers || 1)
  const corrected =
    otherNumbers.length === 1 && !brief && f.contained >= EDITED.corrected && f.titleResemblance >= HEADLINE.same && !isGrown(f)
  const filledIn =
    share > EDITED.otherFigures ||
    (otherNumbers.length > EDITED.manyFigures && share > EDITED.otherOfMany) ||
    (otherNumbers.length > 0 && brief && otherTitle)
  if (filledIn && !corrected) {
    return no('other-numbers', f.contained, `The texts run alike, but say other numbers at the same place: ${some(otherNumbers)}.`)
  }
  if (f.ownSubject !== undefined && f.coverage >= MUTUAL.rewritten && f.otherHeadlines && !otherTitle)
    return no('other-names', f.contained, `The texts run alike, but only one is about ${f.ownSubject}.`)
  const [x, y] = f.unmatched
  if (Math.min(x.numbers.length, y.numbers.length) > figureEdits(f) && !corrected)
    return no('other-numbers', f.contained, `The texts run alike, but each has numbers of its own: ${some(x.numbers)}; ${some(y.numbers)}.`)
  // in a table labels have capitals: Sales, Revs; where all its figures are the same they name nobody
  const labels = f.figures >= TABLE.figures
  const sameTable = labels && f.sameNumbers >= TABLE.sameFigures && otherNumbers.length + Math.min(x.numbers.length, y.numbers.length) === 0
  if (!sameTable && Math.min(x.names.length, y.names.length) > (x.subject && y.subject ? 0 : nameEdits(f)))
    return no('other-names', f.contained, `The texts run alike, but each has names of its own: ${some(x.names)}; ${some(y.names)}.`)
  if (
    f.otherSubject ||
    (!labels && (new Set(otherNames).size > EDITED.names || otherNames.length > EDITED.places || (otherNames.length > 0 && brief)))
  ) {
    return no('other-names', f.contained, `The texts run alike, but name others at the same place: ${some(otherNames)}.`)
  }
  return undefined
}

/** A new lead over shared background makes a new article; a headline that stayed the same speaks for the old one. */
function otherLead(f: Facts): boolean {
  if (isRewritten(f)) return false
  const own = f.before >= LEAD.ownArticle ? f.ownSupport >= f.sharedSupport : f.ownSupport > f.sharedSupport
  if (f.before >= WORDS.short && f.coverage < MUTUAL.rewritten && f.sharedSupport < HEADLINE.alike && own) return true
  if (f.titleResemblance >= HEADLINE.same && f.contained >= CONTAINED.usual) return false
  if (f.lead < LEAD.least) return true
  return (
    f.titleResemblance < HEADLINE.alike &&
    (f.before > LEAD.clutter ||
      (f.before > LEAD.clutter / 2 && f.before > LEAD.ofLonger * f.longer && f.titleSupport < HEADLINE.shortSupport))
  )
}

/** What stands under many headlines is no article: a table, a notice, one of several items of a round-up. */
function otherHeadline(f: Facts): string | undefined {
  if (f.figures >= TABLE.figures && f.otherTitles && f.titleOverlap > 0 && f.titleResemblance <= HEADLINE.alike)
    return 'but it is a table, and each stands under a headline of its own.'
  if (f.titleSupport <= HEADLINE.unsupported && f.leastTelling >= HEADLINE.telling && f.shorter < WORDS.long)
    return 'but it supports neither headline: it may be a notice that stands under many.'
  const most = f.before >= WORDS.least ? ROUND_UP.within : ROUND_UP.first
  if (f.coverage < most && !f.isLongerSupported && f.leastTelling >= HEADLINE.rubric)
    return 'but nothing of it is in the headline of the longer: one of several items in it.'
  if (
    f.titleSupport < (f.shorter < WORDS.short ? HEADLINE.shortSupport : HEADLINE.support) &&
    f.shorter < WORDS.brief &&
    f.contained < MUTUAL.together
  )
    return 'but it is short, and neither supports the title of the other.'
  return undefined
}

/** Judges two texts; titles help, and dates where one source sent something again. */
export function judgeText(f: Facts): Verdict {
  const shared = `${percent(f.contained)} of the shorter text stands in the other`
  if (f.shorter < WORDS.least) {
    const agree = f.contained >= MUTUAL.together && f.titleResemblance >= HEADLINE.same && f.otherNumbers.length + f.otherNames.length === 0
    return f.shorter >= 4 && agree
      ? yes('same-text', f.contained, `The titles agree, and ${shared}.`)
      : no('too-short', f.contained, 'One of the texts is too short to be recognised by.')
  }
  const least = leastContained(f)
  if (f.contained < least) return no('other-text', f.contained, `Only ${shared}; ${percent(least)} would be needed.`)
  if (isUpdated(f)) return no('other-text', f.contained, `${shared}, but edited, and the longer says more: an update.`)
  if (isNextTable(f))
    return no('other-text', f.contained, `${shared}, but it is a table that its source sent again, with something of its own.`)
  const headline = otherHeadline(f)
  if (headline !== undefined) return no('other-title', f.contained, `${shared}, ${headline}`)
  if (f.identical && f.shorter >= WORDS.short) return yes('same-text', 1, 'The texts are the same, word for word.')
  const vetoed = veto(f)
  if (vetoed) return vetoed
  if (otherLead(f)) return no('other-lead', f.contained, `${shared}, but under another lead: shared background.`)
  return yes('same-text', f.contained, `${shared}, its lead included.`)
}
