import { learnFurniture } from '../dedupe/furniture.ts'
import { partStory } from '../dedupe/part.ts'
import { RULES } from '../dedupe/rules.ts'
import type { Instant } from '../model/time.ts'
import type { Store } from '../store/port/store.ts'
import type { Crowds } from '../store/port/parting.ts'

interface Parting {
  readonly store: Pick<Store, 'crowds' | 'part'>
  readonly now: () => Instant
}

export interface PartBounds {
  /** Stories that one step looks at. */
  readonly stories: number
  readonly steps: number
}

/** A minute on Workers: some milliseconds, and some of the 50 statements of an invocation. */
export const PART_ON_WORKERS: PartBounds = { stories: 2, steps: 2 }
/** A step on Node: some tens of milliseconds, in which nobody else is served. */
export const PART_ON_NODE: PartBounds = { stories: 10, steps: 1 }

/**
 * Takes apart what older rules folded wrongly, source by source: stories with entries that a source shows at once and that are two by the
 * rules of today. Goes on where it stopped; gives whether more is left.
 */
export async function partOn({ store, now }: Parting, { stories, steps }: PartBounds): Promise<boolean> {
  for (let step = 0; step < steps; step++) {
    const look = await store.crowds(RULES, stories)
    if (!look) return false
    // where somebody stored items meanwhile, the next step looks again
    await store.part(look, movesOf(look, now()), RULES, now())
  }
  return true
}

function movesOf({ crowds, furniture: remembered }: Crowds, now: Instant) {
  const shown = crowds.flatMap(({ items, present }) => items.filter(({ id }) => present.has(id)))
  const furniture = new Set([...remembered, ...learnFurniture(shown)])
  return crowds.flatMap((crowd) => partStory({ ...crowd, furniture }, now))
}
