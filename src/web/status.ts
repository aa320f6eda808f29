import { RULES } from '../dedupe/rules.ts'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { incidentsEdition } from '../publish/incidents.ts'
import { incidentsData } from '../views/incident.ts'
import { naming, sourceData, sourcesData, visitData } from '../views/source.ts'
import { publicAddress } from '../address/public.ts'
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
    const [sources, incidents, relisting, unparted] = await Promise.all([
      sourcesData(site),
      incidentsData(site, INCIDENTS),
      site.store.relistProgress(),
      site.store.unparted(RULES),
    ])
    const { mistakes = [] } = site
    return c.json(
      {
        generated: new Date(site.now()).toISOString(),
        sources,
        incidents,
        ...(relisting ? { relisting } : {}),
        ...(unparted > 0 ? { unparted } : {}),
        ...(mistakes.length > 0 ? { mistakes: mistakes.map(({ sentence }) => sentence) } : {}),
      },
      200,
      NOW,
    )
  })
  app.get('/status.atom', async (c) => {
    const { base, authority } = site.masthead
    const [incidents, name] = await Promise.all([site.store.incidents(INCIDENTS), naming(site)])
    const document = incidentsEdition({ base, authority, incidents, name })
    const { mediaType, body, ...head } = document
    const load = async () => ({ ...head, bytes: new TextEncoder().encode(body) })
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

/** One source with its visits and incidents, by its address as it is configured or as it is shown. */
async function oneSource(c: Context, site: Site, asked: string): Promise<Response> {
  const sources = await site.store.sources()
  const record = sources.find(({ url }) => url === asked) ?? sources.find(({ url }) => publicAddress(url) === asked)
  if (!record) return problem(c, badField('source', 'no source has this address; /api/sources lists them'))
  const [visits, incidents] = await Promise.all([site.store.visits(record.url, VISITS), incidentsData(site, INCIDENTS, record.url)])
  const body = { generated: new Date(site.now()).toISOString(), ...sourceData(site, record), history: visits.map(visitData), incidents }
  return c.json(body, 200, NOW)
}
