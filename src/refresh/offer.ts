import { release, type Errand } from './permission.ts'
import type { FetchRequest } from '../fetch/fetch.ts'
import type { Fetched } from '../model/fetched.ts'
import type { RawFeed, RawLink } from '../model/raw.ts'

/** A feed that a page offers, with the answer that proves it. */
export interface Offer {
  readonly url: string
  readonly fetched: Extract<Fetched, { kind: 'fresh' }>
  readonly bodyHash: string
  readonly feed: RawFeed
  /** The page names it; else it was found at a customary path. */
  readonly isNamed: boolean
}

/** Feeds that are tried before the page is read as a page: each costs its server a request. */
const MOST_NAMED = 3
/** Where publishing systems put their feed: WordPress, Hugo and Jekyll, Ghost, others. */
const CUSTOMARY = ['/feed/', '/rss.xml', '/atom.xml', '/rss/']
const MOST_CUSTOMARY = 3

/**
 * The feed to watch in place of a page: the best of those it names, else what stands at a customary path. robots.txt is obeyed:
 * nobody named these addresses to us.
 * @param guess whether customary paths may be tried where the page names none
 */
export async function offerOf(
  page: { readonly url: string; readonly alternates: readonly RawLink[] },
  errand: Errand,
  request: Pick<FetchRequest, 'subscribers'>,
  guess: boolean,
  hashOf: (answer: Offer['fetched']) => string,
): Promise<Offer | undefined> {
  const named = ranked(page.alternates, page.url).slice(0, MOST_NAMED)
  const urls = named.length > 0 || !guess ? named : CUSTOMARY.slice(0, MOST_CUSTOMARY).map((path) => new URL(path, page.url).href)
  for (const url of urls) {
    if (!errand.hasTime() || !(await errand.allows(url))) continue
    const fetched = await errand.ask({ url, ...request })
    if (fetched.kind !== 'fresh') continue
    const bodyHash = hashOf(fetched)
    const parsed = await errand.read(fetched, { feedsOnly: true })
    release(fetched)
    if (parsed.ok && parsed.feed.format !== 'page') return { url, fetched, bodyHash, feed: parsed.feed, isNamed: named.length > 0 }
  }
  return undefined
}

/** Best first: of this very section, of a media type that is a feed's alone. Never one of comments. */
export function ranked(alternates: readonly RawLink[], page: string): readonly string[] {
  const own = page.replace(/[?#].*$/s, '').replace(/\/$/, '')
  const merit = ({ href, type = '' }: RawLink): number => (href.startsWith(`${own}/`) ? 3 : 0) + (/atom|rss|feed\+json/.test(type) ? 2 : 0)
  const usable = alternates.filter((link) => /^https?:\/\//.test(link.href))
  return [...new Set(usable.toSorted((a, b) => merit(b) - merit(a)).map(({ href }) => href))]
}
