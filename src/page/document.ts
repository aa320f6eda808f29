import type { Document, Parsed } from '../model/raw.ts'
import { parse } from '../parse/parse.ts'
import { offeredFeeds, readPage, type PageOptions } from './page.ts'

/** How to read a document that is a page. */
export interface ReadOptions extends PageOptions {
  /** A page is not wanted: only the feeds that it offers are looked for, and only in its beginning. */
  readonly feedsOnly?: boolean
}

/** `readDocument`, wherever it runs. What another thread reads it takes for itself: the bytes may be empty afterwards. */
export type DocumentReader = (document: Document, options?: ReadOptions) => Parsed | Promise<Parsed>

/** Where a page that is not wanted offers its feeds, in UTF-16 units: heads of real pages end before it. */
const MOST_HEAD = 64 * 1024

/**
 * Reads a document of any feed format, or an HTML page as the article or the list of articles that it is; never throws. A page that
 * is neither is a `not-a-feed` problem; with the feeds it offers either way.
 */
export function readDocument(document: Document, { feedsOnly = false, ...page }: ReadOptions = {}): Parsed {
  const parsed = parse(document)
  if (parsed.ok || parsed.html === undefined) return parsed
  if (!feedsOnly) return readPage(parsed.html, document, page)
  return { ok: false, problem: parsed.problem, alternates: offeredFeeds(parsed.html.slice(0, MOST_HEAD), document) }
}
