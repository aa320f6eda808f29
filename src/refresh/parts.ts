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
  const sizes = entries.map(({ raw }) => sizeOfEntry(raw))
  const whole = sizes.reduce((sum, size) => sum + size, 0)
  const share = whole / Math.max(Math.ceil(whole / most), Math.ceil(entries.length / MOST_ENTRIES))
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

/** Characters of what was read, as they are counted here. */
export const sizeOf = (attempt: Attempt): number => (contentOf(attempt)?.entries ?? []).reduce((sum, { raw }) => sum + sizeOfEntry(raw), 0)

/** Whether it is stored in several parts, between which others have their turn. */
export const isLarge = (attempt: Attempt): boolean =>
  sizeOf(attempt) > MOST_AT_ONCE || (contentOf(attempt)?.entries ?? []).length > MOST_ENTRIES

const sizeOfEntry = ({ title, summary, content, shown }: RawItem): number =>
  ENTRY + lengthOf(title) + lengthOf(summary) + lengthOf(content) + (shown ? lengthOf(shown.summary) + lengthOf(shown.content) : 0)

const lengthOf = (text: RawText | undefined): number => text?.value.length ?? 0
