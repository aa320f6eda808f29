import { webAddress } from '../address/published.ts'
import type { Document, RawFeed, RawItem } from '../model/raw.ts'

/**
 * Where relative references of an item's texts lead: to what `xml:base` says (of a page: its own base), else to the article they
 * stand in, else to the site of the feed, else to the document. Feeds live at feed hosts; pictures and footnotes do not.
 */
export const baseOf = (raw: RawItem, feed: RawFeed, document: Document): string =>
  raw.base || feed.base || webAddress(raw.link) || webAddress(feed.link) || document.url
