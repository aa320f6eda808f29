import type { Reason } from '../model/codes.ts'
import type { Facts } from './facts.ts'
import { figureEdits, nameEdits } from './allowed.ts'
import { prepare, type Article } from './features.ts'
import { isGrown, isRewritten, leastContained } from './needed.ts'
import { judge, judgeIdentity } from './pair.ts'
import type { Verdict } from './judge.ts'
import { RULES } from './rules.ts'
import { ALERT, LEAD, UPDATED } from './thresholds.ts'
import { HOUR } from '../model/time.ts'

/** Why two items are one story, or are not. */
export type Explanation = Verdict & {
  /** Everything that was measured, a sentence each. */
  readonly details: readonly string[]
  /** Of a fold: what would have kept them apart, a sentence each. */
  readonly wouldPart: readonly string[]
  /** Version of the rules that would decide so today; a join that is stored keeps its own. */
  readonly rules: number
}

const percent = (share: number): string => `${Math.round(100 * share)} %`
const listed = (all: readonly string[]): string => all.slice(0, 5).join(', ') + (all.length > 5 ? `, and ${all.length - 5} more` : '')

function details(f: Facts): string[] {
  const said: (string | false)[] = [
    f.shorter === 0
      ? 'One of them has no text.'
      : `The texts have ${Math.round(f.shorter)} and ${Math.round(f.longer)} words; ${percent(f.contained)} of the shorter stands in the longer, and ${percent(f.coverage)} of the longer in the shorter.`,
    f.shorter > 0 && `Of the lead of one of them, ${percent(f.lead)} stands in the other.`,
    f.shorter > 0 && f.before >= 20 && f.contained > 0.2 && `The longer has ${Math.round(f.before)} words before the first that both have.`,
    `The titles share ${percent(f.titleResemblance)} of their words; the other item supports ${percent(f.titleSupport)} of a title.`,
    f.sameNumbers > 0 && `${f.sameNumbers === 1 ? 'One quantity is' : `${f.sameNumbers} quantities are`} the same at the same place.`,
    f.otherNumbers.length > 0 && `At the same place they say other numbers: ${listed(f.otherNumbers)}.`,
    f.otherNames.length > 0 && `At the same place they name others: ${listed(f.otherNames)}.`,
  ]
  return said.filter((sentence) => sentence !== false)
}

/** What an editor may have changed in one article, and what each of two texts has of its own. */
const ownSentence = (kind: 'name' | 'number', allowed: number, [shorter, longer]: readonly [number, number]): string =>
  `${allowed === 0 ? `A ${kind}` : `More than ${allowed} ${kind}s`} of its own in each; the shorter has ${shorter}, the longer ${longer}.`

/** What a fold hung by: how much less, or what besides, would have made two stories of it. */
function wouldPart(reason: Reason, f: Facts): string[] {
  if (reason === 'same-url' || reason === 'same-guid') return ['Another address, or texts that have hardly anything in common.']
  if (reason === 'same-title')
    return [`A word more or less in one of the headlines, or more than ${ALERT.within / HOUR} hours between two.`]
  const least = `Less than ${percent(leastContained(f))} of the shorter text in the longer; it is ${percent(f.contained)}.`
  if (f.identical) return [least]
  const [x, y] = f.unmatched
  const said: (string | false)[] = [
    least,
    isGrown(f) &&
      !f.saysCorrected &&
      `Less than ${percent(UPDATED.untouched)} of the stretch that both have as it was; it is ${percent(f.inner)}.`,
    ownSentence('name', nameEdits(f), [x.names.length, y.names.length]),
    ownSentence('number', figureEdits(f), [x.numbers.length, y.numbers.length]),
    !isRewritten(f) && `Less than ${percent(LEAD.least)} of a lead in the other text; it is ${percent(f.lead)}.`,
  ]
  return said.filter((sentence) => sentence !== false)
}

/** Judges two items as they are now, whatever was decided when they arrived. */
export function explainPair(a: Article, b: Article): Explanation {
  const [x, y] = [prepare(a), prepare(b)]
  const judged = judge(x, y)
  const identity = !judged.same && a.source === b.source ? judgeIdentity(x, y) : judged
  const { facts, ...verdict } = identity.same ? identity : judged
  return {
    ...verdict,
    score: Math.round(verdict.score * 1000) / 1000,
    details: details(facts),
    wouldPart: verdict.same ? wouldPart(verdict.reason, facts) : [],
    rules: RULES,
  }
}
