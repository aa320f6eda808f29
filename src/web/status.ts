import { Hono } from 'hono'
import { sourcesData } from './data.ts'
import { metrics } from '../monitor/metrics.ts'
import type { Site } from './site.ts'

/** How wirefold and its sources are, for machines. */
export function statusRoutes(site: Site): Hono {
  const app = new Hono()
  app.get('/healthz', async (c) => {
    await site.store.ping()
    return c.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' })
  })
  app.get('/status.json', async (c) =>
    c.json({ generated: new Date(site.now()).toISOString(), sources: await sourcesData(site) }, 200, { 'cache-control': 'no-store' }),
  )
  app.get('/metrics', async (c) =>
    c.text(metrics(await site.store.sources(), site.now()), 200, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'cache-control': 'no-store',
    }),
  )
  return app
}
