import type { Context } from 'hono'
import { mergeStories, showItem, splitItem, type Ruled } from '../newswire/editor.ts'
import { bodyBounded } from './acts.ts'
import { badField, problem } from './problem.ts'
import { jsonBody } from './json-body.ts'
import type { Site } from './site.ts'
import { editorOf, tokenRequired } from './token.ts'
import { Router } from './router.ts'

/** What an editor decides over HTTP: POST /split {"item"}, /merge {"stories":[A,B]}, /show {"item","show"?}; token. */
export function rulingRoutes(site: Site): Router {
  const app = new Router()
  app.post('/split', tokenRequired(site), bodyBounded, async (c) => {
    const body = await jsonBody(c)
    if (!body.ok) return problem(c, body.problem)
    const { item } = body.value
    return typeof item === 'string'
      ? answer(c, await splitItem(site, item, editorOf(c)))
      : problem(c, badField('item', 'the id or the address of an item'))
  })
  app.post('/merge', tokenRequired(site), bodyBounded, async (c) => {
    const body = await jsonBody(c)
    if (!body.ok) return problem(c, body.problem)
    const [one, other, ...more] = Array.isArray(body.value['stories']) ? (body.value['stories'] as unknown[]) : []
    if (typeof one !== 'string' || typeof other !== 'string' || more.length > 0)
      return problem(c, badField('stories', 'an array of two ids'))
    return answer(c, await mergeStories(site, one, other, editorOf(c)))
  })
  app.post('/show', tokenRequired(site), bodyBounded, async (c) => {
    const body = await jsonBody(c)
    if (!body.ok) return problem(c, body.problem)
    const { item, show = true } = body.value
    if (typeof item !== 'string') return problem(c, badField('item', 'the id or the address of an item'))
    if (typeof show !== 'boolean') return problem(c, badField('show', 'true or false'))
    return answer(c, await showItem(site, item, !show, editorOf(c)))
  })
  return app
}

const answer = (c: Context, ruled: Ruled): Response =>
  ruled.ok
    ? c.json({ story: ruled.story.id, items: ruled.story.items.map(({ id }) => id) })
    : problem(c, { status: ruled.problem.code === 'unknown' ? 404 : 409, title: 'Nothing was changed', detail: ruled.problem.message })
