import type { Join } from '../model/story.ts'
import { present } from '../present.ts'
import type { Instant } from '../model/time.ts'
import type { Known } from './decision.ts'
import { prepare, type Prepared } from './features.ts'
import { closeness, rounded } from './fold.ts'
import { withoutFurniture, type Furniture } from './furniture.ts'
import { splitStoryId } from './identity.ts'
import { judge, type Judged, type JudgedSame } from './pair.ts'
import { RULES } from './rules.ts'

/** A story that was folded by older rules, with several entries that one source shows at once. */
export interface Crowd {
  readonly story: string
  /** In the order in which they were first seen. */
  readonly items: readonly Known[]
  readonly source: string
  /** Ids of the items that this source shows now. */
  readonly present: ReadonlySet<string>
  /** Ids of the items that an editor put here: they stay. */
  readonly pinned: ReadonlySet<string>
  /** Id of the copy that is shown: what subscribers know the story by. */
  readonly shown: string
  readonly furniture: Furniture
}

/** An item that goes to a story of its own, or along with one. */
export interface Moved {
  readonly item: Known
  readonly story: string
  readonly join: Join
  /** What its story was found by, it must now be found by itself. */
  readonly terms: readonly number[]
}

const APART = 'Newer rules took it out of another story: their source shows both at once, as two.'

/**
 * Takes a story apart where it holds entries that one source shows at once as two articles. The part of the shown copy keeps the id; copies
 * of other sources go with the part that they are closest to. Empty where all may stay.
 */
export function partStory(crowd: Crowd, now: Instant): readonly Moved[] {
  const judged = judging(crowd)
  const entries = entriesOf(crowd, judged)
  const parts: Known[][] = []
  for (const entry of entries) {
    const part = parts.find((mates) => mates.every((mate) => judged(mate, entry).reason !== 'other-entry'))
    if (part) part.push(entry)
    else parts.push([entry])
  }
  if (parts.length < 2) return []
  const moved = parts.slice(1).map((part) => partMoved(part, crowd, judged, now))
  const stories = [undefined, ...moved.map(([first]) => first!.story)]
  const others = crowd.items.filter((item) => !entries.includes(item) && item.id !== crowd.shown && !crowd.pinned.has(item.id))
  const followers = others.flatMap((item) => {
    const closest = closestPart(item, parts, judged)
    const story = closest && stories[closest.part]
    return story === undefined ? [] : [movedTo(story, item, closest!.mate, closest!.judged)]
  })
  return [...moved.flat(), ...followers]
}

type Judging = (a: Known, b: Known) => Judged

function judging({ source, present, furniture }: Crowd): Judging {
  const bare = new Map<string, Prepared>()
  const bareOf = (item: Known): Prepared => {
    const known = bare.get(item.id) ?? withoutFurniture(prepare(item), furniture)
    bare.set(item.id, known)
    return known
  }
  const shows = (item: Known): boolean => item.source === source && present.has(item.id)
  return (a, b) => judge(bareOf(a), bareOf(b), shows(a) && shows(b))
}

/** What the source shows of it, the shown copy or else what is closest to that first. */
function entriesOf({ items, source, present, pinned, shown }: Crowd, judged: Judging): readonly Known[] {
  const entries = items.filter((item) => item.source === source && present.has(item.id) && !pinned.has(item.id))
  const face = items.find(({ id }) => id === shown)
  const first = face && (entries.find(({ id }) => id === shown) ?? closestTo(face, entries, judged))
  return first ? [first, ...entries.filter((entry) => entry !== first)] : entries
}

const isCloser = (a: Judged, b: Judged): boolean => {
  const [x, y] = [closeness(a), closeness(b)]
  const at = x.findIndex((value, i) => value !== y[i])
  return at >= 0 && x[at]! > y[at]!
}

function closestTo(item: Known, mates: readonly Known[], judged: Judging): Known | undefined {
  let best: readonly [Known, Judged] | undefined
  for (const mate of mates) {
    const found = judged(item, mate)
    if (found.same && (!best || isCloser(found, best[1]))) best = [mate, found]
  }
  return best?.[0]
}

/** The part whose entry an item is a copy of, and the closest; of parts as close the first. */
function closestPart(item: Known, parts: readonly (readonly Known[])[], judged: Judging) {
  let best: { readonly part: number; readonly mate: Known; readonly judged: JudgedSame } | undefined
  for (const [part, mates] of parts.entries()) {
    const mate = closestTo(item, mates, judged)
    const found = mate && judged(item, mate)
    if (mate && found?.same && (!best || isCloser(found, best.judged))) best = { part, mate, judged: found }
  }
  return best
}

function partMoved(mates: readonly Known[], { story: from }: Crowd, judged: Judging, now: Instant): readonly Moved[] {
  const [first, ...rest] = mates
  const story = splitStoryId(first!.id, from, now)
  const begins = { item: first!, story, join: { reason: 'new', score: 1, evidence: APART, rules: RULES }, terms: termsOf(first!) } as const
  return [begins, ...rest.map((item) => alongWith(first!, story, item, judged))]
}

/** What is no copy of the first but was in its story stays with it, for the reason that it had. */
function alongWith(first: Known, story: string, item: Known, judged: Judging): Moved {
  const found = judged(item, first)
  if (found.same) return movedTo(story, item, first, found)
  const { reason, score, evidence } = item.join
  return { item, story, join: { reason, score, ...present({ evidence }), rules: RULES }, terms: termsOf(item) }
}

const movedTo = (story: string, item: Known, { id: matched }: Known, { reason, score, evidence }: JudgedSame): Moved => ({
  item,
  story,
  join: { reason, score: rounded(score), matched, evidence, rules: RULES },
  terms: termsOf(item),
})

const termsOf = (item: Known): readonly number[] => prepare(item).features.terms
