import { HTTPException } from 'hono/http-exception'
import { StoreError } from '../store/port/errors.ts'
import { apiRoutes } from './api.ts'
import { deskRoutes } from './desk/desk.ts'
import { feedRoutes } from './feeds.ts'
import { completed } from './headers.ts'
import { pageRoutes } from './pages.ts'
import { problem } from './problem.ts'
import { answerUnrouted, rootOf } from './routing.ts'
import type { Site } from './site.ts'
import { statusRoutes } from './status.ts'
import { Router } from './router.ts'

/** The whole HTTP surface, the same on both runtimes. `log` hears of what must not happen; nobody else does. */
export function createApp(site: Site, log: (error: unknown) => void): Router {
  const app = new Router()
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
  return completed(app, rootOf(site))
}
