import { counted } from './counted.ts'
import { openNewswire } from '../node/open.ts'
import { GROUPS_ALONE } from '../refresh/group.ts'
import { named, refreshAll } from '../newswire/newswire.ts'
import { upkeep } from '../newswire/upkeep.ts'
import { feedNamed, readFeeds } from '../node/load.ts'
import { logDelivery } from '../node/log.ts'
import { boundNursery } from '../node/memory.ts'
import { progressBar } from './progress.ts'
import { outcomeRow, table } from './table.ts'
import { windowOf } from './terminal.ts'
import type { Common } from './common.ts'
import { sourceUrl } from './source-url.ts'

interface Options extends Common {
  readonly force?: boolean
  readonly source?: readonly string[]
  readonly feed?: readonly string[]
}

export async function refreshCommand({ feeds: folder, db, json, force = false, source = [], feed = [] }: Options): Promise<number> {
  boundNursery()
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
  const wire = { ...(await openNewswire(readFeeds(folder), db, { signal: stopping.signal })), groups: GROUPS_ALONE }
  try {
    for (const slug of feed) feedNamed(wire.feeds, slug)
    const urls = named(
      wire.feeds,
      source.map((text) => sourceUrl(text, wire.feeds)),
      feed,
    )
    const bar = progressBar(urls.length)
    const visits = await refreshAll(wire, { urls, force, onVisit: bar.step, signal: stopping.signal })
    bar.end()
    for (const delivery of await upkeep(wire)) logDelivery(delivery)
    if (json)
      process.stdout.write(
        `${JSON.stringify({ sources: visits.map(({ source: url, problem, ...visit }) => ({ url, ...visit, error: problem?.message })) })}\n`,
      )
    else
      process.stdout.write(
        `${table(['source', 'outcome', 'items', 'new', ''], visits.map(outcomeRow), windowOf().width)}\n${total(visits)}\n`,
      )
    return visits.length > 0 && visits.every(({ outcome }) => outcome === 'failed') ? 1 : 0
  } finally {
    await wire.store.close()
  }
}

function total(visits: readonly { outcome: string; new: number }[]): string {
  const count = (outcome: string) => visits.filter((visit) => visit.outcome === outcome).length
  const fresh = visits.reduce((sum, visit) => sum + visit.new, 0)
  return `${counted(visits.length, 'source')}: ${count('updated')} updated, ${count('unchanged')} unchanged, ${count('failed')} failed, ${count('skipped')} skipped; ${counted(fresh, 'new item')}`
}
