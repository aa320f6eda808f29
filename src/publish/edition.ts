import { digest } from '../hash.ts'
import type { Instant } from '../model/time.ts'
import type { PublishedFeed } from '../model/published.ts'
import { ATOM } from './atom.ts'
import { updatedOf } from './entry.ts'
import { JSON_FEED } from './json.ts'
import { RSS } from './rss.ts'
import { writeDocument } from './writer.ts'

/** One document of a feed, ready to be stored and served as it is. */
export interface Edition<Format extends string = 'atom' | 'rss' | 'json'> {
  readonly format: Format
  readonly mediaType: string
  readonly body: string
  /** Strong: another one for other bytes, quoted (RFC 9110 8.8.3). */
  readonly etag: string
  /** From content, never from the clock: else no conditional request is ever answered with 304. */
  readonly modified: Instant
}

/** A document that is made for whoever asks. */
export const edition = <Format extends string>(format: Format, mediaType: string, body: string, modified: Instant): Edition<Format> => ({
  format,
  mediaType,
  body,
  etag: `"${digest(body)}"`,
  modified,
})

/** The formats that readers subscribe to. */
export const WRITERS = [ATOM, RSS, JSON_FEED] as const

/** The feed in each of them, written when it is asked for. Same feed, same bytes. */
export function* editions(feed: PublishedFeed): Generator<Edition> {
  for (const writer of WRITERS) {
    const { body, digest: tag } = writeDocument(writer, feed)
    yield { format: writer.format, mediaType: writer.mediaType, body, etag: `"${tag}"`, modified: updatedOf(feed) }
  }
}
