import { digest } from '../hash.ts'
import { textOf, type Piece, type PublishedEntry, type PublishedFeed, type Span } from '../model/published.ts'

/** What a document says of an entry outside of it, in its head or between entries: known without the entry's text. */
export interface EntryOutline extends Pick<PublishedEntry, 'id' | 'published' | 'updated' | 'isPinned'> {
  readonly source: Pick<PublishedEntry['source'], 'name'>
  readonly copies: readonly { readonly source: Pick<PublishedEntry['source'], 'name'> }[]
}

/** A feed without the text of its entries. */
export interface FeedOutline extends Omit<PublishedFeed, 'entries'> {
  readonly entries: readonly EntryOutline[]
}

/** What an entry is written by beside itself: the feed, never its neighbours. So what was written once stands wherever the entry does. */
export type EntryFeed = Omit<PublishedFeed, 'entries' | 'updated'>

/** A format of documents, which are text around entries. */
export interface Writer<Format extends string = string, Feed extends FeedOutline = FeedOutline> {
  readonly format: Format
  readonly mediaType: string
  /** The document in order: text, and for an entry its place in the feed. */
  readonly frame: (feed: Feed) => readonly (string | number)[]
  /** Throws where the format cannot say it. */
  readonly entry: (entry: PublishedEntry, feed: EntryFeed) => string
  /** Between two entries that follow one another. */
  readonly separator: string
}

/** An entry as one format writes it, and the digest of that. */
export interface Fragment {
  readonly piece: Piece
  readonly digest: string
}

/** Writes an entry; empty where the format cannot say it, which costs no other entry. */
export function writeFragment({ entry: write }: Pick<Writer, 'entry'>, entry: PublishedEntry, feed: EntryFeed): Fragment {
  const piece = attempted(() => write(entry, feed))
  return { piece, digest: piece === '' ? '' : digest(piece) }
}

function attempted(write: () => string): string {
  try {
    return write()
  } catch {
    return ''
  }
}

/** A document from what was written of its entries, and where each entry stands in it. */
export interface Assembled {
  readonly pieces: readonly Piece[]
  /** Bytes. */
  readonly size: number
  /** Of the text around the entries, and of the digests of what was written of them: another one if a byte of the document is another. */
  readonly digest: string
  /** By the place of the entry in the feed. */
  readonly spans: ReadonlyMap<number, Span>
}

/**
 * What was written of entries before is named, not read: a document of which little changed is a few pieces of the one before it.
 * @param fragments by the place of the entry in the feed; a document holds no two entries of one id (RFC 4287 4.1.1)
 */
export function assemble<Feed extends FeedOutline>(
  { frame, separator }: Pick<Writer<string, Feed>, 'frame' | 'separator'>,
  feed: Feed,
  fragments: readonly Fragment[],
): Assembled {
  const document = openDocument(byteLength(separator))
  const spans = new Map<number, Span>()
  const ids = new Set<string>()
  const digested: string[] = []
  let between = ''
  let isBehindEntry = false
  for (const part of frame(feed)) {
    if (typeof part === 'string') {
      between += part
      isBehindEntry = false
      continue
    }
    const { piece, digest } = fragments[part]!
    const { id } = feed.entries[part]!
    if (piece === '' || ids.has(id)) continue
    ids.add(id)
    if (isBehindEntry) between += separator
    spans.set(part, document.put(between, piece, isBehindEntry))
    digested.push(between, digest)
    between = ''
    isBehindEntry = true
  }
  document.put(between, '')
  return { ...document.end(), digest: digest(JSON.stringify([...digested, between])), spans }
}

/** Puts pieces together: neighbours in the document before that are neighbours here are one. */
function openDocument(separatorSize: number) {
  const pieces: Piece[] = []
  let size = 0
  const add = (piece: Piece) => {
    const last = pieces.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') pieces[pieces.length - 1] = last + piece
    else if (piece !== '') pieces.push(piece)
  }
  return {
    /** @param isSeparator what stands between it and the entry before it is the separator of the format and no more */
    put(between: string, piece: Piece, isSeparator = false): Span {
      const last = pieces.at(-1)
      const isNext = isSeparator && isSpan(piece) && isSpan(last) && piece.start === last.start + last.length + separatorSize
      if (isNext) pieces[pieces.length - 1] = { start: last.start, length: piece.start + piece.length - last.start }
      else [between, piece].forEach(add)
      const start = size + (isNext ? separatorSize : byteLength(between))
      const length = isSpan(piece) ? piece.length : byteLength(piece)
      size = start + length
      return { start, length }
    },
    end: () => ({ pieces, size }),
  }
}

const isSpan = (piece: Piece | undefined): piece is Span => typeof piece === 'object'

const encoder = new TextEncoder()
const byteLength = (text: string): number => encoder.encode(text).length

/** A whole document, every entry written anew. */
export function writeDocument<Feed extends PublishedFeed>(
  writer: Writer<string, Feed>,
  feed: Feed,
): Pick<Assembled, 'digest'> & { readonly body: string } {
  const fragments = feed.entries.map((entry) => writeFragment(writer, entry, feed))
  const { pieces, digest } = assemble(writer, feed, fragments)
  return { body: textOf(pieces), digest }
}
