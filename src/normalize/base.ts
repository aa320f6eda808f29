import { webAddress } from '../address/published.ts'
import { MAX_URL } from '../address/limits.ts'
import type { Document, RawFeed, RawItem } from '../model/raw.ts'

/**
 * Where relative references of an item's texts lead: to what `xml:base` says (of a page: its own base), else to the article they
 * stand in, else to the site of the feed, else to the document. Feeds live at feed hosts; pictures and footnotes do not.
 */
export const baseOf = (raw: RawItem, feed: RawFeed, document: Document): string =>
  raw.base || feed.base || usable(raw.link) || usable(feed.link) || document.url

/** A longer address is none, and all that is resolved against it would cost its length. */
const usable = (address: string | undefined): string | undefined =>
  address !== undefined && address.length <= MAX_URL ? webAddress(address) : undefined
