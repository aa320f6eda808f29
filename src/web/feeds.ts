import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Site } from './site.ts'
import { CACHE_CONTROL, serveDocument } from './document.ts'
import { serveBytes, serveText } from './generated.ts'
import { notFound, problem } from './problem.ts'
import { rootOf } from './routing.ts'
import { digest } from '../hash.ts'
import type { FeedConfig } from '../model/config.ts'
import { editionBytes, type LoadEdition } from './edition-bytes.ts'
import type { EditionFormat } from '../store/port/editions.ts'
import { feedOpml, feedsOpml } from './opml.ts'

export const MEDIA_TYPES: { readonly [format in EditionFormat]: string } = {
  atom: 'application/atom+xml; charset=utf-8',
  rss: 'application/rss+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
  html: 'text/html; charset=utf-8',
}

const FORMATS = ['atom', 'rss', 'json'] as const
const plainType = (format: EditionFormat) => MEDIA_TYPES[format].split(';', 1)[0]!

const OPML_TYPE = 'text/x-opml; charset=utf-8'

/** The published documents: stored bytes, handed out. */
export function feedRoutes(site: Site): Hono {
  const app = new Hono()
  const load = editionBytes(site.store)
  for (const path of ['/feeds', '/feeds/']) app.get(path, (c) => c.redirect(`${rootOf(site)}/`, 308))
  app.get('/feeds.opml', (c) => opml(c, site, feedsOpml(site.masthead, site.feeds), '/feeds.opml'))
  app.get('/feeds/:file', async (c) => {
    const { slug, format } = addressed(site, c.req.param('file'))
    const feed = site.feeds.find((known) => known.slug === slug)
    const renamed = feed ? undefined : site.feeds.find(({ was = [] }) => was.includes(slug))
    if (renamed) return c.redirect(`${site.masthead.base}/feeds/${renamed.slug}${c.req.param('file').slice(slug.length)}`, 308)
    // one whose file is gone answers for a day more, as it was
    if (!feed && format !== 'opml' && format !== 'icon' && (await site.store.editionHeads(slug)).has(format))
      return edition(c, site, slug, format, load)
    if (!feed) return problem(c, notFound(`There is no feed at ${c.req.path.slice(0, 200)}; ${site.masthead.base}/ lists the feeds.`))
    if (format === 'icon') return icon(c, site, feed)
    if (format === 'opml') return opml(c, site, feedOpml(site.masthead, feed, await site.store.sources()), `/feeds/${slug}.opml`)
    return edition(c, site, slug, format, load)
  })
  return app
}

/** A slug may hold dots, so the name as a whole is looked for first. */
function addressed(site: Site, file: string): { slug: string; format: EditionFormat | 'opml' | 'icon' } {
  const [, slug, extension] = /^(.*)\.(atom|rss|json|opml|icon)$/.exec(file) ?? []
  return slug === undefined || site.feeds.some((feed) => feed.slug === file)
    ? { slug: file, format: 'html' }
    : { slug, format: extension as 'atom' }
}

/** A day: who changes the picture under the same name can wait so long. */
const ICON_CACHE = 'public, max-age=86400'

/** The picture of a feed, from its own file or wherever the curator says that it lies. */
async function icon(c: Context, site: Site, { icon, slug }: FeedConfig): Promise<Response> {
  if (!icon) return problem(c, notFound(`The feed ${slug} has no icon.`))
  if ('url' in icon) return c.redirect(icon.url, 302)
  const bytes = Uint8Array.from(atob(icon.base64), (char) => char.charCodeAt(0))
  return serveBytes(c, { mediaType: icon.mediaType, bytes, etag: `"${digest(icon.base64)}"`, cacheControl: ICON_CACHE }, site.now())
}

const opml = (c: Context, site: Site, text: string, path: string): Promise<Response> =>
  serveText(
    c,
    { mediaType: OPML_TYPE, text, cacheControl: CACHE_CONTROL, links: [{ href: site.masthead.base + path, rel: 'self' }] },
    site.now(),
  )

const UNREADY = { status: 503, title: 'Not rendered yet', detail: 'This feed is being prepared; ask again in a minute.' } as const

async function edition(c: Context, site: Site, slug: string, format: EditionFormat, load: LoadEdition): Promise<Response> {
  const head = (await site.store.editionHeads(slug)).get(format) ?? (await site.renderNow(slug)).get(format)
  if (!head) return problem(c, UNREADY)
  const address = `${site.masthead.base}/feeds/${slug}`
  const served = await serveDocument(
    c,
    {
      mediaType: MEDIA_TYPES[format],
      cacheControl: CACHE_CONTROL,
      links: [
        { href: format === 'html' ? address : `${address}.${format}`, rel: 'self' },
        ...(format === 'html' ? FORMATS.map((each) => ({ href: `${address}.${each}`, rel: 'alternate', type: plainType(each) })) : []),
      ],
      head,
      gzipped: true,
      load: (encoding) => load(slug, format, encoding, head.etag),
    },
    site.now(),
  )
  return served ?? problem(c, UNREADY)
}
