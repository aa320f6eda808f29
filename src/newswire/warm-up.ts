import { FEED_DEFAULTS, SOURCE_DEFAULTS, type FeedConfig } from '../model/config.ts'
import { STATE, type Listed } from '../model/standing.ts'
import type { StoredItem, StoredMark } from '../model/story.ts'
import type { Instant } from '../model/time.ts'
import type { EditionFormat, FeedRecord, NewRendering, StoredEdition, StoredRendition } from '../store/port/editions.ts'
import type { Store } from '../store/port/store.ts'
import { renderChanged } from './render.ts'

/** A moment like any other: in the global scope of a Worker the clock stands at nought. */
export const WARM_NOW: Instant = Date.UTC(2026, 0, 1)
export const WARM_SOURCE = 'https://a.example.org/feed'

/** A feed as the configuration gives it where nothing is said. */
export const WARM_FEED: FeedConfig = {
  slug: 'a',
  title: 'A',
  sources: [{ ...SOURCE_DEFAULTS, url: WARM_SOURCE }],
  ...FEED_DEFAULTS,
}

const itemOf = (n: number): StoredItem & StoredMark => ({
  id: `i${n}`,
  story: `s${n}`,
  source: WARM_SOURCE,
  key: `k${n}`,
  hash: `h${n}`,
  revision: 0,
  title: 'A “title” & more',
  url: `https://a.example.org/${n}`,
  content: '<p>A <a href="https://a.example.org/">text</a>\n</p>',
  text: 'A text',
  excerpt: 'A text',
  authors: ['A. Writer'],
  categories: [{ term: 'a' }],
  enclosures: [],
  firstSeen: WARM_NOW + n,
  at: WARM_NOW + n,
  edited: WARM_NOW + n,
  join: { reason: 'new', score: 1, rules: 1 },
})

const lineOf = ({ id, story, at }: StoredItem): Listed => ({
  entry: story,
  at,
  item: id,
  shown: id,
  copies: [id],
  sourceCount: 1,
  state: STATE.published,
})

/**
 * Publishes two stories, and then a third, into nothing. Code is compiled where it first runs, and that takes a render longer than all else in
 * it; what a Worker does as it starts is not counted among the 10 ms of an invocation (docs/deploy.md). Gives the formats that were written.
 * @param nowhere a store that holds nothing and keeps nothing
 */
export async function warmUp(nowhere: Store): Promise<readonly EditionFormat[]> {
  const stored = new Map<EditionFormat, StoredEdition>()
  let kept: StoredRendition | undefined
  const keep = ({ generation }: FeedRecord, { editions, rendition }: NewRendering) => {
    for (const { format, etag, fragments } of editions) stored.set(format, { etag, modified: WARM_NOW, fragments })
    kept = rendition === undefined ? undefined : { at: generation, rendition }
  }
  for (const count of [2, 3]) {
    const items = Array.from({ length: count }, (_, n) => itemOf(count - n))
    const of = async (ids: readonly string[]) => items.filter(({ id }) => ids.includes(id))
    const store: Store = {
      ...nowhere,
      feeds: async () => [
        { slug: WARM_FEED.slug, configHash: '', generation: count, rendered: kept?.at ?? 0, updated: WARM_NOW, touched: [items[0]!.story] },
      ],
      pending: async () => ({ stories: [], feeds: [], hasLapsed: false, isOurs: true }),
      renditionOf: async () => kept,
      listed: async (_, after) => (after ? [] : items.map(lineOf)),
      listedOf: async (_, stories) => items.filter(({ story }) => stories.includes(story)).map(lineOf),
      marks: of,
      items: of,
      editionsOf: async () => stored,
      publish: async (feed, rendered) => {
        keep(feed, rendered)
        return nowhere.publish(feed, rendered)
      },
    }
    await renderChanged({
      store,
      feeds: [WARM_FEED],
      masthead: { base: 'https://a.example.org', authority: 'a.example.org,2026' },
      now: () => WARM_NOW,
    })
  }
  return [...stored.keys()]
}
