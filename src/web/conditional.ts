import type { Instant } from '../model/time.ts'

export interface Representation {
  /** Strong, quoted. */
  readonly etag: string
  readonly modified: Instant
}

/**
 * Whether a conditional request is answered with 304 (RFC 9110 13.2.2): If-None-Match wins over If-Modified-Since, is compared
 * weakly, and, when it is empty, matches nothing.
 */
export function notModified(headers: Headers, { etag, modified }: Representation): boolean {
  const tags = headers.get('if-none-match')
  if (tags !== null) return tags.trim() === '*' || entityTags(tags).has(opaque(etag))
  const since = Date.parse(headers.get('if-modified-since') ?? '')
  return Number.isFinite(since) && Math.floor(modified / 1000) * 1000 <= since
}

/** Proxies that compress add `-gzip` to what they pass on, and pass it back (Apache bug 39727). */
const opaque = (tag: string) => tag.replace(/^W\//, '').replace(/-gzip"$/, '"')

const entityTags = (list: string) => new Set((list.match(/(?:W\/)?"[^"]*"/g) ?? []).map(opaque))

/** Whether the client takes gzip (RFC 9110 12.5.3): `*` counts, `q=0` refuses. */
export function takesGzip(acceptEncoding: string | null): boolean {
  const weights = new Map<string, number>()
  for (const part of (acceptEncoding ?? '').toLowerCase().split(',')) {
    const [coding = '', ...parameters] = part.split(';').map((text) => text.trim())
    const q = parameters.find((parameter) => parameter.startsWith('q='))
    weights.set(coding, q === undefined ? 1 : Number.parseFloat(q.slice(2)) || 0)
  }
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0
}

/** The gzipped representation has a strong tag of its own (RFC 9110 8.8.3.3). */
export const gzipTag = (etag: string): string => etag.replace(/"$/, '-gzip"')
