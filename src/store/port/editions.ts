import type { Piece } from '../../model/published.ts'
import type { Instant } from '../../model/time.ts'

export type EditionFormat = 'atom' | 'rss' | 'json' | 'html'

export interface EditionHead {
  readonly etag: string
  readonly modified: Instant
}

export type EditionHeads = ReadonlyMap<EditionFormat, EditionHead>

/** What is written of an entry, and where it stands in the body: by what it was written, the digest of it, start and length in bytes. */
export type StoredFragment = readonly [key: string, digest: string, start: number, length: number]

/** A rendered document to store. */
export interface NewEdition {
  readonly format: EditionFormat
  readonly etag: string
  readonly pieces: readonly Piece[]
  /** Bytes of all pieces. */
  readonly size: number
  readonly fragments: readonly StoredFragment[]
  /** Tag of the stored edition that spans are of. Absent: all is text. */
  readonly before?: string
}

/** Bytes of a document that stands in one row. D1 holds 2 MB a row, and what is bound to a statement is longer as JSON than it is. */
export const ROW_BYTES = 1_500_000
/** UTF-16 units that are put into such a row at once. */
const MOST_PUT_IN = 500_000

/** Pieces of the stored document that a statement has room for: D1 binds 100 parameters, and each takes three. */
export const SPANS_AT_MOST = 32

/** Whether a document can be made of the stored one where that stands. */
export const isPatch = (pieces: readonly Piece[], size: number): boolean =>
  size <= ROW_BYTES &&
  pieces.filter((piece) => typeof piece !== 'string').length <= SPANS_AT_MOST &&
  pieces.reduce((sum, piece) => sum + (typeof piece === 'string' ? piece.length : 0), 0) <= MOST_PUT_IN

/** An edition with what it was put together from: nothing where it is of several rows, or an older program wrote it. */
export interface StoredEdition extends EditionHead {
  readonly fragments: readonly StoredFragment[]
}

/** By it an edition that is stored is known to be the one that was rendered. */
export type EditionTag = readonly [format: EditionFormat, etag: string]

export interface FeedRecord {
  readonly slug: string
  readonly configHash: string
  /** Counts the changes to what it shows; `rendered` is the count its editions were made at. */
  readonly generation: number
  readonly rendered: number
  readonly updated: Instant
  /** Ids of the stories that changed since its rendition was stored; absent where anything may have changed. */
  readonly touched?: readonly string[]
}

/** What is kept of a render for the next one. */
export interface StoredRendition {
  /** The generation that was rendered. */
  readonly at: number
  /** The program's own, as it gave it. */
  readonly rendition: string
}

/** What a render made of a feed. */
export interface NewRendering {
  readonly updated: Instant
  /** Those that changed. */
  readonly editions: readonly NewEdition[]
  /** Ids of the stories that they hold. */
  readonly held: readonly string[]
  readonly now: Instant
  /** What was stored of them before: where another renderer put its own in the place of one, or of one that spans are of, nothing is stored. */
  readonly ahead?: readonly EditionTag[]
  /** Kept for the next render, where this one knew of all that had changed; what is touched from now on is counted from here. */
  readonly rendition?: string | undefined
}

/** Published feeds and their rendered documents. */
export interface EditionStore {
  feeds(): Promise<readonly FeedRecord[]>
  /** Stores what a render made, all or nothing, unless a newer generation was stored meanwhile. Gives whether it did; else the feed stays behind. */
  publish(feed: FeedRecord, rendered: NewRendering): Promise<boolean>
  /** Stores some of the editions that changed before the others are rendered, unless a newer generation was stored meanwhile. */
  publishAhead(feed: FeedRecord, editions: readonly NewEdition[], now: Instant): Promise<void>
  /** At once where it is known that nothing was written since they were read. */
  editionHeads(feed: string): EditionHeads | Promise<EditionHeads>
  /** What editions are put together from: of all formats in one read, without their bodies. */
  editionsOf(feed: string): Promise<ReadonlyMap<EditionFormat, StoredEdition>>
  renditionOf(feed: string): Promise<StoredRendition | undefined>
  /** Keeps the gzipped bytes of an edition, in base64, as long as it has this tag. */
  keepGzip(feed: string, format: EditionFormat, etag: string, gzip: string): Promise<void>
  /** Head and body of one moment, so that the ETag is that of the bytes. */
  edition(
    feed: string,
    format: EditionFormat,
    encoding: 'identity' | 'gzip',
  ): Promise<(EditionHead & { readonly body: string }) | undefined>
}
