import type { RawFeed, RawItem, RawOrigin } from '../model/raw.ts'
import { address, attribute, childrenOf, firstDate, firstElement, firstValue, identifier, value, type Children } from './element.ts'
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
import type { Root } from './root.ts'
import { isAbsolute } from './scope.ts'
import { atomText, looseText } from './text.ts'
import type { Element } from './xml.ts'

/** Atom 1.0 (RFC 4287) and 0.3, with or without its namespace, with or without a prefix. */
export function readAtom({ element: root, items, truncated, notes }: Root): RawFeed {
  const of = childrenOf(root)
  const links = linksOf(of)
  return present<RawFeed>({
    format: 'atom',
    version: attribute(root, 'version') ?? '1.0',
    id: identifier(firstElement(of, 'atom:id', 'id')),
    title: atomText(firstElement(of, 'atom:title', 'title', 'dc:title')),
    subtitle: atomText(
      firstElement(of, 'atom:subtitle', 'subtitle', 'atom:tagline', 'tagline', 'atom:info', 'info', 'dc:description', 'description'),
    ),
    link: alternateOf(links) ?? plainLink(of),
    links,
    self: linkWith(links, 'self'),
    hubs: links.filter((link) => link.rel === 'hub').map((link) => link.href),
    published: firstDate(
      of,
      'atom:published',
      'published',
      'atom:issued',
      'issued',
      'dcterms:issued',
      'atom:created',
      'created',
      'pubdate',
    ),
    updated: firstDate(of, 'atom:updated', 'updated', 'atom:modified', 'modified', 'dcterms:modified', 'dc:date', 'lastbuilddate'),
    authors: feedAuthorsOf(of),
    categories: categoriesOf(of),
    image: imageOf(root, of),
    rights: rightsOf(of),
    generator: firstValue(of, 'atom:generator', 'generator'),
    language: root.scope.language ?? firstValue(of, 'dc:language', 'language'),
    base: root.scope.declaredBase,
    hints: hintsOf(of),
    items,
    truncated,
    notes,
  })
}

/** The field policy of an Atom entry: what is looked for, in order of preference. */
export function readEntry(entry: Element): RawItem {
  const of = childrenOf(entry)
  const links = linksOf(of)
  const content = firstElement(of, 'atom:content', 'content')
  return present<RawItem>({
    id: identifier(firstElement(of, 'atom:id', 'id', 'guid')),
    title: atomText(firstElement(of, 'atom:title', 'title', 'dc:title')) ?? looseText(firstElement(of, 'media:title')),
    summary:
      atomText(firstElement(of, 'atom:summary', 'summary')) ??
      looseText(firstElement(of, 'description', 'dc:description', 'itunes:summary', 'media:description')) ??
      mediaDescription(of),
    content: atomText(content) ?? looseText(firstElement(of, 'content:encoded', 'xhtml:body')),
    link: address(entry, firstValue(of, 'feedburner:origlink')) ?? alternateOf(links) ?? plainLink(of) ?? contentSource(of) ?? webId(of),
    links,
    published: firstDate(
      of,
      'atom:published',
      'published',
      'atom:issued',
      'issued',
      'dcterms:issued',
      'atom:created',
      'created',
      'pubdate',
    ),
    updated: firstDate(of, 'atom:updated', 'updated', 'atom:modified', 'modified', 'dcterms:modified', 'dc:date', 'date'),
    authors: authorsOf(of),
    contributors: contributorsOf(of),
    categories: categoriesOf(of),
    enclosures: enclosuresOf(entry, of),
    image: imageOf(entry, of),
    comments: linkWith(links, 'replies') ?? address(entry, firstValue(of, 'comments')),
    rights: rightsOf(of),
    language: entry.scope.language ?? firstValue(of, 'dc:language'),
    base: entry.scope.declaredBase,
    origin: originOf(of),
    podcast: podcastOf(of),
    place: placeOf(of),
  })
}

/** Feeds between RSS and Atom write the address as text. */
function plainLink(of: Children): string | undefined {
  for (const link of [...of('atom:link'), ...of('link')]) {
    const text = value(link)
    if (text !== undefined && attribute(link, 'href') === undefined) return address(link, text)
  }
  return undefined
}

/** Many publishers give the address of the article as its id, and nowhere else. */
function webId(of: Children): string | undefined {
  const id = firstValue(of, 'atom:id', 'id')
  return id !== undefined && isAbsolute(id) ? id : undefined
}

/** RFC 4287 4.1.3.2: content may stand elsewhere; then that is the article. */
function contentSource(of: Children): string | undefined {
  const content = of('atom:content')[0] ?? of('content')[0]
  return content && address(content, attribute(content, 'src'))
}

function mediaDescription(of: Children): RawItem['summary'] {
  const group = of('media:group')[0]
  return group && looseText(firstElement(childrenOf(group), 'media:description'))
}

function originOf(of: Children): RawItem['origin'] {
  const source = of('atom:source')[0] ?? of('source')[0]
  if (source === undefined) return undefined
  const inside = childrenOf(source)
  const links = linksOf(inside)
  const id = firstValue(inside, 'atom:id', 'id')
  const title = firstValue(inside, 'atom:title', 'title')
  const link = alternateOf(links)
  return present<RawOrigin>({ id, title, url: linkWith(links, 'self') ?? link, link })
}
