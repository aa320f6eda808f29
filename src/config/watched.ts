import { MINUTE } from '../model/time.ts'
import type { FeedConfig, SourceConfig } from '../model/config.ts'

/** All feeds as one, without rules: what lists and pages over everything are made from. */
export function everything(feeds: readonly FeedConfig[]): FeedConfig {
  return {
    slug: '',
    title: 'Everything',
    sources: watched(feeds),
    drop: [],
    dedupe: true,
    window: Math.max(MINUTE, ...feeds.map(({ window }) => window)),
    limit: 50,
    content: 'full',
  }
}

/** Each source once, as the most demanding of its feeds wants it. */
export function watched(feeds: readonly FeedConfig[]): readonly SourceConfig[] {
  const byUrl = new Map<string, SourceConfig>()
  for (const source of feeds.flatMap(({ sources }) => sources)) {
    const other = byUrl.get(source.url)
    byUrl.set(
      source.url,
      other ? { ...source, ...other, every: Math.min(source.every, other.every), prefer: Math.max(source.prefer, other.prefer) } : source,
    )
  }
  return [...byUrl.values()]
}

/** The feeds that show a source. */
export const showing = (feeds: readonly FeedConfig[], url: string): readonly FeedConfig[] =>
  feeds.filter(({ sources }) => sources.some((source) => source.url === url))
