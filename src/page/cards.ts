import { addressKind } from './address.ts'
import { dateIn } from './dateline.ts'
import { isFurniture, isMenu } from './furniture.ts'
import { bare, weight, wordCount } from './measure.ts'
import type { Element } from './element.ts'
import { headingFinder, isHeading } from './headings.ts'
import { countLinks, rankings } from './rankings.ts'
import { sentenceFinder } from './sentence.ts'
import { attribute, closest, descendants, lineOf, wordsOf } from './walk.ts'

/** A block of a section front: a headline that is a link, and what stands around it. */
export interface Card {
  readonly element: Element
  readonly title: string
  readonly href: string
  /** Two words, as names of sections have: a headline only where its kind recurs. */
  readonly isShort: boolean
  /** The headline stands in a heading. */
  readonly isHeaded: boolean
  /** The element of the headline. */
  readonly headline: Element
}

type Headline = Pick<Card, 'title' | 'headline' | 'isHeaded' | 'isShort'>

/** Headlines have more to say than names of sections. */
const LEAST_WEIGHT = 12
const LEAST_WORDS = 3
/** Shorter ones will do where others of their kind are longer. */
const LEAST_SHORT = 5
const LEAST_SHORT_WORDS = 2
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
  dropLabels(found)
  dropSections(found)
  dropShortBeside(found, links)
  // every link to an article counts, its picture's too: none of them may stand in another's block
  const owners = ownersOf(links.filter(({ href }) => found.has(href)))
  return [...found].slice(0, MAX_CARDS).map(([href, said]) => ({ href, ...said, element: blockOf(said.headline, owners) }))
}

/** Addresses of sections lead to other lists; on a page of nothing else they are what it lists. */
function dropSections(found: Map<string, Headline>): void {
  const sections = [...found.keys()].filter((href) => addressKind(href) === 'section')
  if (sections.length * 2 < found.size) for (const href of sections) found.delete(href)
}

/** A short link in the block of a longer headline is a label of it. */
function dropShortBeside(found: Map<string, Headline>, links: readonly Link[]): void {
  const owners = ownersOf(links.filter(({ href }) => found.get(href)?.isShort === false))
  for (const [href, { isShort, headline }] of found) {
    if (!isShort) continue
    let at: Element | undefined = headline
    while (at && owners.get(at) === undefined) at = at.parent
    if (at && owners.get(at) !== '') found.delete(href)
  }
}

/** Links of one title that lead to different articles are labels, like `Read the diary`. */
const MOST_ALIKE = 2

function dropLabels(found: Map<string, Headline>): void {
  const counts = new Map<string, number>()
  for (const { title } of found.values()) counts.set(bare(title), (counts.get(bare(title)) ?? 0) + 1)
  for (const [href, { title, isHeaded }] of found) if (!isHeaded && counts.get(bare(title))! > MOST_ALIKE) found.delete(href)
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
      found.set(href, { title, headline: heading, isHeaded: true, isShort: false })
      break
    }
  }
}
/** Elements between a button and the block of its card. */
const MAX_UP = 5

type HeadingIn = ReturnType<typeof headingFinder>

/** Of furniture only what is so however much it holds is left out of a front. */
const ALL = { share: () => 1, holdsBody: () => true, isProse: () => true }
/** What is called a menu is one where it holds less than this part of the links. */
const MAX_MENU = 0.4

function articleLinks(root: Element, resolve: (href: string) => string | undefined): readonly Link[] {
  const counts = new Map<Element, number>()
  const all = countLinks(root, counts)
  const out = rankings(root, counts)
  const enter = (element: Element): boolean =>
    !out.has(element) && !isFurniture(element, ALL) && !(isMenu(element) && counts.get(element)! < all * MAX_MENU)
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

function headlineOf(link: Element, headingIn: HeadingIn, isInSentence: (link: Element) => boolean): Headline | undefined {
  const inside = headingIn(link)
  const around = inside ? undefined : closest(link, isHeading)
  const heading = inside ?? around
  const headline = heading ?? link
  const title = lineOf(around && lineOf(around, MAX_TITLE * 2).length > MAX_TITLE ? link : headline, MAX_TITLE * 2)
  const words = wordCount(title)
  const isHeaded = heading !== undefined
  const size = weight(title)
  const isLong = isHeaded ? size >= LEAST_HEADING : size >= LEAST_WEIGHT && words >= LEAST_WORDS
  const isShort = !isLong && size >= LEAST_SHORT && words >= LEAST_SHORT_WORDS
  if ((!isLong && !isShort) || title.length > MAX_TITLE || MORE.test(title) || ADDRESS.test(title)) return undefined
  if ((dateIn(title)?.isAlone ?? false) || (heading === undefined && isInSentence(link))) return undefined
  return { title, headline: around ? link : headline, isHeaded, isShort }
}
/** An address is no headline. */
const ADDRESS = /^(?:https?:\/\/|www\.)/i

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
