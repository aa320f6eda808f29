import type { Document, Parsed, RawFeed, RawItem, RawLink } from '../model/raw.ts'
import type { SelectConfig } from '../model/config.ts'
import { resolve } from '../parse/scope.ts'
import { articleOf, type Article } from './article.ts'
import type { Mention } from './evidence.ts'
import { readJsonLd } from './json-ld.ts'
import { alternateLanguage } from './language.ts'
import { listingOf, type Listing } from './listing.ts'
import { readHead, type Head } from './meta.ts'
import { readMicrodata } from './microdata.ts'
import { flatten } from './pieces.ts'
import { selected } from './select.ts'
import type { Element } from './element.ts'
import { MAX_ELEMENTS, MAX_PAGE, treeOf } from './tree.ts'
import type { Page } from './view.ts'
import { OutOfSteps, MAX_STEPS } from './steps.ts'

export interface PageOptions {
  /** The curator says that it is a page: weaker evidence will do. */
  readonly insist?: boolean
  /** What reading it may cost; see `MAX_STEPS`. */
  readonly steps?: number
  /** Where the articles stand on it. */
  readonly select?: SelectConfig
}

/** Reads an HTML page: one article, or the articles it lists. Says so where it is neither, or where reading it costs too much. */
export function readPage(html: string, document: Document, alternates: readonly RawLink[], options: PageOptions = {}): Parsed {
  try {
    return readWithin(html, document, alternates, options)
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error
    return none(
      'page-too-costly',
      `Reading this page takes more than ${MAX_STEPS} steps, which no real page does; it was not read.`,
      alternates,
    )
  }
}

function readWithin(html: string, document: Document, alternates: readonly RawLink[], options: PageOptions): Parsed {
  const { root, jsonLd: scripts, cut } = treeOf(html, options.steps)
  const page = pageOf(root, scripts, document)
  const notes = cut ? [`Of the page the first ${MAX_PAGE / 1024 / 1024} MB or ${MAX_ELEMENTS} elements were read.`] : []
  if (options.select) {
    const mentions = selected(page, options.select)
    if (mentions.length === 0)
      return none('select-empty', `The selector "${options.select.item}" finds no article on the page.`, alternates)
    return {
      ok: true,
      feed: feedOf(
        page,
        document,
        alternates,
        mentions.map((mention) => itemOf(mention)),
        notes,
      ),
    }
  }
  const article = articleOf(page)
  // most pages that are one article say so: what else they link to need not be looked at
  const listing = isToldWhole(page, article) ? undefined : listingOf(page)
  const kind = kindOf(page, article, listing, options.insist ?? false)
  if (kind === 'listing')
    return {
      ok: true,
      feed: feedOf(
        page,
        document,
        alternates,
        listing!.mentions.map((mention) => itemOf(mention)),
        notes,
      ),
    }
  if (kind === 'article') return { ok: true, feed: feedOf(page, document, alternates, [articleItem(page, document, article)], notes) }
  return none('not-a-feed', whyNot(page, alternates), alternates)
}

const none = (code: string, message: string, alternates: readonly RawLink[]): Parsed => ({
  ok: false,
  problem: { code, message },
  alternates,
})

function whyNot({ flat }: Page, alternates: readonly RawLink[]): string {
  if (alternates.length > 0) return 'This is an HTML page, not a feed; it offers feeds.'
  if (flat.pieces.length === 0)
    return 'This is an HTML page without any text, so no article was found in it; its text may be made by a script.'
  return 'This is an HTML page, not a feed, and no article or list of articles was found in it.'
}

function pageOf(root: Element, scripts: readonly string[], document: Document): Page {
  const head = readHead(root)
  const base = baseOf(head, document)
  const own = same(document.url)
  const canonical = head.canonical === undefined ? own : same(resolve(head.canonical, base))
  const here = (url: string): boolean => {
    if (url.length > MAX_ADDRESS) return false
    root.owner.steps.spend(10, url.length)
    const address = same(resolve(url, base))
    return address === own || address === canonical
  }
  const hosts = new Set([siteOf(own), siteOf(canonical)])
  const page = {
    root,
    flat: flatten(root),
    head,
    jsonLd: readJsonLd(scripts, here),
    microdata: readMicrodata(root),
    language: alternateLanguage(head.evidence.language),
    resolve: (href: string) => {
      root.owner.steps.spend(10, href.length)
      const url = href.length > MAX_ADDRESS ? null : URL.parse(href, base)
      if (url === null || !/^https?:$/.test(url.protocol)) return undefined
      url.hash = ''
      return same(url.href) === own || url.pathname === '/' ? undefined : url.href
    },
    same,
    isOwn: (url: string) => hosts.has(siteOf(url)),
  }
  return page
}

