import { RULES } from '../dedupe/rules.ts'
import type { Context } from 'hono'
import { incidentsEdition } from '../publish/incidents.ts'
import { incidentsData } from '../views/incident.ts'
import { limitsData, naming, sourceData, sourcesData, visitData } from '../views/source.ts'
import { publicAddress } from '../address/public.ts'
import { iso } from '../model/time.ts'
import { gzip, utf8 } from './bytes.ts'
import { CACHE_CONTROL, serveDocument } from './document.ts'
import { ASK_AGAIN, serveJson } from './generated.ts'
import { badField, problem } from './problem.ts'
import { metrics } from '../monitor/metrics.ts'
import { StoreError } from '../store/port/errors.ts'
import type { Site } from './site.ts'
import { Router } from './router.ts'

/** A screen of a feed reader; older ones are in the database. */
const INCIDENTS = 50
/** As many visits as are remembered. */
const VISITS = 50
const NOW = { 'cache-control': 'no-store' } as const

/** Why it cannot serve: nothing of the machine is in it, for everybody may ask. */
const ILL: { readonly [code in StoreError['code']]?: string } & { readonly other: string } = {
  full: 'The disk is full. What is stored is served, and nothing is visited until there is space.',
  gone: 'The database was deleted, emptied or replaced under the server. Stop it, restore the file, start it.',
  busy: 'Another program holds the database.',
  readonly: 'The database cannot be written.',
  corrupt: 'The database is damaged. Restore a backup.',
  other: 'The database cannot be used; the log says why.',
}

/** How wirefold and its sources are, for machines. */
export function statusRoutes(site: Site): Router {
  const app = new Router()
  app.get('/healthz', async (c) => {
    try {
      await site.store.ping()
      return c.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' })
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      return c.json({ status: 'unavailable', detail: ILL[error.code] ?? ILL.other }, 503, { 'cache-control': 'no-store' })
    }
  })
  app.get('/status.json', async (c) => {
    const source = c.req.query('source')
    if (source !== undefined) return oneSource(c, site, source)
    const [sources, incidents, relisting, unparted, limits] = await Promise.all([
      sourcesData(site),
      incidentsData(site, INCIDENTS),
      site.store.relistProgress(),
      site.store.unparted(RULES),
      limitsData(site),
    ])
    const { mistakes = [] } = site
    return current(c, site, {
      sources,
      incidents,
      ...(limits.length > 0 ? { limits } : {}),
      ...(relisting ? { relisting } : {}),
      ...(unparted > 0 ? { unparted } : {}),
      ...(site.account === undefined ? {} : { account: site.account }),
      ...(mistakes.length > 0 ? { mistakes: mistakes.map(({ sentence }) => sentence) } : {}),
    })
  })
  app.get('/status.atom', async (c) => {
    const { base, authority } = site.masthead
    const [incidents, name] = await Promise.all([site.store.incidents(INCIDENTS), naming(site)])
    const document = incidentsEdition({ base, authority, incidents, name })
    const { mediaType, body, ...head } = document
    const load = async (encoding: 'identity' | 'gzip') => ({ ...head, bytes: encoding === 'gzip' ? await gzip(utf8(body)) : utf8(body) })
    const links = [{ href: `${base}/status.atom`, rel: 'self' }]
    return (await serveDocument(c, { mediaType, cacheControl: CACHE_CONTROL, links, head, isGzipped: () => true, load }, site.now()))!
  })
  app.get('/metrics', async (c) =>
    c.text(
      metrics({
        sources: await site.store.sources(),
        totals: await site.store.totals(),
        incidents: await site.store.incidents(INCIDENTS),
        now: site.now(),
        vitals: site.vitals?.(),
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
  return current(c, site, { ...sourceData(site, record), history: visits.map(visitData), incidents })
}

/** How it is at this moment: the time of the answer is told, and makes no difference. */
const current = (c: Context, site: Site, data: object): Promise<Response> =>
  serveJson(c, { generated: iso(site.now()), ...data }, site.now(), { essence: JSON.stringify(data), cacheControl: ASK_AGAIN })
