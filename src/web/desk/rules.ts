import type { Context } from 'hono'
import { readRules, writeRules } from '../../config/rules-text.ts'
import { tryRules } from '../../views/rules-tried.ts'
import { bodyBounded } from '../acts.ts'
import { notFound, problem } from '../problem.ts'
import type { Site } from '../site.ts'
import { editorOf } from '../token.ts'
import { ownFormsOnly } from './guard.ts'
import { rulesPage } from './pages/rules.ts'
import { Router } from '../router.ts'

/** `/desk/rules`: what `keep` and `drop` would leave of what is stored. Nothing is stored; feeds stay files. */
export function ruleRoutes(site: Site): Router {
  const app = new Router()
  app.get('/rules', (c) => rules(c, site, { feed: c.req.query('feed') }))
  app.post('/rules', ownFormsOnly(site), bodyBounded, async (c) => {
    const { feed, rules: text } = await c.req.parseBody()
    return rules(c, site, { feed: typeof feed === 'string' ? feed : undefined, text: typeof text === 'string' ? text : '' })
  })
  return app
}

async function rules(c: Context, site: Site, asked: { readonly feed: string | undefined; readonly text?: string }): Promise<Response> {
  const feed = asked.feed === undefined ? site.feeds[0] : site.feeds.find(({ slug }) => slug === asked.feed)
  if (!feed) return problem(c, notFound('There is no feed of this name.'))
  const text = asked.text?.replaceAll('\r\n', '\n')
  const view = { root: '..', back: `/desk/rules?feed=${feed.slug}`, editor: editorOf(c), feeds: site.feeds, feed }
  if (text === undefined) return c.html(rulesPage({ ...view, text: writeRules(feed) }))
  const read = readRules(text)
  if (!read.ok) return c.html(rulesPage({ ...view, text, problems: read.problems }))
  return c.html(rulesPage({ ...view, text, tried: await tryRules(site, feed, read.rules), lines: writeRules(read.rules) }))
}
