import { relateAddresses } from './addresses.ts'
import type { Facts } from './facts.ts'
import type { Prepared } from './features.ts'
import { relateHeadlines } from './headlines.ts'
import { haveTwoRecordings } from './recordings.ts'
import { HEADLINE, MUTUAL, PLANET_WORDS, WORDS } from './thresholds.ts'

/** A digest of what it says stands for an entry that has neither guid nor address: nobody told them apart. */
const NAMELESS = /^[0-9a-f]{32}(?: \| [0-9a-f]{32})?$/

/** Whether its source gave it an identity: a guid or an address. */
export const isNamed = ({ item }: Prepared): boolean => item.url !== undefined || !NAMELESS.test(item.key)

const hostOf = (url: string | undefined): string | undefined => (url !== undefined && URL.canParse(url) ? new URL(url).host : undefined)

/** Whether their source gave two of its entries two identities: two addresses, or two guids where an address is shared. */
export function hasTwoIdentities(a: Prepared, b: Prepared): boolean {
  if (a.item.key === b.item.key || !isNamed(a) || !isNamed(b)) return false
  return relateAddresses(a.item, b.item) !== 'page'
}

/** A source that gives no identities tells its entries apart by their headlines alone: two that share no telling word are two entries. */
const hasTwoHeadlines = (a: Prepared, b: Prepared, f: Facts): boolean =>
  !isNamed(a) && !isNamed(b) && f.titleOverlap === 0 && f.leastTelling >= HEADLINE.telling

/** A word is all that tells two ads or two incidents apart: briefs of which each has one that the other has not, in its headline or its text. */
const eachHasItsOwn = (f: Facts): boolean =>
  f.shorter < WORDS.brief && (f.otherTitles || (f.contained > 0 && Math.max(f.contained, f.coverage) < 1))

/**
 * Whether two entries of one source are two articles because their source says so: they play two recordings, or it gave them two identities
 * and two headlines, and their texts are not all but the same. `together`: one document shows both at once.
 */
export function areSeparate(a: Prepared, b: Prepared, f: Facts, together: boolean): boolean {
  if (haveTwoRecordings(a.item, b.item, together)) return true
  if (!hasTwoIdentities(a, b)) return hasTwoHeadlines(a, b, f)
  // what comes later under one address may be the corrected article: that is judged by what it keeps
  if (!together && relateAddresses(a.item, b.item) === 'same') return false
  const mutual = Math.min(f.contained, f.coverage)
  const [x, y] = [hostOf(a.item.canonicalUrl ?? a.item.url), hostOf(b.item.canonicalUrl ?? b.item.url)]
  if (mutual >= MUTUAL.together && f.shorter >= PLANET_WORDS && x !== undefined && y !== undefined && x !== y) return false
  if (together && x === y && eachHasItsOwn(f)) return true
  const headlines = relateHeadlines(a.title, b.title, f)
  if (headlines === 'unlike') return true
  return mutual < (together && headlines === 'alike' ? MUTUAL.together : MUTUAL.later)
}
