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
/** Share of the shorter text that must stand in the other: in general, in a short one, and where lead or title agree. */
const CONTAINED = { usual: 0.55, short: 0.8, supported: 0.42 }
/** Share of a lead that must stand in the other. */
const MIN_LEAD = 0.5
/** More words than this before the common text are no clutter: an article of its own with the other as its background. */
const MOST_BEFORE = 80

const percent = (share: number): string => `${Math.round(100 * share)} %`
const no = (reason: string, score: number, evidence: string): Verdict => ({ same: false, reason, score, evidence })
const yes = (reason: string, score: number, evidence: string): Verdict => ({ same: true, reason, score, evidence })
const some = (list: readonly string[]): string => list.slice(0, 3).join(', ')

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
  if (f.otherSubject || new Set(otherNames).size > 2 || otherNames.length > 3 || (otherNames.length > 0 && brief)) {
    return no('other-names', f.contained, `The texts run alike, but name others at the same place: ${some(otherNames)}.`)
  }
  return undefined
}

/** A new lead over shared background makes a new article; a headline that stayed the same speaks for the old one. */
function otherLead(f: Facts): boolean {
  if (f.titleResemblance >= 0.7 && f.contained >= 0.7) return false
  if (f.lead < MIN_LEAD) return true
  return (
    f.titleResemblance < 0.5 &&
    (f.before > MOST_BEFORE || (f.before > MOST_BEFORE / 2 && f.before > 0.35 * f.longer && f.titleSupport < 0.5))
  )
}

function leastContained(f: Facts): number {
  if (f.shorter < SHORT_WORDS) return CONTAINED.short
  return f.lead >= 0.85 || (f.lead >= 0.7 && f.titleOverlap >= 0.8) ? CONTAINED.supported : CONTAINED.usual
}

/** Judges two texts; titles help, dates never do. */
export function judgeText(f: Facts): Verdict {
  const shared = `${percent(f.contained)} of the shorter text stands in the other`
  if (f.identical && f.shorter >= SHORT_WORDS) return yes('same-text', 1, 'The texts are the same, word for word.')
  if (f.shorter < MIN_WORDS) {
    const agree = f.contained >= 0.95 && f.titleResemblance >= 0.7 && f.otherNumbers.length + f.otherNames.length === 0
    return f.shorter >= 4 && agree
      ? yes('same-text', f.contained, `The titles agree, and ${shared}.`)
      : no('too-short', f.contained, 'One of the texts is too short to be recognised by.')
  }
  const least = leastContained(f)
  if (f.contained < least) return no('other-text', f.contained, `Only ${shared}; ${percent(least)} would be needed.`)
  const vetoed = veto(f)
  if (vetoed) return vetoed
  if (otherLead(f)) return no('other-lead', f.contained, `${shared}, but under another lead: shared background.`)
  if (f.titleSupport < (f.shorter < SHORT_WORDS ? 0.5 : 0.3) && f.shorter < BRIEF_WORDS && f.contained < 0.95) {
    return no('other-title', f.contained, `${shared}, but it is short, and neither supports the title of the other.`)
  }
  return yes('same-text', f.contained, `${shared}, its lead included.`)
}
