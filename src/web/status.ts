import { Hono } from 'hono'
import type { Context } from 'hono'
import { publicAddress } from '../mask.ts'
import { incidentsEdition } from '../publish/incidents.ts'
import { incidentsData, naming, sourcesData, visitData } from './data.ts'
import { serveDocument } from './document.ts'
import { badField, problem } from './problem.ts'
import { metrics } from '../monitor/metrics.ts'
import type { Site } from './site.ts'

/** A screen of a feed reader; older ones are in the database. */
const INCIDENTS = 50
/** As many visits as are remembered. */
const VISITS = 50
const NOW = { 'cache-control': 'no-store' } as const

/** How wirefold and its sources are, for machines. */
export function statusRoutes(site: Site): Hono {
  const app = new Hono()
  app.get('/healthz', async (c) => {
    await site.store.ping()
    return c.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' })
  })
  app.get('/status.json', async (c) => {
    const source = c.req.query('source')
    if (source !== undefined) return oneSource(c, site, source)
    const [sources, incidents] = await Promise.all([sourcesData(site), incidentsData(site, INCIDENTS)])
    return c.json({ generated: new Date(site.now()).toISOString(), sources, incidents }, 200, NOW)
  })
  app.get('/status.atom', async (c) => {
    const { base, authority } = site.masthead
    const [incidents, name] = await Promise.all([site.store.incidents(INCIDENTS), naming(site)])
    const document = incidentsEdition({ base, authority, incidents, name })
    const { mediaType, body, ...head } = document
    const load = async () => ({ ...head, body })
    return (await serveDocument(c, { mediaType, address: `${base}/status.atom`, shared: true, head, gzipped: false, load }))!
  })
  app.get('/metrics', async (c) =>
    c.text(
      metrics({
        sources: await site.store.sources(),
        totals: await site.store.totals(),
        incidents: await site.store.incidents(INCIDENTS),
        now: site.now(),
      }),
      200,
      {
        ...NOW,
        'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      },
    ),
  )
  return app
}

/** One source with its visits and incidents. */
async function oneSource(c: Context, site: Site, address: string): Promise<Response> {
  const shown = publicAddress(address)
  const found = (await sourcesData(site)).find((source) => source.url === shown)
  const url = site.feeds.flatMap(({ sources }) => sources).find((source) => publicAddress(source.url) === shown)?.url ?? address
  if (!found) return problem(c, badField('source', 'no source has this address; /api/sources lists them'))
  const [visits, incidents] = await Promise.all([site.store.visits(url, VISITS), incidentsData(site, INCIDENTS, url)])
  return c.json({ generated: new Date(site.now()).toISOString(), ...found, history: visits.map(visitData), incidents }, 200, NOW)
}
