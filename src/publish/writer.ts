import { digest } from '../hash.ts'
import type { PublishedEntry, PublishedFeed } from '../model/published.ts'

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
  readonly text: string
  readonly digest: string
}

/** Writes an entry; empty where the format cannot say it, which costs no other entry. */
export function writeFragment({ entry: write }: Pick<Writer, 'entry'>, entry: PublishedEntry, feed: EntryFeed): Fragment {
  const text = attempted(() => write(entry, feed))
  return { text, digest: text === '' ? '' : digest(text) }
}

function attempted(write: () => string): string {
  try {
    return write()
  } catch {
    return ''
  }
}

/** Where an entry stands in a document, UTF-16 units. */
export interface Span {
  readonly start: number
  readonly length: number
}

/** A document from what was written of its entries, and where each entry stands in it. */
export interface Assembled {
  readonly body: string
  /** Of the text around the entries, and of the digests of what was written of them: another one if a byte of the body is another. */
  readonly digest: string
  /** By the place of the entry in the feed. */
  readonly spans: ReadonlyMap<number, Span>
}

/** @param fragments by the place of the entry in the feed; a document holds no two entries of one id (RFC 4287 4.1.1) */
export function assemble<Feed extends FeedOutline>(
  { frame, separator }: Pick<Writer<string, Feed>, 'frame' | 'separator'>,
  feed: Feed,
  fragments: readonly Fragment[],
): Assembled {
  const parts: string[] = []
  const spans = new Map<number, Span & Pick<Fragment, 'digest'>>()
  const ids = new Set<string>()
  let length = 0
  let isBehindEntry = false
  const put = (text: string) => {
    parts.push(text)
    length += text.length
  }
  for (const piece of frame(feed)) {
    if (typeof piece === 'string') {
      put(piece)
      isBehindEntry = false
      continue
    }
    const { text, digest } = fragments[piece]!
    const { id } = feed.entries[piece]!
    if (text === '' || ids.has(id)) continue
    ids.add(id)
    if (isBehindEntry) put(separator)
    spans.set(piece, { start: length, length: text.length, digest })
    put(text)
    isBehindEntry = true
  }
  const body = parts.join('')
  return { body, digest: documentDigest(body, [...spans.values()]), spans }
}

/** The digest of a document from those of its entries, in order of their start: what was digested once is not read again. */
export function documentDigest(body: string, entries: readonly (Span & Pick<Fragment, 'digest'>)[]): string {
  const parts: string[] = []
  let end = 0
  for (const { start, length, digest } of entries) {
    parts.push(body.slice(end, start), digest)
    end = start + length
  }
  return digest(JSON.stringify([...parts, body.slice(end)]))
}

/** A whole document, every entry written anew. */
export const writeDocument = <Feed extends PublishedFeed>(writer: Writer<string, Feed>, feed: Feed): Assembled =>
  assemble(
    writer,
    feed,
    feed.entries.map((entry) => writeFragment(writer, entry, feed)),
  )
