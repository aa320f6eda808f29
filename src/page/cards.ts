import { dateIn } from './dateline.ts'
import { isFurniture, isRankingHeading } from './furniture.ts'
import { weight, wordCount } from './measure.ts'
import type { Element } from './element.ts'
import { headingFinder, isHeading, isHeadingTag } from './headings.ts'
import { sentenceFinder } from './sentence.ts'
import { attribute, closest, descendants, isElement, lineOf, wordsOf } from './walk.ts'

/** A block of a section front: a headline that is a link, and what stands around it. */
export interface Card {
  readonly element: Element
  readonly title: string
  readonly href: string
  /** The headline stands in a heading. */
  readonly isHeaded: boolean
  /** The element of the headline. */
  readonly headline: Element
}

type Headline = Pick<Card, 'title' | 'headline' | 'isHeaded'>

/** Headlines have more to say than names of sections. */
const LEAST_WEIGHT = 12
const LEAST_WORDS = 3
/** In a heading a shorter one will do. */
const LEAST_HEADING = 6
const MAX_TITLE = 300
/** Links that are looked at; long archives have several hundred. */
const MAX_LINKS = 1000
/** Blocks that are read. */
const MAX_CARDS = 300

/** Words of links that lead to an article, but are not its headline. */
const MORE =
  /^(?:read|continue|see|view|find|learn|full|more|mehr|weiter|zum|lire|en savoir|la suite|leer|ver|seguir|leggi|continua|leia|saiba|lees|läs|czytaj|читать|devam|続き|もっと|詳し|全文|阅读|查看|更多|자세히)\b.{0,40}$|^(?:\d+ )?(?:comments?|kommentare?|commentaires?|comentarios?|コメント)\b|^\d+$|^#/i

/** Of furniture only what is so however much it holds is left out of a front. */
const ALL = { share: () => 1, holdsBody: () => true, isProse: () => true }

interface Link {
  readonly element: Element
  readonly href: string
}

/** The blocks of a page that each lead to one article, in document order. */
export function cardsOf(root: Element, resolve: (href: string) => string | undefined): readonly Card[] {
  const found = new Map<string, Headline>()
  const headingIn = headingFinder(root.owner.elements)
  const isInSentence = sentenceFinder()
  const links = articleLinks(root, resolve)
  for (const { element, href } of links) {
    const said = headlineOf(element, headingIn, isInSentence)
    if (!said) continue
    const before = found.get(href)
    if (!before || (said.isHeaded && !before.isHeaded)) found.set(href, said)
  }
  addButtons(links, found, headingIn)
  // every link to an article counts, its picture's too: none of them may stand in another's block
  const owners = ownersOf(links.filter(({ href }) => found.has(href)))
  return [...found].slice(0, MAX_CARDS).map(([href, said]) => ({ href, ...said, element: blockOf(said.headline, owners) }))
}

/** Cards whose only link is a button: the heading beside it is the headline. */
function addButtons(links: readonly Link[], found: Map<string, Headline>, headingIn: HeadingIn): void {
  const rest = links.filter(({ href }) => !found.has(href))
  if (rest.length === 0) return
  const owners = ownersOf(links)
  const taken = new Set([...found.values()].map(({ headline }) => headline))
  for (const { element, href } of rest) {
    if (found.has(href)) continue
    for (let at = element.parent, up = 0; at && up < MAX_UP && owners.get(at) === href; at = at.parent, up++) {
      const heading = headingIn(at)
      const title = heading && !taken.has(heading) ? lineOf(heading, MAX_TITLE * 2) : ''
      if (!heading || weight(title) < LEAST_WEIGHT || wordCount(title) < LEAST_WORDS || title.length > MAX_TITLE) continue
      found.set(href, { title, headline: heading, isHeaded: true })
      break
    }
  }
}
/** Elements between a button and the block of its card. */
const MAX_UP = 5

type HeadingIn = ReturnType<typeof headingFinder>

function articleLinks(root: Element, resolve: (href: string) => string | undefined): readonly Link[] {
  const out = rankings(root)
  const enter = (element: Element): boolean => !out.has(element) && !isFurniture(element, ALL)
  return descendants(root, enter)
    .filter((element) => element.name === 'a' && isArticleLink(element))
    .slice(0, MAX_LINKS)
    .flatMap((element) => {
      const href = resolve(attribute(element, 'href')!)
      return href === undefined ? [] : [{ element, href }]
    })
}

