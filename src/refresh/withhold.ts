import type { Decision } from '../dedupe/decision.ts'
import type { Entry, Item } from '../model/item.ts'
import type { ReadDocument } from './arrivals.ts'
import type { RawItem } from '../model/raw.ts'
import { normalizeItem, type ItemContext } from '../normalize/normalize.ts'
import { escapeText } from '../parse/serialize.ts'
import { joinLines } from '../normalize/derive.ts'
import { excerpt } from '../normalize/text.ts'
import { textsOf } from '../normalize/lines.ts'

/**
 * What is stored of an item whose page asks that its text is not kept: headline, date and an excerpt of at most 300 characters, or what
 * its feed gave. The plain text stays for recognising copies; nothing that is published is made from it.
 */
function withhold(item: Item, { raw, ...entry }: Entry, context: ItemContext): Item {
  const { withheld, text } = item
  if (withheld === undefined) return item
  if (raw.shown) return { ...normalizeItem({ ...entry, raw: raw.shown }, context), text, withheld }
  const { content: _, summary, ...rest } = item
  const short = excerpt(summary === undefined ? text : joinLines(textsOf(summary)))
  return { ...rest, excerpt: short, ...(short === '' ? {} : { summary: `<p>${escapeText(short)}</p>` }) }
}

/** What the row of a source says of texts that are withheld. */
export const withheldNotes = (items: readonly RawItem[]): readonly string[] =>
  [...new Set(items.flatMap(({ withheld }) => withheld ?? []))].map((by) => `text withheld: ${by}`)

/** Decisions as they are stored: what was decided on by its text, without it. */
export function withholdAll(decisions: readonly Decision[], read: ReadDocument): readonly Decision[] {
  const byKey = new Map(read.entries.map((entry) => [entry.key, entry]))
  return decisions.map((decision) => withholdEdit({ ...decision, item: withhold(decision.item, byKey.get(decision.item.key)!, read) }))
}

/** A version of a withheld text says that it changed, not what it was. */
function withholdEdit<D extends Decision>(decision: D): D {
  const { edit, item, stored } = decision
  if (!edit || (item.withheld === undefined && stored?.withheld === undefined)) return decision
  return { ...decision, edit: { ...edit, text: '', summary: `${edit.summary.replace(/ \(.*\)(?=\.$)/s, '')} The text is withheld.` } }
}
