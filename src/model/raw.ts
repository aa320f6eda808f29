import type { HeaderMap } from './fetched.ts'
import type { Problem } from './problem.ts'

export type Format = 'rss' | 'atom' | 'rdf' | 'cdf' | 'json' | 'page'

/** A piece of text as the publisher wrote it. `html` values still carry markup (and entities of HTML). */
export interface RawText {
  readonly value: string
  readonly type: 'text' | 'html'
  /** Base URL and language in scope at the element (xml:base, xml:lang), where they differ from the feed's. */
  readonly base?: string
  readonly language?: string
}

export interface RawPerson {
  readonly name?: string
  readonly email?: string
  readonly url?: string
}

export interface RawLink {
  /** Resolved against the base in scope where that was possible, else as written. */
  readonly href: string
  readonly rel: string
  readonly type?: string
  readonly title?: string
  readonly language?: string
}

export interface RawCategory {
  readonly term: string
  readonly scheme?: string
  readonly label?: string
}

export interface RawEnclosure {
  readonly url: string
  readonly type?: string
  /** As written; bytes. */
  readonly length?: string
  /** A media description, where there was one. */
  readonly title?: string
}

export interface RawItem {
  readonly id?: string
  /** RSS `isPermaLink`, where it was said. */
  readonly isPermaLink?: boolean
  readonly title?: RawText
  readonly summary?: RawText
  readonly content?: RawText
  /** The address of the article: feedburner:origLink wins, then rel=alternate, link, a permalink guid, rdf:about. */
  readonly link?: string
  readonly links: readonly RawLink[]
  /** As written. */
  readonly published?: string
  readonly updated?: string
  readonly authors: readonly RawPerson[]
  readonly contributors: readonly RawPerson[]
  readonly categories: readonly RawCategory[]
  readonly enclosures: readonly RawEnclosure[]
  readonly image?: string
  readonly comments?: string
  readonly rights?: string
  readonly language?: string
  readonly base?: string
  /** The feed this item was taken from (RSS source, atom:source). */
  readonly origin?: { readonly id?: string; readonly title?: string; readonly url?: string }
}

/** What the publisher asks of those who poll, as written. */
export interface RawHints {
  readonly ttl?: string
  readonly skipHours: readonly string[]
  readonly skipDays: readonly string[]
  readonly updatePeriod?: string
  readonly updateFrequency?: string
  readonly updateBase?: string
}

/** What the publisher wrote, nothing invented: every field optional, none trusted. */
export interface RawFeed {
  readonly format: Format
  readonly version?: string
  readonly id?: string
  readonly title?: RawText
  readonly subtitle?: RawText
  readonly link?: string
  readonly links: readonly RawLink[]
  readonly self?: string
  readonly hubs: readonly string[]
  readonly published?: string
  readonly updated?: string
  readonly authors: readonly RawPerson[]
  readonly categories: readonly RawCategory[]
  readonly image?: string
  readonly rights?: string
  readonly generator?: string
  readonly language?: string
  readonly base?: string
  readonly hints: RawHints
  readonly items: readonly RawItem[]
  /** The document ended in the middle: whole items are here, the cut one is not. */
  readonly truncated: boolean
  /** Counted, visible truncation by our own caps, in words: "1200 of 101200 items were read". */
  readonly notes: readonly string[]
}

/** A document as it came: bytes, where from, and its response headers. */
export interface Document {
  readonly url: string
  readonly headers: HeaderMap
  readonly bytes: Uint8Array
}

export type Parsed =
  | { readonly ok: true; readonly feed: RawFeed }
  /** `alternates`: the feeds an HTML page offers with `<link rel=alternate>`. */
  | { readonly ok: false; readonly problem: Problem; readonly alternates: readonly RawLink[] }
