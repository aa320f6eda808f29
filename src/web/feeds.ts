import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Site } from './site.ts'
import { gzipTag, notModified, takesGzip } from './conditional.ts'
import { notFound, problem } from './problem.ts'
import type { EditionFormat, EditionHead } from '../store/store.ts'
import { feedOpml, feedsOpml } from './opml.ts'

export const MEDIA_TYPES: { readonly [format in EditionFormat]: string } = {
  atom: 'application/atom+xml; charset=utf-8',
  rss: 'application/rss+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
  html: 'text/html; charset=utf-8',
}

/**
 * Readers may ask again after five minutes; a cache in front serves on while it asks us, and for a day while we are down
 * (RFC 5861).
 */
const CACHE_CONTROL = 'public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400'

const OPML_TYPE = 'text/x-opml; charset=utf-8'

/** The published documents: stored bytes, handed out. */
export function feedRoutes(site: Site): Hono {
  const app = new Hono()
  app.get('/feeds.opml', (c) =>
    c.body(feedsOpml(site.masthead, site.feeds), 200, { 'content-type': OPML_TYPE, 'cache-control': CACHE_CONTROL }),
  )
  app.get('/feeds/:file', async (c) => {
    const { slug, format } = addressed(site, c.req.param('file'))
    const feed = site.feeds.find((known) => known.slug === slug)
    if (!feed) return problem(c, notFound(`There is no feed at ${c.req.path.slice(0, 200)}; ${site.masthead.base}/ lists the feeds.`))
    if (format === 'opml')
      return c.body(feedOpml(site.masthead, feed, await site.store.sources()), 200, {
        'content-type': OPML_TYPE,
        'cache-control': CACHE_CONTROL,
      })
    return edition(c, site, slug, format)
  })
  return app
}

/** A slug may hold dots, so the name as a whole is looked for first. */
function addressed(site: Site, file: string): { slug: string; format: EditionFormat | 'opml' } {
  const [, slug, extension] = /^(.*)\.(atom|rss|json|opml)$/.exec(file) ?? []
  return slug === undefined || site.feeds.some((feed) => feed.slug === file)
    ? { slug: file, format: 'html' }
    : { slug, format: extension as 'atom' }
}

const UNREADY = { status: 503, title: 'Not rendered yet', detail: 'This feed is being prepared; ask again in a minute.' } as const

async function edition(c: Context, site: Site, slug: string, format: EditionFormat): Promise<Response> {
  const head = (await site.store.editionHeads(slug)).get(format) ?? (await site.renderNow(slug)).get(format)
  if (!head) return problem(c, UNREADY)
  const gzip = takesGzip(acceptEncoding(c))
  const describe = headersOf(`${site.masthead.base}/feeds/${slug}${format === 'html' ? '' : `.${format}`}`, format, gzip)
  if (notModified(c.req.raw.headers, head)) return notModifiedResponse(describe(head))
  const stored = await site.store.edition(slug, format, gzip ? 'gzip' : 'identity')
  if (!stored) return problem(c, UNREADY)
  const bytes = gzip ? Uint8Array.from(atob(stored.body), (char) => char.charCodeAt(0)) : new TextEncoder().encode(stored.body)
  const headers = { ...describe(stored), 'content-length': String(bytes.length), ...(gzip ? { 'content-encoding': 'gzip' } : {}) }
  // `encodeBody`: workerd would gzip once more what is marked as gzip
  return new Response(c.req.method === 'HEAD' ? null : bytes, { headers, ...(gzip ? { encodeBody: 'manual' } : {}) } as ResponseInit)
}

/** Cloudflare puts its own Accept-Encoding into every request and keeps the client's aside. */
const acceptEncoding = (c: Context): string | null =>
  (c.req.raw as { cf?: { clientAcceptEncoding?: string } }).cf?.clientAcceptEncoding ?? c.req.header('accept-encoding') ?? null

const headersOf = (address: string, format: EditionFormat, gzip: boolean) => (head: EditionHead) => ({
  'content-type': MEDIA_TYPES[format],
  etag: gzip ? gzipTag(head.etag) : head.etag,
  'last-modified': new Date(head.modified).toUTCString(),
  'cache-control': CACHE_CONTROL,
  vary: 'Accept-Encoding',
  link: `<${address}>; rel="self"`,
  ...(format === 'html' ? {} : { 'access-control-allow-origin': '*' }),
})

/** Repeats what a cache may have to update (RFC 9110 15.4.5). */
const notModifiedResponse = (headers: Record<string, string>) =>
  new Response(null, { status: 304, headers: Object.entries(headers).filter(([name]) => name !== 'content-type') })
