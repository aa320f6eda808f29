import type { Category } from '../model/item.ts'
import type { PublishedEntry, PublishedFeed } from '../model/published.ts'
import { HOMEPAGE } from '../version.ts'
import { webAddress } from '../address/published.ts'
import { rfc3339 } from './dates.ts'
import { CARRIED_NAMESPACES, carriedElements, carriedLinks, hasFacts, mediaContent } from './carried.ts'
import { attachmentsOf, authorsOf, bodiesOf, contributorsOf, headline, languageOf, pageAddress, updatedOf, type Person } from './entry.ts'
import { related, thumbnail } from './elements.ts'
import { writeDocument, type EntryFeed, type FeedOutline, type Writer } from './writer.ts'
import { around, DECLARATION, line, markup, parent, plain, tag, type Xml } from './xml.ts'

const NAMESPACES = { xmlns: 'http://www.w3.org/2005/Atom', 'xmlns:media': 'http://search.yahoo.com/mrss/', ...CARRIED_NAMESPACES }

/** Atom 1.0 (RFC 4287). */
export const ATOM: Writer<'atom'> = {
  format: 'atom',
  mediaType: 'application/atom+xml; charset=utf-8',
  frame(feed) {
    const [start, end] = feedElement(feed)
    return [DECLARATION + start, ...feed.entries.keys(), end]
  },
  entry: entryElement,
  separator: '',
}

/**
 * The feed as Atom.
 * @public
 */
export const atom = (feed: PublishedFeed): string => writeDocument(ATOM, feed).body

const feedElement = (feed: FeedOutline) =>
  around(
    'feed',
    { ...NAMESPACES, 'xml:lang': languageOf(feed.language) },
    plain('id', feed.id),
    plain('title', line(feed.title) || feed.slug, { type: 'text' }),
    plain('subtitle', feed.description, { type: 'text' }),
    tag('link', { rel: 'self', type: 'application/atom+xml', href: `${pageAddress(feed)}.atom` }),
    tag('link', { rel: 'alternate', type: 'text/html', href: pageAddress(feed) }),
    plain('updated', rfc3339(updatedOf(feed))),
    // an empty feed must name an author too (RFC 4287 4.1.1)
    person('author')({ name: line(feed.title) || feed.slug, url: pageAddress(feed) }),
    plain('generator', 'wirefold', { uri: HOMEPAGE }),
    plain('icon', webAddress(feed.icon)),
  )

function entryElement(entry: PublishedEntry, feed: EntryFeed): Xml {
  const url = webAddress(entry.url)
  const comments = webAddress(entry.carried?.comments)
  const attachments = attachmentsOf(entry)
  const { summary, full, complete } = bodiesOf(entry)
  const own = languageOf(entry.language)
  // without a link there must be content (RFC 4287 4.1.2), also where it is only a summary
  const content = complete || url === undefined
  return parent(
    'entry',
    { 'xml:lang': own === languageOf(feed.language) ? undefined : own },
    plain('id', entry.id),
    plain('title', headline(entry), { type: 'text' }),
    url === undefined ? undefined : tag('link', { rel: 'alternate', type: 'text/html', href: url }),
    plain('published', rfc3339(entry.published)),
    plain('updated', rfc3339(entry.updated)),
    ...authorsOf(entry).map(person('author')),
    ...contributorsOf(entry).map(person('contributor')),
    ...entry.categories.map(category),
    summary === undefined ? undefined : markup('summary', summary, { type: 'html' }),
    markup(content ? 'content' : 'summary', full, { type: 'html' }),
    plain('rights', entry.carried?.rights, { type: 'text' }),
    comments === undefined ? undefined : tag('link', { rel: 'replies', type: 'text/html', href: comments }),
    ...attachments.map(({ url: href, type, length, title }) => tag('link', { rel: 'enclosure', type, length, href, title })),
    ...attachments.filter(hasFacts).map(mediaContent),
    thumbnail(entry.image),
    ...carriedElements(entry),
    ...carriedLinks(entry, 'link'),
    ...entry.copies.map(related('link')),
    source(entry),
  )
}

const person =
  (element: 'author' | 'contributor') =>
  ({ name, url }: Person): Xml =>
    tag(element, {}, plain('name', name), url === undefined ? undefined : plain('uri', url))

function category({ term, scheme, label }: Category): Xml | undefined {
  const name = line(term)
  return name ? tag('category', { term: name, scheme: webAddress(scheme), label: line(label ?? '') || undefined }) : undefined
}

/** The feed it was taken from (RFC 4287 4.2.11). One without a public address is named by its id alone. */
const source = ({ source: { id, name, url, site, updated } }: PublishedEntry): Xml =>
  parent(
    'source',
    {},
    plain('id', id),
    plain('title', line(name) || 'Unknown', { type: 'text' }),
    plain('updated', rfc3339(updated)),
    tag('link', { rel: 'self', href: webAddress(url) ?? id }),
    webAddress(site) === undefined ? undefined : tag('link', { rel: 'alternate', type: 'text/html', href: webAddress(site) }),
  )
