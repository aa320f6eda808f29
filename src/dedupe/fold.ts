import type { Newcomer } from './newcomer.ts'
import type { Join } from '../model/story.ts'
import type { Instant } from '../model/time.ts'
import type { Arrival, Known, Question, Rulings } from './decision.ts'
import { prepare, type Prepared } from './features.ts'
import { learnFurniture, withoutFurniture, type Furniture } from './furniture.ts'
import { storyId } from './identity.ts'
import { neighbours } from './neighbours.ts'
import { judge, type Judged, type JudgedSame } from './pair.ts'
import { COMMON_TERM, RULES } from './rules.ts'
import { KEPT } from './thresholds.ts'

export interface Fold extends Newcomer {
  readonly story: string
  readonly join: Join
  /** Terms to index it by: those that its story is already found by are left out. */
  readonly terms: readonly number[]
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
  readonly member: Known
  readonly judged: JudgedSame
  readonly root: Known
}

/** Two stories that both match were kept apart for a reason, by the rules or by hand: being nearly the same as one of them is telling. */
const STEPS = 20
export const closeness = ({ facts, reason }: Judged): readonly number[] => [
  facts.identical ? 2 : reason === 'same-url' ? 1 : 0,
  Math.floor(facts.contained * STEPS),
  Math.floor(facts.coverage * STEPS),
  Math.floor(facts.titleResemblance * STEPS),
]

/** Closest first; of those about as close the earliest. */
function byCloseness(a: Match, b: Match): number {
  const [x, y] = [closeness(a.judged), closeness(b.judged)]
  const at = x.findIndex((value, i) => value !== y[i])
  if (at >= 0) return y[at]! - x[at]!
  return (
    a.root.firstSeen - b.root.firstSeen ||
    (a.root.id < b.root.id ? -1 : a.root.id > b.root.id ? 1 : 0) ||
    b.judged.score - a.judged.score ||
    (a.member.id < b.member.id ? -1 : 1)
  )
}

/** The stories of one call as they grow, and what was found about them. */
class Folding {
  readonly #question: Question
  readonly #furniture: Furniture
  /** Story id -> items of this source in it. */
  readonly #own = new Map<string, Known[]>()
  readonly #judged = new Map<string, Judged>()
  readonly #bare = new Map<string, Prepared>()

  constructor(question: Question) {
    this.#question = question
    this.#furniture = question.furniture ?? new Set(learnFurniture([...question.arrivals, ...question.own]))
    for (const item of question.own) this.add(item)
  }

  add(item: Known): void {
    const mates = this.#own.get(item.story)
    if (mates) mates.push(item)
    else this.#own.set(item.story, [item])
  }

