import { sourceFace, type Masthead } from './masthead.ts'
import { DAY, PLAUSIBLE_FROM, type Instant } from '../model/time.ts'
import type { Copy, PublishedEntry, PublishedFeed } from '../model/published.ts'
import type { FeedConfig } from '../model/config.ts'
import type { StoredItem, Story } from '../model/story.ts'
import { publicAddress } from '../address/public.ts'
import { present } from '../present.ts'
import { matcher } from './rules.ts'
import type { Place } from '../store/port/items.ts'
import type { SourceRecord } from '../model/source.ts'
import type { Store } from '../store/port/store.ts'
import { inOrder } from './winner.ts'

/** Stories looked through for the ones a feed keeps, so that a rule that matches next to nothing ends too. */
const MOST_LOOKED_AT = 3000
/** Each look is two reads: Workers Free gives an invocation fifty for everything. */
const LOOKED_AT_ONCE = 500

export interface Choice {
  readonly stories: readonly Story[]
  /** Where the next page starts; absent at the end. */
  readonly next?: Place
}

/**
 * Chooses what a feed holds: at most `limit` stories, by its rules, in the order of the copies that are shown, newest first. A late
 * copy may bring a story back, but does not lift it. Several reads.
 */
export async function choose(
  store: Store,
  feed: FeedConfig,
  records: ReadonlyMap<string, SourceRecord>,
  { after, limit = feed.limit }: { readonly after?: Place | undefined; readonly limit?: number } = {},
): Promise<Choice> {
  const urls = feed.sources.map(({ url }) => url)
  const stays = keeps(feed, records)
  const sifts = feed.keep !== undefined || feed.drop.length > 0
  const size = sifts ? LOOKED_AT_ONCE : limit + 1
  const chosen: { story: Story; head: Place }[] = []
  for (let seen = 0; seen < MOST_LOOKED_AT && chosen.length <= limit; seen += size) {
    const heads = await store.heads(urls, feed.dedupe ? 'story' : 'item', after, size)
    const found = await byHead(store, feed, heads, sifts)
    chosen.push(...found.filter(({ story }) => stays(story)))
    if (heads.length < size) break
    after = heads.at(-1)
  }
  const kept = chosen.slice(0, limit)
  const whole = sifts
    ? await byHead(
        store,
        feed,
        kept.map(({ head }) => head),
        false,
      )
    : kept
  const place = (story: Story) => copiesInOrder(story, feed)[0]!.at
  const stories = whole.map(({ story }) => story).toSorted((a, b) => place(b) - place(a))
  return chosen.length > limit ? { stories, next: chosen[limit - 1]!.head } : { stories }
}

/** Whether a story stays: any copy may match. */
function keeps(feed: FeedConfig, records: ReadonlyMap<string, SourceRecord>): (story: Story) => boolean {
  const kept = feed.keep && matcher(feed.keep)
  const dropped = matcher(feed.drop)
  return (story) => {
    const subjects = story.items.map((item) => ({ item, sourceName: sourceFace(item.source, feed, records.get(item.source)).name }))
    return (!kept || subjects.some(kept)) && !subjects.some(dropped)
  }
}

/** The stories (or items, each alone) of these heads, in their order. */
async function byHead(
  store: Store,
  feed: FeedConfig,
  heads: readonly Place[],
  brief: boolean,
): Promise<readonly { story: Story; head: Place }[]> {
  const ids = heads.map(({ id }) => id)
  const found = feed.dedupe
    ? await store.stories(
        ids,
        feed.sources.map(({ url }) => url),
        brief,
      )
    : (await store.items(ids)).map((item): Story => ({ id: item.id, items: [item] }))
  const byId = new Map(found.map((story) => [story.id, story]))
  return heads.flatMap((head) => {
    const story = byId.get(head.id)
    return story ? [{ story, head }] : []
  })
}

