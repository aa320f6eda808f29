import type { Edit, Known } from './decision.ts'
import type { Prepared } from './features.ts'
import type { Facts } from './facts.ts'

/** Less than this share of a text may change without a reader having to notice: typos, a byline, a clock. */
const MINOR_SHARE = 0.03
/** The same in words, for long texts. */
const MINOR_WORDS = 15

const sameWords = (a: Prepared, b: Prepared): boolean =>
  a.title.length === b.title.length && a.title.hash.every((h, i) => h === b.title.hash[i])

function materialText(f: Facts, now: string, old: string): boolean {
  // what stands beyond the part that is compared shows in the length alone
  if (f.identical) return Math.abs(now.length - old.length) > MINOR_SHARE * old.length
  if (f.otherNumbers.length > 0 || f.otherNames.length > 0) return true
  const changed = Math.max((1 - f.contained) * f.shorter, (1 - f.coverage) * f.longer)
  return changed > Math.min(MINOR_WORDS, Math.max(1.5, MINOR_SHARE * f.longer))
}

/** What changed from the stored version to the arriving one; undefined where nothing did that is compared. */
export function editOf(arrival: Prepared, stored: Prepared<Known>, facts: Facts): Edit | undefined {
  const [now, old] = [arrival.item, stored.item]
  const changed: Edit['changed'][number][] = []
  if (now.guid !== undefined && old.guid !== undefined && now.guid !== old.guid) changed.push('guid')
  if (now.url !== old.url) changed.push('url')
  if (now.title !== old.title) changed.push('title')
  if (now.text !== old.text) changed.push('text')
  if (changed.length === 0) return undefined
  const title = changed.includes('title') && !sameWords(arrival, stored)
  const text = changed.includes('text') && materialText(facts, now.text, old.text)
  const replaced = [...facts.otherNumbers, ...facts.otherNames].slice(0, 3)
  const what =
    title || text
      ? [title ? 'the headline' : '', text ? 'the text' : ''].filter(Boolean).join(' and ')
      : `only ${changed.join(', ')}, not what it says`
  return {
    changed,
    material: title || text,
    summary: `Changed: ${what}${text && replaced.length > 0 ? ` (${replaced.join(', ')})` : ''}.`,
    title: old.title,
    ...(old.url === undefined ? {} : { url: old.url }),
    text: old.text,
  }
}
