import { isSecret } from '../address/secret.ts'
import { publicAddress } from '../address/public.ts'
import type { FeedConfig } from '../model/config.ts'
import type { SourceRecord } from '../model/source.ts'
import type { Store } from '../store/port/store.ts'

/** What publishing needs to know beside the feed itself. */
export interface Masthead {
  /** Public base URL without a trailing slash. */
  readonly base: string
  /** Permanent authority of tag URIs (RFC 4151), like `news.example.org,2026`. */
  readonly authority: string
}

export interface SourceFace {
  readonly name: string
  readonly url: string
  readonly site?: string
}

/** What a source says of itself. */
export type Named = Pick<SourceRecord, 'title' | 'site'>

/** How a source is called in one feed: by its curator, else by itself, else by its host. Its address is the one that may be shown. */
export function sourceFace(url: string, feed: FeedConfig | undefined, record: Named | undefined): SourceFace {
  const name = feed?.sources.find((source) => source.url === url)?.name ?? record?.title ?? (new URL(url).host || 'this computer')
  return { name, url: publicAddress(url), ...(record?.site && !isSecret(url) ? { site: record.site } : {}) }
}

/** The watched sources by URL. One read. */
export const recordsByUrl = async (store: Pick<Store, 'sources'>): Promise<ReadonlyMap<string, SourceRecord>> =>
  new Map((await store.sources()).map((record) => [record.url, record]))
