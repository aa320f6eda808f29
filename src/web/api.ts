import { MAX_ID, type Site } from './site.ts'
import { storyDetail, viewStory, storyData } from '../views/story.ts'
import { bodyLimit } from 'hono/body-limit'
import type { Context } from 'hono'
import { choose, chooseDoubtful, compose } from '../curate/curate.ts'
import { everything } from '../config/watched.ts'
import { runStatus } from '../newswire/runs.ts'
import { cursorOf, placeOf, storyCursorOf, storyRowOf } from '../curate/cursor.ts'
import { feedData } from '../views/feed.ts'
import { sourcesData } from '../views/source.ts'
import { serveJson } from './generated.ts'
import { badField, notFound, problem } from './problem.ts'
import { actRoutes } from './acts.ts'
import { rulingRoutes } from './rulings.ts'
import { refreshRequest } from './refresh-request.ts'
import { runRequests, type RunRequests } from './run-requests.ts'
import { tokenRequired } from './token.ts'
import { Router } from './router.ts'

const PAGE = 50
const MOST_A_PAGE = 200
/** A refresh names addresses; ten thousand of them fit. */
const MOST_BODY_BYTES = 1024 * 1024

export function apiRoutes(site: Site): Router {
  const app = new Router()
  const requests = runRequests(site)
  app.get('/feeds', (c) => serveJson(c, { feeds: site.feeds.map((feed) => feedData(site.masthead, feed)) }, site.now()))
  app.get('/sources', async (c) => serveJson(c, { sources: await sourcesData(site) }, site.now()))
  app.get('/stories', (c) => storiesPage(c, site))
  app.get('/stories/:id', (c) => oneStory(c, site, c.req.param('id')))
  app.post(
    '/refresh',
    tokenRequired(site),
    (c, next) => notTooMany(c, requests, next),
    bodyLimit({
      maxSize: MOST_BODY_BYTES,
      onError: (c) => problem(c, { status: 413, title: 'Too large', detail: `The body may hold ${MOST_BODY_BYTES} bytes.` }),
    }),
    (c) => startRefresh(c, site, requests),
  )
  app.route('/', actRoutes(site))
  app.route('/', rulingRoutes(site))
  app.get('/runs/:id', tokenRequired(site), (c) => oneRun(c, site, c.req.param('id')))
  return app
}

async function storiesPage(c: Context, site: Site): Promise<Response> {
  const { feed: slug, limit: size = String(PAGE), cursor, doubtful } = c.req.query()
  const feed = slug === undefined ? everything(site.feeds) : site.feeds.find((known) => known.slug === slug)
  if (!feed) return problem(c, badField('feed', 'no feed has this slug; /api/feeds lists them'))
  const limit = /^\d{1,3}$/.test(size) ? Number(size) : 0
  if (limit < 1 || limit > MOST_A_PAGE) return problem(c, badField('limit', `a whole number from 1 to ${MOST_A_PAGE}`))
  const listing = slug ?? ''
  const after = cursor === undefined ? undefined : placeOf(cursor, listing)
  if (cursor !== undefined && !after) return problem(c, badField('cursor', 'pass the "next" of the page before, for the same feed'))
  const isDoubtful = doubtful === '1'
  const choice = isDoubtful ? await chooseDoubtful(site.store, feed, limit) : await choose(site.store, feed, { after, limit, brief: true })
  const { entries } = compose(feed, choice, site.masthead, 0, site.now())
  const { next } = choice
  return serveJson(c, { stories: entries.map(storyData), ...(next ? { next: cursorOf(next, listing) } : {}) }, site.now())
}

async function oneStory(c: Context, site: Site, asked: string): Promise<Response> {
  const id = await site.store.currentStory(asked.slice(0, MAX_ID))
  const { cursor } = c.req.query()
  const after = cursor === undefined ? 0 : storyRowOf(cursor, id)
  if (after === undefined) return problem(c, badField('cursor', 'pass the "next" of the page before, for the same story'))
  const view = await viewStory(site, id, after)
  if (!view) return problem(c, notFound('There is no story with this id; /api/stories lists them.'))
  const { next } = view
  const more = next === undefined ? {} : { next: storyCursorOf(next, id) }
  return serveJson(c, { ...storyDetail(view), ...more }, site.now())
}

async function notTooMany(c: Context, requests: RunRequests, next: () => Promise<void>): Promise<Response | undefined> {
  const seconds = requests.wait()
  if (seconds === 0) {
    await next()
    return undefined
  }
  c.header('retry-after', String(seconds))
  return problem(c, {
    status: 429,
    title: 'Too many requests',
    detail: `So many refreshes were asked for that the next is taken in ${seconds} s.`,
  })
}

async function startRefresh(c: Context, site: Site, requests: RunRequests): Promise<Response> {
  const request = await refreshRequest(c, site.feeds)
  if (!request.ok) return problem(c, request.problem)
  const run = await requests.start(request.urls, request.force)
  return c.json({ run }, 202, { location: `${site.masthead.base}/api/runs/${run}` })
}

async function oneRun(c: Context, site: Site, id: string): Promise<Response> {
  const run = await runStatus(site, id.slice(0, MAX_ID))
  if (!run) return problem(c, notFound('There is no run with this id, or it is older than 30 days.'))
  const sources = run.visits.map(({ source, outcome, status, items, new: fresh, problem }) => ({
    url: source,
    outcome,
    status,
    items,
    new: fresh,
    error: problem?.message,
  }))
  return c.json({ state: run.state, error: run.error, sources })
}
