import type { RawCategory, RawHints, RawLink, RawPerson } from '../model/raw.ts'
import { address, attribute, childrenOf, descendants, firstElement, firstValue, value, type Children } from './element.ts'
import { MAX_LIST } from './limits.ts'
import { persons } from './person.ts'
import type { Element } from './xml.ts'

/** What the extension modules add to feeds and items of every XML format. */

/** Authors in order of how precisely they are said. */
export const authorsOf = (of: Children): readonly RawPerson[] =>
  firstPersons(of, [
    'atom:author',
    'author',
    'dc:author',
    'dc:creator',
    'itunes:author',
    'googleplay:author',
    'managingeditor',
    'prism:author',
  ])

export function feedAuthorsOf(of: Children): readonly RawPerson[] {
  const named = authorsOf(of)
  return named.length > 0 ? named : firstPersons(of, ['itunes:owner', 'dc:publisher', 'webmaster'])
}

export const contributorsOf = (of: Children): readonly RawPerson[] =>
  persons([...of('atom:contributor'), ...of('contributor'), ...of('dc:contributor'), ...of('media:credit'), ...of('podcast:person')])

/** The first element that names somebody; else the first that has at least an address. */
function firstPersons(of: Children, keys: readonly string[]): readonly RawPerson[] {
  let first: readonly RawPerson[] = []
  for (const key of keys) {
    const found = persons(of(key))
    if (found.some((person) => person.name !== undefined)) return found
    if (first.length === 0) first = found
  }
  return first
}

/** Links as Atom writes them, in whichever format they stand. */
export function linksOf(of: Children): readonly RawLink[] {
  const links: RawLink[] = []
  for (const element of [...of('link'), ...of('atom:link'), ...of('xhtml:link')].slice(0, MAX_LIST)) {
    const href = address(element, attribute(element, 'href'))
    if (href === undefined) continue
    const type = attribute(element, 'type')
    const title = attribute(element, 'title')
    const language = attribute(element, 'hreflang')
    const rel = relationOf(attribute(element, 'rel'))
    links.push({ href, rel, ...(type && { type }), ...(title && { title }), ...(language && { language }) })
  }
  return links
}

const IANA_RELATION = 'http://www.iana.org/assignments/relation/'

/** RFC 4287 4.2.7.2: none is `alternate`, and registered names may be spelt as addresses. */
export const relationOf = (rel: string | undefined): string =>
  rel === undefined ? 'alternate' : rel.startsWith(IANA_RELATION) ? rel.slice(IANA_RELATION.length) : rel.toLowerCase()

export const linkWith = (links: readonly RawLink[], rel: string): string | undefined => links.find((link) => link.rel === rel)?.href

/** The page for people among several alternates. */
export function alternateOf(links: readonly RawLink[]): string | undefined {
  const alternates = links.filter((link) => link.rel === 'alternate')
  return (alternates.find((link) => link.type === undefined || link.type.includes('html')) ?? alternates[0])?.href
}

export function categoriesOf(of: Children): readonly RawCategory[] {
  const found = new Map<string, RawCategory>()
  const add = (category: RawCategory | undefined): void => {
    if (category && found.size < MAX_LIST) found.set(`${category.scheme ?? ''} ${category.term}`, category)
  }
  const addWords = (element: Element): void => {
    for (const word of (value(element) ?? '').split(',').slice(0, MAX_LIST)) add(termOf(word))
  }
  for (const each of of('tags')) addWords(each)
  for (const key of ['category', 'atom:category', 'dc:subject', 'dcterms:subject', 'media:category'])
    for (const each of of(key)) add(categoryOf(each))
  for (const each of of('itunes:category')) for (const one of [each, ...descendants(each, 'itunes:category')]) add(categoryOf(one))
  const keywords = [of, ...of('media:group').map(childrenOf)].flatMap((place) => place('media:keywords'))
  for (const each of [...of('itunes:keywords'), ...keywords]) addWords(each)
  return [...found.values()]
}

const termOf = (word: string): RawCategory | undefined => (word.trim() === '' ? undefined : { term: word.trim() })

function categoryOf(element: Element): RawCategory | undefined {
  const label = attribute(element, 'label')
  const term = attribute(element, 'term') ?? value(element) ?? attribute(element, 'text') ?? label
  if (term === undefined) return undefined
  const scheme = attribute(element, 'scheme') ?? attribute(element, 'domain')
  return { term, ...(scheme && { scheme }), ...(label && { label }) }
}

/** A picture for an item or a feed. */
export function imageOf(element: Element, of: Children): string | undefined {
  const inGroups = of('media:group').flatMap((group) => descendants(group, 'media:thumbnail'))
  const inMedia = of('media:content').flatMap((media) => descendants(media, 'media:thumbnail'))
  for (const each of [...of('itunes:image'), ...of('googleplay:image'), ...of('media:thumbnail'), ...inGroups, ...inMedia]) {
    const found = address(each, attribute(each, 'href') ?? attribute(each, 'url') ?? value(each))
    if (found !== undefined) return found
  }
  const picture = of('media:content').find((each) => attribute(each, 'medium') === 'image' || attribute(each, 'type')?.startsWith('image/'))
  if (picture) return address(picture, attribute(picture, 'url'))
  const image = of('image')[0]
  if (image) return address(image, firstValue(childrenOf(image), 'url') ?? attribute(image, 'resource') ?? attribute(image, 'href'))
  return address(element, firstValue(of, 'atom:logo', 'logo', 'atom:icon', 'icon'))
}

export const rightsOf = (of: Children): string | undefined =>
  firstValue(
    of,
    'atom:rights',
    'rights',
    'copyright',
    'atom:copyright',
    'dc:rights',
    'dcterms:rights',
    'creativecommons:license',
    'cc:license',
    'dcterms:license',
  )

/** What a publisher asks of those who poll, as written. */
export function hintsOf(of: Children): RawHints {
  const list = (key: string, unit: string): readonly string[] => {
    const parent = firstElement(of, key)
    return parent === undefined
      ? []
      : descendants(parent, unit)
          .slice(0, MAX_LIST)
          .flatMap((each) => value(each) ?? [])
  }
  const ttl = firstValue(of, 'ttl')
  const updatePeriod = firstValue(of, 'sy:updateperiod')
  const updateFrequency = firstValue(of, 'sy:updatefrequency')
  const updateBase = firstValue(of, 'sy:updatebase')
  return {
    skipHours: list('skiphours', 'hour'),
    skipDays: list('skipdays', 'day'),
    ...(ttl && { ttl }),
    ...(updatePeriod && { updatePeriod }),
    ...(updateFrequency && { updateFrequency }),
    ...(updateBase && { updateBase }),
  }
}
