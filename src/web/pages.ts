import { RULES } from '../dedupe/rules.ts'
import { MAX_ID, type Site } from './site.ts'
import { viewStory, type StoryView } from '../views/story.ts'
import type { Context } from 'hono'
import { choose, compose } from '../curate/curate.ts'
import { watched } from '../config/watched.ts'
import { incidentsData } from '../views/incident.ts'
import { limitsData, sourcesData } from '../views/source.ts'
import { headlineOf } from './pages/headline.ts'
import { homePage, type News } from './pages/home.ts'
import { statusPage } from './pages/status.ts'
import { storyPage } from './pages/story.ts'
import { SITE_ICON } from '../publish/page/icons.ts'
import { STYLESHEET } from '../publish/page/style.ts'
import type { Wire } from '../views/wire.ts'
import type { Link } from './document.ts'
import { serveText } from './generated.ts'
import { storyCursorOf, storyRowOf } from '../curate/cursor.ts'
import { badField, notFound, problem } from './problem.ts'
import { rootOf } from './routing.ts'
import { Router } from './router.ts'

/** Headlines on the first page: a screen or two. */
const NEWS = 20

/** Incidents on the status page. */
const HAPPENED = 20

export function pageRoutes(site: Site): Router {
  const app = new Router()
  const fixed = (path: string, mediaType: string, text: string, cacheControl: string) =>
    app.get(path, (c) => serveText(c, { mediaType, text, cacheControl }, site.now()))
  fixed('/style.css', 'text/css; charset=utf-8', STYLESHEET, 'public, max-age=3600')
  fixed('/icon.svg', 'image/svg+xml', SITE_ICON, 'public, max-age=86400')
  fixed('/robots.txt', 'text/plain; charset=utf-8', ROBOTS, 'public, max-age=86400')
  // browsers that ask for this one take a picture of any type
  app.get('/favicon.ico', (c) => c.redirect(`${rootOf(site)}/icon.svg`, 301))
  app.get('/', async (c) => page(c, site, await home(site), homeLinks(site)))
  app.get('/status', async (c) => {
    const [sources, happened, relisting, unparted, limits] = await Promise.all([
      sourcesData(site),
      incidentsData(site, HAPPENED),
      site.store.relistProgress(),
      site.store.unparted(RULES),
      limitsData(site),
    ])
    const mistakes = site.mistakes?.map(({ sentence }) => sentence)
    const { account } = site
    const text = statusPage({ now: site.now(), sources, incidents: INCIDENTS, happened, relisting, unparted, limits, mistakes, account })
    return page(c, site, text, statusLinks(site))
  })
  app.get('/stories/:id', async (c) => {
    const asked = c.req.param('id').slice(0, MAX_ID)
    const { cursor } = c.req.query()
    const after = cursor === undefined ? 0 : storyRowOf(cursor, await site.store.currentStory(asked))
    if (after === undefined) return problem(c, badField('cursor', 'it leads to no page of this story'))
    const view = await viewStory(site, asked, after)
    return view ? page(c, site, storyText(view), storyLinks(site, view.id)) : problem(c, notFound('There is no story with this id.'))
  })
  return app
}

const INCIDENTS = { type: 'application/atom+xml', title: 'Incidents (Atom)', href: './status.atom' }

/** Programs have `/api`; what an editor does is nobody else's. */
const ROBOTS = 'User-agent: *\nDisallow: /api/\nDisallow: /desk\n'

const page = (c: Context, site: Site, text: string, links: readonly Link[]): Promise<Response> =>
  serveText(c, { mediaType: 'text/html; charset=utf-8', text, links }, site.now())

/** A header holds some kilobytes; the page itself names all. */
const FEEDS_LINKED = 10

const homeLinks = ({ feeds, masthead: { base } }: Site): readonly Link[] => [
  ...feeds.slice(0, FEEDS_LINKED).map(({ slug }) => alternate(`${base}/feeds/${slug}.atom`, 'application/atom+xml')),
  alternate(`${base}/feeds.opml`, 'text/x-opml'),
]
const statusLinks = ({ masthead: { base } }: Site): readonly Link[] => [
  alternate(`${base}/status.atom`, 'application/atom+xml'),
  alternate(`${base}/status.json`, 'application/json'),
]
const storyLinks = ({ masthead: { base } }: Site, id: string): readonly Link[] => [
  alternate(`${base}/api/stories/${encodeURIComponent(id)}`, 'application/json'),
]
const alternate = (href: string, type: string): Link => ({ href, rel: 'alternate', type })

/** The first page; `isFile`: as one of files that no program serves. */
export async function home(site: Wire, isFile = false): Promise<string> {
  const [ill, published] = await Promise.all([site.store.failing(), site.store.feeds()])
  const updated = new Map(published.map((record) => [record.slug, record.updated]))
  return homePage({
    base: site.masthead.base,
    now: site.now(),
    feeds: site.feeds.map(({ slug, title, description, sources }) => ({
      slug,
      title,
      description,
      sources: sources.length,
      updated: updated.get(slug) || undefined,
    })),
    news: await headlines(site),
    isFile,
    concern: ill > 0 && !isFile ? `${ill} of ${watched(site.feeds).length} sources could not be read` : undefined,
  })
}

/** The newest stories over all feeds, each in the first feed that keeps it; what is pinned there goes first. */
async function headlines(site: Wire): Promise<readonly News[]> {
  const seen = new Map<string, News & { readonly isPinned: boolean }>()
  for (const feed of site.feeds) {
    const choice = await choose(site.store, feed, { limit: NEWS, brief: true })
    for (const entry of compose(feed, choice, site.masthead, 0, site.now()).entries) {
      const { story, isPinned = false } = entry
      if (!seen.has(story)) seen.set(story, { ...headlineOf(entry), isPinned, feed: { slug: feed.slug, title: feed.title } })
    }
  }
  return [...seen.values()].toSorted((a, b) => Number(b.isPinned) - Number(a.isPinned) || b.published - a.published).slice(0, NEWS)
}

const storyText = ({ id, entry, size, sources, members, next, feeds }: StoryView): string => {
  const titles = new Map(members.map(({ item }) => [item.id, item.title]))
  return storyPage({
    root: '..',
    id,
    title: entry.title,
    excerpt: entry.excerpt,
    note: entry.note?.text,
    feeds,
    copies: size,
    sources,
    members: members.map(({ item, source, published, isShown }) => ({
      id: item.id,
      title: item.title,
      url: item.url,
      source,
      published,
      ...item.join,
      matched: item.join.matched && titles.get(item.join.matched),
      primary: isShown,
    })),
    next: next === undefined ? undefined : new URLSearchParams({ cursor: storyCursorOf(next, id) }).toString(),
  })
}
