import { publicAddress } from '../address/public.ts'
import { iso } from '../model/time.ts'
import { headlineOf, isOfSource } from '../monitor/incident.ts'
import { naming } from './source.ts'
import type { Wire } from './wire.ts'

/** What happened to sources, newest change first. */
export async function incidentsData({ store, feeds }: Pick<Wire, 'store' | 'feeds'>, limit: number, source?: string) {
  const [incidents, name] = await Promise.all([store.incidents(limit, source), naming({ store, feeds })])
  return incidents.map((incident) => {
    const { id, kind, source, opened, closed, sentence } = incident
    return {
      id,
      kind,
      title: headlineOf(incident, name(source)),
      ...(isOfSource(incident) ? { source: { name: name(source), url: publicAddress(source) } } : {}),
      ...(kind === 'mistake' ? { file: source } : {}),
      opened: iso(opened),
      ...(closed === undefined ? {} : { closed: iso(closed) }),
      sentence,
    }
  })
}
