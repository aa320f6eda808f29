/**
 * The nouns. Every type that crosses a file boundary of the walk
 * Source -> Fetched -> RawFeed -> Item[] -> Decision[] -> Edition stands here; all of it is readonly plain data.
 * This file imports nothing.
 */

/** Milliseconds since 1970-01-01T00:00:00Z. Every time inside wirefold is one; ISO 8601 is written only at the edges. */
export type Instant = number
/** A length of time in milliseconds. */
export type Duration = number

export const SECOND: Duration = 1000
export const MINUTE: Duration = 60 * SECOND
export const HOUR: Duration = 60 * MINUTE
export const DAY: Duration = 24 * HOUR

/** Before there was a web, a date is a mistake of the publisher's software, not the age of its news. */
export const PLAUSIBLE_FROM: Instant = Date.UTC(1990, 0, 1)

/** What went wrong, as a value: a stable code for programs and one sentence for people. */
export interface Problem {
  readonly code: string
  readonly message: string
}

// ---------------------------------------------------------------- configuration

/** One word, phrase or regular expression of a rule. Plain data, so that a checked configuration travels to Workers as JSON. */
export type Pattern =
  | { readonly kind: 'phrase'; readonly phrase: string }
  | { readonly kind: 'regex'; readonly source: string; readonly flags: string }

export const RULE_FIELDS = ['title', 'text', 'author', 'category', 'source', 'url', 'language'] as const
export type RuleField = (typeof RULE_FIELDS)[number]

/** Fields of one rule combine with *and*, patterns of one field and rules of one list with *or*. */
export type Rule = { readonly [field in RuleField]?: readonly Pattern[] }

export interface SourceConfig {
  /** Absolute http(s) URL without fragment or credentials, or `file:` below the repository's `data/` (Node only). */
  readonly url: string
  readonly name?: string
  readonly type?: 'feed' | 'page'
  /** How often the curator wants it visited; the publisher's hints may stretch it. */
  readonly every: Duration
  /** Higher wins as primary among copies. */
  readonly prefer: number
  /** New articles are fetched for their full text. */
  readonly fullText?: boolean
  /** Where the articles stand on a page that defies reading. */
  readonly select?: SelectConfig
}

/** CSS selectors: `item` finds the blocks of a page, the others what they say of each article. */
export interface SelectConfig {
  readonly item: string
  readonly title?: string | undefined
  readonly link?: string | undefined
  readonly date?: string | undefined
  readonly summary?: string | undefined
}

export type ContentMode = 'full' | 'summary' | 'none'

export interface FeedConfig {
  readonly slug: string
  readonly title: string
  readonly description?: string
  /** BCP 47. */
  readonly language?: string
  readonly sources: readonly SourceConfig[]
  readonly keep?: readonly Rule[]
  readonly drop: readonly Rule[]
  readonly dedupe: boolean
  readonly window: Duration
  readonly limit: number
  readonly content: ContentMode
}

// ---------------------------------------------------------------- fetch

/** What a server told us to send back next time; opaque, byte for byte as it came (RFC 9110 13.1). */
export interface Validators {
  readonly etag?: string
  readonly lastModified?: string
}

/** Response headers, names in lower case; repeated ones joined by `, `. */
export type HeaderMap = { readonly [name: string]: string }

export interface Redirect {
  readonly status: number
  readonly from: string
  readonly to: string
}

export type Fetched =
  | {
      readonly kind: 'fresh'
      /** Where the bytes came from, after redirects. */
      readonly url: string
      readonly status: number
      readonly headers: HeaderMap
      readonly bytes: Uint8Array
      /** Bytes that came over the wire, compressed as they were; absent where nothing did. */
      readonly wire?: number
      readonly redirects: readonly Redirect[]
      /** The connection ended before the body did: whole items may be used, validators may not. */
      readonly truncated: boolean
    }
  | { readonly kind: 'unchanged'; readonly url: string; readonly headers: HeaderMap; readonly redirects: readonly Redirect[] }
  | {
      readonly kind: 'failed'
      readonly problem: Problem
      readonly status?: number
      readonly headers?: HeaderMap
      readonly redirects: readonly Redirect[]
    }

// ---------------------------------------------------------------- parse

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

// ---------------------------------------------------------------- normalize

export interface Category {
  readonly term: string
  readonly scheme?: string
  readonly label?: string
}

export interface Enclosure {
  readonly url: string
  readonly type?: string
  /** Bytes. */
  readonly length?: number
}

