import type { Join } from '../model.ts'
import type { Decision, Known, Question } from './decision.ts'
import { editOf } from './edits.ts'
import { prepare, weighted, type Prepared } from './features.ts'
import { fold, resolve, rounded, type Fold } from './fold.ts'
import { identity, type Identity } from './identity.ts'
import { COMMON_TERM, MAX_CANDIDATES, RARITY, RULES } from './rules.ts'

/** What was decided so far in this call: later arrivals are compared with it, and no stored item is claimed twice. */
interface Progress {
  readonly prepared: Map<string, Prepared<Known>>
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
  const progress: Progress = { prepared: new Map(), byTerm: new Map(), claimed: new Set(), ids: new Set(), decisions: [] }
  const ready = (item: Known): Prepared<Known> => {
    const before = progress.prepared.get(item.id)
    if (before) return before
    const now = prepare(item)
    progress.prepared.set(item.id, now)
    return now
  }
  const known = new Map(question.known.map((item) => [item.key, item]))
  const arrivals = distinct(question)
    .map((item) => prepare(item))
    .toSorted(byLengthThenKey)
  // what keeps its key is settled first: it cannot be claimed by a neighbour
  for (const arrival of arrivals) if (known.has(arrival.item.key)) one(question, progress, ready, known, arrival)
  for (const arrival of arrivals) if (!known.has(arrival.item.key)) one(question, progress, ready, known, arrival)
  return progress.decisions
}

/** One arrival a key: a document that has a key twice was healed before; of what is left any, but always the same, wins. */
function distinct({ arrivals, known }: Question): Question['arrivals'] {
  const stored = new Map(known.map((item) => [item.key, item.hash]))
  const byKey = new Map<string, Question['arrivals'][number]>()
  for (const item of arrivals) {
    const other = byKey.get(item.key)
    if (stored.get(item.key) !== item.hash && (!other || item.hash < other.hash)) byKey.set(item.key, item)
  }
  return [...byKey.values()]
}

function one(
  question: Question,
  progress: Progress,
  ready: (item: Known) => Prepared<Known>,
  known: ReadonlyMap<string, Known>,
  arrival: Prepared<Question['arrivals'][number]>,
): void {
  const { item } = arrival
  const candidates = (question.candidates.get(item.key) ?? []).map(ready)
  const holder = known.get(item.key)
  const vanished = candidates.filter(
    ({ item: old }) =>
      old.source === item.source && old.id !== holder?.id && !question.present.has(old.key) && !progress.claimed.has(old.id),
  )
  const found = identity(arrival, {
    known: holder && ready(holder),
    vanished,
    rulings: question.rulings,
    taken: new Set([...question.taken, ...progress.ids]),
    now: question.now,
  })
  if (found.kind === 'buried') return
  if (found.kind === 'new') {
    const folded = fold(found.id, arrival, [...candidates, ...freshLike(arrival, progress)], question, ready)
    progress.ids.add(found.id)
    progress.decisions.push(asNew(arrival, found.id, folded, question, progress))
    remember(progress, {
      ...arrival,
      item: {
        ...item,
        id: found.id,
        story: folded.story,
        join: folded.join,
        firstSeen: question.now,
        at: question.now,
        edited: question.now,
      },
    })
    return
  }
  progress.claimed.add(found.item.id)
  progress.decisions.push(asUpdated(arrival, found, ready, question))
}

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

function asNew(
  arrival: Prepared<Question['arrivals'][number]>,
  id: string,
  folded: Fold,
  { rulings }: Question,
  { byTerm }: Progress,
): Decision {
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
  arrival: Prepared<Question['arrivals'][number]>,
  { kind, item, judged }: Extract<Identity, { kind: 'known' | 'renamed' }>,
  ready: (item: Known) => Prepared<Known>,
  { rulings }: Question,
): Decision {
  const edit = editOf(arrival, ready(item), judged.facts)
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
