import { dateIn } from './dateline.ts'
import { known, type Mention } from './evidence.ts'
import { isFurniture, isRankingHeading } from './furniture.ts'
import { bare, weight, wordCount } from './measure.ts'
import { marked } from './signature.ts'
import type { Element } from './tree.ts'
import { attribute, closest, descendants, find, holdsBlock, isElement, isWithin, lineOf, wordsOf } from './walk.ts'
import { parseDate } from '../parse/dates.ts'

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
const HEADING = /^h[1-6]$/

/** Words of links that lead to an article, but are not its headline. */
const MORE =
  /^(?:read|continue|see|view|find|learn|full|more|mehr|weiter|zum|lire|en savoir|la suite|leer|ver|seguir|leggi|continua|leia|saiba|lees|läs|czytaj|читать|devam|続き|もっと|詳し|全文|阅读|查看|更多|자세히)\b.{0,40}$|^(?:\d+ )?(?:comments?|kommentare?|commentaires?|comentarios?|コメント)\b|^\d+$|^#/i

/** The blocks of a page that each lead to one article, in document order. */
export function cardsOf(root: Element, resolve: (href: string) => string | undefined): readonly Card[] {
  const found = new Map<string, Headline>()
  const links = articleLinks(root)
  for (const link of links) {
    const href = resolve(attribute(link, 'href')!)
    const said = href === undefined ? undefined : headlineOf(link)
    if (href === undefined || !said) continue
    const before = found.get(href)
    if (!before || (said.isHeaded && !before.isHeaded)) found.set(href, said)
  }
  buttons(links, resolve, found)
  // every link to an article counts, its picture's too: none of them may stand in another's block
  const owners = ownersOf(links, resolve, found)
  return [...found].slice(0, MAX_CARDS).map(([href, said]) => ({ href, ...said, element: blockOf(said.headline, owners) }))
}

/** Cards whose only link is a button: the heading beside it is the headline. */
function buttons(links: readonly Element[], resolve: (href: string) => string | undefined, found: Map<string, Headline>): void {
  const rest = links.filter((link) => !found.has(resolve(attribute(link, 'href')!) ?? ''))
  if (rest.length === 0) return
  const all = new Map(links.map((link) => [resolve(attribute(link, 'href')!) ?? '', true]))
  const owners = ownersOf(links, resolve, all)
  const taken = new Set([...found.values()].map(({ headline }) => headline))
  for (const link of rest) {
    const href = resolve(attribute(link, 'href')!)
    if (href === undefined || found.has(href)) continue
    for (let at = link.parent, up = 0; at && up < MAX_UP && owners.get(at) === href; at = at.parent, up++) {
      const heading = find(at, isHeading)
      const title = heading ? lineOf(heading, MAX_TITLE * 2) : ''
      if (!heading || taken.has(heading) || weight(title) < LEAST_WEIGHT || wordCount(title) < LEAST_WORDS || title.length > MAX_TITLE)
        continue
      found.set(href, { title, headline: heading, isHeaded: true })
      break
    }
  }
}
/** Elements between a button and the block of its card. */
const MAX_UP = 5

function articleLinks(root: Element): readonly Element[] {
  const out = rankings(root)
  const enter = (element: Element): boolean => !out.has(element) && !isFurniture(element, () => 1)
  return descendants(root, enter)
    .filter((element) => element.name === 'a' && isArticleLink(element))
    .slice(0, MAX_LINKS)
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
  const headings = descendants(root).filter(({ name }) => HEADING.test(name) || SUBHEADING.has(name))
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
  const end = after.findIndex(({ name }) => HEADING.test(name))
  return end < 0 ? after : after.slice(0, end)
}

function headlineOf(link: Element): Headline | undefined {
  const inside = find(link, isHeading)
  const around = inside ? undefined : closest(link, (element) => isHeading(element))
  const heading = inside ?? around
  const headline = heading ?? link
  const title = lineOf(around && lineOf(around).length > MAX_TITLE ? link : headline, MAX_TITLE * 2)
  const words = wordCount(title)
  const isHeaded = heading !== undefined
  const size = weight(title)
  const isLong = title.length <= MAX_TITLE && (isHeaded ? size >= LEAST_HEADING : size >= LEAST_WEIGHT && words >= LEAST_WORDS)
  return isLong && !MORE.test(title) && !(dateIn(title)?.isAlone ?? false)
    ? { title, headline: around ? link : headline, isHeaded }
    : undefined
}

/** Headings, and what microformats and themes use in their place. */
const isHeading = (element: Element): boolean =>
  HEADING.test(element.name) ||
  wordsOf(element, 'class').some((name) =>
    /^(?:p-name|entry-title|post-title|article-title|card-title|card__title|headline|teaser__headline|title)$/.test(name),
  )

