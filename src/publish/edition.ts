import { digest } from '../hash.ts'
import type { Instant } from '../model/time.ts'
import type { PublishedFeed } from '../model/published.ts'
import { atom } from './atom.ts'
import { jsonFeed } from './json.ts'
import { updatedOf } from './entry.ts'
import { rss } from './rss.ts'

/** One document of a feed, ready to be stored and served as it is. */
export interface Edition<Format extends string = 'atom' | 'rss' | 'json'> {
  readonly format: Format
  readonly mediaType: string
  readonly body: string
  /** Strong, of the bytes, quoted (RFC 9110 8.8.3). */
  readonly etag: string
  /** From content, never from the clock: else no conditional request is ever answered with 304. */
  readonly modified: Instant
}

export const edition = <Format extends string>(format: Format, mediaType: string, body: string, modified: Instant): Edition<Format> => ({
  format,
  mediaType,
  body,
  etag: `"${digest(body)}"`,
  modified,
})

/** The feed in every format that readers subscribe to, each written when it is asked for. Same feed, same bytes. */
export function* editions(feed: PublishedFeed): Generator<Edition> {
  yield edition('atom', 'application/atom+xml; charset=utf-8', atom(feed), updatedOf(feed))
  yield edition('rss', 'application/rss+xml; charset=utf-8', rss(feed), updatedOf(feed))
  yield edition('json', 'application/feed+json; charset=utf-8', jsonFeed(feed), updatedOf(feed))
}