/** A raw item with the identity it has within its source, and the hash that tells whether it changed. */
export interface Entry {
  readonly key: string
  /** Of everything in the raw item; computed before any other work. */
  readonly hash: string
  readonly raw: RawItem
}

/** One entry of one source, normalized: plain text is plain, HTML is safe, URLs are absolute, instants are UTC. What is not known is absent. */
export interface Item {
  /** URL of its source, as configured. */
  readonly source: string
  /** Identity within the source. */
  readonly key: string
  readonly hash: string
  readonly guid?: string
  /** Absolute http(s) address of the article, for people. */
  readonly url?: string
  /** The same without tracking, AMP, mobile host or fragment: for comparison only. */
  readonly canonicalUrl?: string
  /** Plain text; empty where the source gave none. */
  readonly title: string
  /** Sanitized HTML. */
  readonly summary?: string
  /** Sanitized HTML. */
  readonly content?: string
  /** Plain text of the fullest body, clutter removed, paragraphs separated by a line feed. */
  readonly text: string
  /** The first sentences of `text`, at most about 300 characters. */
  readonly excerpt: string
  readonly authors: readonly string[]
  readonly categories: readonly Category[]
  readonly enclosures: readonly Enclosure[]
  readonly image?: string
  readonly published?: Instant
  readonly updated?: Instant
  /** BCP 47. */
  readonly language?: string
}

/** What a feed says of itself, normalized. */
export interface FeedMeta {
  readonly format: Format
  readonly id?: string
  readonly title?: string
  readonly subtitle?: string
  readonly link?: string
  readonly author?: string
  readonly language?: string
  readonly image?: string
  readonly published?: Instant
  readonly updated?: Instant
}

// ---------------------------------------------------------------- dedupe

/** Why an item stands in its story: rule, score, evidence, and the version of the rules that decided. */
export interface Join {
  /** Stable code: `new`, `same-guid`, `same-url`, `same-text`, … */
  readonly reason: string
  /** 0 to 1; 1 for exact rules. */
  readonly score: number
  /** Id of the item it was folded onto. */
  readonly matched?: string
  /** One sentence of evidence for people. */
  readonly evidence?: string
  readonly rules: number
}

/** An item as it stands in the store. */
export interface StoredItem extends Item {
  /** Permanent; derived from source and key when it was first seen. */
  readonly id: string
  readonly story: string
  readonly join: Join
  readonly firstSeen: Instant
  readonly lastSeen: Instant
  /**
   * When it appeared, for order: what the publisher says, held between the visit before the one that found it and that
   * one, so that no date, wrong or hostile, pins an item to the top or hides it at the bottom.
   */
  readonly at: Instant
  /** Last material edit we noticed, or when it appeared. */
  readonly edited: Instant
}

/** Items, of any number of sources, that are copies of one article. */
export interface Story {
  readonly id: string
  /** In order of first seen; never empty. */
  readonly items: readonly StoredItem[]
  /** Id of the item that an editor chose to be shown. */
  readonly shown?: string
}

// ---------------------------------------------------------------- publish

/** Another place that ran the story. */
export interface Copy {
  readonly item: string
  readonly title: string
  readonly url?: string
  readonly source: { readonly name: string; readonly url: string }
  readonly published: Instant
  readonly reason: string
  readonly score: number
}

/** One entry of a published feed: a story by its primary item. */
export interface PublishedEntry {
  /** Permanent tag URI. */
  readonly id: string
  /** The story's own id, as in /api/stories/ID. */
  readonly story: string
  readonly title: string
  readonly url?: string
  readonly published: Instant
  readonly updated: Instant
  readonly authors: readonly string[]
  readonly categories: readonly Category[]
  readonly enclosures: readonly Enclosure[]
  readonly image?: string
  readonly language?: string
  /** Sanitized HTML, without the “Also in” line: the writers append it. */
  readonly summary?: string
  readonly content?: string
  /** Plain text for readers that want no markup. */
  readonly excerpt: string
  readonly source: { readonly id: string; readonly name: string; readonly url: string; readonly site?: string; readonly updated: Instant }
  readonly copies: readonly Copy[]
}

/** Everything the writers need; the same values for every format. */
export interface PublishedFeed {
  readonly slug: string
  /** Permanent tag URI. */
  readonly id: string
  readonly title: string
  readonly description?: string
  readonly language?: string
  /** Public base URL without a trailing slash. */
  readonly base: string
  /** The latest `updated` of its entries; from content, never from the clock. */
  readonly updated: Instant
  readonly entries: readonly PublishedEntry[]
}
