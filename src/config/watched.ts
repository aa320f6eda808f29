import { MINUTE, type Duration } from '../model/time.ts'
import type { FeedConfig, SourceConfig } from '../model/config.ts'

/** All feeds as one, without rules: what lists and pages over everything are made from. */
export function everything(feeds: readonly FeedConfig[]): FeedConfig {
  return {
    slug: '',
    title: 'Everything',
    sources: watched(feeds),
    drop: [],
    dedupe: true,
    window: widestWindow(feeds),
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

/** Feeds that show a source, and what they want of it together. */
export interface Watching {
  readonly shown: readonly FeedConfig[]
  readonly config: SourceConfig
}

const made = new WeakMap<readonly FeedConfig[], ReadonlyMap<string, Watching>>()

/** Who watches each source, by address; made once for a configuration: each visit of a thousand sources asks. */
function watchingOf(feeds: readonly FeedConfig[]): ReadonlyMap<string, Watching> {
  const known = made.get(feeds)
  if (known) return known
  const shown = new Map<string, FeedConfig[]>()
  for (const feed of feeds)
    for (const url of new Set(feed.sources.map((source) => source.url))) shown.set(url, [...(shown.get(url) ?? []), feed])
  const watching = new Map(watched(feeds).map((config) => [config.url, { config, shown: shown.get(config.url)! }]))
  made.set(feeds, watching)
  return watching
}

/** The feeds that show a source. */
export const showing = (feeds: readonly FeedConfig[], url: string): readonly FeedConfig[] => watchingOf(feeds).get(url)?.shown ?? []

/** A source as the most demanding of its feeds wants it; undefined where none shows it. */
export const watchedSource = (feeds: readonly FeedConfig[], url: string): SourceConfig | undefined => watchingOf(feeds).get(url)?.config

/** How far back copies are looked for: as far as the most demanding of these feeds wants. */
export const widestWindow = (feeds: readonly FeedConfig[]): Duration => Math.max(MINUTE, ...feeds.map(({ window }) => window))
