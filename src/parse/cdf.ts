import type { RawFeed, RawItem } from '../model/raw.ts'
import { address, attribute, childrenOf, firstElement, firstValue, type Children } from './element.ts'
import { present } from '../present.ts'
import type { Root } from './root.ts'
import { resolveBase } from './scope.ts'
import { looseText } from './text.ts'
import type { Element } from './xml.ts'

/** Channel Definition Format (Microsoft, 1997): addresses and dates are attributes. */
export function readCdf({ element: root, items, truncated, notes }: Root): RawFeed {
  const of = childrenOf(root)
  return present<RawFeed>({
    format: 'cdf',
    version: undefined,
    id: undefined,
    title: looseText(firstElement(of, 'title')),
    subtitle: looseText(firstElement(of, 'abstract')),
    link: linkOf(root, of),
    links: [],
    self: address(root, attribute(root, 'self')),
    hubs: [],
    published: undefined,
    updated: attribute(root, 'lastmod'),
    authors: [],
    categories: [],
    image: logoOf(of),
    rights: undefined,
    generator: undefined,
    language: attribute(root, 'language') ?? root.scope.language,
    base: baseOf(root),
    hints: { skipHours: [], skipDays: [] },
    items,
    truncated,
    notes,
  })
}

function baseOf(root: Element): string | undefined {
  const base = attribute(root, 'base')
  return base === undefined ? root.scope.declaredBase : resolveBase(base, root.scope.base)
}

export function readCdfItem(item: Element): RawItem {
  const of = childrenOf(item)
  return present<RawItem>({
    id: undefined,
    isPermaLink: undefined,
    title: looseText(firstElement(of, 'title')),
    summary: looseText(firstElement(of, 'abstract')),
    content: undefined,
    link: linkOf(item, of),
    links: [],
    published: undefined,
    updated: attribute(item, 'lastmod'),
    authors: [],
    contributors: [],
    categories: [],
    enclosures: [],
    image: logoOf(of),
    comments: undefined,
    rights: undefined,
    language: item.scope.language,
    base: item.scope.declaredBase,
    origin: undefined,
  })
}

const linkOf = (element: Element, of: Children): string | undefined => {
  const anchor = of('a')[0]
  return address(element, attribute(element, 'href') ?? (anchor && attribute(anchor, 'href')) ?? firstValue(of, 'link'))
}

const logoOf = (of: Children): string | undefined => {
  const logo = of('logo')[0]
  return logo && address(logo, attribute(logo, 'href'))
}
