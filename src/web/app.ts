import { HTTPException } from 'hono/http-exception'
import { StoreError } from '../store/port/errors.ts'
import { apiRoutes } from './api.ts'
import { deskRoutes } from './desk/desk.ts'
import { isDesk, keepPrivate } from './desk/guard.ts'
import { feedRoutes } from './feeds.ts'
import { pageRoutes } from './pages.ts'
import { problem, setRoot } from './problem.ts'
import { answerUnrouted, rootOf, shareWithAll } from './routing.ts'
import type { Site } from './site.ts'
import { statusRoutes } from './status.ts'
import { Router } from './router.ts'

/** Nothing on our pages may run, and nobody may frame them; pictures of stories come from anywhere, but only over TLS. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; img-src 'self' https:; media-src https:; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/**
 * The desk has one script of its own, and is kept by nobody. Under `no-referrer` browsers would send `Origin: null` with its forms (Fetch
 * 3.2.5), which is what other sites send.
 */
function deskHeaders(headers: Headers): void {
  headers.set('content-security-policy', `${CONTENT_SECURITY_POLICY}; script-src 'self'; connect-src 'self'`)
  headers.set('referrer-policy', 'same-origin')
  headers.set('cache-control', 'private, no-store')
  headers.set('x-robots-tag', 'noindex, nofollow')
}

/** The whole HTTP surface, the same on both runtimes. `log` hears of what must not happen; nobody else does. */
export function createApp(site: Site, log: (error: unknown) => void): Router {
  const app = new Router()
  app.use(async (c, next) => {
    setRoot(c, rootOf(site))
    if (isDesk(c.req.path)) keepPrivate(c)
    await next()
    shareWithAll(c)
    c.res.headers.set('x-content-type-options', 'nosniff')
    c.res.headers.set('referrer-policy', 'no-referrer')
    c.res.headers.set('content-security-policy', CONTENT_SECURITY_POLICY)
    if (isDesk(c.req.path)) deskHeaders(c.res.headers)
  })
  app.route('/', feedRoutes(site))
  app.route('/', statusRoutes(site))
  app.route('/', pageRoutes(site))
  app.route('/api', apiRoutes(site))
  app.route('/desk', deskRoutes(site))
  app.notFound((c) => answerUnrouted(app, site, c))
  app.onError((error, c) => {
    if (error instanceof HTTPException)
      return problem(c, { status: 400, title: 'Bad request', detail: error.message || 'The request cannot be read.' })
    log(error)
    const busy = error instanceof StoreError && error.code !== 'other'
    const detail = busy ? 'The database cannot be used right now; ask again in a minute.' : 'Something went wrong here; the log says what.'
    return problem(c, busy ? { status: 503, title: 'Unavailable', detail } : { status: 500, title: 'Internal error', detail })
  })
  return app
}
