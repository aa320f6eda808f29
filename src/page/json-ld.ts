import { decodeEntities } from '../parse/entities.ts'
import { holdsTooMuch } from '../parse/json-salvage.ts'
import { authorsOf } from './authors.ts'
import { stated, type Evidence, type Mention } from './evidence.ts'

/** schema.org in JSON-LD, as publishing systems write it: a graph, an array, one object, or several of these in a page. */

type Thing = { readonly [key: string]: unknown }

/** Kinds of schema.org/Article, and what some systems write in its place. */
const ARTICLES = new Set(
  (
    'Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle ReviewNewsArticle AskPublicNewsArticle ' +
    'AdvertiserContentArticle SatiricalArticle BlogPosting LiveBlogPosting Report TechArticle ScholarlyArticle SocialMediaPosting'
  ).split(' '),
)
const LISTS = new Set(['ItemList', 'CollectionPage', 'Blog', 'OfferCatalog', 'SearchResultsPage'])
const PAGES = new Set(['WebPage', 'ItemPage', 'AboutPage', 'WebSite'])
const PERSONS = new Set(['Person'])
/** Where others are mentioned, not told. */
const ASIDE = new Set(
  'itemListElement hasPart blogPost blogPosts mentions isPartOf relatedLink citation subjectOf significantLink comment review liveBlogUpdate about'.split(
    ' ',
  ),
)
const MAX_DEPTH = 12
const MAX_THINGS = 5000
/** Characters behind JSON in which comments may end. */
const MAX_END = 100
/** Entries of a list that are read. */
const MAX_MENTIONS = 200
/** Entries of all lists together, roughly. */
const MOST_MENTIONS = 400
/** Names of one author's list that are read. */
const MAX_NAMES = 20

export interface JsonLd {
  /** The article that the page is about, if it is about one. */
  readonly article?: Evidence
  /** The articles it lists, a list each. */
  readonly lists: readonly (readonly Mention[])[]
  /** What it says of the page itself. */
  readonly page: Evidence
}

/** @param address whether an address is that of this page */
export function readJsonLd(scripts: readonly string[], address: (url: string) => boolean): JsonLd {
  const top: Thing[] = []
  const byId = new Map<string, Thing>()
  const state = { left: MAX_THINGS }
  for (const script of scripts) walk(parsed(script), 0, false, state, top, byId)
  const resolve: Resolve = (value) => (isThing(value) ? (referred(value, byId) ?? value) : undefined)
  const articles = top.filter((thing) => is(thing, ARTICLES) && titleOf(thing) !== undefined)
  const main = articles.find((thing) => addressesOf(thing).some(address)) ?? (distinct(articles) < 3 ? articles[0] : undefined)
  const lists: (readonly Mention[])[] = []
  let mentions = 0
  for (const thing of top) {
    if (mentions >= MOST_MENTIONS) break
    if (!is(thing, LISTS)) continue
    lists.push(listed(thing, resolve))
    mentions += lists.at(-1)!.length
  }
  if (!main && articles.length >= 3) lists.push(articles.flatMap((thing) => mention(thing, resolve)))
  const page = top.find((thing) => is(thing, PAGES) && !is(thing, new Set(['WebSite'])))
  return {
    ...(main ? { article: { ...articleOf(main, resolve), ...stated<Evidence>({ text: bodyText(main['articleBody']) }) } } : {}),
    lists: lists.filter(({ length }) => length > 0),
    page: page ? pageOf(page) : {},
  }
}

type Resolve = (value: unknown) => Thing | undefined

