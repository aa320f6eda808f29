import { parseDate } from '../parse/dates.ts'
import { authorsOf } from './authors.ts'
import { stated, type Evidence, type Mention } from './evidence.ts'
import type { Element } from './element.ts'
import { attribute, hasAttribute, isElement, lineOf } from './walk.ts'

/** schema.org in attributes: microdata (`itemscope`, `itemprop`) and RDFa (`typeof`, `property`), as Joomla, Drupal and themes write it. */

/** schema.org's articles; `sioc:Item` is what Drupal 7 calls its nodes. */
const ARTICLE = /(?:^|[/:\s])(?:\w*Article|BlogPosting|LiveBlogPosting|Report)$|^sioc:Item$/i
const NOT_ONE = /(?:^|[/:])(?:WPSideBar|ItemList|BreadcrumbList)$/i
/** Marked articles that are read. */
const MAX_ARTICLES = 200
/** Values of one property that are read, and characters of one. */
const MAX_VALUES = 20
const MAX_VALUE = 2000
/** Characters by which two bodies are compared. */
const MAX_BODY = 20_000

export interface Microdata {
  readonly article?: Evidence
  readonly list: readonly Mention[]
}

interface Property {
  readonly element: Element
  /** The element is a thing of its own. */
  readonly isThing: boolean
}

/** What is marked on the page. Several articles are a list. */
export function readMicrodata(root: Element): Microdata {
  const articles: Element[] = []
  collect(root, articles)
  const said = articles.map(articleOf)
  if (articles.length === 1) return { article: said[0]!, list: [] }
  const whole = said.filter(({ bodies, title }) => bodies !== undefined && title !== undefined)
  // one article in full, and others that it mentions
  if (whole.length === 1) return { article: whole[0]!, list: [] }
  return { list: said.flatMap((one) => (one.link === undefined || one.title === undefined ? [] : [{ ...one, link: one.link }])) }
}

const typesOf = (element: Element): string => `${attribute(element, 'itemtype') ?? ''} ${attribute(element, 'typeof') ?? ''}`.trim()
const isScope = (element: Element): boolean =>
  hasAttribute(element, 'itemscope') || hasAttribute(element, 'typeof') || hasAttribute(element, 'itemtype')

function collect(element: Element, articles: Element[]): void {
  for (const child of element.children) {
    if (!isElement(child) || articles.length >= MAX_ARTICLES) continue
    const types = typesOf(child)
    if (types !== '' && types.split(/\s+/).some((type) => ARTICLE.test(type))) articles.push(child)
    else if (!NOT_ONE.test(types)) collect(child, articles)
  }
}

/** Names as vocabularies outside schema.org have them: Dublin Core, SIOC and RSS 1.0 content in Drupal's RDFa. */
const ALIASES = new Map([
  ['dc:title', 'headline'],
  ['dc:date', 'datePublished'],
  ['dc:created', 'datePublished'],
  ['content:encoded', 'articleBody'],
  ['text', 'articleBody'],
  ['datecreated', 'datePublished'],
])
const CANONICAL = new Map(
  [
    'headline',
    'name',
    'url',
    'datePublished',
    'dateModified',
    'author',
    'creator',
    'articleBody',
    'image',
    'description',
    'inLanguage',
    'articleSection',
    'mainEntityOfPage',
  ].map((name) => [name.toLowerCase(), name]),
)

function propertiesOf(scope: Element): ReadonlyMap<string, readonly Property[]> {
  const found = new Map<string, Property[]>()
  const look = (element: Element): void => {
    for (const child of element.children) {
      if (!isElement(child)) continue
      const isThing = isScope(child)
      for (const written of `${attribute(child, 'itemprop') ?? ''} ${attribute(child, 'property') ?? ''}`.toLowerCase().split(/\s+/)) {
        if (written === '') continue
        const name = ALIASES.get(written) ?? CANONICAL.get(written.replace(/^schema:/, ''))
        if (name === undefined) continue
        const known = found.get(name)
        if (known && known.length < MAX_VALUES) known.push({ element: child, isThing })
        else if (!known) found.set(name, [{ element: child, isThing }])
      }
      if (!isThing) look(child)
    }
  }
  look(scope)
  return found
}

const DATES = new Set(['datePublished', 'dateModified'])

function valueOf({ element, isThing }: Property, name: string): string | undefined {
  const content = attribute(element, 'content')
  if (content !== undefined) return content
  if (DATES.has(name) || element.name === 'time')
    return attribute(element, 'datetime') ?? stamp(element) ?? (lineOf(element, MAX_VALUE) || undefined)
  const url = attribute(element, 'href') ?? attribute(element, 'src')
  if (URLS.has(name)) return attribute(element, 'itemid') ?? url ?? (isThing ? undefined : lineOf(element, MAX_VALUE) || undefined)
  if (isThing) return personName(element)
  return lineOf(element, MAX_VALUE) || undefined
}
/** `<abbr title="2011-01-13T20:26:00Z">`, as classic microformats have it. */
const stamp = (element: Element): string | undefined => {
  const title = attribute(element, 'title')
  return title !== undefined && parseDate(title) !== undefined ? title : undefined
}
const URLS = new Set(['url', 'image', 'mainEntityOfPage'])

function personName(thing: Element): string | undefined {
  const [name] = propertiesOf(thing).get('name') ?? []
  return name
    ? (attribute(name.element, 'content') ?? (lineOf(name.element, MAX_VALUE) || undefined))
    : lineOf(thing, MAX_VALUE) || undefined
}

/** The longest first: teasers and captions are marked as bodies too. */
const byLength = (properties: readonly Property[]): readonly Element[] =>
  properties
    .map(({ element }) => ({ element, length: lineOf(element, MAX_BODY).length }))
    .filter(({ length }) => length > 0)
    .toSorted((a, b) => b.length - a.length)
    .map(({ element }) => element)

function articleOf(scope: Element): Evidence {
  const properties = propertiesOf(scope)
  const all = (...names: readonly string[]): readonly string[] =>
    names.flatMap((name) => (properties.get(name) ?? []).flatMap((property) => valueOf(property, name) ?? []))
  const bodies = byLength(properties.get('articleBody') ?? [])
  const about = attribute(scope, 'about') ?? attribute(scope, 'itemid')
  return stated<Evidence>({
    title: all('headline', 'name')[0],
    link: all('url', 'mainEntityOfPage')[0] ?? about,
    published: all('datePublished')[0],
    updated: all('dateModified')[0],
    authors: authorsOf(all('author', 'creator')),
    language: all('inLanguage')[0],
    image: all('image')[0],
    summary: all('description')[0],
    categories: all('articleSection'),
    bodies: bodies.length > 0 ? bodies : undefined,
  })
}
