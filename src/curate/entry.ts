import type { Act, Ruling } from '../model/act.ts'
import { publicAddress } from '../address/public.ts'
import type { FeedConfig } from '../model/config.ts'
import type { Copy, PublishedEntry } from '../model/published.ts'
import type { State } from '../model/standing.ts'
import type { StoredCopy, StoredItem, StoredMark } from '../model/story.ts'
import type { Place } from '../store/port/items.ts'
import { DAY, PLAUSIBLE_FROM, type Instant } from '../model/time.ts'
import { present } from '../present.ts'
import { sourceFace, type Masthead, type Named, type SourceFace } from './masthead.ts'

/** A story as one feed shows it; in a feed that folds nothing, an item. */
export interface Chosen<Primary extends StoredCopy = StoredItem> {
  /** Id of the story, or of the item. */
  readonly id: string
  /** Where it stands in the list of the feed. */
  readonly place: Place
  /** The copy that is shown. */
  readonly primary: Primary
  /** The first copy of each of the first other sources that ran it, in order of appearance. */
  readonly copies: readonly StoredCopy[]
  /** How many other sources ran it. */
  readonly copyCount: number
  readonly state: State
  /** Whether it stands on top by the word of an editor. */
  readonly isPinned: boolean
  /** What editors said of it. */
  readonly ruling: Ruling
  /** All acts on its story, what was taken back too. */
  readonly acts: readonly Act[]
}

/** What a primary item may lack. */
type Body = Partial<Pick<PublishedEntry, 'url' | 'image' | 'language' | 'carried' | 'summary' | 'content'>>

/** A story as it is published: what its publisher wrote, and what an editor made of it. */
export function entryOf(chosen: Chosen, feed: FeedConfig, names: ReadonlyMap<string, Named>, masthead: Masthead): PublishedEntry {
  const { ruling, isPinned } = chosen
  const entry = { ...written(chosen, feed, names, masthead), ...(isPinned ? { isPinned } : {}) }
  // what an editor said, or took back, changes what readers read
  const updated = Math.max(entry.updated, ruling.noticed ?? 0)
  const by = feed.slug === '' ? 'The editors' : feed.title
  const title = ruling.title ?? entry.title
  if (ruling.withdrawn) return withdrawn({ ...entry, title, updated }, ruling.withdrawn, by, masthead)
  return { ...entry, title, updated, ...(ruling.note === undefined ? {} : { note: { text: ruling.note, by } }) }
}

/** Readers update an entry by its id, and none honours that one is gone: so it stays for a while, and says that it is withdrawn. */
const withdrawn = (
  { id, story, title, published, updated, source }: PublishedEntry,
  { at, why = '' }: NonNullable<Ruling['withdrawn']>,
  by: string,
  { base }: Masthead,
): PublishedEntry => ({
  id,
  story,
  title: `Withdrawn: ${title}`,
  url: `${base}/stories/${story}`,
  published,
  updated,
  authors: [],
  categories: [],
  enclosures: [],
  excerpt: `${by} withdrew this story on ${new Date(at).toISOString().slice(0, 10)}. ${why}`.trim(),
  source,
  copies: [],
})

/** An item without what only its own entry shows. */
const NO_BODY = { key: '', text: '', excerpt: '', authors: [], categories: [], enclosures: [] }

/** As `entryOf`, of a story whose shown copy was not read whole: all but its body, and what else stands in `doc`. */
export const outlineOf = (chosen: Chosen<StoredMark>, ...more: DropFirst<Parameters<typeof entryOf>>): PublishedEntry =>
  entryOf({ ...chosen, primary: { ...NO_BODY, ...chosen.primary } }, ...more)

type DropFirst<T extends readonly unknown[]> = T extends readonly [unknown, ...infer Rest] ? Rest : never

/** What the publisher of the copy that is shown wrote. */
function written(
  { id, primary, copies, copyCount }: Chosen,
  feed: FeedConfig,
  names: ReadonlyMap<string, Named>,
  masthead: Masthead,
): PublishedEntry {
  const face = (url: string) => sourceFace(url, feed, names.get(url))
  const others = oneAnEntry(copies, primary, face)
  const published = publishedAt(primary)
  const { title, authors, categories, enclosures, url, image, language, summary, content, excerpt, carried } = primary
  const isPrivate = publicAddress(primary.source) !== primary.source
  const body = feed.content === 'none' ? {} : feed.content === 'summary' ? { summary: summary ?? content } : { summary, content }
  return {
    id: `tag:${masthead.authority}:${feed.dedupe ? 'story' : 'item'}/${id}`,
    story: primary.story,
    title: title || excerpt.slice(0, 100) || face(primary.source).name,
    published,
    updated: updatedAt(primary, published),
    authors,
    categories,
    enclosures,
    excerpt: feed.content === 'none' ? '' : excerpt,
    ...present<Body>({ url, image, language, carried: isPrivate ? undefined : carried, ...body }),
    source: {
      ...face(primary.source),
      id: (!isPrivate && carried?.feedId) || `tag:${masthead.authority}:source/${encodeURIComponent(publicAddress(primary.source))}`,
      updated: published,
    },
    copies: others.map((copy) => ({
      item: copy.id,
      title: copy.title,
      ...present({ url: copy.url }),
      source: face(copy.source),
      published: publishedAt(copy),
      ...why(copy, primary),
    })),
    ...(copyCount > copies.length ? { copyCount: copyCount - (copies.length - others.length) } : {}),
  }
}

/** Who is watched at two addresses sends the same entry twice: one headline at one address, under one name and site. That is credited once. */
function oneAnEntry(copies: readonly StoredCopy[], primary: StoredItem, face: (url: string) => SourceFace): readonly StoredCopy[] {
  const entryOf = ({ source, title, url }: Pick<StoredCopy, 'source' | 'title' | 'url'>) =>
    JSON.stringify([outletOf(face(source)), title, url])
  const seen = new Set([entryOf(primary)])
  return copies.filter((copy) => {
    const entry = entryOf(copy)
    return !seen.has(entry) && seen.add(entry)
  })
}

/** Without a site of its own a source is nobody's but itself: many stand on one feed host. */
const outletOf = ({ name, url, site }: SourceFace): string => (site === undefined ? url : `${name}\0${URL.parse(site)?.host ?? url}`)

/** Why a copy and the one that is shown are one story; the first item itself was folded onto nothing, others onto it. */
const why = (copy: StoredCopy, primary: StoredItem): Pick<Copy, 'reason' | 'score'> => {
  const { reason, score } = copy.join.reason === 'new' ? primary.join : copy.join
  return { reason, score }
}

/** The publisher's date where it can be true, else when the item appeared here. */
export const publishedAt = (item: StoredCopy): Instant => plausible(item.published, item) ?? item.at

const updatedAt = (item: StoredCopy & Pick<StoredItem, 'edited' | 'updated'>, published: Instant): Instant =>
  Math.max(published, item.edited > item.at ? item.edited : 0, plausible(item.updated, item) ?? 0)

/** A date a day ahead of the visit that found it, or before there was a web, says nothing; one hours ahead is a wrong zone. */
const plausible = (instant: Instant | undefined, { firstSeen }: StoredCopy): Instant | undefined =>
  instant !== undefined && instant >= PLAUSIBLE_FROM && instant <= firstSeen + DAY ? Math.min(instant, firstSeen) : undefined
