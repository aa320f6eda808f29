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
  /** The file itself: `feedburner:origEnclosureLink` wins over the address that counts its readers. */
  readonly url: string
  readonly type?: string
  /** As written; bytes. */
  readonly length?: string
  /** A media description, where there was one. */
  readonly title?: string
  /** Media RSS says these of a file, of the group it is in, or of the whole item; the nearest counts. */
  readonly media?: RawMedia
}

/** What Media RSS 1.5.1 and JSON Feed say of a file, as written. */
export interface RawMedia {
  /** `image`, `audio`, `video`, `document`, `executable`. */
  readonly medium?: string
  /** Pixels. */
  readonly width?: string
  readonly height?: string
  /** Seconds. */
  readonly duration?: string
  readonly keywords?: string
  readonly credits?: readonly RawCredit[]
}

export interface RawCredit {
  readonly name: string
  /** What they did: `photographer`, `producer`, … */
  readonly role?: string
}

/** What podcast vocabularies (iTunes, Google Play, podcastindex.org) say of an episode, as written. */
export interface RawPodcast {
  /** Seconds, `mm:ss` or `hh:mm:ss`. */
  readonly duration?: string
  readonly episode?: string
  readonly season?: string
  /** `full`, `trailer` or `bonus`. */
  readonly episodeType?: string
  /** `yes`, `true`, `explicit`, `no`, `false`, `clean`. */
  readonly explicit?: string
  readonly image?: string
  readonly transcripts?: readonly RawFile[]
  readonly chapters?: RawFile
}

/** A file beside an episode. */
export interface RawFile {
  readonly url: string
  readonly type?: string
  readonly language?: string
}

/** Where on Earth an item is about (GeoRSS, W3C Basic Geo), as written: numbers in turn latitude and longitude. */
export interface RawPlace {
  readonly name?: string
  readonly point?: string
  readonly line?: string
  readonly polygon?: string
  /** Its south-western corner, then its north-eastern one. */
  readonly box?: string
}

/** The feed an item was taken from (RSS source, atom:source). */
export interface RawOrigin {
  readonly id?: string
  readonly title?: string
  /** Of the feed; of its page where no feed is named. */
  readonly url?: string
  /** The page of the feed. */
  readonly link?: string
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
  /** Every `atom:link` in every format (`related`, `via`, `replies`, `license`, …), and JSON Feed's `external_url` as `related`. */
  readonly links: readonly RawLink[]
  /** As written. */
  readonly published?: string
  readonly updated?: string
  readonly authors: readonly RawPerson[]
  readonly contributors: readonly RawPerson[]
  readonly categories: readonly RawCategory[]
  readonly enclosures: readonly RawEnclosure[]
  readonly image?: string
  /** The page where readers answer: `comments` of RSS, `rel=replies` of Atom. */
  readonly comments?: string
  readonly rights?: string
  readonly language?: string
  readonly base?: string
  readonly origin?: RawOrigin
  readonly podcast?: RawPodcast
  readonly place?: RawPlace
  /** Why its text serves for recognising it alone: what its page asks of archives. */
  readonly withheld?: Withheld
  /** What may be published of it all the same, where the text is withheld and a feed gave an item of its own. */
  readonly shown?: RawItem
}

/** What a page says to robots when its text is not to be kept. */
export type Withheld = 'noarchive' | 'noindex' | 'none'

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
  /** `why`: what a page was taken for, and by what. */
  | { readonly ok: true; readonly feed: RawFeed; readonly why?: string }
  /** `alternates`: the feeds an HTML page offers; `html`: the page, decoded, that nobody read yet. */
  | {
      readonly ok: false
      readonly problem: Problem
      readonly alternates: readonly RawLink[]
      readonly why?: string
      readonly html?: string
    }
