import type { Context } from 'hono'
import type { EditionHead } from '../store/port/editions.ts'
import type { EditionBytes } from './edition-bytes.ts'
import { gzipTag, notModified, takesGzip } from './conditional.ts'

/**
 * Readers may ask again after five minutes; a cache in front serves on while it asks us, and for a day while we are down
 * (RFC 5861).
 */
export const CACHE_CONTROL = 'public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400'

/** A document that readers ask for again and again. */
export interface Served {
  readonly mediaType: string
  /** Its public address. */
  readonly address: string
  /** Any web page may read it; pages of ours are nobody's data. */
  readonly shared: boolean
  readonly head: EditionHead
  /** Whether there is a gzipped representation too. */
  readonly gzipped: boolean
  /** `undefined` where it is not there any more. */
  readonly load: (encoding: 'identity' | 'gzip') => Promise<EditionBytes | undefined>
}

/** Answers a conditional request with 304, HEAD without a body, and everyone else with the bytes; `undefined` where there are none any more. */
export async function serveDocument(c: Context, served: Served): Promise<Response | undefined> {
  const gzip = served.gzipped && takesGzip(acceptEncoding(c))
  if (notModified(c.req.raw.headers, served.head)) return notModifiedResponse(headersOf(served, served.head, gzip))
  const stored = await served.load(gzip ? 'gzip' : 'identity')
  if (!stored) return undefined
  const headers = {
    ...headersOf(served, stored, gzip),
    'content-length': String(stored.bytes.length),
    ...(gzip ? { 'content-encoding': 'gzip' } : {}),
  }
  // `encodeBody`: workerd would gzip once more what is marked as gzip
  return new Response(c.req.method === 'HEAD' ? null : stored.bytes, { headers, ...(gzip ? { encodeBody: 'manual' } : {}) } as ResponseInit)
}

/** Cloudflare puts its own Accept-Encoding into every request and keeps the client's aside. */
const acceptEncoding = (c: Context): string | null =>
  (c.req.raw as { cf?: { clientAcceptEncoding?: string } }).cf?.clientAcceptEncoding ?? c.req.header('accept-encoding') ?? null

const headersOf = ({ address, mediaType, shared }: Served, head: EditionHead, gzip: boolean) => ({
  'content-type': mediaType,
  etag: gzip ? gzipTag(head.etag) : head.etag,
  'last-modified': new Date(head.modified).toUTCString(),
  'cache-control': CACHE_CONTROL,
  vary: 'Accept-Encoding',
  link: `<${address}>; rel="self"`,
  ...(shared ? { 'access-control-allow-origin': '*' } : {}),
})

/** Repeats what a cache may have to update (RFC 9110 15.4.5). */
const notModifiedResponse = (headers: Record<string, string>) =>
  new Response(null, { status: 304, headers: Object.entries(headers).filter(([name]) => name !== 'content-type') })