  #bareOf(item: Known | Arrival, id: string): Prepared {
    let bare = this.#bare.get(id)
    if (!bare) this.#bare.set(id, (bare = withoutFurniture(prepare(item), this.#furniture)))
    return bare
  }

  judge({ arrival, id }: Newcomer, member: Known): Judged {
    const pair = `${id} ${member.id}`
    const known = this.#judged.get(pair)
    if (known) return known
    const together = member.source === arrival.item.source && this.#question.present.has(member.key)
    const judged = judge(this.#bareOf(arrival.item, id), this.#bareOf(member, member.id), together, this.#question.now)
    this.#judged.set(pair, judged)
    return judged
  }

  /** The closest of the stories that it is a copy of, if there is one. */
  best(newcomer: Newcomer, members: readonly Known[]): Match | undefined {
    const matches = members
      .flatMap((member): Match[] => {
        const judged = this.judge(newcomer, member)
        return judged.same ? [{ member, judged, root: this.#question.roots.get(member.story) ?? member }] : []
      })
      .filter((match) => this.#isNearFirst(newcomer, match, members))
      .toSorted(byCloseness)
    return matches.find(({ member }) => this.#maySit(newcomer, member.story))
  }

  /**
   * It is a copy of the story's first member, or all but the same as a later one without having left the first. What an editor put into the
   * story is as good as a first member.
   */
  #isNearFirst(newcomer: Newcomer, { member, judged: { facts, reason }, root }: Match, members: readonly Known[]): boolean {
    if (facts.identical || reason !== 'same-text') return true
    const byHand = members.filter(({ story, join }) => story === member.story && join.reason === 'by-hand')
    return [root, ...byHand].some((first) => {
      const judged = this.judge(newcomer, first)
      return judged.same || (facts.contained >= KEPT.allButTheSame && judged.facts.contained >= KEPT.ofFirst)
    })
  }

  /** No story holds two items of one source that this source keeps separate, not by way of a third either. */
  #maySit(newcomer: Newcomer, story: string): boolean {
    return (this.#own.get(story) ?? []).every((mate) => this.judge(newcomer, mate).reason !== 'other-entry')
  }
}

/**
 * Finds the stories of items that were never seen, the closest matches first: so of two entries of one document that match a story, the
 * closer one joins it. What joins none begins a story, the longest text first.
 */
export function foldAll(newcomers: readonly Newcomer[], question: Question): Fold[] {
  const folding = new Folding(question)
  const byId = new Map(newcomers.map((newcomer) => [newcomer.id, newcomer]))
  const fresh = neighbours(newcomers)
  const members = new Map(newcomers.map(({ arrival, id }) => [id, [...(question.candidates.get(arrival.item.key) ?? [])]]))
  const waiting = new Set(byId.keys())
  const matches = new Map<string, Match>()
  const look = (id: string): void => {
    const match = folding.best(byId.get(id)!, members.get(id)!)
    if (match) matches.set(id, match)
    else matches.delete(id)
  }
  for (const id of waiting) look(id)
  // no term of few items is a commonplace
  const carriers = newcomers.length > COMMON_TERM ? new Map<number, number>() : undefined
  const folds: Fold[] = []
  while (waiting.size > 0) {
    const id = closest(matches) ?? waiting.values().next().value!
    const folded = asFold(byId.get(id)!, matches.get(id), members.get(id)!, folding, question, carriers)
    folds.push(folded)
    waiting.delete(id)
    matches.delete(id)
    const known = asKnown(folded, question.now)
    folding.add(known)
    for (const other of fresh.get(id) ?? []) {
      if (!waiting.has(other)) continue
      members.get(other)!.push(known)
      look(other)
    }
    // a story that grew may have no place any more for those that wait for it
    for (const [other, match] of matches) if (match.member.story === folded.story) look(other)
  }
  return folds
}

/** A new item as the rest of its document will see it. */
const asKnown = ({ arrival, id, story, join }: Fold, now: Instant): Known => ({
  ...arrival.item,
  id,
  story,
  join,
  firstSeen: now,
  at: now,
  edited: now,
})

/** The one with the closest match; undefined where none has any. */
function closest(matches: ReadonlyMap<string, Match>): string | undefined {
  let best: readonly [string, Match] | undefined
  for (const [id, match] of matches) if (!best || byCloseness(match, best[1]) < 0) best = [id, match]
  return best?.[0]
}

function asFold(
  newcomer: Newcomer,
  match: Match | undefined,
  members: readonly Known[],
  folding: Folding,
  { rulings }: Question,
  carriers: Map<number, number> | undefined,
): Fold {
  const all = newcomer.arrival.features.terms
  const mates = match
    ? members.filter(({ story }) => story === match.member.story).filter((mate) => folding.judge(newcomer, mate).same)
    : []
  const held = new Set(mates.flatMap((mate) => prepare(mate).features.terms))
  const terms = all.filter((term) => !held.has(term) && (carriers?.get(term) ?? 0) <= COMMON_TERM)
  if (carriers) for (const term of terms) carriers.set(term, (carriers.get(term) ?? 0) + 1)
  if (!match) return { ...newcomer, story: storyId(newcomer.id), join: { reason: 'new', score: 1, rules: RULES }, terms }
  const { judged, member } = match
  return {
    ...newcomer,
    story: resolve(member.story, rulings),
    join: { reason: judged.reason, score: rounded(judged.score), matched: member.id, evidence: judged.evidence, rules: RULES },
    terms,
  }
}
