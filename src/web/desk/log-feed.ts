import type { Context } from 'hono'
import { actsFeed } from '../../publish/acts.ts'
import { actSentence, quoted } from '../../views/act-sentence.ts'
import { viewLog } from '../../views/desk.ts'
import { problem } from '../problem.ts'
import type { Site } from '../site.ts'
import { noToken, tokenOf } from '../token.ts'
import { editorSignedIn } from './guard.ts'
import { Router } from '../router.ts'

/** A screen or two of a feed reader. */
const MOST_ACTS = 100

/** `GET /desk/log.atom`, by HTTP Basic (RFC 7617) with the token as password: feed readers send nothing else. */
export function logFeedRoute(site: Site): Router {
  const app = new Router()
  app.get('/log.atom', async (c) => {
    if (!site.token) return noToken(c)
    const password = passwordOf(c)
    const holder = password === undefined ? await editorSignedIn(c, site) : tokenOf(password, site.token)?.name
    if (holder === undefined) {
      c.header('www-authenticate', 'Basic realm="wirefold", charset="UTF-8"')
      return problem(c, { status: 401, title: 'Unauthorized', detail: 'Give the token as the password; the name does not matter.' })
    }
    const { log } = await viewLog(site, undefined, MOST_ACTS)
    const acts = log.map(({ act, headline }) => ({ ...act, sentence: actSentence(act, quoted(headline)) }))
    return c.body(actsFeed({ ...site.masthead, acts }), 200, { 'content-type': 'application/atom+xml; charset=utf-8' })
  })
  return app
}

function passwordOf(c: Context): string | undefined {
  const [, encoded] = /^basic +([a-z0-9+/=]{1,8192})$/i.exec(c.req.header('authorization') ?? '') ?? []
  if (encoded === undefined) return undefined
  try {
    const text = new TextDecoder().decode(Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0)))
    return text.slice(text.indexOf(':') + 1)
  } catch {
    return ''
  }
}
