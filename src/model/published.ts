import type { Reason } from './codes.ts'
import type { Instant } from './time.ts'
import type { Carried } from './carried.ts'
import type { Category, Enclosure } from './item.ts'

/** Another place that ran the story. */
export interface Copy {
  readonly item: string
  readonly title: string
  readonly url?: string
  readonly source: { readonly name: string; readonly url: string }
  readonly published: Instant
  readonly reason: Reason
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
  /** Absent where the source is private. */
  readonly carried?: Carried
  /** Stands on top by the word of an editor. */
  readonly isPinned?: boolean
  /** One plain paragraph of an editor, printed before the text, and in whose name. */
  readonly note?: { readonly text: string; readonly by: string }
  /** Sanitized HTML, without the “Also in” line: the writers append it. */
  readonly summary?: string
  readonly content?: string
  /** Plain text for readers that want no markup. */
  readonly excerpt: string
  readonly source: { readonly id: string; readonly name: string; readonly url: string; readonly site?: string; readonly updated: Instant }
  /** One a source, never the shown one's own; at most 20. */
  readonly copies: readonly Copy[]
  /** How many other sources ran it, where these are more than `copies` lists. */
  readonly copyCount?: number
}

/** Everything the writers need; the same values for every format. */
export interface PublishedFeed {
  readonly slug: string
  /** Permanent tag URI. */
  readonly id: string
  readonly title: string
  readonly description?: string
  readonly language?: string
  /** Address of its icon: square, https, or ours. */
  readonly icon?: string
  /** Its page shows the stories' pictures. */
  readonly pictures?: boolean
  /** Public base URL without a trailing slash. */
  readonly base: string
  /** The latest `updated` of its entries; from content, never from the clock. */
  readonly updated: Instant
  /** Since when none of its sources can be read; absent where one can. */
  readonly unreadSince?: Instant
  readonly entries: readonly PublishedEntry[]
}

/** Where something stands in a document: bytes of its UTF-8. */
export interface Span {
  readonly start: number
  readonly length: number
}

/** A piece of a document: text, or what stands in the document that was stored before it. */
export type Piece = string | Span

/** A document of which nothing is taken over. */
export const textOf = (pieces: readonly Piece[]): string => pieces.filter((piece) => typeof piece === 'string').join('')
