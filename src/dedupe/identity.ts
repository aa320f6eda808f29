import { digest } from '../hash.ts'
import type { Known, Rulings, Tombstone } from './decision.ts'
import type { Article, Prepared } from './features.ts'
import { judgeIdentity, judgeKey, type Judged } from './pair.ts'

/** Permanent id of an item, from what it was when it was first seen. `nth` tells articles apart for which a source reused one key. */
export const itemId = (item: Article, nth = ''): string => digest(`item\0${item.source}\0${item.key}\0${nth}`)

/** Permanent id of a story, from its first item. */
export const storyId = (item: string): string => digest(`story\0${item}`)

/** Permanent id of the story that an editor makes of one item; another at every split, since no id comes back. */
export const splitStoryId = (item: string, from: string, now: number): string => digest(`story\0${item}\0${from}\0${now}`)

export type Identity =
  | { readonly kind: 'known'; readonly item: Known; readonly judged: Judged }
  /** The item is stored under another key. */
  | { readonly kind: 'renamed'; readonly item: Known; readonly judged: Judged }
  | { readonly kind: 'buried'; readonly tombstone: Tombstone }
  | { readonly kind: 'new'; readonly id: string }

export interface Neighbours {
  /** The stored item under the arrival's own key. */
  readonly known: Prepared<Known> | undefined
  /** Stored items of the same source that the document no longer holds and nobody claimed. */
  readonly vanished: readonly Prepared<Known>[]
  readonly rulings: Rulings
}

/** Which item of its own source an arrival is. A source can never claim another's item: only its own are looked at. */
export function identity(arrival: Prepared, { known, vanished, rulings }: Neighbours): Identity {
  const asKnown = known && judgeKey(arrival, known)
  if (known && asKnown?.same) return { kind: 'known', item: known.item, judged: asKnown }
  const best = vanished
    .map((old) => ({ item: old.item, judged: judgeIdentity(arrival, old) }))
    .filter(({ judged }) => judged.same)
    .toSorted((a, b) => b.judged.score - a.judged.score || (a.item.id < b.item.id ? -1 : 1))[0]
  if (best) return { kind: 'renamed', ...best }
  const url = arrival.item.canonicalUrl ?? arrival.item.url
  const tombstone = rulings.tombstones.find((t) => t.source === arrival.item.source && (t.key === arrival.item.key || (url !== undefined && t.url === url)))
  if (tombstone && !known) return { kind: 'buried', tombstone }
  // the words, not the hash of the document: a replay of the same article gets the same id
  return { kind: 'new', id: itemId(arrival.item, known ? digest(`${arrival.item.url ?? ''}\0${arrival.item.title}\0${arrival.item.text}`) : '') }
}
