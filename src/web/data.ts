import { sourceFace, type Masthead } from '../curate/curate.ts'
import { showing } from '../config/watched.ts'
import type { FeedConfig } from '../model/config.ts'
import type { Instant } from '../model/time.ts'
import type { PublishedEntry } from '../model/published.ts'
import { healthOf } from '../monitor/health.ts'
import { publicAddress } from '../address/public.ts'
import { headlineOf } from '../monitor/incident.ts'
import type { SourceRecord, Visit } from '../store/store.ts'
import type { Site } from './site.ts'

const iso = (instant: Instant) => new Date(instant).toISOString()

/** A curated feed as data: where to subscribe. */
export const feedData = ({ base }: Masthead, { slug, title, description, language, sources }: FeedConfig) => ({
  slug,
  title,
  description,
  language,
  sources: sources.length,
  url: `${base}/feeds/${slug}`,
  atom: `${base}/feeds/${slug}.atom`,
  rss: `${base}/feeds/${slug}.rss`,
  json: `${base}/feeds/${slug}.json`,
  opml: `${base}/feeds/${slug}.opml`,
})

/** The watched sources as data, with their health. */
export const sourcesData = async (site: Pick<Site, 'store' | 'feeds' | 'now'>) =>
  (await site.store.sources()).map((record) => sourceData(site, record))

/** One of them. */
export function sourceData({ feeds, now }: Pick<Site, 'feeds' | 'now'>, record: SourceRecord) {
  const shown = showing(feeds, record.url)
  return {
    ...sourceFace(record.url, shown[0], record),
    feeds: shown.map(({ slug }) => slug),
    format: record.format,
    ...healthOf(record, now()),
  }
}

/** What happened to sources, newest change first. */
export async function incidentsData({ store, feeds }: Pick<Site, 'store' | 'feeds'>, limit: number, source?: string) {
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

/** How sources are called, as far as they are known. */
export async function naming({ store, feeds }: Pick<Site, 'store' | 'feeds'>): Promise<(url: string) => string> {
  const records = new Map((await store.sources()).map((record) => [record.url, record]))
  return (url) => (url === '' ? '' : sourceFace(url, showing(feeds, url)[0], records.get(url)).name)
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

/** A story as data: its primary copy, and who else ran it, the surest copies first. */
export const storyData = ({ story, title, url, published, updated, source, excerpt, copies, copyCount }: PublishedEntry) => ({
  id: story,
  title,
  url,
  published: iso(published),
  updated: iso(updated),
  source: { name: source.name, url: source.url },
  excerpt,
  copies: copies.toSorted((a, b) => b.score - a.score).map(({ published: at, ...copy }) => ({ ...copy, published: iso(at) })),
  copyCount: copyCount ?? copies.length,
})
