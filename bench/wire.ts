import { FEED_DEFAULTS, SOURCE_DEFAULTS, type FeedConfig } from '../src/model/config.ts'
import type { Fetched } from '../src/model/fetched.ts'
import type { Instant } from '../src/model/time.ts'
import { begin } from '../src/newswire/newswire.ts'
import type { Newswire } from '../src/newswire/wire.ts'
import type { Database } from '../src/store/database.ts'
import { createStore } from '../src/store/sql.ts'

/** A feed as the configuration gives it where nothing is said, its sources visited each hour. */
export const feedOf = (slug: string, urls: readonly string[], more: Partial<FeedConfig> = {}): FeedConfig => ({
  slug,
  title: slug,
  sources: urls.map((url) => ({ ...SOURCE_DEFAULTS, url })),
  ...FEED_DEFAULTS,
  ...more,
})

interface World {
  readonly feeds: readonly FeedConfig[]
  readonly now: () => Instant
  /** What every request is answered, robots.txt among them. */
  readonly answer: () => Fetched
}

/** A newswire whose publishers, clock and chance are those of a bench. */
export const beginWire = (db: Database, { feeds, now, answer }: World): Promise<Newswire> =>
  begin({
    store: createStore(db),
    feeds,
    fetch: async () => answer(),
    base: 'https://news.example.org',
    forceFloor: 0,
    now,
    random: () => 0.5,
    sleep: async () => {},
  })

export const freshAnswer = (url: string, document: string, headers: Readonly<Record<string, string>> = {}): Fetched => ({
  kind: 'fresh',
  url,
  status: 200,
  headers: { 'content-type': 'application/rss+xml', ...headers },
  bytes: new TextEncoder().encode(document),
  redirects: [],
  truncated: false,
})
