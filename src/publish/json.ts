import { present } from '../present.ts'
import type { Podcast } from '../model/carried.ts'
import type { Category } from '../model/item.ts'
import type { Copy, PublishedEntry, PublishedFeed } from '../model/published.ts'
import { HOMEPAGE } from '../version.ts'
import { webAddress } from '../address/published.ts'
import { hasFacts, pagesOf, viaOf } from './carried.ts'
import { rfc3339 } from './dates.ts'
import { attachmentsOf, authorsOf, bodiesOf, contributorsOf, each, headline, languageOf, pageAddress, updatedOf } from './entry.ts'
import { writeDocument, type FeedOutline, type Writer } from './writer.ts'
import { clean, line } from './xml.ts'

/** JSON Feed 1.1. What it has no word for stands in the extension `_wirefold`. */
export const JSON_FEED: Writer<'json'> = {
  format: 'json',
  mediaType: 'application/feed+json; charset=utf-8',
  frame(feed) {
    const empty = JSON.stringify({ ...feedObject(feed), items: [] })
    return [empty.slice(0, -END.length), ...feed.entries.keys(), `${END}\n`]
  },
  entry: (entry) => JSON.stringify(itemObject(entry)),
  separator: ',',
}

/** How a document ends whose last value is a list. */
const END = ']}'

/**
 * The feed as JSON Feed.
 * @public
 */
export const jsonFeed = (feed: PublishedFeed): string => writeDocument(JSON_FEED, feed).body

function feedObject(feed: FeedOutline) {
  const title = line(feed.title) || feed.slug
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: pageAddress(feed),
    feed_url: `${pageAddress(feed)}.json`,
    description: line(feed.description ?? '') || undefined,
    icon: webAddress(feed.icon),
    favicon: webAddress(feed.icon),
    authors: [{ name: title, url: pageAddress(feed) }],
    language: languageOf(feed.language),
    _wirefold: { about: HOMEPAGE, id: feed.id, updated: rfc3339(updatedOf(feed)) },
  }
}

function itemObject(entry: PublishedEntry) {
  const attachments = attachmentsOf(entry).map(({ url, type, length, title, duration }) => ({
    url,
    mime_type: type,
    title: line(title ?? '') || undefined,
    size_in_bytes: length,
    duration_in_seconds: duration,
  }))
  const tags = [...new Set(entry.categories.map(tagOf).filter((tag) => tag !== ''))]
  return {
    id: clean(entry.id),
    url: webAddress(entry.url),
    external_url: pagesOf(entry.carried?.related)[0]?.url,
    title: headline(entry),
    content_html: bodiesOf(entry).full,
    summary: line(entry.excerpt) || undefined,
    image: webAddress(entry.image),
    date_published: rfc3339(entry.published),
    date_modified: rfc3339(entry.updated),
    authors: authorsOf(entry),
    tags: tags.length > 0 ? tags : undefined,
    language: languageOf(entry.language),
    attachments: attachments.length > 0 ? attachments : undefined,
    _wirefold: {
      about: HOMEPAGE,
      story: clean(entry.story),
      source: { id: clean(entry.source.id), ...faceOf(entry.source) },
      copies: each(entry.copies, copyObject),
      ...present({ copyCount: entry.copyCount }),
      ...carriedObject(entry),
    },
  }
}

/** What JSON Feed has no word for. */
function carriedObject(entry: PublishedEntry) {
  const { carried, enclosures } = entry
  if (carried === undefined) return {}
  return {
    comments: webAddress(carried.comments),
    rights: line(carried.rights ?? '') || undefined,
    related: filled(pagesOf(carried.related)),
    via: filled(viaOf(entry)),
    contributors: filled(contributorsOf(entry)),
    podcast: carried.podcast && enclosures.length > 0 ? podcastObject(carried.podcast) : undefined,
    place: carried.place,
    media: filled(
      attachmentsOf(entry)
        .filter(hasFacts)
        .map(({ url, width, height, credits }) => ({ url, width, height, credits })),
    ),
  }
}

const filled = <T extends object>(value: T): T | undefined => (Object.keys(value).length > 0 ? value : undefined)

const podcastObject = ({ image, transcripts, chapters, ...rest }: Podcast) => ({
  ...rest,
  image: webAddress(image),
  transcripts: transcripts?.filter(({ url }) => webAddress(url) !== undefined),
  chapters: chapters && webAddress(chapters.url) !== undefined ? chapters : undefined,
})

const tagOf = ({ term, label }: Category) => line(label ?? '') || line(term)

const copyObject = ({ title, url, source, published, reason, score }: Copy) => ({
  title: line(title),
  url: webAddress(url),
  source: faceOf(source),
  published: rfc3339(published),
  reason,
  score,
})

const faceOf = ({ name, url, site }: { readonly name: string; readonly url: string; readonly site?: string }) => ({
  name: line(name),
  url: webAddress(url),
  site: webAddress(site),
})