function isArticleLink(link: Element): boolean {
  const href = attribute(link, 'href')
  if (href === undefined || /^(?:#|javascript:|mailto:|tel:|data:)/i.test(href)) return false
  return (
    !wordsOf(link, 'rel').some((word) => word === 'tag' || word === 'author' || word === 'sponsored' || word === 'category') &&
    !ELSEWHERE.test(href)
  )
}
const ELSEWHERE =
  /\/(?:tags?|category|categories|authors?|login|search|wp-admin|page)\/|[?&](?:cat|tag|author|paged?|s)=|\/(?:feed|rss)\/?$/i

/** Headings that announce favourites; a page has a few. */
const MAX_RANKINGS = 20

/** Boxes under a heading that announces favourites: the heading's block, as long as it is not most of the page. */
function rankings(root: Element): ReadonlySet<Element> {
  const out = new Set<Element>()
  const links = new Map<Element, number>()
  const all = countLinks(root, links)
  const headings = descendants(root).filter((one) => isHeadingTag(one) || SUBHEADING.has(one.name))
  for (const heading of headings.filter((one) => isRankingHeading(lineOf(one, 200))).slice(0, MAX_RANKINGS)) {
    let block = heading.parent
    while (block?.parent && links.get(block)! < 2 && block.name !== 'body') block = block.parent
    if (block && block.name !== 'body' && links.get(block)! * 2 < all) out.add(block)
    else for (const follower of followers(heading)) out.add(follower)
  }
  return out
}
const SUBHEADING = new Set(['caption', 'dt', 'strong', 'legend', 'b'])

function countLinks(element: Element, counts: Map<Element, number>): number {
  let sum = element.name === 'a' ? 1 : 0
  for (const child of element.children) if (isElement(child)) sum += countLinks(child, counts)
  counts.set(element, sum)
  return sum
}

/** What stands behind a heading up to the next one of its kind. */
function followers(heading: Element): readonly Element[] {
  const siblings = heading.parent?.children.filter(isElement) ?? []
  const after = siblings.slice(siblings.indexOf(heading) + 1)
  const end = after.findIndex(isHeadingTag)
  return end < 0 ? after : after.slice(0, end)
}

function headlineOf(link: Element, headingIn: HeadingIn, isInSentence: (link: Element) => boolean): Headline | undefined {
  const inside = headingIn(link)
  const around = inside ? undefined : closest(link, isHeading)
  const heading = inside ?? around
  const headline = heading ?? link
  const title = lineOf(around && lineOf(around, MAX_TITLE * 2).length > MAX_TITLE ? link : headline, MAX_TITLE * 2)
  const words = wordCount(title)
  const isHeaded = heading !== undefined
  const size = weight(title)
  const isLong = title.length <= MAX_TITLE && (isHeaded ? size >= LEAST_HEADING : size >= LEAST_WEIGHT && words >= LEAST_WORDS)
  return isLong && !MORE.test(title) && !(dateIn(title)?.isAlone ?? false) && (heading !== undefined || !isInSentence(link))
    ? { title, headline: around ? link : headline, isHeaded }
    : undefined
}

/** Which article's links stand in an element: one address, or `''` where there are several. */
function ownersOf(links: readonly Link[]): ReadonlyMap<Element, string> {
  const owners = new Map<Element, string>()
  for (const { element, href } of links) {
    let at: Element | undefined = element
    for (; at; at = at.parent) {
      const owner = owners.get(at)
      if (owner === '' || owner === href) break
      owners.set(at, owner === undefined ? href : '')
    }
    element.owner.steps.spend(1)
  }
  return owners
}

/** The largest element around a headline that speaks of no other article. */
function blockOf(headline: Element, owners: ReadonlyMap<Element, string>): Element {
  let at = headline
  at.owner.steps.spend(8)
  while (at.parent && at.parent.name !== 'body' && at.parent.name !== 'html' && at.parent.name !== '#root' && owners.get(at.parent) !== '')
    at = at.parent
  return at
}
