import type { Instant } from '../model/time.ts'
import { relateAddresses } from './addresses.ts'
import { compare } from './compare.ts'
import type { Facts } from './facts.ts'
import { isOneHeadline } from './alerts.ts'
import type { Prepared } from './features.ts'
import { relateHeadlines } from './headlines.ts'
import { judgeText, type Verdict } from './judge.ts'
import { areTwoEpisodes, haveTwoRecordings } from './recordings.ts'
import { areSeparate, hasTwoIdentities } from './separate.ts'
import { HEADLINE, KEPT, MUTUAL, WORDS } from './thresholds.ts'
import { quotes } from './titles.ts'

export type Judged = Verdict & { readonly facts: Facts }
export type JudgedSame = Extract<Judged, { same: true }>

/**
 * Whether two entries of one source that share an address say different things: many a feed links to one page from all its entries, and
 * a monitor of a page reports each change of it.
 */
function saysOtherThings(f: Facts): boolean {
  if (f.shorter === 0) return f.titleOverlap < 0.15
  const kept = f.shorter < WORDS.least ? f.wordsShared : f.contained
  const figures = f.shorter < WORDS.least && f.unmatched.every(({ numbers }) => numbers.length > 0)
  return kept < KEPT.atAddress || figures
}

/**
 * The same of entries of two sources, which may comment what they link to: only two texts of some length under two headlines contradict
 * each other. So no source gets its own words into a story by naming the address of another's article.
 */
const contradicts = (f: Facts): boolean => f.shorter >= 30 && f.contained < 0.1 && f.titleOverlap < 0.34

/**
 * Whether two items of any two sources are copies of one article. Symmetric. `together`: one document shows both at once. `now`: when what
 * has no date arrives.
 */
export function judge(a: Prepared, b: Prepared, together = false, now?: Instant): Judged {
  const facts = compare(a, b)
  const address = relateAddresses(a.item, b.item)
  const oneSource = a.item.source === b.item.source
  if (oneSource && areSeparate(a, b, facts, together)) {
    const evidence = 'Their source gave them two identities and two headlines; what their texts have in common is no proof.'
    return { same: false, reason: 'other-entry', score: facts.contained, evidence, facts }
  }
  if (!oneSource && areTwoEpisodes(a.item, b.item, facts)) {
    const evidence = 'They play two recordings of two hours under one description.'
    return { same: false, reason: 'other-text', score: facts.contained, evidence, facts }
  }
  if (address === 'same' && !(oneSource ? saysOtherThings(facts) : contradicts(facts))) {
    return { same: true, reason: 'same-url', score: 1, evidence: `Both lead to ${a.item.canonicalUrl ?? a.item.url}.`, facts }
  }
  if (address === 'same' && oneSource) {
    const evidence = 'Their source gave them one address, but they say different things.'
    return { same: false, reason: 'other-text', score: facts.contained, evidence, facts }
  }
  if (isLinkTo(a, b, facts) || isLinkTo(b, a, facts)) {
    const evidence = 'One is a headline only; the other has the same headline, and quotes it.'
    return { same: true, reason: 'same-title', score: 0.9, evidence, facts }
  }
  if (!oneSource && isOneHeadline(a, b, now)) {
    const evidence = 'The headline is the same, within hours, and says enough to be known by; one of them has no text.'
    return { same: true, reason: 'same-title', score: 0.8, evidence, facts }
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

/**
 * Whether `b`, stored under another key of the same source, is `a` before its guid, address, title or body changed.
 * More is asked than of copies: what is taken for a new version of an item overwrites it.
 */
export function judgeIdentity(a: Prepared, b: Prepared): Judged {
  const judged = judge(a, b)
  const f = judged.facts
  if (judged.reason === 'same-url') return judged
  if (f.titleResemblance >= HEADLINE.touchedUp && relateAddresses(a.item, b.item) === 'page') {
    return { ...judged, same: true, reason: 'same-url', score: 1, evidence: 'Title and address are the same, but for a parameter.' }
  }
  const kept = Math.min(f.contained, f.coverage) >= MUTUAL.renamed || (f.shorter === 0 && !hasTwoIdentities(a, b))
  if (judged.same && kept && relateHeadlines(a.title, b.title, f) !== 'unlike') return judged
  return judged.same ? { ...judged, same: false, reason: 'other-text' } : judged
}

/** Whether what now comes under a known key of its source is still that article. */
export function judgeKey(a: Prepared, b: Prepared): Judged {
  const judged = judge(a, b)
  const f = judged.facts
  const moved = a.item.url !== undefined && b.item.url !== undefined && relateAddresses(a.item, b.item) === 'other'
  // next week's column comes under the same title, and, where one identifier stands for the column, under that too
  const rewritten = moved && f.shorter >= 30 && f.contained < KEPT.atAddress
  // an episode of a show without guids, under the address of the show
  const isNext = a.item.guid === undefined && haveTwoRecordings(a.item, b.item, false)
  const kept =
    !isNext && (judged.same || relateAddresses(a.item, b.item) === 'same' || (!rewritten && (f.contained >= 0.3 || f.titleOverlap >= 0.5)))
  return kept
    ? { same: true, reason: 'same-guid', score: 1, evidence: 'The source gave both the same identifier.', facts: f }
    : { ...judged, same: false, reason: 'reused-guid', score: 0, evidence: 'The source gave its identifier to another article.' }
}