/** The document a feed shows, the same values for every format. `since` is the `updated` it was published with last: it never goes back. */
export function compose(
  feed: FeedConfig,
  stories: readonly Story[],
  records: ReadonlyMap<string, SourceRecord>,
  masthead: Masthead,
  since: Instant,
  now: Instant,
): PublishedFeed {
  const entries = stories.map((story) => entryOf(story, feed, records, masthead))
  return {
    slug: feed.slug,
    id: `tag:${masthead.authority}:feed/${feed.was?.[0] ?? feed.slug}`,
    title: feed.title,
    ...(feed.description ? { description: feed.description } : {}),
    ...(feed.language ? { language: feed.language } : {}),
    ...(feed.icon ? { icon: 'url' in feed.icon ? feed.icon.url : `${masthead.base}/feeds/${feed.slug}.icon` } : {}),
    ...(feed.pictures ? { pictures: true } : {}),
    base: masthead.base,
    // from content; a feed that never held anything is as old as its first rendering
    updated: Math.max(since, ...entries.map(({ updated }) => updated)) || now,
    entries,
  }
}

/** The copy that is shown, then the others. */
export function copiesInOrder({ items, shown }: Story, { sources }: FeedConfig): readonly StoredItem[] {
  const prefer = new Map(sources.map((source) => [source.url, source.prefer]))
  return inOrder(items, (url) => prefer.get(url) ?? 0, shown)
}

/** What a primary item may lack. */
type Body = Partial<Pick<PublishedEntry, 'url' | 'image' | 'language' | 'summary' | 'content'>>

function entryOf(story: Story, feed: FeedConfig, records: ReadonlyMap<string, SourceRecord>, masthead: Masthead): PublishedEntry {
  const [primary, ...others] = copiesInOrder(story, feed) as [StoredItem, ...StoredItem[]]
  const face = (url: string) => sourceFace(url, feed, records.get(url))
  const published = publishedAt(primary)
  const { title, authors, categories, enclosures, url, image, language, summary, content, excerpt } = primary
  const body = feed.content === 'none' ? {} : feed.content === 'summary' ? { summary: summary ?? content } : { summary, content }
  return {
    id: `tag:${masthead.authority}:${feed.dedupe ? 'story' : 'item'}/${story.id}`,
    story: primary.story,
    title: title || excerpt.slice(0, 100) || face(primary.source).name,
    published,
    updated: Math.max(published, primary.edited > primary.at ? primary.edited : 0, plausible(primary.updated, primary) ?? 0),
    authors,
    categories,
    enclosures,
    excerpt: feed.content === 'none' ? '' : excerpt,
    ...present<Body>({ url, image, language, ...body }),
    source: {
      ...face(primary.source),
      id: `tag:${masthead.authority}:source/${encodeURIComponent(publicAddress(primary.source))}`,
      updated: published,
    },
    copies: elsewhere(primary, others).map((copy) => ({
      item: copy.id,
      title: copy.title,
      ...present({ url: copy.url }),
      source: face(copy.source),
      published: publishedAt(copy),
      ...why(copy, primary),
    })),
  }
}

/** One copy a source, the primary's own source left out: they tell who else ran it. */
const elsewhere = (primary: StoredItem, others: readonly StoredItem[]) =>
  others.filter((copy, i) => copy.source !== primary.source && others.findIndex(({ source }) => source === copy.source) === i)

/** Why a copy and the one that is shown are one story; the first item itself was folded onto nothing, others onto it. */
const why = (copy: StoredItem, primary: StoredItem): Pick<Copy, 'reason' | 'score'> => {
  const { reason, score } = copy.join.reason === 'new' ? primary.join : copy.join
  return { reason, score }
}

/** The publisher's date where it can be true, else when the item appeared here. */
export const publishedAt = (item: StoredItem): Instant => plausible(item.published, item) ?? item.at

/** A date a day ahead of the visit that found it, or before there was a web, says nothing; one hours ahead is a wrong zone. */
const plausible = (instant: Instant | undefined, { firstSeen }: StoredItem): Instant | undefined =>
  instant !== undefined && instant >= PLAUSIBLE_FROM && instant <= firstSeen + DAY ? Math.min(instant, firstSeen) : undefined
