import { parseDate } from '../parse/dates.ts'
import { authorsOf, isPerson } from './authors.ts'
import { stated, type Evidence } from './evidence.ts'
import type { Element } from './element.ts'
import { attribute, find, hasAttribute, isElement, lineOf, wordsOf } from './walk.ts'

/** What stands in a page's head: Open Graph, Dublin Core, and the names that analytics and library systems made common. */

const TITLES = 'og:title twitter:title dc.title dcterms.title parsely-title sailthru.title citation_title headline title'
const PUBLISHED =
  'article:published_time article:published og:article:published_time og:published_time datepublished date.published published_time publish_date publish-date ' +
  'publishdate publication_date publication-date pubdate pub_date parsely-pub-date sailthru.date cxenseparse:recs:publishtime cxenseparse:publishtime ' +
  'article.published dc.date.issued dcterms.issued dc.date.created dcterms.created dc.date dcterms.date citation_publication_date citation_date ' +
  'article_date_original originalpublicationdate dateposted shareaholic:article_published_time release_date date'
const UPDATED =
  'article:modified_time article:modified og:updated_time og:article:modified_time datemodified date.modified modified_time dcterms.modified dc.date.modified article.updated ' +
  'shareaholic:article_modified_time last-modified lastmod revised'
const AUTHORS =
  'author article:author article:author_name parsely-author sailthru.author dc.creator dcterms.creator citation_author byl cxenseparse:author shareaholic:article_author_name'
const SUMMARIES = 'og:description description twitter:description dc.description dcterms.description sailthru.description'
const IMAGES = 'og:image og:image:url og:image:secure_url twitter:image twitter:image:src parsely-image-url sailthru.image.full thumbnail'
const SITES = 'og:site_name application-name apple-mobile-web-app-title dc.publisher twitter:app:name:iphone'
const LANGUAGES = 'og:locale content-language dc.language dcterms.language language'
const SECTIONS = 'article:section parsely-section og:article:section'

const MAX_METAS = 500
/** Longer values are no title, date or description. */
const MAX_CONTENT = 10_000
/** Characters of a title that are read: each heading of the page is compared with it. */
const MAX_TITLE = 500

export interface Head {
  readonly evidence: Evidence
  /** `<title>`, whole. */
  readonly title: string | undefined
  /** `og:type`, in lower case. */
  readonly type: string | undefined
  readonly canonical: string | undefined
  readonly base: string | undefined
  /** What robots are told, in lower case: `noindex`, `noarchive`. */
  readonly robots: ReadonlySet<string>
}

export function readHead(root: Element): Head {
  const all = new Map<string, string[]>()
  const links: Element[] = []
  let base: string | undefined
  let title: string | undefined
  let count = 0
  const look = (element: Element, depth: number): void => {
    for (const child of element.children) {
      if (!isElement(child)) continue
      if (child.name === 'meta' && count++ < MAX_METAS) gather(child, all)
      else if (child.name === 'link') links.push(child)
      else if (child.name === 'base') base ??= attribute(child, 'href')
      else if (child.name === 'title' && element.name !== 'svg') title ??= lineOf(child, MAX_TITLE).slice(0, MAX_TITLE) || undefined
      // heads that a stray element closed go on in the body
      if (depth < 4) look(child, depth + 1)
    }
  }
  look(root, 0)
  const first = (names: string): string | undefined => names.split(' ').flatMap((name) => all.get(name) ?? [])[0]
  const date = (names: string): string | undefined =>
    names
      .split(' ')
      .flatMap((name) => all.get(name) ?? [])
      .find((one) => parseDate(one) !== undefined)
  const html = find(root, ({ name }) => name === 'html')
  const language = html && (attribute(html, 'lang') ?? attribute(html, 'xml:lang'))
  return {
    evidence: stated<Evidence>({
      title: first(TITLES)?.replace(/\s+/g, ' ').slice(0, MAX_TITLE),
      link: first('og:url'),
      published: date(PUBLISHED),
      updated: date(UPDATED),
      authors: authorsIn(all),
      language: language ?? first(LANGUAGES),
      image: first(IMAGES) ?? hrefOf(links, 'image_src'),
      summary: first(SUMMARIES),
      categories: [
        ...(all.get('article:section') ?? []),
        ...SECTIONS.split(' ')
          .slice(1)
          .flatMap((name) => all.get(name) ?? []),
        ...(all.get('article:tag') ?? []),
      ],
      site: first(SITES),
    }),
    title,
    type: first('og:type')?.toLowerCase(),
    canonical: hrefOf(links, 'canonical'),
    base,
    robots: new Set(
      ['robots', 'googlebot', 'wirefold'].flatMap((name) => all.get(name) ?? []).flatMap((value) => value.toLowerCase().split(/[\s,]+/)),
    ),
  }
}

function authorsIn(all: ReadonlyMap<string, readonly string[]>): Evidence['authors'] {
  const named = AUTHORS.split(' ').map((name) => authorsOf(all.get(name) ?? []))
  const found = named.find((authors) => authors.some(isPerson)) ?? named.find((authors) => authors.length > 0)
  return found?.some(isPerson) ? found : (labelledAuthors(all) ?? found ?? [])
}

/** What is shown beside a shared link has a label: plug-ins of publishing systems put the author there. */
const SAYS_AUTHOR =
  /^(?:written by|by|author|verfasst von|geschrieben von|autor(?:in)?|écrit par|auteur|rédigé par|escrito por|scritto da|geschreven door|skriven av|skrevet av|написано|автор|执笔者|作者|yazan|napisane przez)$/i

function labelledAuthors(all: ReadonlyMap<string, readonly string[]>): Evidence['authors'] | undefined {
  const place = ['1', '2'].find((n) => SAYS_AUTHOR.test(all.get(`twitter:label${n}`)?.[0]?.trim() ?? ''))
  const authors = place === undefined ? [] : authorsOf(all.get(`twitter:data${place}`) ?? [])
  return authors.length === 0 ? undefined : authors
}

function gather(meta: Element, all: Map<string, string[]>): void {
  const content = attribute(meta, 'content')
  if (content === undefined || content.length > MAX_CONTENT) return
  for (const key of ['property', 'name', 'itemprop', 'http-equiv']) {
    const name = hasAttribute(meta, key) ? attribute(meta, key)?.toLowerCase() : undefined
    // what is marked inside an article is microdata's
    if (name === undefined || (key === 'itemprop' && !/^(?:datepublished|datemodified|headline)$/.test(name))) continue
    const known = all.get(name)
    if (known) known.push(content)
    else all.set(name, [content])
  }
}

const hrefOf = (links: readonly Element[], relation: string): string | undefined => {
  const link = links.find((one) => wordsOf(one, 'rel').includes(relation) && attribute(one, 'href') !== undefined)
  return link && attribute(link, 'href')
}
