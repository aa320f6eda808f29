import type { RawFeed, RawItem } from '../model/raw.ts'
import { address, attribute, childrenOf, firstDate, firstElement, firstValue, identifier, value, type Children } from './element.ts'
import { MAX_LIST } from './limits.ts'
import {
  alternateOf,
  authorsOf,
  categoriesOf,
  contributorsOf,
  feedAuthorsOf,
  hintsOf,
  imageOf,
  linksOf,
  linkWith,
  rightsOf,
} from './modules.ts'
import { enclosuresOf } from './media.ts'
import { placeOf } from './place.ts'
import { podcastOf } from './podcast.ts'
import { present } from '../present.ts'
import { mergeNested, type Root } from './root.ts'
import { anyText } from './text.ts'
import { isElement, type Element } from './xml.ts'

/** RSS 0.91 to 2.0, and the RDF family (0.90, 1.0, 1.1), whose items stand beside the channel instead of in it. */
export function readRss({ element: root, items, truncated, notes }: Root, format: 'rss' | 'rdf'): RawFeed {
  const channel = root.name.local === 'channel' ? root : channelOf(root)
  const of = childrenOf(channel)
  const links = linksOf(of)
  return present<RawFeed>({
    format,
    version: attribute(root, 'version'),
    id: identifier(firstElement(of, 'atom:id', 'id', 'guid')) ?? attribute(channel, 'about'),
    title: anyText(firstElement(of, 'title', 'atom:title', 'dc:title', 'itunes:title', 'media:title')),
    subtitle: anyText(firstElement(of, ...SUBTITLES)),
    link: linkText(channel, of) ?? alternateOf(links),
    links,
    self: linkWith(links, 'self'),
    hubs: links.filter((link) => link.rel === 'hub').map((link) => link.href),
    published: firstDate(of, 'pubdate', 'atom:published', 'published', 'dcterms:issued', 'dc:date'),
    updated: firstDate(of, 'lastbuilddate', 'atom:updated', 'updated', 'dcterms:modified', 'modified', 'dc:date'),
    authors: feedAuthorsOf(of),
    categories: categoriesOf(of),
    image: imageOf(channel, of),
    rights: rightsOf(of),
    generator: firstValue(of, 'generator', 'atom:generator') ?? attribute(of('admin:generatoragent')[0] ?? channel, 'resource'),
    language: firstValue(of, 'language', 'dc:language') ?? channel.scope.language,
    base: channel.scope.declaredBase,
    hints: hintsOf(of),
    items,
    truncated,
    notes,
  })
}

const SUBTITLES = [
  'description',
  'tagline',
  'atom:subtitle',
  'subtitle',
  'dc:description',
  'itunes:summary',
  'itunes:subtitle',
  'abstract',
  'feedburner:browserfriendly',
]

/** The first channel with anything in it; where there is none, its fields stand in the root. */
function channelOf(root: Element): Element {
  const channel = root.children.find((child): child is Element => isElement(child) && isFilledChannel(child))
  return channel ? mergeNested(channel, [channel]) : root
}

const isFilledChannel = ({ name, children }: Element): boolean => name.key === 'channel' && children.length > 0

/** The field policy of an RSS item: what is looked for, in order of preference. */
export function readRssItem(item: Element): RawItem {
  const of = childrenOf(item)
  const links = linksOf(of)
  const guid = of('guid').find((each) => value(each) !== undefined)
  const isPermaLink = guid && permalink(guid)
  const id = identifier(guid) ?? identifier(firstElement(of, 'atom:id', 'id')) ?? attribute(item, 'about')
  return present<RawItem>({
    id,
    isPermaLink,
    title: anyText(firstElement(of, 'title', 'atom:title', 'dc:title', 'media:title', 'itunes:title')),
    ...bodiesOf(of),
    link: feedburnerLink(item, of) ?? linkText(item, of) ?? alternateOf(links) ?? guidLink(item, guid, isPermaLink) ?? aboutLink(item),
    links,
    published: firstDate(of, 'pubdate', 'atom:published', 'published', 'dcterms:issued', 'issued', 'dcterms:created', 'dc:date', 'date'),
    updated: firstDate(of, 'atom:updated', 'updated', 'dcterms:modified', 'modified', 'lastbuilddate', 'dc:date'),
    authors: authorsOf(of),
    contributors: contributorsOf(of),
    categories: categoriesOf(of),
    enclosures: enclosuresOf(item, of),
    image: imageOf(item, of),
    comments: address(item, firstValue(of, 'comments')),
    rights: rightsOf(of),
    language: firstValue(of, 'dc:language', 'language') ?? item.scope.language,
    base: item.scope.declaredBase,
    origin: originOf(of),
    podcast: podcastOf(of),
    place: placeOf(of),
  })
}

const SUMMARIES = [
  'atom:summary',
  'summary',
  'description',
  'dc:description',
  'dcterms:abstract',
  'itunes:summary',
  'abstract',
  'media:description',
  'itunes:subtitle',
]
const CONTENTS = ['content:encoded', 'xhtml:body', 'body', 'xhtml:div', 'fullitem', 'atom:content', 'content']

/** A description beside a summary is the longer text of the two, as content beside a description is. */
function bodiesOf(of: Children): Pick<RawItem, 'summary' | 'content'> {
  const summary = firstElement(of, ...SUMMARIES)
  const content = firstElement(of, ...CONTENTS)
  const isShort = content === undefined && summary?.name.local === 'summary' && summary.name.namespace !== 'itunes'
  const description = isShort ? firstElement(of, 'description') : undefined
  return present({ summary: anyText(summary), content: anyText(content ?? description) })
}

/**
 * `<link>` of RSS is text; one with an href is Atom's, under whatever namespace. HTML programs that had the feed in their
 * hands leave `<link/>https://example.org/`: there it has no content.
 */
function linkText(element: Element, of: Children): string | undefined {
  // a list without end would be searched for each of its links
  for (const link of of('link').slice(0, MAX_LIST)) {
    const text = value(link) ?? (link.attributes.length === 0 ? addressBehind(element, link) : undefined)
    if (text !== undefined) return address(link, text)
  }
  return undefined
}

function addressBehind({ children }: Element, link: Element): string | undefined {
  const next = children[children.indexOf(link) + 1]
  return typeof next === 'string' && /^\s*https?:\/\/\S+\s*$/i.test(next) ? next : undefined
}

const feedburnerLink = (item: Element, of: Children): string | undefined => address(item, firstValue(of, 'feedburner:origlink'))

/** RSS 2.0: a guid is a permalink unless it says otherwise. */
function permalink(guid: Element): boolean | undefined {
  const said = attribute(guid, 'ispermalink')?.toLowerCase()
  return said === undefined ? undefined : said !== 'false'
}

/** Only what is written as an address is taken for one: many publishers leave `isPermaLink` out. */
function guidLink(item: Element, guid: Element | undefined, isPermaLink: boolean | undefined): string | undefined {
  const text = value(guid)
  if (text === undefined || isPermaLink === false) return undefined
  return isPermaLink === true || /^https?:/i.test(text) ? address(item, text) : undefined
}

const aboutLink = (item: Element): string | undefined => {
  const about = attribute(item, 'about')
  return about !== undefined && /^https?:/i.test(about) ? about : undefined
}

function originOf(of: Children): RawItem['origin'] {
  const source = of('source')[0] ?? of('atom:source')[0]
  if (source === undefined) return undefined
  const url = address(source, attribute(source, 'url'))
  const title = value(source)
  return present({ title, url })
}
