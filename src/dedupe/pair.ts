import { relateAddresses } from './addresses.ts'
import { compare, type Facts } from './compare.ts'
import { quotes } from './titles.ts'
import type { Prepared } from './features.ts'
import { judgeText, type Verdict } from './judge.ts'

export interface Judged extends Verdict {
  readonly facts: Facts
}

/** Whether two entries of one source that share an address say different things: many a feed links to one page from all its entries. */
const nothingAlike = (f: Facts): boolean => (f.shorter >= 8 ? f.titleOverlap < 0.5 && f.contained < 0.3 : f.titleOverlap < 0.15)

/**
 * The same of entries of two sources, which may comment what they link to: only two texts of some length under two headlines contradict
 * each other. So no source gets its own words into a story by naming the address of another's article.
 */
const contradicts = (f: Facts): boolean => f.shorter >= 30 && f.contained < 0.1 && f.titleOverlap < 0.34

/** A teaser, words: several articles of one source may have the same one, the podcast and the video of an interview. */
const TEASER_WORDS = 60
const isTeaser = (f: Facts): boolean => f.shorter < TEASER_WORDS && f.contained >= 0.95 && f.coverage >= 0.95 && f.titleResemblance < 0.4

/** Whether two items of any two sources are copies of one article. Symmetric. */
export function judge(a: Prepared, b: Prepared): Judged {
  const facts = compare(a, b)
  const address = relateAddresses(a.item, b.item)
  const oneSource = a.item.source === b.item.source
  if (address === 'same' && !(oneSource ? nothingAlike(facts) : contradicts(facts))) {
    return { same: true, reason: 'same-url', score: 1, evidence: `Both lead to ${a.item.canonicalUrl ?? a.item.url}.`, facts }
  }
  if (oneSource && address === 'other' && isTeaser(facts)) {
    const evidence = 'One source gives them two addresses and two titles; a short text in common is no proof.'
    return { same: false, reason: 'other-title', score: facts.contained, evidence, facts }
  }
  if (isLinkTo(a, b, facts) || isLinkTo(b, a, facts)) {
    const evidence = 'One is a headline only; the other has the same headline, and quotes it.'
    return { same: true, reason: 'same-title', score: 0.9, evidence, facts }
  }
  return { ...judgeText(facts), facts }
}

/** A headline of fewer words is a rubric: “The week in review”. */
const MIN_LINK_WORDS = 4

/** An aggregator gives headlines without a text. The headline alone proves nothing; a text that opens with it, under it, does. */
const isLinkTo = (link: Prepared, article: Prepared, f: Facts): boolean =>
  link.item.source !== article.item.source &&
  link.text.length === 0 &&
  link.title.weight >= MIN_LINK_WORDS &&
  f.titleResemblance === 1 &&
  quotes(article.text, link.title)

/** A title that was touched up only: `(updated)`, a comma, an outlet's name behind it. */
const SAME_TITLE = 0.8

/**
 * Whether `b`, stored under another key of the same source, is `a` before its guid, address, title or body changed.
 * More is asked than of copies for what differs, less for what was rewritten.
 */
export function judgeIdentity(a: Prepared, b: Prepared): Judged {
  const judged = judge(a, b)
  const f = judged.facts
  if (judged.reason === 'same-url') return judged
  const clean = f.otherNumbers.length === 0 && f.otherNames.length === 0
  const sameTitle = f.titleResemblance >= SAME_TITLE
  if (sameTitle && relateAddresses(a.item, b.item) === 'page') {
    return { ...judged, same: true, reason: 'same-url', score: 1, evidence: 'Title and address are the same, but for a parameter.' }
  }
  if (judged.same && (sameTitle || f.contained >= 0.85)) return judged
  if (sameTitle && clean && f.shorter >= 12 && f.contained >= 0.45) {
    return {
      ...judged,
      same: true,
      reason: 'same-title',
      score: f.contained,
      evidence: 'The title is the same, and so is much of the text.',
    }
  }
  return judged.same ? { ...judged, same: false } : judged
}

/** Whether what now comes under a known key of its source is still that article. */
export function judgeKey(a: Prepared, b: Prepared): Judged {
  const judged = judge(a, b)
  const f = judged.facts
  const moved = a.item.url !== undefined && b.item.url !== undefined && relateAddresses(a.item, b.item) === 'other'
  // next week's column comes under the same title, and, where one identifier stands for the column, under that too
  const rewritten = moved && f.shorter >= 30 && f.contained < 0.15
  const kept = judged.same || relateAddresses(a.item, b.item) === 'same' || f.contained >= 0.3 || (f.titleOverlap >= 0.5 && !rewritten)
  return kept
    ? { same: true, reason: 'same-guid', score: 1, evidence: 'The source gave both the same identifier.', facts: f }
    : { ...judged, same: false, reason: 'reused-guid', score: 0, evidence: 'The source gave its identifier to another article.' }
}
