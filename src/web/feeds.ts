import type { Context } from 'hono'
import { MAX_ID, type Site } from './site.ts'
import { CACHE_CONTROL } from './document.ts'
import { serveBytes, serveText } from './generated.ts'
import { notFound, problem } from './problem.ts'
import type { Ready } from './ready.ts'
import { rootOf } from './routing.ts'
import { digest } from '../hash.ts'
import type { FeedConfig } from '../model/config.ts'
import { feedPages, type ServeFeedPage, older } from './feed-page.ts'
import { serveEditions, type ServeEdition } from './edition.ts'
import { editionBytes } from './edition-bytes.ts'
import { feedOpml, feedsOpml } from './opml.ts'
import { Router } from './router.ts'

const OPML_TYPE = 'text/x-opml; charset=utf-8'

/** The published documents: stored bytes, handed out. */
export function feedRoutes(site: Site): Router {
  const app = new Router()
  const load = editionBytes(site.store, { isShared: site.sharesGzip })
  const serve = { edition: serveEditions(site, load), page: feedPages(site, load) }
  for (const path of ['/feeds', '/feeds/']) app.get(path, (c) => c.redirect(`${rootOf(site)}/`, 308))
  app.get('/feeds.opml', (c) => opml(c, site, feedsOpml(site.masthead, site.feeds), '/feeds.opml'))
  app.get('/feeds/:file', (c) => {
    const file = c.req.param('file')
    const listed = listingOf(site.feeds).get(file)
    if (!listed) return unlisted(c, site, file, serve)
    const { feed, format } = listed
    if (format !== 'html') return document(c, site, feed, format, serve)
    const before = c.req.query('before')
    return before === undefined ? serve.page(c, feed) : older(c, site, feed, before)
  })
  return app
}

interface Serve {
  readonly edition: ServeEdition
  readonly page: ServeFeedPage
}

const EXTENSIONS = ['atom', 'rss', 'json', 'opml', 'icon'] as const
type Extension = (typeof EXTENSIONS)[number]

interface Listed {
  readonly feed: FeedConfig
  readonly format: 'html' | Extension
}

const listings = new WeakMap<Site['feeds'], ReadonlyMap<string, Listed>>()

/** What stands at which name. A slug may hold dots: a name as a whole goes first. */
function listingOf(feeds: Site['feeds']): ReadonlyMap<string, Listed> {
  const known = listings.get(feeds)
  if (known) return known
  const listing = new Map<string, Listed>()
  for (const feed of feeds) for (const format of EXTENSIONS) listing.set(`${feed.slug}.${format}`, { feed, format })
  for (const feed of feeds) listing.set(feed.slug, { feed, format: 'html' })
  listings.set(feeds, listing)
  return listing
}

function document(c: Context, site: Site, feed: FeedConfig, format: Extension, { edition }: Pick<Serve, 'edition'>): Ready<Response> {
  if (format === 'icon') return icon(c, site, feed)
  if (format === 'opml') return sourcesOpml(c, site, feed)
  return edition(c, feed.slug, format)
}

/** One that is not listed: it has another name now; or its file is gone, and it answers for a day more as it was, and then that it is gone. */
async function unlisted(c: Context, site: Site, file: string, serve: Serve): Promise<Response> {
  const { slug, format } = addressed(file)
  const renamed = site.feeds.find(({ was = [] }) => was.includes(slug))
  if (renamed) return c.redirect(`${site.masthead.base}/feeds/${renamed.slug}${file.slice(slug.length)}`, 308)
  const removed = await site.store.removedFeed(slug.slice(0, MAX_ID))
  const isEdition = format !== 'opml' && format !== 'icon'
  if (isEdition && (await site.store.editionHeads(slug)).has(format))
    return format === 'html' ? serve.page(c, { slug, sources: [] }) : serve.edition(c, slug, format)
  if (!isEdition && removed?.feed) return document(c, site, removed.feed, format, serve)
  const rest = `${site.masthead.base}/ lists the feeds.`
  return removed
    ? problem(c, { status: 410, title: 'Gone', detail: `The feed ${slug} was removed; ${rest}` })
    : problem(c, notFound(`There is no feed at ${c.req.path.slice(0, 200)}; ${rest}`))
}

function addressed(file: string): { slug: string; format: 'html' | Extension } {
  const format = EXTENSIONS.find((extension) => file.endsWith(`.${extension}`))
  return format ? { slug: file.slice(0, -format.length - 1), format } : { slug: file, format: 'html' }
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

async function sourcesOpml(c: Context, site: Site, feed: FeedConfig): Promise<Response> {
  const names = await site.store.faces(feed.sources.map(({ url }) => url))
  return opml(c, site, feedOpml(site.masthead, feed, names), `/feeds/${feed.slug}.opml`)
}

const opml = (c: Context, site: Site, text: string, path: string): Promise<Response> =>
  serveText(
    c,
    { mediaType: OPML_TYPE, text, cacheControl: CACHE_CONTROL, links: [{ href: site.masthead.base + path, rel: 'self' }] },
    site.now(),
  )
