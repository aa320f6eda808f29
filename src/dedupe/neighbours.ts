import { weighted } from './features.ts'
import type { Newcomer } from './newcomer.ts'
import { MAX_CANDIDATES, RARITY } from './rules.ts'

/** A term that more items of one call carry leads to the first few of them only: sixty copies in one document need not all meet each other. */
const MEETING = 8
const FIRST = 3
/** Terms are counted by a part of them first. */
const COUNTERS = 2 ** 12
const LOW_BITS = COUNTERS - 1

interface Carrier {
  readonly id: string
  readonly weight: number
}

/**
 * What the index would give for the new items of one call: for each the eight others that share most with it, the rarer the heavier.
 * Newcomers are in their order, the longest first.
 */
export function neighbours(newcomers: readonly Newcomer[]): ReadonlyMap<string, readonly string[]> {
  const shared = new Map<string, Map<string, number>>()
  for (const carriers of carriersOf(newcomers).values()) if (carriers.length > 1) meet(carriers, shared)
  const near = new Map<string, Set<string>>(newcomers.map(({ id }) => [id, new Set()]))
  for (const [id, others] of shared) {
    const ranked = [...others].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    for (const [other] of ranked.slice(0, MAX_CANDIDATES)) {
      near.get(id)!.add(other)
      near.get(other)!.add(id)
    }
  }
  return new Map([...near].map(([id, others]) => [id, [...others]]))
}

/** Which newcomers carry a term; of the terms that only one carries, and they are nearly all, most are left out. */
function carriersOf(newcomers: readonly Newcomer[]): ReadonlyMap<number, readonly Carrier[]> {
  const counts = new Uint8Array(COUNTERS)
  for (const { arrival } of newcomers)
    for (const [term] of weighted(arrival.features)) if (counts[term & LOW_BITS]! < 2) counts[term & LOW_BITS]!++
  const byTerm = new Map<number, Carrier[]>()
  for (const { arrival, id } of newcomers)
    for (const [term, weight] of weighted(arrival.features)) {
      if (counts[term & LOW_BITS]! < 2) continue
      const carriers = byTerm.get(term)
      if (carriers) carriers.push({ id, weight })
      else byTerm.set(term, [{ id, weight }])
    }
  return byTerm
}

function meet(carriers: readonly Carrier[], shared: Map<string, Map<string, number>>): void {
  const hosts = carriers.length > MEETING ? carriers.slice(0, FIRST) : carriers
  for (const host of hosts)
    for (const { id, weight } of carriers) {
      if (id === host.id) continue
      const worth = Math.floor((weight * RARITY) / carriers.length)
      for (const [a, b] of [
        [id, host.id],
        [host.id, id],
      ] as const) {
        const others = shared.get(a) ?? new Map<string, number>()
        shared.set(a, others.set(b, (others.get(b) ?? 0) + worth))
      }
    }
}
