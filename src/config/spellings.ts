import type { FeedConfig, SourceConfig } from '../model/config.ts'
import { isTracking } from '../address/tracking.ts'

/**
 * Lets each address be watched once, over all feeds: `http:` and `https:`, and parameters that only say how a reader came, are
 * spellings of one address, and its server shall not be asked once for each. The first one written is asked, one with `https:`
 * before all.
 */
export function oneSpellingEach(feeds: readonly FeedConfig[]): readonly FeedConfig[] {
  const chosen = new Map<string, string>()
  for (const { url } of feeds.flatMap(({ sources }) => sources)) {
    const other = chosen.get(spellingKey(url))
    if (other === undefined || (other.startsWith('http:') && url.startsWith('https:'))) chosen.set(spellingKey(url), url)
  }
  return feeds.map((feed) => ({ ...feed, sources: merged(feed.sources, (url) => chosen.get(spellingKey(url))!) }))
}

/** What is said later of the same address adds to what was said before. */
function merged(sources: readonly SourceConfig[], chosen: (url: string) => string): readonly SourceConfig[] {
  const byUrl = new Map<string, SourceConfig>()
  for (const source of sources) {
    const url = chosen(source.url)
    const other = byUrl.get(url)
    byUrl.set(url, {
      ...source,
      ...other,
      url,
      every: Math.min(source.every, other?.every ?? source.every),
      prefer: Math.max(source.prefer, other?.prefer ?? source.prefer),
    })
  }
  return [...byUrl.values()]
}

/** The same for all spellings of one address. A port that is named belongs to one scheme. */
export function spellingKey(address: string): string {
  const url = new URL(address)
  if (url.protocol === 'file:') return address
  const query = url.search
    .slice(1)
    .split('&')
    .filter((parameter) => parameter !== '' && !isCampaign(parameter))
  return `${url.port === '' ? '' : url.protocol}//${url.host}${url.pathname}${query.length > 0 ? `?${query.join('&')}` : ''}`
}

/** Of what counts as tracking in the address of an article, `feed=rss` and the like choose the feed in the address of one. */
function isCampaign(parameter: string): boolean {
  const [name = '', value = ''] = parameter.toLowerCase().split('=', 2)
  return /^(?:utm_|[a-z]{0,2}clid$|mc_)/.test(name) && isTracking(name, value)
}