/** What it says beside JSON is cut off: comments, CDATA, a semicolon; line feeds in strings are put up with. */
function parsed(script: string): unknown {
  if (holdsTooMuch(script)) return undefined
  const from = /^[\s/*]*(?:(?:<!--|<!\[CDATA\[)[\s/*]*)?/.exec(script)![0].length
  // what ends it is short: a search from every place for the end would cost the square of its length
  const rest = script.slice(from)
  const end = rest.slice(-MAX_END)
  const text = (rest.slice(0, rest.length - end.length) + end.replace(/[\s/*]*(?:-->|\]\]>)[\s/*]*$/, '')).trim().replace(/;$/, '')
  for (const attempt of [text, text.replace(/\p{Cc}+/gu, ' '), text.replace(/\p{Cc}+/gu, ' ').replace(/,(\s*[}\]])/g, '$1')]) {
    try {
      return JSON.parse(attempt) as unknown
    } catch {
      // the next attempt is more lenient
    }
  }
  return undefined
}

const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null && !Array.isArray(value)

function walk(value: unknown, depth: number, isAside: boolean, state: { left: number }, top: Thing[], byId: Map<string, Thing>): void {
  if (depth > MAX_DEPTH || --state.left < 0) return
  if (Array.isArray(value)) {
    for (const one of value) walk(one, depth + 1, isAside, state, top, byId)
    return
  }
  if (!isThing(value)) return
  const id = value['@id']
  if (typeof id === 'string' && value['@type'] !== undefined && !byId.has(id)) byId.set(id, value)
  if (!isAside && value['@type'] !== undefined) top.push(value)
  for (const [key, inner] of Object.entries(value))
    if (typeof inner === 'object' && inner !== null) walk(inner, depth + 1, isAside || ASIDE.has(key), state, top, byId)
}

const referred = (thing: Thing, byId: ReadonlyMap<string, Thing>): Thing | undefined =>
  typeof thing['@id'] === 'string' && thing['@type'] === undefined ? byId.get(thing['@id']) : undefined

const is = (thing: Thing, kinds: ReadonlySet<string>): boolean =>
  array(thing['@type']).some(
    (type) => typeof type === 'string' && kinds.has(type.slice(Math.max(type.lastIndexOf('/'), type.lastIndexOf(':')) + 1)),
  )

const array = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value.slice(0, MAX_MENTIONS) : value === undefined || value === null ? [] : [value]

/** Characters of one value, but for the text of the article: many entries may refer to one thing. */
const MAX_TEXT = 2000

/** Text as written; what was escaped for HTML before it became JSON is decoded. */
const text = (value: unknown): string | undefined => {
  const one = array(value)[0]
  const written =
    typeof one === 'string'
      ? one
      : typeof one === 'number'
        ? String(one)
        : isThing(one) && typeof one['@value'] === 'string'
          ? one['@value']
          : undefined
  const clean =
    written === undefined
      ? ''
      : decodeEntities(decodeEntities(written.slice(0, MAX_TEXT)))
          .replace(/\s+/g, ' ')
          .trim()
  return clean === '' ? undefined : clean
}

const titleOf = (thing: Thing): string | undefined => text(thing['headline']) ?? text(thing['name']) ?? text(thing['alternativeHeadline'])

const urlOf = (value: unknown): string | undefined => {
  for (const one of array(value)) {
    if (typeof one === 'string') return one
    if (isThing(one)) {
      const found = [one['url'], one['@id'], one['contentUrl']].find((url) => typeof url === 'string')
      if (typeof found === 'string') return found
      if (Array.isArray(one['url'])) return urlOf(one['url'])
    }
  }
  return undefined
}

const addressesOf = (thing: Thing): readonly string[] =>
  [thing['url'], thing['mainEntityOfPage'], thing['@id']].flatMap((value) => urlOf(value) ?? [])
const addressOf = (thing: Thing): string | undefined =>
  addressesOf(thing).find((url) => /^(?:https?:)?\/|^[^:]+$/.test(url) && !url.startsWith('#'))

const distinct = (things: readonly Thing[]): number =>
  new Set(things.map((thing) => addressOf(thing)?.split('#')[0] ?? titleOf(thing))).size

const nameOf = (thing: Thing): string | undefined =>
  text(thing['name']) ?? text([`${text(thing['givenName']) ?? ''} ${text(thing['familyName']) ?? ''}`])

function authorsIn(value: unknown, resolve: Resolve): Pick<Evidence, 'authors' | 'persons'> {
  const named = array(value)
    .slice(0, MAX_NAMES)
    .map((one) => ({ one, thing: resolve(one) }))
  return {
    authors: authorsOf(named.map(({ one, thing }) => (thing ? nameOf(thing) : text(one)))),
    persons: authorsOf(named.flatMap(({ thing }) => (thing && is(thing, PERSONS) ? [nameOf(thing)] : []))),
  }
}

function articleOf(thing: Thing, resolve: Resolve): Evidence {
  const publisher = resolve(array(thing['publisher'])[0])
  return stated<Evidence>({
    title: titleOf(thing),
    link: addressOf(thing),
    published: text(thing['datePublished']) ?? text(thing['dateCreated']) ?? text(thing['uploadDate']),
    updated: text(thing['dateModified']),
    ...authorsIn(thing['author'] ?? thing['creator'], resolve),
    language: text(thing['inLanguage']) ?? text(resolve(array(thing['inLanguage'])[0])?.['alternateName']),
    image: urlOf(array(thing['image']).map((one) => resolve(one) ?? one)) ?? text(thing['thumbnailUrl']),
    summary: text(thing['description']) ?? text(thing['abstract']),
    categories: array(thing['articleSection']).flatMap((one) => text(one) ?? []),
    // who publishes a site of their own is not called as it is
    site: publisher && !is(publisher, PERSONS) ? text(publisher['name']) : undefined,
  })
}

/** The text of the article keeps its line feeds: they are its paragraphs. */
const bodyText = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? decodeEntities(value).trim() : undefined

const pageOf = (thing: Thing): Evidence =>
  stated<Evidence>({
    title: titleOf(thing),
    published: text(thing['datePublished']),
    updated: text(thing['dateModified']),
    language: text(thing['inLanguage']),
    summary: text(thing['description']),
  })

function mention(thing: Thing, resolve: Resolve): readonly Mention[] {
  const link = addressOf(thing)
  if (link === undefined) return []
  const { site: _, ...said } = articleOf(thing, resolve)
  return [{ ...said, link }]
}

/** Lists of lists are menus; lists of crumbs are not of this kind. */
function listed(list: Thing, resolve: Resolve): readonly Mention[] {
  const entries = [list['itemListElement'], list['blogPost'] ?? list['blogPosts'], list['hasPart']].flatMap(array)
  const main = resolve(array(list['mainEntity'])[0])
  if (entries.length === 0 && main && is(main, LISTS) && main !== list) return listed({ ...main, mainEntity: undefined }, resolve)
  return entries.flatMap((entry) => {
    if (typeof entry === 'string') return [{ link: entry }]
    const thing = resolve(entry)
    if (!thing) return []
    const item = resolve(thing['item']) ?? (typeof thing['item'] === 'string' ? { ...thing, url: thing['item'] } : thing)
    return mention(item === thing ? thing : { name: thing['name'], url: thing['url'], ...item }, resolve)
  })
}
