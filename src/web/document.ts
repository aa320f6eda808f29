import type { Context } from 'hono'
import type { Instant } from '../model/time.ts'
import type { Bytes } from './bytes.ts'
import { gzipTag, precondition, takesGzip, type Representation } from './conditional.ts'
import { completeResponse } from './headers.ts'
import { problem } from './problem.ts'
import { whenReady, type Ready } from './ready.ts'

/**
 * Readers may ask again after five minutes; a cache in front serves on while it asks us, and for a day while we are down
 * (RFC 5861).
 */
export const CACHE_CONTROL = 'public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400'

/** A link in a header (RFC 8288): address, relation, and more of it. */
export interface Link {
  readonly href: string
  readonly rel: string
  readonly type?: string
}

/** A document that is asked for again and again. */
export interface Served {
  readonly mediaType: string
  readonly cacheControl: string
  readonly links: readonly Link[]
  readonly head: Representation
  /** Whether there is a gzipped representation too for who asks. */
  readonly isGzipped: (c: Context) => boolean
  /** The bytes and their tag of one moment; `undefined` where it is not there any more. */
  readonly load: (encoding: 'identity' | 'gzip') => Ready<Stored | undefined>
}

type Stored = Representation & { readonly bytes: Bytes }

/**
 * Answers a conditional request with 304 or 412, HEAD without a body, and everyone else with the bytes; `undefined` where there are none
 * any more.
 */
export function serveDocument(c: Context, served: Served, now: Instant): Ready<Response | undefined> {
  const gzip = served.isGzipped(c) && takesGzip(acceptEncoding(c))
  const condition = precondition(c.req.raw.headers, served.head, now)
  if (condition === 412) return problem(c, CHANGED)
  if (condition === 304) return completeResponse(c, served.head, gzip ? 'gzip 304' : '304', null, () => notModified(served, gzip))
  const encoding = gzip ? 'gzip' : 'identity'
  return whenReady(served.load(encoding), (stored) => {
    const body = c.req.method === 'HEAD' ? null : (stored?.bytes ?? null)
    return stored && completeResponse(c, stored, encoding, body, () => found(served, stored, gzip))
  })
}

const CHANGED = {
  status: 412,
  title: 'Precondition failed',
  detail: 'It is not what If-Match or If-Unmodified-Since say any more.',
} as const

/** Cloudflare puts its own Accept-Encoding into every request and keeps the client's aside. */
const acceptEncoding = (c: Context): string | null =>
  (c.req.raw as { cf?: { clientAcceptEncoding?: string } }).cf?.clientAcceptEncoding ?? c.req.header('accept-encoding') ?? null

const headersOf = ({ mediaType, cacheControl, links }: Served, { etag, modified }: Representation, gzip: boolean) => ({
  'content-type': mediaType,
  etag: gzip ? gzipTag(etag) : etag,
  ...(modified === undefined ? {} : { 'last-modified': new Date(modified).toUTCString() }),
  'cache-control': cacheControl,
  vary: 'Accept-Encoding',
  ...(links.length > 0 ? { link: links.map(linkValue).join(', ') } : {}),
})

const linkValue = ({ href, rel, type }: Link): string => `<${href}>; rel="${rel}"${type === undefined ? '' : `; type="${type}"`}`

const found = (served: Served, stored: Stored, gzip: boolean) => ({
  headers: {
    ...headersOf(served, stored, gzip),
    'content-length': String(stored.bytes.length),
    ...(gzip ? { 'content-encoding': 'gzip' } : {}),
  },
  // workerd would gzip once more what is marked as gzip
  ...(gzip ? { encodeBody: 'manual' } : {}),
})

/** Repeats what a cache may have to update (RFC 9110 15.4.5). */
function notModified(served: Served, gzip: boolean) {
  const { 'content-type': _, ...headers } = headersOf(served, served.head, gzip)
  return { status: 304, headers }
}
