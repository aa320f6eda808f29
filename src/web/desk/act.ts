import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Act } from '../../model/act.ts'
import { performAct } from '../../newswire/acts.ts'
import { deskFeed, newestAct, sayDone, viewDeskRow, viewDeskStory, viewLog } from '../../views/desk.ts'
import { readAct, refusal } from '../acts.ts'
import { problem, type ProblemDocument } from '../problem.ts'
import { rootOf } from '../routing.ts'
import type { Site } from '../site.ts'
import { editorOf } from '../token.ts'
import { backPath, ownFormsOnly } from './guard.ts'
import { logLine } from './pages/log.ts'
import { refusedPage } from './pages/refused.ts'
import { deskRow } from './pages/row.ts'
import { storyArticle } from './pages/story.ts'
import { Router } from '../router.ts'

/** A note of 2,000 characters of any script, in percent signs. */
const MOST_FORM_BYTES = 64 * 1024
/** What the script asks for: the row alone, and sentences instead of pages. */
const FRAGMENT = 'text/fragment+html'

type Fields = Readonly<Record<string, string | File | readonly (string | File)[]>>

/** `POST /desk/acts`: an act by form. Leads back to the page it came from, or gives the one row that changed. */
export function actRoute(site: Site): Router {
  const app = new Router()
  const limit = bodyLimit({ maxSize: MOST_FORM_BYTES, onError: (c) => refused(c, '/desk', TOO_LARGE) })
  app.post('/acts', ownFormsOnly(site), limit, async (c) => {
    const fields: Fields = await c.req.parseBody({ all: true })
    const back = backPath(fields['back'])
    const asked = readAct(ofForm(fields), editorOf(c))
    if (!asked.ok) return refused(c, back, asked.problem)
    const done = await performAct(site, asked.request)
    if (!done.ok) return refused(c, back, refusal(done))
    if (wantsFragment(c))
      return c.html(await fragment(c, site, { act: done.act, story: done.story, back, feed: textOf(fields['tab']) ?? '' }))
    return c.redirect(`${rootOf(site)}${withDone(back, done.act)}`, 303)
  })
  return app
}

const TOO_LARGE: ProblemDocument = {
  status: 413,
  title: 'Too large',
  detail: `Nothing was changed: a form may hold ${MOST_FORM_BYTES} bytes.`,
}

const wantsFragment = (c: Context): boolean => (c.req.header('accept') ?? '').includes(FRAGMENT)
const textOf = (value: Fields[string] | undefined): string | undefined => (typeof value === 'string' ? value : undefined)

/** Two ticked rows are the two stories that are put together. */
function ofForm(fields: Fields): Readonly<Record<string, unknown>> {
  const { story, value, ...rest } = fields
  if (fields['act'] !== 'merge' || !Array.isArray(story)) return fields
  const [one, other, ...more] = story as readonly string[]
  return more.length > 0 ? { ...rest, story: '' } : { ...rest, story: one, value: other ?? value }
}

function withDone(back: string, { id }: Act): string {
  const url = new URL(back, 'http://desk.invalid')
  url.searchParams.set('done', String(id))
  return url.pathname + url.search
}

/** For a person a page that leads back, for the script a problem document. */
const refused = (c: Context, back: string, document: ProblemDocument): Response =>
  wantsFragment(c) ? problem(c, document) : c.html(refusedPage({ ...document, back }), document.status)

interface Done {
  readonly act: Act
  readonly story: string
  readonly back: string
  readonly feed: string
}

/** The part of the page that changed, as it is now. */
async function fragment(c: Context, site: Site, { act, story, back, feed: slug }: Done): Promise<string> {
  const said = { said: await sayDone(site, act) }
  const desk = { back, editor: editorOf(c), seen: await newestAct(site), now: site.now() }
  if (back.startsWith('/desk/stories/')) {
    const view = await viewDeskStory(site, story)
    if (view) return storyArticle({ ...desk, root: '../..', story: view }, said).toString()
  }
  if (back.startsWith('/desk/log')) {
    const [line] = (await viewLog(site, (act.undoes ?? act.id) + 1, 1)).log
    if (line) return logLine(line, { ...desk, root: '..' }, said).toString()
  }
  const feed = deskFeed(site.feeds, slug) ?? deskFeed(site.feeds, '')!
  const row = await viewDeskRow(site, feed, feed.dedupe ? story : (act.item ?? story))
  return row ? deskRow(row, { ...desk, root: '.', feed: feed.slug, folds: feed.dedupe }, said).toString() : ''
}
