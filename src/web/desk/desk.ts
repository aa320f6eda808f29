import type { Context } from 'hono'
import { newestAct, sayDone, TABS, deskFeed, viewDesk, viewDeskStory, viewLog } from '../../views/desk.ts'
import { cursorOf, placeOf } from '../../curate/cursor.ts'
import { badField, notFound, problem } from '../problem.ts'
import { MAX_ID, type Site } from '../site.ts'
import { editorOf } from '../token.ts'
import { actRoute } from './act.ts'
import { editorRequired } from './guard.ts'
import { logFeedRoute } from './log-feed.ts'
import { listPage } from './pages/list.ts'
import { logPage } from './pages/log.ts'
import { deskStoryPage } from './pages/story.ts'
import { ruleRoutes } from './rules.ts'
import { DESK_SCRIPT } from './script.ts'
import { signInRoutes } from './sign-in.ts'
import { DESK_STYLE } from './style.ts'
import { Router } from '../router.ts'

/** The editors' desk: pages that work without script, and the forms on them. */
export function deskRoutes(site: Site): Router {
  const app = new Router()
  app.get('/style.css', (c) => c.body(DESK_STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }))
  app.get('/script.js', (c) => c.body(DESK_SCRIPT, 200, { 'content-type': 'text/javascript; charset=utf-8' }))
  app.route('/', signInRoutes(site))
  app.route('/', logFeedRoute(site))
  app.use(editorRequired(site))
  app.get('/', (c) => tabOfFeed(c, site))
  app.get('/stories/:id', (c) => oneStory(c, site, c.req.param('id').slice(0, MAX_ID)))
  app.get('/log', (c) => log(c, site))
  app.route('/', actRoute(site))
  app.route('/', ruleRoutes(site))
  return app
}

async function tabOfFeed(c: Context, site: Site): Promise<Response> {
  const { feed: slug = site.feeds[0]?.slug ?? '', tab: asked = 'published', before, q: words = '' } = c.req.query()
  const feed = deskFeed(site.feeds, slug)
  if (!feed) return problem(c, notFound('There is no feed of this name.'))
  const tab = TABS.find((name) => name === asked)
  if (!tab) return problem(c, badField('tab', `one of ${TABS.join(', ')}`))
  const listing = `desk ${slug} ${tab}`
  const after = before === undefined ? undefined : placeOf(before, listing)
  if (before !== undefined && !after) return problem(c, badField('before', 'follow the link of the page before'))
  const list = await viewDesk(site, feed, { tab, after, words: words.slice(0, MAX_ID).trim() })
  const query = (more: Record<string, string>) =>
    `/desk?${new URLSearchParams({ feed: slug, tab, ...(words ? { q: words } : {}), ...more })}`
  const older = list.next && `.${query({ before: cursorOf(list.next, listing) })}`
  const back = query(before === undefined ? {} : { before })
  const view = { root: '.', back, editor: editorOf(c), seen: list.seen, now: site.now() }
  return c.html(listPage({ ...view, list, feeds: site.feeds, tab, words, older, done: await doneAct(c, site) }))
}

/** What a form did that led here. */
async function doneAct(c: Context, site: Site) {
  const id = c.req.query('done')
  const act = id !== undefined && /^\d{1,15}$/.test(id) ? await site.store.actById(Number(id)) : undefined
  return act && act.act !== 'undo' ? { act, said: await sayDone(site, act) } : undefined
}

async function oneStory(c: Context, site: Site, id: string): Promise<Response> {
  const story = await viewDeskStory(site, id)
  if (!story) return problem(c, notFound('There is no story with this id.'))
  const view = { root: '../..', back: `/desk/stories/${story.view.id}`, editor: editorOf(c), seen: story.seen, now: site.now() }
  return c.html(deskStoryPage({ ...view, story, done: await doneAct(c, site) }))
}

async function log(c: Context, site: Site): Promise<Response> {
  const { before } = c.req.query()
  if (before !== undefined && !/^\d{1,15}$/.test(before)) return problem(c, badField('before', 'the id of an act'))
  const [seen, found] = [await newestAct(site), await viewLog(site, before === undefined ? undefined : Number(before))]
  const back = `/desk/log${before === undefined ? '' : `?before=${before}`}`
  const older = found.next === undefined ? undefined : `./log?before=${found.next}`
  return c.html(
    logPage({ root: '..', back, editor: editorOf(c), seen, now: site.now(), log: found.log, older, done: await doneAct(c, site) }),
  )
}
