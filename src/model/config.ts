import { DAY, HOUR, type Duration } from './time.ts'

/** One word, phrase or regular expression of a rule. Plain data, so that a checked configuration travels to Workers as JSON. */
export type Pattern =
  | { readonly kind: 'phrase'; readonly phrase: string }
  | { readonly kind: 'regex'; readonly source: string; readonly flags: string }

export const RULE_FIELDS = ['title', 'text', 'author', 'category', 'source', 'url', 'language'] as const
export type RuleField = (typeof RULE_FIELDS)[number]

/** Fields of one rule combine with *and*, patterns of one field and rules of one list with *or*. */
export type Rule = { readonly [field in RuleField]?: readonly Pattern[] }

/** What only the request of a private source knows. */
export interface PrivateAccess {
  /** Absolute http(s) URL. */
  readonly address: string
  /** Name of a header, in lower case, to the name of the variable whose value is sent, and only to the origin of `address`. */
  readonly headers: Readonly<Record<string, string>>
}

export interface SourceConfig {
  /**
   * Absolute http(s) URL without fragment or credentials, or `file:` below the repository's `data/` (Node only); of a private source its
   * name (address/secret.ts).
   */
  readonly url: string
  readonly name?: string
  /** What the address leads to, where the curator says so. */
  readonly type?: 'feed' | 'page' | 'article' | 'list'
  /** How often the curator wants it visited; the publisher's hints may stretch it. */
  readonly every: Duration
  /** Higher wins as primary among copies. */
  readonly prefer: number
  /** At most so many stories that show this source stand in the feed. */
  readonly cap?: number
  /** New articles are fetched for their full text. */
  readonly fullText?: boolean
  /** A private source: its address is shown nowhere. */
  readonly access?: PrivateAccess
  /** Publish the whole text of pages that say noarchive, noindex or none. */
  readonly noarchive?: 'ignore'
  /** Where the articles, or the article, stand on a page that defies reading. */
  readonly select?: SelectConfig
}

/**
 * CSS selectors. With `item` a page is a list: it finds the blocks, the others what they say of each article. Without it the page is
 * one article: `content` finds its text, `remove` what does not belong to it.
 */
export interface SelectConfig {
  readonly item?: string | undefined
  readonly title?: string | undefined
  readonly link?: string | undefined
  readonly date?: string | undefined
  readonly summary?: string | undefined
  readonly content?: string | undefined
  readonly remove?: string | undefined
}

export type ContentMode = 'full' | 'summary' | 'none'

/** An address, or a file beside the feed's own: that one is served at `/feeds/SLUG.icon`, and travels to Workers as base64. */
export type FeedIcon = { readonly url: string } | { readonly mediaType: string; readonly base64: string }

export interface FeedConfig {
  readonly slug: string
  /** Slugs that it had before, the oldest first: they lead here, and the first one stays in its id. */
  readonly was?: readonly string[]
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
  readonly icon?: FeedIcon
  /** The page shows the stories' pictures. */
  readonly pictures?: boolean
}

/** A source of which the curator says nothing. */
export const SOURCE_DEFAULTS = { every: HOUR, prefer: 0 } as const satisfies Partial<SourceConfig>

/** A feed of which the curator says nothing (docs/configure.md). Copies of one story seldom appear further apart than `window`; a longer one costs index rows. */
export const FEED_DEFAULTS = { drop: [], dedupe: true, window: 7 * DAY, limit: 50, content: 'full' } as const satisfies Partial<FeedConfig>
