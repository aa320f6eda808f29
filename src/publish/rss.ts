import type { Category } from '../model/item.ts'
import type { PublishedEntry, PublishedFeed } from '../model/published.ts'
import { webAddress } from '../address/published.ts'
import { CARRIED_NAMESPACES, carriedElements, carriedLinks, hasFacts, mediaContent } from './carried.ts'
import { rfc3339, rfc822 } from './dates.ts'
import { related, thumbnail } from './elements.ts'
import {
  attachmentsOf,
  authorsOf,
  bodiesOf,
  contributorsOf,
  headline,
  languageOf,
  noteOf,
  pageAddress,
  updatedOf,
  type Person,
} from './entry.ts'
import { writeDocument, type EntryFeed, type FeedOutline, type Writer } from './writer.ts'
import { around, DECLARATION, escapeText, line, markup, parent, plain, tag, type Clean, type Xml } from './xml.ts'

const NAMESPACES = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:media': 'http://search.yahoo.com/mrss/',
  ...CARRIED_NAMESPACES,
}

/** RSS 2.0, as the RSS Best Practices Profile wants it. */
export const RSS: Writer<'rss'> = {
  format: 'rss',
  mediaType: 'application/rss+xml; charset=utf-8',
  frame(feed) {
    const [start, end] = around('rss', { version: '2.0', ...NAMESPACES })
    const [head, foot] = channelElement(feed)
    return [DECLARATION + start + head, ...feed.entries.keys(), foot + end]
  },
  entry: itemElement,
  separator: '',
}

/**
 * The feed as RSS.
 * @public
 */
export const rss = (feed: PublishedFeed): string => writeDocument(RSS, feed).body

function channelElement(feed: FeedOutline) {
  const title = line(feed.title) || feed.slug
  return around(
    'channel',
    {},
    plain('title', title),
    plain('link', pageAddress(feed)),
    plain('description', line(feed.description ?? '') || title),
    tag('atom:link', { rel: 'self', type: 'application/rss+xml', href: `${pageAddress(feed)}.rss` }),
    plain('language', languageOf(feed.language)?.toLowerCase()),
    plain('lastBuildDate', rfc822(updatedOf(feed))),
    plain('generator', 'wirefold'),
    image(feed, title),
    plain('docs', 'https://www.rssboard.org/rss-specification'),
  )
}

/** RSS names a picture with the title and the address of what it stands for. */
function image(feed: FeedOutline, title: string): Xml | undefined {
  const url = webAddress(feed.icon)
  return url === undefined ? undefined : parent('image', {}, plain('url', url), plain('title', title), plain('link', pageAddress(feed)))
}

function itemElement(entry: PublishedEntry, feed: EntryFeed): Xml {
  const language = languageOf(feed.language)
  const [first, ...others] = attachmentsOf(entry)
  const own = languageOf(entry.language)
  return parent(
    'item',
    {},
    plain('title', headline(entry)),
    plain('link', webAddress(entry.url)),
    ...descriptionOf(entry),
    plain('comments', webAddress(entry.carried?.comments)),
    plain('guid', entry.id, { isPermaLink: 'false' }),
    plain('pubDate', rfc822(entry.published)),
    entry.updated === entry.published ? undefined : plain('atom:updated', rfc3339(entry.updated)),
    // not `author`, which wants a mail address
    ...authorsOf(entry).map(({ name }) => plain('dc:creator', name)),
    ...contributorsOf(entry).map(contributor),
    plain('dc:rights', entry.carried?.rights),
    own === undefined || own === language ? undefined : plain('dc:language', own.toLowerCase()),
    ...entry.categories.map(category),
    // RSS has one enclosure an item; Media RSS has any number
    first && tag('enclosure', { url: first.url, length: first.length ?? 0, type: first.type }),
    ...(first && hasFacts(first) ? [first, ...others] : others).map(mediaContent),
    thumbnail(entry.image),
    ...carriedElements(entry),
    ...authorsOf(entry).map(authorLink),
    ...carriedLinks(entry, 'atom:link'),
    ...entry.copies.map(related('atom:link')),
    source(entry),
  )
}

/** A name has room for no address; Atom's contributor has. */
const contributor = ({ name, url }: Person): Xml =>
  url === undefined ? plain('dc:contributor', name)! : tag('atom:contributor', {}, plain('atom:name', name), plain('atom:uri', url))

/** The author's own page (HTML 4.6.7.2), beside `dc:creator`, which every reader knows. */
const authorLink = ({ name, url }: Person): Xml | undefined =>
  url === undefined ? undefined : tag('atom:link', { rel: 'author', href: url, title: name })

/** `description` first: readers that know no `content:encoded` show it, and some take the last of the two. */
function descriptionOf(entry: PublishedEntry): readonly Xml[] {
  const { summary, full, complete } = bodiesOf(entry)
  const brief = summary ?? ((noteOf(entry) + escapeText(line(entry.excerpt))) as string as Clean)
  return complete && brief ? [markup('description', brief), markup('content:encoded', full)] : [markup('description', full)]
}

const category = ({ term, scheme, label }: Category) => plain('category', line(label ?? '') || term, { domain: webAddress(scheme) })

/** Credit. A source without a public address cannot be a `source`, whose url is required. */
function source({ source: { name, url } }: PublishedEntry): Xml | undefined {
  const address = webAddress(url)
  return address === undefined ? plain('dc:source', name) : plain('source', line(name) || address, { url: address })
}
