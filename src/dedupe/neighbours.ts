import { weighted } from './features.ts'
import type { Newcomer } from './newcomer.ts'
import { MAX_CANDIDATES, RARITY } from './rules.ts'

/** A term that more items of one call carry leads to the first few of them only: sixty copies in one document need not all meet each other. */
const MEETING = 8
const FIRST = 3

/**
 * What the index would give for the new items of one call: for each the eight others that share most with it, the rarer the heavier.
 * Newcomers are in their order, the longest first.
 */
export function neighbours(newcomers: readonly Newcomer[]): ReadonlyMap<string, readonly string[]> {
  const byTerm = new Map<number, { id: string; weight: number }[]>()
  for (const { arrival, id } of newcomers)
    for (const [term, weight] of weighted(arrival.features)) {
      const carriers = byTerm.get(term)
      if (carriers) carriers.push({ id, weight })
      else byTerm.set(term, [{ id, weight }])
    }
  const shared = new Map<string, Map<string, number>>(newcomers.map(({ id }) => [id, new Map()]))
  for (const carriers of byTerm.values()) meet(carriers, shared)
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

function meet(
  carriers: readonly { readonly id: string; readonly weight: number }[],
  shared: ReadonlyMap<string, Map<string, number>>,
): void {
  const hosts = carriers.length > MEETING ? carriers.slice(0, FIRST) : carriers
  for (const host of hosts)
    for (const { id, weight } of carriers) {
      if (id === host.id) continue
      const worth = Math.floor((weight * RARITY) / carriers.length)
      for (const [a, b] of [
        [id, host.id],
        [host.id, id],
      ] as const)
        shared.get(a)!.set(b, (shared.get(a)!.get(b) ?? 0) + worth)
    }
}
