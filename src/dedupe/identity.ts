import { digest } from '../hash.ts'
import { DAY, type Instant } from '../model/time.ts'
import { relateAddresses } from './addresses.ts'
import type { Known, Rulings, Tombstone } from './decision.ts'
import { prepare, type Article, type Prepared } from './features.ts'
import { titleOverlap } from './titles.ts'
import { words } from './words.ts'
import { judgeIdentity, judgeKey, type JudgedSame } from './pair.ts'
import { isNamed } from './separate.ts'
import { REPEATED } from './thresholds.ts'

/** Permanent id of an item, from what it was when it was first seen. `nth` tells articles apart for which a source reused one key. */
const itemId = (item: Article, nth = ''): string => digest(`item\0${item.source}\0${item.key}\0${nth}`)

/**
 * The ids a new item may get, the first that is free: its key was perhaps another article's, which may live on under another key.
 * The words, not the hash of the document, so that the same article gets the same id wherever it is decided.
 */
export function possibleIds(item: Article): readonly [string, string] {
  const known = cache.get(item)
  if (known) return known
  const { text = 0, title = 0 } = prepare(item).features
  const ids = [itemId(item), itemId(item, `${item.url ?? ''}\0${title}\0${text}`)] as const
  cache.set(item, ids)
  return ids
}

/** The ids of an item are asked for when it is looked for and again when it is decided. */
const cache = new WeakMap<Article, readonly [string, string]>()

/** Stories of the items at hand: of each it is asked a few times in one visit, whether it begins a story. */
const stories = new Map<string, string>()
const MOST_STORIES = 1000

/** Permanent id of a story, from its first item. */
export function storyId(item: string): string {
  const known = stories.get(item)
  if (known !== undefined) return known
  if (stories.size >= MOST_STORIES) stories.clear()
  const story = digest(`story\0${item}`)
  stories.set(item, story)
  return story
}

/** Permanent id of the story that an editor makes of one item; another at every split, since no id comes back. */
export const splitStoryId = (item: string, from: string, now: number): string => digest(`story\0${item}\0${from}\0${now}`)

export type Identity =
  | { readonly kind: 'known'; readonly item: Known; readonly judged: JudgedSame }
  /** The item is stored under another key. */
  | { readonly kind: 'renamed'; readonly item: Known; readonly judged: JudgedSame }
  | { readonly kind: 'buried'; readonly tombstone: Tombstone }
  | { readonly kind: 'new'; readonly id: string }

export interface Neighbours {
  /** The stored item under the arrival's own key. */
  readonly known: Prepared<Known> | undefined
  /** Stored items of the same source that the document no longer holds and nobody claimed. */
  readonly vanished: readonly Prepared<Known>[]
  /** Whether another stored item of the source has its address. */
  readonly isAddressShared: boolean
  readonly rulings: Rulings
  /** Whether an item has this id already. */
  readonly isTaken: (id: string) => boolean
  readonly now: Instant
}

/** Which item of its own source an arrival is. A source can never claim another's item: only its own are looked at. */
export function identity(arrival: Prepared, { known, vanished, isAddressShared, rulings, isTaken, now }: Neighbours): Identity {
  const asKnown = known && !comesAgain(arrival, known, now) ? judgeKey(arrival, known) : undefined
  if (known && asKnown?.same) return { kind: 'known', item: known.item, judged: asKnown }
  const best = vanished
    .flatMap((old) => {
      const judged = judgeIdentity(arrival, old)
      return judged.same ? [{ item: old.item, judged }] : []
    })
    .toSorted((a, b) => b.judged.score - a.judged.score || (a.item.id < b.item.id ? -1 : 1))[0]
  if (best) return { kind: 'renamed', ...best }
  const tombstone = rulings.tombstones.find((buried) => isBuried(arrival, buried, { rulings, isAddressShared, now }))
  if (tombstone && !known) return { kind: 'buried', tombstone }
  const free = possibleIds(arrival.item).find((id) => !isTaken(id) && !rulings.tombstones.some((buried) => buried.id === id))
  return { kind: 'new', id: free ?? itemId(arrival.item, `${arrival.item.hash}\0${now}`) }
}

/**
 * Whether a notice that has neither guid nor address is sent again: in the same words, weeks after it left its document, under another date.
 * Nothing but its words could say that it is the old one.
 */
function comesAgain(arrival: Prepared, known: Prepared<Known>, now: Instant): boolean {
  const [{ published: today }, { published: before, lastSeen }] = [arrival.item, known.item]
  if (isNamed(arrival) || today === undefined || before === undefined || lastSeen === undefined) return false
  return today - before >= REPEATED && now - lastSeen >= REPEATED
}

/**
 * Whether an arrival is a purged item that its source shows again: under its key or at its address, with its headline, and not dated since.
 * A key may be reused, an address that several entries had names none of them, and what has a date after the burial is news.
 */
function isBuried(
  { item, title }: Prepared,
  buried: Tombstone,
  { rulings, isAddressShared, now }: Pick<Neighbours, 'rulings' | 'isAddressShared' | 'now'>,
): boolean {
  if (buried.source !== item.source || isDatedBetween(item, buried.at, now)) return false
  if (buried.title !== item.title && titleOverlap(title, words(buried.title)) < 0.5) return false
  if (buried.key === item.key) return true
  if (isAddressShared || buried.url === undefined || relateAddresses(item, buried) !== 'same') return false
  return rulings.tombstones.every(({ url, key }) => url !== buried.url || key === buried.key)
}

/** A publisher's clock may be wrong by a zone. */
const isDatedBetween = ({ published }: Article, since: Instant, now: Instant): boolean =>
  published !== undefined && published > since && published <= now + DAY
