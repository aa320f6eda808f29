import { relateAddresses } from './addresses.ts'
import type { Facts } from './compare.ts'
import type { Prepared } from './features.ts'
import { relateHeadlines } from './headlines.ts'

/** Share of both texts in common from which two entries that a document shows at once under two headlines may be one. */
const TOGETHER = 0.95
/** The same for entries of one headline, or of which one came after the other: a daily column shares less with yesterday's. */
const LATER = 0.85
/** So many words of no furniture on two hosts are an article that a planet or a news search found twice. */
const PLANET_WORDS = 60

/** A digest of what it says stands for an entry that has neither guid nor address: nobody told them apart. */
const NAMELESS = /^[0-9a-f]{32}(?: \| [0-9a-f]{32})?$/

const isNamed = ({ item }: Prepared): boolean => item.url !== undefined || !NAMELESS.test(item.key)

const hostOf = (url: string | undefined): string | undefined => (url !== undefined && URL.canParse(url) ? new URL(url).host : undefined)

/** Whether their source gave two of its entries two identities: two addresses, or two guids where an address is shared. */
export function hasTwoIdentities(a: Prepared, b: Prepared): boolean {
  if (a.item.key === b.item.key || !isNamed(a) || !isNamed(b)) return false
  return relateAddresses(a.item, b.item) !== 'page'
}

/**
 * Whether two entries of one source are two articles because their source says so: it gave them two identities and two headlines, and their
 * texts are not all but the same. `together`: one document shows both at once.
 */
export function areSeparate(a: Prepared, b: Prepared, f: Facts, together: boolean): boolean {
  if (!hasTwoIdentities(a, b)) return false
  // what comes later under one address may be the corrected article: that is judged by what it keeps
  if (!together && relateAddresses(a.item, b.item) === 'same') return false
  const mutual = Math.min(f.contained, f.coverage)
  const [x, y] = [hostOf(a.item.canonicalUrl ?? a.item.url), hostOf(b.item.canonicalUrl ?? b.item.url)]
  if (mutual >= TOGETHER && f.shorter >= PLANET_WORDS && x !== undefined && y !== undefined && x !== y) return false
  const headlines = relateHeadlines(a.title, b.title, f)
  if (headlines === 'unlike') return true
  return mutual < (together && headlines === 'alike' ? TOGETHER : LATER)
}