/** Longer addresses are none: each link is resolved against the base, so that a long one would cost its length every time. */
const MAX_ADDRESS = 4096

const baseOf = ({ base }: Head, { url }: Document): string => (base === undefined || base.length > MAX_ADDRESS ? url : resolve(base, url))

const same = (url: string): string =>
  url
    .replace(/^https?:\/\/(?:www\.)?/i, '')
    .replace(/#.*$/s, '')
    .replace(/\/$/, '')
/** The last two labels of a host, three where the last but one is short: sections have hosts of their own. */
function siteOf(url: string): string {
  const labels = (URL.parse(url.includes('://') ? url : `https://${url}`)?.hostname ?? '').split('.')
  return labels.slice(-(labels.at(-2)?.length ?? 9) <= -4 || labels.length < 3 ? -2 : -3).join('.')
}

/** Prose that is an article where markup says so, and where nothing does. */
const MARKED_WEIGHT = 120
const UNMARKED_WEIGHT = 280
/** So many unmarked blocks without dates are a section front; fewer where each has a summary. */
const UNDATED_BLOCKS = 5
const TOLD_BLOCKS = 4

const isToldWhole = ({ jsonLd }: Page, { said, body }: Article): boolean =>
  jsonLd.article !== undefined &&
  jsonLd.lists.length === 0 &&
  said.title !== undefined &&
  said.published !== undefined &&
  body.weight >= UNMARKED_WEIGHT

function kindOf(page: Page, article: Article, listing: Listing | undefined, insist: boolean): 'article' | 'listing' | undefined {
  const { said, body, isMarked, isDated } = article
  const listed = listing ? shareIn(listing, body) : 0
  if (isErrorPage(page, article)) return undefined
  const hasTitle = said.title !== undefined
  if (page.jsonLd.article && hasTitle && body.weight >= MARKED_WEIGHT && listed < 0.8) return 'article'
  if (listing && listing.by !== 'blocks' && !isMarked) return 'listing'
  const isArticle =
    hasTitle &&
    listed < 0.5 &&
    (isMarked ? body.weight >= MARKED_WEIGHT && (isDated || body.weight >= UNMARKED_WEIGHT) : isDated && body.weight >= UNMARKED_WEIGHT)
  if (isArticle && !(listing && listed > 0.3)) return 'article'
  if (listing && isFront(listing, insist)) return 'listing'
  if (isArticle) return 'article'
  return insist && hasTitle && body.weight >= (isMarked ? MARKED_WEIGHT / 2 : UNMARKED_WEIGHT) && listed < 0.5 ? 'article' : undefined
}

const isFront = ({ mentions, by }: Listing, insist: boolean): boolean =>
  insist ||
  by !== 'blocks' ||
  mentions.filter(({ published }) => published !== undefined).length * 2 >= mentions.length ||
  mentions.length >= (mentions.every(({ summary }) => summary !== undefined) ? TOLD_BLOCKS : UNDATED_BLOCKS)

/** How much of the prose that was taken for an article stands in blocks of a list. */
function shareIn({ blocks }: Listing, { pieces }: Article['body']): number {
  const [first] = blocks
  if (!first) return 0
  // an element is in a block if the blocks that began before it have not all ended
  const ends = new Uint32Array(first.owner.elements.length)
  for (const { index, end } of blocks) ends[index] = end
  for (let i = 1; i < ends.length; i++) ends[i] = Math.max(ends[i]!, ends[i - 1]!)
  const sum = (wanted: typeof pieces) => wanted.reduce((total, { weight }) => total + weight, 0)
  return sum(pieces.filter(({ element }) => ends[element.index]! > element.index)) / Math.max(1, sum(pieces))
}

/** What servers and systems say in place of a page; a story about an outage is marked or dated. */
const ERROR =
  /(?:^|\W)(?:40[0134]|410|429|50[0234])(?:\W|$)|not found|(?:^|\W)error(?:\W|$)|access denied|forbidden|unauthori[sz]ed|maintenance|unavailable|bad gateway|time-?out|just a moment|attention required|captcha|are you (?:a )?(?:human|robot)|security check|unusual traffic|enable javascript|log ?in(?:$|\W)|sign in|fehler|nicht gefunden|wartung|anmelden|introuvable|erreur|connexion|no encontrad|não encontrad|non trovat|niet gevonden|見つかりません|エラー|メンテナンス|ログイン|不存在|找不到|찾을 수 없/i
const MAX_ERROR_TITLE = 70

function isErrorPage({ head, flat, jsonLd, microdata }: Page, { isDated, isMarked, body }: Article): boolean {
  const titles = [head.title, flat.pieces.find(({ kind }) => kind === 'heading')?.text]
  if (!titles.some((title) => title !== undefined && title.length <= MAX_ERROR_TITLE && ERROR.test(title))) return false
  return !(jsonLd.article || microdata.article || (isDated && (isMarked || body.weight >= 2 * UNMARKED_WEIGHT)))
}

function articleItem(page: Page, document: Document, { said, html }: Article): RawItem {
  const { head } = page
  const base = baseOf(head, document)
  const link = addressOf(page, document, said.link, base)
  const content = archivable(head, document) ? html : ''
  return itemOf({ ...said, ...(said.image === undefined ? {} : { image: resolve(said.image, base) }), link }, content)
}

/** What a page may be kept of: RFC 9309's neighbours in the head and in the header, `noindex` and `noarchive`. */
export function archivable(head: Head, { headers }: Pick<Document, 'headers'>): boolean {
  const told = [...head.robots, ...(headers['x-robots-tag'] ?? '').toLowerCase().split(/[\s,]+/)]
  return !told.some((word) => word === 'noindex' || word === 'noarchive' || word === 'none')
}

/** The canonical address; one that is the site's front page, or no address, is a mistake of its theme. */
function addressOf({ head, resolve: link }: Page, document: Document, said: string | undefined, base: string): string {
  const own = URL.parse(document.url)
  for (const written of [head.canonical, said, head.evidence.link]) {
    const url = written === undefined ? null : URL.parse(written, base)
    if (url === null || !/^https?:$/.test(url.protocol)) continue
    url.hash = ''
    const isFront = url.pathname === '/' && url.search === ''
    if (!isFront || own?.pathname === '/' || link(written!) !== undefined) return url.href
  }
  return document.url
}

const itemOf = (said: Mention, content = ''): RawItem => ({
  ...(said.title === undefined ? {} : { title: { value: said.title, type: 'text' } }),
  ...(said.summary === undefined ? {} : { summary: { value: said.summary, type: 'text' } }),
  ...(content === '' ? {} : { content: { value: content, type: 'html' } }),
  link: said.link,
  links: [],
  ...(said.published === undefined ? {} : { published: said.published }),
  ...(said.updated === undefined ? {} : { updated: said.updated }),
  authors: said.authors ?? [],
  contributors: [],
  categories: (said.categories ?? []).map((term) => ({ term })),
  enclosures: [],
  ...(said.image === undefined ? {} : { image: said.image }),
  ...(said.language === undefined ? {} : { language: said.language }),
})

function feedOf(
  { head, language }: Page,
  document: Document,
  alternates: readonly RawLink[],
  items: readonly RawItem[],
  notes: readonly string[],
): RawFeed {
  const title = head.evidence.site ?? head.title
  return {
    format: 'page',
    ...(title === undefined ? {} : { title: { value: title, type: 'text' } }),
    ...(head.evidence.summary === undefined || items.length < 2 ? {} : { subtitle: { value: head.evidence.summary, type: 'text' } }),
    link: document.url,
    links: alternates,
    hubs: [],
    authors: [],
    categories: [],
    ...(language === undefined ? {} : { language }),
    base: baseOf(head, document),
    hints: { skipHours: [], skipDays: [] },
    items,
    truncated: false,
    notes,
  }
}
