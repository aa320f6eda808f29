import { sourceFace, type Masthead } from '../curate.ts'
import { showing } from '../feeds.ts'
import type { FeedConfig, Instant, PublishedEntry } from '../model.ts'
import { healthOf } from '../monitor/health.ts'
import type { Store } from '../store/store.ts'

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
export async function sourcesData({ store, feeds, now }: { store: Store; feeds: readonly FeedConfig[]; now: () => Instant }) {
  const at = now()
  return (await store.sources()).map((source) => {
    const shown = showing(feeds, source.url)
    return {
      ...sourceFace(source.url, shown[0], source),
      feeds: shown.map(({ slug }) => slug),
      format: source.format,
      ...healthOf(source, at),
    }
  })
}

/** A story as data: its primary copy, and who else ran it. */
export const storyData = ({ story, title, url, published, updated, source, excerpt, copies }: PublishedEntry) => ({
  id: story,
  title,
  url,
  published: iso(published),
  updated: iso(updated),
  source: { name: source.name, url: source.url },
  excerpt,
  copies: copies.map(({ published: at, ...copy }) => ({ ...copy, published: iso(at) })),
})
