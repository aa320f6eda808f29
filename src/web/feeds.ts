import type { Context } from 'hono'
import { MAX_ID, type Site } from './site.ts'
import { CACHE_CONTROL, serveDocument } from './document.ts'
import { serveBytes, serveText } from './generated.ts'
import { notFound, problem } from './problem.ts'
import { rootOf } from './routing.ts'
import { digest } from '../hash.ts'
import type { FeedConfig } from '../model/config.ts'
import { feedPages, isGzippedBehindUs, type ServeFeedPage, MEDIA_TYPES, older, UNREADY } from './feed-page.ts'
import { editionBytes, type LoadEdition } from './edition-bytes.ts'
import type { EditionFormat } from '../store/port/editions.ts'
import { feedOpml, feedsOpml } from './opml.ts'
import { Router } from './router.ts'

const OPML_TYPE = 'text/x-opml; charset=utf-8'

/** The published documents: stored bytes, handed out. */
export function feedRoutes(site: Site): Router {
  const app = new Router()
  const load = editionBytes(site.store, { isShared: site.sharesGzip })
  const page = feedPages(site, load)
  for (const path of ['/feeds', '/feeds/']) app.get(path, (c) => c.redirect(`${rootOf(site)}/`, 308))
  app.get('/feeds.opml', (c) => opml(c, site, feedsOpml(site.masthead, site.feeds), '/feeds.opml'))
  app.get('/feeds/:file', async (c) => {
    const { slug, format } = addressed(site, c.req.param('file'))
    const feed = site.feeds.find((known) => known.slug === slug)
    if (!feed) return unlisted(c, site, slug, format, { load, page })
    const before = c.req.query('before')
    if (format === 'html') return before === undefined ? page(c, feed) : older(c, site, feed, before)
    return document(c, site, feed, format, load)
  })
  return app
}

type Extension = Exclude<EditionFormat, 'html'> | 'opml' | 'icon'

async function document(c: Context, site: Site, feed: FeedConfig, format: Extension, load: LoadEdition): Promise<Response> {
  if (format === 'icon') return icon(c, site, feed)
  if (format === 'opml')
    return opml(
      c,
      site,
      feedOpml(site.masthead, feed, await site.store.faces(feed.sources.map(({ url }) => url))),
      `/feeds/${feed.slug}.opml`,
    )
  return edition(c, site, feed.slug, format, load)
}

/** One that is not listed: it has another name now; or its file is gone, and it answers for a day more as it was, and then that it is gone. */
async function unlisted(
  c: Context,
  site: Site,
  slug: string,
  format: 'html' | Extension,
  { load, page }: { readonly load: LoadEdition; readonly page: ServeFeedPage },
): Promise<Response> {
  const renamed = site.feeds.find(({ was = [] }) => was.includes(slug))
  if (renamed) return c.redirect(`${site.masthead.base}/feeds/${renamed.slug}${c.req.param('file')!.slice(slug.length)}`, 308)
  const removed = await site.store.removedFeed(slug.slice(0, MAX_ID))
  const isEdition = format !== 'opml' && format !== 'icon'
  if (isEdition && (await site.store.editionHeads(slug)).has(format))
    return format === 'html' ? page(c, { slug, sources: [] }) : edition(c, site, slug, format, load)
  if (!isEdition && removed?.feed) return document(c, site, removed.feed, format, load)
  const rest = `${site.masthead.base}/ lists the feeds.`
  return removed
    ? problem(c, { status: 410, title: 'Gone', detail: `The feed ${slug} was removed; ${rest}` })
    : problem(c, notFound(`There is no feed at ${c.req.path.slice(0, 200)}; ${rest}`))
}

/** A slug may hold dots, so the name as a whole is looked for first. */
function addressed(site: Site, file: string): { slug: string; format: 'html' | Extension } {
  const [, slug, extension] = /^(.*)\.(atom|rss|json|opml|icon)$/.exec(file) ?? []
  return slug === undefined || site.feeds.some((feed) => feed.slug === file)
    ? { slug: file, format: 'html' }
    : { slug, format: extension as Extension }
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

async function edition(c: Context, site: Site, slug: string, format: Exclude<EditionFormat, 'html'>, load: LoadEdition): Promise<Response> {
  const head = (await site.store.editionHeads(slug)).get(format) ?? (await site.renderNow(slug)).get(format)
  if (!head) return problem(c, UNREADY)
  const served = {
    mediaType: MEDIA_TYPES[format],
    cacheControl: CACHE_CONTROL,
    links: [{ href: `${site.masthead.base}/feeds/${slug}.${format}`, rel: 'self' }],
    head,
    gzipped: !isGzippedBehindUs(c, format),
    load: (encoding: 'identity' | 'gzip') => load(slug, format, encoding, head.etag),
  }
  return (await serveDocument(c, served, site.now())) ?? problem(c, UNREADY)
}
