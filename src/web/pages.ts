import { Hono } from 'hono'
import type { Site } from './site.ts'
import { STYLESHEET } from './pages/style.ts'

export function pageRoutes(_site: Site): Hono {
  const app = new Hono()
  app.get('/style.css', (c) =>
    c.body(STYLESHEET, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=86400' }),
  )
  return app
}
