import { isSecret } from '../address/secret.ts'
import { sourceFace, type Masthead } from '../curate/masthead.ts'
import type { FeedConfig } from '../model/config.ts'
import { opml } from '../publish/opml.ts'
import type { SourceRecord } from '../model/source.ts'

/** The sources of one feed, as another reader would import them. A `file:` source, and a private one, is nobody else's. */
export function feedOpml({ base }: Masthead, feed: FeedConfig, records: readonly SourceRecord[]): string {
  const byUrl = new Map(records.map((record) => [record.url, record]))
  const outlines = feed.sources
    .filter(({ url }) => !url.startsWith('file:') && !isSecret(url))
    .map(({ url }) => {
      const { name, url: shown, site } = sourceFace(url, feed, byUrl.get(url))
      return { title: name, url: shown, ...(site ? { site } : {}) }
    })
  return opml({ title: feed.title, base, outlines })
}

/** Every published feed. */
export const feedsOpml = ({ base }: Masthead, feeds: readonly FeedConfig[]): string =>
  opml({
    title: 'Feeds published by wirefold',
    base,
    outlines: feeds.map(({ slug, title }) => ({ title, url: `${base}/feeds/${slug}.atom`, site: `${base}/feeds/${slug}` })),
  })
