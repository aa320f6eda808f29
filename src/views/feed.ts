import type { Masthead } from '../curate/masthead.ts'
import type { FeedConfig } from '../model/config.ts'

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
