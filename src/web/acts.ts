import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { ACTS, type ActName } from '../model/act.ts'
import { performAct, type ActRequest, type Refused } from '../newswire/acts.ts'
import { actData } from '../views/act.ts'
import { jsonBody } from './json-body.ts'
import { badField, problem, type ProblemDocument } from './problem.ts'
import { MAX_ID, type Site } from './site.ts'
import { editorOf, tokenRequired } from './token.ts'
import { Router } from './router.ts'

const MOST_BODY_BYTES = 16 * 1024
/** Acts that one answer lists. */
const A_PAGE = 200

/** What editors say, for programs: `POST /acts`, `GET /acts?since=`; token. */
export function actRoutes(site: Site): Router {
  const app = new Router()
  app.get('/acts', tokenRequired(site), (c) => actsPage(c, site))
  app.post('/acts', tokenRequired(site), bodyBounded, async (c) => {
    const body = await jsonBody(c)
    if (!body.ok) return problem(c, body.problem)
    const asked = readAct(body.value, editorOf(c))
    if (!asked.ok) return problem(c, asked.problem)
    const done = await performAct(site, asked.request)
    return done.ok ? c.json({ act: actData(done.act), story: done.story }, 201) : problem(c, refusal(done))
  })
  return app
}

export const bodyBounded = bodyLimit({
  maxSize: MOST_BODY_BYTES,
  onError: (c) => problem(c, { status: 413, title: 'Too large', detail: `The body may hold ${MOST_BODY_BYTES} bytes.` }),
})

async function actsPage(c: Context, site: Site): Promise<Response> {
  const { since = '0' } = c.req.query()
  if (!/^\d{1,15}$/.test(since)) return problem(c, badField('since', 'the id of an act, 0 for all of them'))
  const found = await site.store.actsSince(Number(since), A_PAGE + 1)
  const page = found.slice(0, A_PAGE)
  return c.json({ acts: page.map(actData), ...(found.length > page.length ? { next: page.at(-1)!.id } : {}) })
}

type Read = { readonly ok: true; readonly request: ActRequest } | { readonly ok: false; readonly problem: ProblemDocument }

const TEXTS = ['story', 'feed', 'item', 'value', 'why'] as const
const MOST_CHARS = 5000

/** An act from the fields of a form, or the keys of an object. Ids of acts may be numbers. */
export function readAct(fields: Readonly<Record<string, unknown>>, by: string): Read {
  const act = ACTS.find((name) => name === fields['act'])
  if (!act) return { ok: false, problem: badField('act', `one of ${ACTS.join(', ')}`) }
  const texts: { [name in (typeof TEXTS)[number]]?: string } = {}
  for (const name of TEXTS) {
    const given = fields[name] ?? undefined
    if (given === undefined) continue
    const text = name === 'value' && typeof given === 'number' ? String(given) : given
    if (typeof text !== 'string' || text.length > MOST_CHARS) return { ok: false, problem: badField(name, 'a text') }
    if (text !== '' || name === 'value') texts[name] = name === 'story' || name === 'item' ? text.slice(0, MAX_ADDRESS) : text
  }
  const seen = fields['seen'] === undefined || fields['seen'] === null || fields['seen'] === '' ? undefined : Number(fields['seen'])
  if (seen !== undefined && !(Number.isSafeInteger(seen) && seen >= 0)) return { ok: false, problem: badField('seen', 'the id of an act') }
  return { ok: true, request: { act: act as ActName, by, seen, ...texts } }
}

/** An address may name a story too. */
const MAX_ADDRESS = 10 * MAX_ID

/** Why nothing was done, with the act that came between. */
export const refusal = ({ problem: { code, message }, field, between }: Refused): ProblemDocument => {
  if (code === 'bad-act') return badField(field ?? 'act', message)
  const status = code === 'unknown' ? 404 : 409
  return {
    status,
    title: 'Nothing was changed',
    detail: message,
    code,
    ...(field ? { field } : {}),
    ...(between ? { act: actData(between) } : {}),
  }
}
