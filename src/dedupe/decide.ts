import { relateAddresses } from './addresses.ts'
import { readerOf } from '../model/reader.ts'
import type { Join } from '../model/story.ts'
import type { Arrival, Decision, Known, Question } from './decision.ts'
import { editOf } from './edits.ts'
import { prepare, type Prepared } from './features.ts'
import { foldAll, resolve, rounded, type Fold } from './fold.ts'
import type { Newcomer } from './newcomer.ts'
import { identity, type Identity } from './identity.ts'
import { RULES } from './rules.ts'

/** What was claimed so far in this call: no stored item is claimed twice, and no id is given twice. */
interface Progress {
  readonly claimed: Set<string>
  readonly ids: Set<string>
}

/** Longest text first, so that two parts of one article that arrive with it find it; then by key: never by order of arrival. */
const byLengthThenKey = (a: Prepared, b: Prepared): number =>
  b.text.length - a.text.length || (a.item.key < b.item.key ? -1 : a.item.key > b.item.key ? 1 : a.item.hash! < b.item.hash! ? -1 : 1)

/**
 * Decides what each arrival is: which item of its source, and which story. Pure; the same whatever the order of arrivals; replayed
 * against what it led to, it decides nothing. An arrival without a decision is stored as it is (same hash), or buried.
 */
export function decide(question: Question): Decision[] {
  const progress: Progress = { claimed: new Set(), ids: new Set() }
  const known = new Map(question.known.map((item) => [item.key, item]))
  const arrivals = distinct(question)
    .map((item) => prepare(item))
    .toSorted(byLengthThenKey)
  // what keeps its key is settled first: it cannot be claimed by a neighbour
  const { keeping = [], others = [] } = Object.groupBy(arrivals, ({ item }) => (known.has(item.key) ? 'keeping' : 'others'))
  const decisions: Decision[] = []
  const newcomers: Newcomer[] = []
  for (const arrival of [...keeping, ...others]) {
    const found = identify(arrival, known.get(arrival.item.key), question, progress)
    if (found.kind === 'buried') continue
    if (found.kind === 'new') newcomers.push({ arrival, id: found.id })
    else decisions.push(asUpdated(arrival, found, question))
  }
  return [...decisions, ...foldAll(newcomers, question).map((folded) => asNew(folded, question))]
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

/** Which item of its source an arrival is; what it takes is taken. */
function identify(arrival: Prepared<Arrival>, holder: Known | undefined, question: Question, { claimed, ids }: Progress): Identity {
  const { key, source } = arrival.item
  const own = (question.candidates.get(key) ?? []).filter((item) => item.source === source && item.id !== holder?.id)
  const vanished = own.filter((item) => !question.present.has(item.key) && !claimed.has(item.id))
  const found = identity(arrival, {
    known: holder && prepare(holder),
    vanished: vanished.map((item) => prepare(item)),
    isAddressShared: own.some((item) => relateAddresses(item, arrival.item) === 'same'),
    rulings: question.rulings,
    isTaken: (id) => question.taken.has(id) || ids.has(id),
    now: question.now,
  })
  if (found.kind === 'new') ids.add(found.id)
  else if (found.kind !== 'buried') claimed.add(found.item.id)
  return found
}

function asNew({ arrival, id, story: folded, join: why, terms }: Fold, { rulings }: Question): Decision {
  const pinned = rulings.pins.get(id)
  const story = resolve(pinned ?? folded, rulings)
  const join: Join = pinned === undefined ? why : { reason: 'by-hand', score: 1, evidence: 'An editor put it here.', rules: RULES }
  return { item: arrival.item, id, story, join, change: 'new', material: true, terms }
}

function asUpdated(
  arrival: Prepared<Arrival>,
  { kind, item, judged }: Extract<Identity, { kind: 'known' | 'renamed' }>,
  { rulings }: Question,
): Decision {
  // what a better reader changes is no edit
  const isReread = readerOf(arrival.item.hash) !== readerOf(item.hash)
  const edit = isReread ? undefined : editOf(arrival, prepare(item), judged.facts)
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
    terms: arrival.features.terms,
  }
}
