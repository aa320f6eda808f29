import type { ProblemCode } from '../model/codes.ts'
import type { SelectConfig } from '../model/config.ts'
import type { Document, Parsed, RawItem, RawLink } from '../model/raw.ts'
import { alternatesIn } from './alternates.ts'
import { articleOf, type Article } from './article.ts'
import { articleItem, feedOf, itemOf } from './feed.ts'
import { kindOf, type Verdict } from './kind.ts'
import { listingOf, type Listing } from './listing.ts'
import { removeSelected, selectedArticle, selectedItems } from './select.ts'
import { MAX_STEPS, OutOfSteps } from './steps.ts'
import { MAX_ELEMENTS, MAX_PAGE, treeOf, type Tree } from './tree.ts'
import { viewOf, type Page } from './view.ts'
import { WALLS } from './wall-phrases.ts'
import { wallOf } from './walls.ts'

export interface PageOptions {
  /** The curator says that it is a page: weaker evidence will do. */
  readonly insist?: boolean
  /** What the curator says that it is. */
  readonly as?: 'article' | 'list'
  /** What reading it may cost; see `MAX_STEPS`. */
  readonly steps?: number
  /** Where the articles stand on it. */
  readonly select?: SelectConfig
}

/** Reads an HTML page: one article, or the articles it lists. Says so where it is neither, or where reading it costs too much. */
export function readPage(html: string, document: Document, options: PageOptions = {}): Parsed {
  const tree = treeOf(html, options.steps)
  let alternates: readonly RawLink[] = []
  try {
    alternates = alternatesIn(tree.root, document)
    return readWithin(tree, document, alternates, options)
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error
    const message = `Reading this page takes more than ${options.steps ?? MAX_STEPS} steps, which no real page does; it was not read.`
    return failed('page-too-costly', message, alternates)
  }
}

/** The feeds that the beginning of a page offers, addresses absolute. */
export function offeredFeeds(html: string, document: Document): readonly RawLink[] {
  try {
    return alternatesIn(treeOf(html).root, document)
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error
    return []
  }
}

function readWithin(
  { root, jsonLd: scripts, cut }: Tree,
  document: Document,
  alternates: readonly RawLink[],
  options: PageOptions,
): Parsed {
  if (options.select?.remove !== undefined) removeSelected(root, options.select.remove)
  const page = viewOf(root, scripts, document)
  const notes = cut ? [`Of the page the first ${MAX_PAGE / 1024 / 1024} MB or ${MAX_ELEMENTS} elements were read.`] : []
  const read = (items: readonly RawItem[], why: string): Parsed => ({
    ok: true,
    feed: feedOf(page, document, alternates, items, [...notes, `read as ${why}`]),
    why,
  })
  const { item, content } = options.select ?? {}
  if (options.select && item !== undefined) {
    const mentions = selectedItems(page, item, options.select)
    if (mentions.length === 0) return failed('select-empty', `The selector "${item}" finds no article on the page.`, alternates)
    return read(
      mentions.map((mention) => itemOf(mention)),
      `a list: the selector finds ${mentions.length} articles`,
    )
  }
  const chosen = options.select ? selectedArticle(page, options.select) : {}
  if (chosen.pieces?.length === 0) return failed('select-empty', `The selector "${content}" finds no text on the page.`, alternates)
  const article = articleOf(page, chosen)
  const wall = chosen.pieces ? undefined : wallOf(page, article)
  if (wall !== undefined) return failed('page-wall', WALLS[wall], alternates, `nothing: ${wall}`)
  // most pages that are one article say so: what else they link to need not be looked at
  const listing = options.as === 'article' || isToldWhole(page, article) ? undefined : listingOf(page)
  const { kind, why } = verdictOn(page, article, listing, chosen.pieces ? { ...options, as: 'article' } : options)
  if (kind === 'listing')
    return read(
      listing!.mentions.map((mention) => itemOf(mention)),
      `a list: ${why}`,
    )
  if (kind === 'article') return read([articleItem(page, document, article)], `an article: ${why}`)
  return failed('not-a-feed', whyNot(page, alternates, options), alternates, why)
}

function verdictOn(page: Page, article: Article, listing: Listing | undefined, { as, insist }: PageOptions): Verdict {
  if (as === 'list') return { kind: listing && 'listing', why: listing ? 'the source is said to be a list' : 'no list was found' }
  if (as === 'article' && article.said.title !== undefined && article.html !== '')
    return { kind: 'article', why: 'the source is said to be an article' }
  return kindOf(page, article, listing, insist ?? as !== undefined)
}

const failed = (code: ProblemCode, message: string, alternates: readonly RawLink[], why?: string): Parsed => ({
  ok: false,
  problem: { code, message },
  alternates,
  ...(why === undefined ? {} : { why }),
})

function whyNot({ flat }: Page, alternates: readonly RawLink[], { as }: PageOptions): string {
  if (as === 'article') return 'No article was found on this page, although the source is said to be one.'
  if (as === 'list') return 'No list of articles was found on this page, although the source is said to be one.'
  if (alternates.length > 0) return 'This is an HTML page, not a feed; it offers feeds.'
  if (flat.pieces.length === 0)
    return 'This is an HTML page without any text, so no article was found in it; its text may be made by a script.'
  return 'This is an HTML page, not a feed, and no article or list of articles was found in it.'
}

/** Prose of an article that says all of itself. */
const WHOLE_WEIGHT = 280

const isToldWhole = ({ jsonLd, isFront }: Page, { said, body }: Article): boolean =>
  !isFront &&
  jsonLd.article !== undefined &&
  jsonLd.lists.length === 0 &&
  said.title !== undefined &&
  said.published !== undefined &&
  body.weight >= WHOLE_WEIGHT
