import { RULES } from '../dedupe/rules.ts'
import { MAX_ID, type Site } from './site.ts'
import { viewStory, type StoryView } from '../views/story.ts'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { choose, compose } from '../curate/curate.ts'
import { watched } from '../config/watched.ts'
import { incidentsData } from '../views/incident.ts'
import { sourcesData } from '../views/source.ts'
import { homePage, type Headline } from './pages/home.ts'
import { statusPage } from './pages/status.ts'
import { storyPage } from './pages/story.ts'
import { SITE_ICON } from '../publish/page/icons.ts'
import { STYLESHEET } from '../publish/page/style.ts'
import { notFound, problem } from './problem.ts'

/** Headlines on the first page: a screen or two. */
const NEWS = 20

/** Incidents on the status page. */
const HAPPENED = 20

/** Pages change with every refresh; a reload is cheap, a stale one puzzles. */
const SHORTLY = 'public, max-age=60'

export function pageRoutes(site: Site): Hono {
  const app = new Hono()
  app.get('/style.css', (c) =>
    c.body(STYLESHEET, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=3600' }),
  )
  app.get('/icon.svg', (c) => c.body(SITE_ICON, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' }))
  // browsers that ask for this one take a picture of any type
  app.get('/favicon.ico', (c) => c.redirect(`${site.masthead.base}/icon.svg`, 301))
  app.get('/', async (c) => page(c, await home(site)))
  app.get('/status', async (c) => {
    const [sources, happened, relisting, unparted] = await Promise.all([
      sourcesData(site),
      incidentsData(site, HAPPENED),
      site.store.relistProgress(),
      site.store.unparted(RULES),
    ])
    return page(
      c,
      statusPage({
        now: site.now(),
        sources,
        incidents: INCIDENTS,
        happened,
        relisting,
        unparted,
        mistakes: site.mistakes?.map(({ sentence }) => sentence),
      }),
    )
  })
  app.get('/stories/:id', async (c) => {
    const view = await viewStory(site, c.req.param('id').slice(0, MAX_ID))
    return view ? page(c, storyText(view)) : problem(c, notFound('There is no story with this id.'))
  })
  return app
}

const INCIDENTS = { type: 'application/atom+xml', title: 'Incidents (Atom)', href: './status.atom' }

const page = (c: Context, text: string): Response =>
  c.body(text, 200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': SHORTLY })

async function home(site: Site): Promise<string> {
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
    concern: ill > 0 ? `${ill} of ${watched(site.feeds).length} sources could not be read` : undefined,
  })
}

/** The newest stories over all feeds, each in the first feed that keeps it. */
async function headlines(site: Site): Promise<readonly Headline[]> {
  const seen = new Map<string, Headline>()
  for (const feed of site.feeds) {
    const choice = await choose(site.store, feed, { limit: NEWS, brief: true })
    for (const entry of compose(feed, choice, site.masthead, 0, site.now()).entries) {
      const { story: id, title, url, source, published, excerpt, copies, copyCount = copies.length } = entry
      if (!seen.has(id))
        seen.set(id, {
          story: id,
          title,
          url,
          source: source.name,
          published,
          excerpt,
          copies: copyCount,
          feed: { slug: feed.slug, title: feed.title },
        })
    }
  }
  return [...seen.values()].toSorted((a, b) => b.published - a.published).slice(0, NEWS)
}

const storyText = ({ id, entry, size, sources, members, feeds }: StoryView): string => {
  const titles = new Map(members.map(({ item }) => [item.id, item.title]))
  return storyPage({
    root: '..',
    id,
    title: entry.title,
    excerpt: entry.excerpt,
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
  })
}
