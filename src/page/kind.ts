import type { Article } from './article.ts'
import type { Element } from './element.ts'
import type { Listing } from './listing.ts'
import { weight } from './measure.ts'
import type { Page } from './view.ts'

/** What a page was taken for, and by what: the sentence is for who asks why. */
export interface Verdict {
  readonly kind: 'article' | 'listing' | undefined
  readonly why: string
}

/** Prose that is an article where the page says of itself that it is one, where it is dated, and where nothing speaks for it. */
const MARKED_WEIGHT = 120
const DATED_WEIGHT = 220
const PLAIN_WEIGHT = 280
/** So many unmarked blocks without dates are a section front; fewer where each has a summary. */
const UNDATED_BLOCKS = 5
const TOLD_BLOCKS = 4
/** How much more a list must say than the prose beside it, by what the address of the page says. */
const LIST_SHARE = { section: 0.2, article: 3, undefined: 1 }

/** What was found on a page, weighed. */
interface Findings {
  readonly page: Page
  readonly article: Article
  readonly listing: Listing | undefined
  readonly insist: boolean
  /** Weight of the prose that stands in no block of the list. */
  readonly prose: number
  /** Weight of what the list says. */
  readonly told: number
  /** Part of the article's prose that stands in blocks of the list, 0 to 1. */
  readonly listed: number
}

/**
 * Whether a page is one article or a list of articles. What it says of itself at its own address is not outvoted by what
 * stands around it; of a page that says nothing, the prose that stands in no block of a list is weighed against the list.
 * @param insist the curator says that it is a page: weaker evidence will do
 */
export function kindOf(page: Page, article: Article, listing: Listing | undefined, insist: boolean): Verdict {
  const listed = listing ? shareIn(listing, page, article) : 0
  const prose = Math.round(article.body.weight * (1 - listed))
  const told = listing ? Math.round(toldBy(listing)) : 0
  const findings = { page, article, listing, insist, listed, prose, told }
  const { kind, why } = article.said.title === undefined ? ofUntitled(findings) : page.isFront ? ofFront(findings) : ofOther(findings)
  const list = listing ? `${listing.mentions.length} blocks that say ${told}` : 'no list'
  return { kind, why: `${why} (${prose} letters of prose, ${list})` }
}

const anArticle = (why: string): Verdict => ({ kind: 'article', why })
const aList = (why: string): Verdict => ({ kind: 'listing', why })
const neither = (why: string): Verdict => ({ kind: undefined, why })

const ofUntitled = (findings: Findings): Verdict => (hasFront(findings) ? aList('it has no headline of its own') : neither('no headline'))

/** A front is not one article at the site's address, unless it says so. */
function ofFront(findings: Findings): Verdict {
  const { article, insist, prose } = findings
  if (hasFront(findings)) return aList('it stands at the address of its site')
  if (article.isMarked && article.isDated && prose >= PLAIN_WEIGHT) return anArticle('it says so, although at the address of its site')
  return insist && prose >= PLAIN_WEIGHT ? anArticle('the source is said to be a page') : neither('the front of a site')
}

function ofOther(findings: Findings): Verdict {
  const { page, article, listing, insist, listed, prose, told } = findings
  const { isMarked, isDated } = article
  const isSection = page.addressKind === 'section'
  const hasList = hasFront(findings)
  const isOwnWord = page.jsonLd.article !== undefined || (isMarked && !(hasList && (isSection || (listed > 0.6 && !isDated))))
  if (isOwnWord && prose >= MARKED_WEIGHT) return anArticle(page.jsonLd.article ? 'its JSON-LD says so' : 'its metadata say so')
  const most = LIST_SHARE[page.addressKind ?? 'undefined']
  const isMore = told > prose * (hasList && !isMarked && isLong(listing!) ? most / 2 : most)
  if (hasList && (isMore || prose < MARKED_WEIGHT))
    return aList(
      listing!.by === 'blocks'
        ? 'its blocks say more than its prose'
        : `its ${listing!.by === 'json-ld' ? 'JSON-LD' : 'microformats'} say so`,
    )
  const least = isDated || page.addressKind === 'article' ? DATED_WEIGHT : PLAIN_WEIGHT
  if (prose >= least && (!isSection || insist)) return anArticle(`it has a headline${isDated ? ', a date' : ''} and prose`)
  if (hasList) return aList('it has too little prose for an article')
  return neither(isSection ? 'the address of a section, and no list of articles was found' : 'too little prose for an article')
}

const hasFront = ({ listing, insist }: Findings): boolean =>
  listing !== undefined &&
  (insist ||
    listing.by !== 'blocks' ||
    listing.mentions.filter(({ published }) => published !== undefined).length * 2 >= listing.mentions.length ||
    listing.mentions.length >= (listing.mentions.every(({ summary }) => summary !== undefined) ? TOLD_BLOCKS : UNDATED_BLOCKS))

/** A list that goes on for so long is seldom what stands beside an article. */
const LONG_LIST = 8
const isLong = ({ mentions, by }: Listing): boolean =>
  mentions.length >= LONG_LIST &&
  (by !== 'blocks' || mentions.filter(({ published }) => published !== undefined).length * 2 >= mentions.length)

const toldBy = ({ mentions }: Listing): number =>
  mentions.reduce((sum, { title = '', summary = '' }) => sum + weight(title) + weight(summary), 0)

/** A block that alone holds so much of the prose, and so many paragraphs, is the article itself: a link in it leads elsewhere. */
const MOST = 0.5
const LEAST_PARAGRAPHS = 3

/** How much of the prose that was taken for an article stands in blocks of a list. */
function shareIn({ blocks }: Listing, { flat }: Page, { body: { pieces } }: Article): number {
  const sum = (wanted: typeof pieces) => wanted.reduce((total, { weight: size }) => total + size, 0)
  const all = Math.max(1, sum(pieces))
  const entries = blocks.filter((block) => {
    const [from, to] = flat.ranges.get(block) ?? [0, 0]
    if (to - from < LEAST_PARAGRAPHS) return true
    const prose = flat.pieces.slice(from, to).filter(({ isProse }) => isProse)
    return prose.length < LEAST_PARAGRAPHS || sum(prose) < all * MOST
  })
  const [first] = entries
  return first ? sum(piecesIn(entries, first.owner.elements.length, pieces)) / all : 0
}

/** The pieces that stand in any of the elements. */
function piecesIn(blocks: readonly Element[], count: number, pieces: Article['body']['pieces']): Article['body']['pieces'] {
  // an element is in a block if the blocks that began before it have not all ended
  const ends = new Uint32Array(count)
  for (const { index, end } of blocks) ends[index] = end
  for (let i = 1; i < count; i++) ends[i] = Math.max(ends[i]!, ends[i - 1]!)
  return pieces.filter(({ element }) => ends[element.index]! > element.index)
}