/** Which article's links stand in an element: one address, or `''` where there are several. */
function ownersOf(
  links: readonly Element[],
  resolve: (href: string) => string | undefined,
  found: ReadonlyMap<string, unknown>,
): ReadonlyMap<Element, string> {
  const owners = new Map<Element, string>()
  for (const link of links) {
    const href = resolve(attribute(link, 'href')!)
    if (href === undefined || !found.has(href)) continue
    for (let at: Element | undefined = link; at; at = at.parent) {
      const owner = owners.get(at)
      if (owner === '' || owner === href) break
      owners.set(at, owner === undefined ? href : '')
    }
  }
  return owners
}

/** The largest element around a headline that speaks of no other article. */
function blockOf(headline: Element, owners: ReadonlyMap<Element, string>): Element {
  let at = headline
  while (at.parent && at.parent.name !== 'body' && at.parent.name !== 'html' && at.parent.name !== '#root' && owners.get(at.parent) !== '')
    at = at.parent
  return at
}

/** What a card says, read from its block alone; a day may stand in the cell before it. */
export function mentionOf(card: Card, language: string | undefined): Mention {
  const texts = linesIn(card.element, card.headline)
  const day = dateOf(card.element, texts, language) ?? dayBefore(card.element, language)
  const summary = texts.find(
    (line) =>
      weight(line.text) >= 40 &&
      line.linked < 0.6 &&
      bare(line.text) !== bare(card.title) &&
      !(dateIn(line.text, language)?.isAlone ?? false),
  )
  return {
    link: card.href,
    ...known({ title: card.title, published: day, summary: summary?.text, image: imageIn(card.element), authors: marked(card.element) }),
  }
}

interface Line {
  readonly text: string
  readonly linked: number
}

/** The lines of a block other than its headline. */
function linesIn(block: Element, headline: Element): readonly Line[] {
  const lines: Line[] = []
  const look = (element: Element): void => {
    const isLeaf = !holdsBlock(element)
    if (element !== headline && isLeaf && !isWithin(headline, element)) {
      const text = lineOf(element, 2000)
      const linked = descendants(element)
        .filter(({ name }) => name === 'a')
        .reduce((sum, a) => sum + lineOf(a, 2000).length, 0)
      if (text !== '') lines.push({ text, linked: linked / text.length })
      return
    }
    if (element === headline) return
    for (const child of element.children) {
      if (isElement(child)) look(child)
      else if (child.trim() !== '') lines.push({ text: child.replace(/\s+/g, ' ').trim(), linked: 0 })
    }
  }
  look(block)
  return lines
}

function dateOf(block: Element, lines: readonly Line[], language: string | undefined): string | undefined {
  const all = descendants(block)
  for (const element of all) {
    const stamped = [
      attribute(element, 'datetime'),
      isPublished(element) ? (attribute(element, 'content') ?? attribute(element, 'title')) : undefined,
    ]
    const date = stamped.find((one) => one !== undefined && parseDate(one) !== undefined)
    if (date !== undefined && !wordsOf(element, 'class').includes('updated')) return date
  }
  const dates = lines.flatMap(({ text }) => dateIn(text, language) ?? [])
  return (
    dates.find(({ isAlone, isUpdate }) => isAlone && !isUpdate) ??
    dates.find(({ isAlone }) => isAlone) ??
    dates.find(({ isUpdate }) => !isUpdate)
  )?.date
}

const isPublished = (element: Element): boolean =>
  /^date(?:published|created)$/i.test(attribute(element, 'itemprop') ?? '') ||
  wordsOf(element, 'class').some((name) => name === 'published' || name === 'dt-published')

/** Elements before a block that may hold its day: a day heads a list of at most so many. */
const MAX_BEFORE = 40
/** Blocks of one list ask for the same siblings. */
const places = new WeakMap<Element, { readonly siblings: readonly Element[]; readonly at: ReadonlyMap<Element, number> }>()

function placesIn(parent: Element) {
  let known = places.get(parent)
  if (!known) {
    const siblings = parent.children.filter(isElement)
    places.set(parent, (known = { siblings, at: new Map(siblings.map((element, i) => [element, i])) }))
  }
  return known
}

/** `<dt>` before `<dd>`, a heading that is a day, a cell that spans rows. */
function dayBefore(block: Element, language: string | undefined): string | undefined {
  for (let element: Element | undefined = block, up = 0; element?.parent && up < 3; element = element.parent, up++) {
    const { siblings, at } = placesIn(element.parent)
    const here = at.get(element)!
    for (let before = here - 1; before >= Math.max(0, here - MAX_BEFORE); before--) {
      const sibling = siblings[before]!
      const isDay = sibling.name === 'dt' || HEADING.test(sibling.name) || before === here - 1
      const day = isDay ? dateIn(lineOf(sibling, 300), language) : undefined
      if (day?.isAlone) return day.date
      if (sibling.name === 'dt') break
    }
  }
  return undefined
}

/** The first picture of a block that is not only a place for one. */
export function imageIn(block: Element): string | undefined {
  const image = find(block, ({ name }) => name === 'img')
  const source =
    image &&
    [attribute(image, 'data-src'), attribute(image, 'data-lazy-src'), attribute(image, 'src')].find(
      (one) => one !== undefined && !one.startsWith('data:'),
    )
  return source
}
