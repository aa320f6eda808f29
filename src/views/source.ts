import { isSecret } from '../address/secret.ts'
import { showing } from '../config/watched.ts'
import { recordsByUrl, sourceFace } from '../curate/masthead.ts'
import { hostOf } from '../fetch/hosts.ts'
import type { SourceRecord } from '../model/source.ts'
import { iso } from '../model/time.ts'
import type { Visit } from '../model/visit.ts'
import { healthOf } from '../monitor/health.ts'
import type { Wire } from './wire.ts'

/** The watched sources as data, with their health. */
export const sourcesData = async (site: Pick<Wire, 'store' | 'feeds' | 'now'>) =>
  (await site.store.sources()).map((record) => sourceData(site, record))

/** One of them. */
export function sourceData({ feeds, now }: Pick<Wire, 'feeds' | 'now'>, record: SourceRecord) {
  const shown = showing(feeds, record.url)
  return {
    ...sourceFace(record.url, shown[0], record),
    feeds: shown.map(({ slug }) => slug),
    format: record.format,
    ...healthOf(record, now()),
  }
}

/** The visits of one source that are remembered, newest first. */
export const visitData = ({ at, outcome, status, items, new: fresh, bytes, ms, problem }: Visit) => ({
  at: iso(at),
  outcome,
  status,
  items,
  new: fresh,
  bytes,
  ms,
  problem,
})

/** How sources are called, as far as they are known. */
export async function naming({ store, feeds }: Pick<Wire, 'store' | 'feeds'>): Promise<(url: string) => string> {
  const records = await recordsByUrl(store)
  // an incident may be about a file, or about all
  return (url) => (!URL.canParse(url) ? url : sourceFace(url, showing(feeds, url)[0], records.get(url)).name)
}

/** Servers that asked to be left alone, as far as sources show who they are: those of private ones are nobody's to know. */
export async function limitsData({ store, now }: Pick<Wire, 'store' | 'now'>) {
  const [limits, records] = await Promise.all([store.hostLimits(), store.sources()])
  const open = records.filter(({ url }) => !isSecret(url))
  return limits.flatMap(({ host, notBefore, refusals }) => {
    const sources = open.filter(({ url, host: own, state }) => [own, hostOf(url), hostOf(state.fetchUrl ?? url)].includes(host)).length
    return refusals > 0 && notBefore > now() && sources > 0 ? [{ host, until: iso(notBefore), sources }] : []
  })
}
