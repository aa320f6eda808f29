import type { Instant } from './time.ts'
import type { Carried } from './carried.ts'
import type { Format, RawItem, Withheld } from './raw.ts'

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
  readonly title?: string
  /** Pixels. */
  readonly width?: number
  readonly height?: number
  /** Seconds. */
  readonly duration?: number
  readonly credits?: readonly Credit[]
}

export interface Credit {
  readonly name: string
  /** What they did: `photographer`, `producer`, … */
  readonly role?: string
}

/** A raw item with the identity it has within its source, and the hash that tells whether it changed. */
export interface Entry {
  readonly key: string
  /** Of everything in the raw item; computed before any other work. */
  readonly hash: string
  readonly raw: RawItem
  /** What is stored of it already and a raw item cannot say, where the entry was made of a stored item. */
  readonly stored?: Pick<Item, 'enclosures' | 'carried'>
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
  /** Why `text` serves for recognising it alone, and is published nowhere. */
  readonly withheld?: Withheld
  readonly carried?: Carried
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
