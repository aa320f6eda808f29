import type { Decision, Known } from '../dedupe/decision.ts'

/** Fewer new items than these say nothing of whose they are. */
const LEAST = 3
/** Of the new items that another source must hold, under the same keys. */
const SHARE = 0.9

/** The other source that has nearly all that is new here, under the same keys, if there is one. */
export function likeliestTwin(
  source: string,
  decisions: readonly Decision[],
  candidates: ReadonlyMap<string, readonly Known[]>,
): { readonly url: string; readonly shared: number } | undefined {
  const fresh = decisions.filter(({ change }) => change === 'new')
  if (fresh.length < LEAST) return undefined
  const shared = new Map<string, number>()
  for (const { item } of fresh) {
    const holders = (candidates.get(item.key) ?? []).filter((known) => known.source !== source && known.key === item.key)
    for (const url of new Set(holders.map((known) => known.source))) shared.set(url, (shared.get(url) ?? 0) + 1)
  }
  const [likeliest] = [...shared].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  return likeliest && likeliest[1] >= fresh.length * SHARE ? { url: likeliest[0], shared: likeliest[1] } : undefined
}
