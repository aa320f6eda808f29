import { publicAddress } from '../address/public.ts'
import { iso } from '../model/time.ts'
import { headlineOf } from '../monitor/incident.ts'
import { naming } from './source.ts'
import type { Wire } from './wire.ts'

/** What happened to sources, newest change first. */
export async function incidentsData({ store, feeds }: Pick<Wire, 'store' | 'feeds'>, limit: number, source?: string) {
  const [incidents, name] = await Promise.all([store.incidents(limit, source), naming({ store, feeds })])
  return incidents.map(({ id, kind, source: url, opened, closed, sentence }) => ({
    id,
    kind,
    title: headlineOf({ kind, source: url }, name(url)),
    ...(url === '' ? {} : { source: { name: name(url), url: publicAddress(url) } }),
    opened: iso(opened),
    ...(closed === undefined ? {} : { closed: iso(closed) }),
    sentence,
  }))
}
