import type { RawFeed, RawItem, RawLink, RawPerson, RawPodcast } from '../model/raw.ts'
import { isAbsolute, resolve } from './scope.ts'

type Resolve = (href: string) => string

/**
 * Resolves the references of a feed that no `xml:base` has resolved yet: those of the feed against its document, links of items
 * against the site that the feed belongs to, and all else of an item against the item's link. Feeds live at feed hosts, or in a
 * folder of their own; what they talk of does not.
 */
export function resolveFeed(feed: RawFeed, document: string): RawFeed {
  const here: Resolve = (href) => resolve(href, document)
  const link = feed.link === undefined ? undefined : here(feed.link)
  const site = link !== undefined && isAbsolute(link) ? link : document
  return {
    ...feed,
    ...optional('link', link),
    ...optional('self', feed.self && here(feed.self)),
    ...optional('image', feed.image && resolve(feed.image, site)),
    links: links(feed.links, here),
    hubs: feed.hubs.map(here),
    authors: persons(feed.authors, (href) => resolve(href, site)),
    items: feed.items.map((item) => resolveItem(item, site)),
  }
}

function resolveItem(item: RawItem, site: string): RawItem {
  if (isResolved(item)) return item
  const link = item.link === undefined ? undefined : resolve(item.link, site)
  const base = link !== undefined && isAbsolute(link) ? link : site
  const to: Resolve = (href) => resolve(href, base)
  return {
    ...item,
    ...optional('link', link),
    ...optional('image', item.image && to(item.image)),
    ...optional('comments', item.comments && to(item.comments)),
    ...optional('podcast', item.podcast && podcast(item.podcast, to)),
    links: links(item.links, (href) => resolve(href, site)),
    authors: persons(item.authors, to),
    contributors: persons(item.contributors, to),
    enclosures: item.enclosures.map((enclosure) => ({ ...enclosure, url: to(enclosure.url) })),
    ...optional('origin', item.origin && { ...item.origin, ...optional('url', item.origin.url && to(item.origin.url)) }),
  }
}

/** Nearly every item is: then nothing is copied. */
const isResolved = ({ link, image, comments, podcast: of, links: all, authors, contributors, enclosures, origin }: RawItem): boolean =>
  [link, image, comments, origin?.url, of?.image, of?.chapters?.url].every(isNone) &&
  all.every(({ href }) => isAbsolute(href)) &&
  enclosures.every(({ url }) => isAbsolute(url)) &&
  [...authors, ...contributors].every(({ url }) => isNone(url)) &&
  (of?.transcripts ?? []).every(({ url }) => isAbsolute(url))

const isNone = (href: string | undefined): boolean => href === undefined || isAbsolute(href)

const optional = <Key extends string, Value>(key: Key, value: Value | undefined | ''): { [K in Key]?: Value } =>
  value === undefined || value === '' ? {} : ({ [key]: value } as { [K in Key]?: Value })

const links = (all: readonly RawLink[], to: Resolve): readonly RawLink[] => all.map((link) => ({ ...link, href: to(link.href) }))

const persons = (all: readonly RawPerson[], to: Resolve): readonly RawPerson[] =>
  all.map((person) => ({ ...person, ...optional('url', person.url && to(person.url)) }))

const podcast = (of: RawPodcast, to: Resolve): RawPodcast => ({
  ...of,
  ...optional('image', of.image && to(of.image)),
  ...optional('chapters', of.chapters && { ...of.chapters, url: to(of.chapters.url) }),
  ...optional(
    'transcripts',
    of.transcripts?.map((file) => ({ ...file, url: to(file.url) })),
  ),
})
