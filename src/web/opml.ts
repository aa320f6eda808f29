import { isSecret } from '../address/secret.ts'
import { sourceFace, type Masthead, type Named } from '../curate/masthead.ts'
import { present } from '../present.ts'
import type { FeedConfig } from '../model/config.ts'
import { opml } from '../publish/opml.ts'

/** The sources of one feed, as another reader would import them. A `file:` source, and a private one, is nobody else's: it is only named. */
export function feedOpml({ base }: Masthead, feed: FeedConfig, names: ReadonlyMap<string, Named>): string {
  const outlines = feed.sources.map(({ url }) => {
    const { name, url: shown, site } = sourceFace(url, feed, names.get(url))
    return url.startsWith('file:') || isSecret(url) ? { title: name } : { title: name, url: shown, ...present({ site }) }
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
