import type { Entry } from '../model/item.ts'
import type { RawItem, RawText } from '../model/raw.ts'
import { placesOf, type ReadDocument } from './arrivals.ts'
import type { Attempt } from './outcome.ts'

/**
 * Characters of entries that are normalized, decided and stored at once. What that takes in memory is about forty times as much; few
 * feeds have more, so nearly all are one part, and one batch.
 */
const MOST_AT_ONCE = 1_000_000
/** Entries of a part: to decide and store so many takes about 100 ms, in which a process that serves answers nobody. */
const MOST_ENTRIES = 250
/** What an entry takes beside its texts, as characters of text. */
const ENTRY = 1000

/** What was read, a part at a time in the order of the document; nothing where nothing was. */
export function partsOf(source: string, attempt: Attempt): readonly ReadDocument[] {
  const content = contentOf(attempt)
  if (!content) return []
  const places = placesOf(content.entries)
  return divide(content.entries).map((entries) => ({ ...content, source, entries, places }))
}

/** What was read, and where: the document of this visit, or articles that came late to one that did not change. */
function contentOf({ fetched, reading }: Attempt): Pick<ReadDocument, 'feed' | 'entries' | 'document'> | undefined {
  if (reading.kind === 'read' && fetched.kind === 'fresh') return { feed: reading.feed, entries: reading.entries, document: fetched }
  return reading.kind === 'unchanged' ? reading.late : undefined
}

/** Entries in parts of about the same size, none of them empty but the only one. */
export function divide(entries: readonly Entry[], most = MOST_AT_ONCE): readonly (readonly Entry[])[] {
  const sizes = entries.map(({ raw }) => weightOf(sizeOfEntry(raw), most))
  const whole = sum(sizes)
  const share = whole / Math.ceil(whole / most)
  const parts: Entry[][] = []
  let before = 0
  for (const [n, entry] of entries.entries()) {
    // the part that its middle lies in
    const place = Math.floor((before + sizes[n]! / 2) / share)
    before += sizes[n]!
    ;(parts[place] ??= []).push(entry)
  }
  return entries.length === 0 ? [[]] : parts.flatMap((part) => (part ? [part] : []))
}

/** Characters of what was read, as they are counted here, and whether it is stored in several parts, between which others have their turn. */
export function measure(attempt: Attempt): { readonly size: number; readonly isLarge: boolean } {
  const entries = contentOf(attempt)?.entries ?? []
  const sizes = entries.map(({ raw }) => sizeOfEntry(raw))
  return { size: sum(sizes), isLarge: sum(sizes.map((size) => weightOf(size))) > MOST_AT_ONCE }
}

/** As much of a part as an entry takes: no part has more than so many, however short they are and whatever stands among them. */
const weightOf = (size: number, most = MOST_AT_ONCE): number => Math.max(size, most / MOST_ENTRIES)

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

/** Characters, as they are counted here. */
export const sizeOfEntry = ({ title, summary, content, shown }: RawItem): number =>
  ENTRY + lengthOf(title) + lengthOf(summary) + lengthOf(content) + (shown ? lengthOf(shown.summary) + lengthOf(shown.content) : 0)

const lengthOf = (text: RawText | undefined): number => text?.value.length ?? 0
