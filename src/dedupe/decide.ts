import type { Instant } from '../model/time.ts'
import type { Join } from '../model/story.ts'
import type { Arrival, Decision, Known, Question } from './decision.ts'
import { editOf } from './edits.ts'
import { prepare, weighted, type Prepared } from './features.ts'
import { fold, resolve, rounded, type Fold } from './fold.ts'
import { identity, type Identity } from './identity.ts'
import { COMMON_TERM, MAX_CANDIDATES, RARITY, RULES } from './rules.ts'

/** What was decided so far in this call: later arrivals are compared with it, and no stored item is claimed twice. */
interface Progress {
  /** Term -> the new items of this call that carry it. */
  readonly byTerm: Map<number, Prepared<Known>[]>
  readonly claimed: Set<string>
  readonly ids: Set<string>
  readonly decisions: Decision[]
}

/** Longest text first, so that two parts of one article that arrive with it find it; then by key: never by order of arrival. */
const byLengthThenKey = (a: Prepared, b: Prepared): number =>
  b.text.length - a.text.length || (a.item.key < b.item.key ? -1 : a.item.key > b.item.key ? 1 : a.item.hash! < b.item.hash! ? -1 : 1)

/**
 * Decides what each arrival is: which item of its source, and which story. Pure; the same whatever the order of arrivals; replayed
 * against what it led to, it decides nothing. An arrival without a decision is stored as it is (same hash), or buried.
 */
export function decide(question: Question): Decision[] {
  const progress: Progress = { byTerm: new Map(), claimed: new Set(), ids: new Set(), decisions: [] }
  const known = new Map(question.known.map((item) => [item.key, item]))
  const arrivals = distinct(question)
    .map((item) => prepare(item))
    .toSorted(byLengthThenKey)
  // what keeps its key is settled first: it cannot be claimed by a neighbour
  const { keeping = [], others = [] } = Object.groupBy(arrivals, ({ item }) => (known.has(item.key) ? 'keeping' : 'others'))
  for (const arrival of [...keeping, ...others]) settle(arrival, known.get(arrival.item.key), question, progress)
  return progress.decisions
}

/** One arrival a key: a document that has a key twice was healed before; of what is left any, but always the same, wins. */
function distinct({ arrivals, known }: Question): Arrival[] {
  const stored = new Map(known.map((item) => [item.key, item.hash]))
  const byKey = new Map<string, Arrival>()
  for (const item of arrivals) {
    const other = byKey.get(item.key)
    if (stored.get(item.key) !== item.hash && (!other || item.hash < other.hash)) byKey.set(item.key, item)
  }
  return [...byKey.values()]
}

function settle(arrival: Prepared<Arrival>, holder: Known | undefined, question: Question, progress: Progress): void {
  const { key, source } = arrival.item
  const candidates = (question.candidates.get(key) ?? []).map((item) => prepare(item))
  const vanished = candidates.filter(({ item }) => {
    return item.source === source && item.id !== holder?.id && !question.present.has(item.key) && !progress.claimed.has(item.id)
  })
  const found = identity(arrival, {
    known: holder && prepare(holder),
    vanished,
    rulings: question.rulings,
    isTaken: (id) => question.taken.has(id) || progress.ids.has(id),
    now: question.now,
  })
  if (found.kind === 'buried') return
  if (found.kind === 'new') {
    const folded = fold(found.id, arrival, [...candidates, ...freshLike(arrival, progress)], question)
    progress.ids.add(found.id)
    const decision = asNew(arrival, found.id, folded, question, progress)
    progress.decisions.push(decision)
    remember(progress, asKnown(arrival, decision, question.now))
  } else {
    progress.claimed.add(found.item.id)
    progress.decisions.push(asUpdated(arrival, found, question))
  }
}

/** A new item as the rest of its document will see it. */
const asKnown = (arrival: Prepared<Arrival>, { id, story, join }: Decision, now: Instant): Prepared<Known> => ({
  ...arrival,
  item: { ...arrival.item, id, story, join, firstSeen: now, at: now, edited: now },
})

function remember({ byTerm }: Progress, fresh: Prepared<Known>): void {
  for (const [term] of weighted(fresh.features)) {
    const carriers = byTerm.get(term) ?? []
    if (carriers.length === 0) byTerm.set(term, carriers)
    if (carriers.length <= COMMON_TERM) carriers.push(fresh)
  }
}

/** What the index would give for the new items of this very call: the eight that share most, common terms left out. */
function freshLike(arrival: Prepared, { byTerm }: Progress): Prepared<Known>[] {
  const shared = new Map<Prepared<Known>, number>()
  for (const [term, weight] of weighted(arrival.features)) {
    const carriers = byTerm.get(term) ?? []
    if (carriers.length > COMMON_TERM) continue
    const worth = Math.floor((weight * RARITY) / carriers.length)
    for (const fresh of carriers) shared.set(fresh, (shared.get(fresh) ?? 0) + worth)
  }
  const ranked = [...shared].toSorted(([a, x], [b, y]) => y - x || (a.item.id < b.item.id ? -1 : 1))
  return ranked.slice(0, MAX_CANDIDATES).map(([fresh]) => fresh)
}

function asNew(arrival: Prepared<Arrival>, id: string, folded: Fold, { rulings }: Question, { byTerm }: Progress): Decision {
  const pinned = rulings.pins.get(id)
  const story = resolve(pinned ?? folded.story, rulings)
  const join: Join = pinned === undefined ? folded.join : { reason: 'by-hand', score: 1, evidence: 'An editor put it here.', rules: RULES }
  const terms = weighted(arrival.features).map(([term]) => term)
  return {
    item: arrival.item,
    id,
    story,
    join,
    change: 'new',
    material: true,
    terms: terms.filter((term) => !folded.held.has(term) && (byTerm.get(term)?.length ?? 0) <= COMMON_TERM),
  }
}

function asUpdated(
  arrival: Prepared<Arrival>,
  { kind, item, judged }: Extract<Identity, { kind: 'known' | 'renamed' }>,
  { rulings }: Question,
): Decision {
  const edit = editOf(arrival, prepare(item), judged.facts)
  return {
    item: arrival.item,
    id: item.id,
    story: resolve(item.story, rulings),
    join: item.join,
    change: 'updated',
    identity: { reason: judged.reason, score: rounded(judged.score), matched: item.id, evidence: judged.evidence, rules: RULES },
    stored: item,
    ...(kind === 'renamed' ? { replaces: item.key } : {}),
    material: edit?.material ?? false,
    ...(edit ? { edit } : {}),
    terms: weighted(arrival.features).map(([term]) => term),
  }
}
