import type { Document, RawFeed } from '../../src/model/raw.ts'
import type { HeaderMap } from '../../src/model/fetched.ts'
import { parse } from '../../src/parse/parse.ts'

export const SOURCE = 'https://example.org/news/feed.xml'

export const documentOf = (body: string | Uint8Array, headers: HeaderMap = {}, url = SOURCE): Document => ({
  url,
  headers,
  bytes: typeof body === 'string' ? new TextEncoder().encode(body) : body,
})

/** The feed of a document that has to be one. */
export function feedOf(body: string | Uint8Array, headers: HeaderMap = {}): RawFeed {
  const parsed = parse(documentOf(body, headers))
  if (!parsed.ok) throw new Error(`${parsed.problem.code}: ${parsed.problem.message}`)
  return parsed.feed
}

/** An RSS feed around some items or channel elements. */
export const rss = (inside: string, root = '<rss version="2.0">'): string =>
  `${root}<channel><title>Example Wire</title>${inside}</channel></rss>`
