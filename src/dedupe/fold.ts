import type { Join } from '../model/story.ts'
import type { Known, Question, Rulings } from './decision.ts'
import { prepare, weighted, type Prepared } from './features.ts'
import { storyId } from './identity.ts'
import { judge, type Judged } from './pair.ts'
import { RULES } from './rules.ts'

/** Share of each text that stands in the other from which a copy of a copy stands for the first article itself. */
const ALL_BUT_THE_SAME = 0.85

export interface Fold {
  readonly story: string
  readonly join: Join
  /** Terms that the story is found by already. */
  readonly held: ReadonlySet<number>
}

/** The story that a story id stands for after merges; a circle, which no ruling should make, ends where it began. */
export function resolve(story: string, { aliases }: Rulings): string {
  let at = story
  for (let steps = 0; steps <= aliases.size; steps++) {
    const next = aliases.get(at)
    if (next === undefined) return at
    at = next
  }
  return story
}

export const rounded = (score: number): number => Math.round(score * 1000) / 1000

interface Match {
  readonly member: Prepared<Known>
  readonly judged: Judged
  readonly root: Known
}

/** Exact rules, and texts that cover each other: a round-up covers a copy of one of its parts, but not the other way round. */
const isClose = ({ facts, reason }: Judged): boolean =>
  facts.identical || reason !== 'same-text' || Math.min(facts.contained, facts.coverage) >= ALL_BUT_THE_SAME

/** Two stories that both match were kept apart for a reason, by the rules or by hand: being nearly the same as one of them is telling. */
const closeness = ({ judged }: Match): number => (judged.facts.identical || judged.reason === 'same-url' ? 2 : isClose(judged) ? 1 : 0)

/**
 * Finds the story of an item that was never seen. It must be a copy of the story's earliest member, or all but the same as a later one:
 * so no chain of small differences leads from one article to another. Of several stories the closest wins, and
 * of those about as close the earliest.
 */
export function fold(id: string, arrival: Prepared, candidates: readonly Prepared<Known>[], question: Question): Fold {
  const matches: Match[] = []
  for (const member of candidates) {
    const judged = judge(arrival, member)
    if (!judged.same) continue
    const root = question.roots.get(member.item.story) ?? member.item
    if (root.id === member.item.id || isClose(judged) || judge(arrival, prepare(root)).same) matches.push({ member, judged, root })
  }
  const best = matches.toSorted(
    (a, b) =>
      closeness(b) - closeness(a) ||
      a.root.firstSeen - b.root.firstSeen ||
      (a.root.id < b.root.id ? -1 : a.root.id > b.root.id ? 1 : 0) ||
      b.judged.score - a.judged.score ||
      (a.member.item.id < b.member.item.id ? -1 : 1),
  )[0]
  if (!best) return { story: storyId(id), join: { reason: 'new', score: 1, rules: RULES }, held: new Set() }
  const { judged, member } = best
  const story = resolve(member.item.story, question.rulings)
  const mates = matches.filter((m) => m.member.item.story === member.item.story).map((m) => m.member)
  return {
    story,
    join: { reason: judged.reason, score: rounded(judged.score), matched: member.item.id, evidence: judged.evidence, rules: RULES },
    held: new Set(mates.flatMap((m) => weighted(m.features).map(([term]) => term))),
  }
}
