import { cardsOf, type Card } from './cards.ts'
import type { Mention } from './evidence.ts'
import { weight } from './measure.ts'
import { dayFinder, mentionOf } from './mention.ts'
import type { Page } from './view.ts'
import { closest, commonOf, descendants, isWithin } from './walk.ts'
import type { Element } from './element.ts'

export interface Listing {
  readonly mentions: readonly Mention[]
  /** What the list was found by. */
  readonly by: 'json-ld' | 'h-feed' | 'blocks'
  /** The blocks of its articles on the page. */
  readonly blocks: readonly Element[]
}

/** Fewer blocks are not a list. */
const LEAST = 3
/** Articles of one page that are read. */
const MAX_MENTIONS = 200

/** The articles that a page lists: by JSON-LD, by microformats, else by the repetition of its blocks. */
export function listingOf(page: Page): Listing | undefined {
  const cards = cardsOf(page.root, page.resolve)
  const dayBefore = dayFinder(page.language)
  const dated = cards.map((card) => ({ card, mention: mentionOf(card, page.language, dayBefore) }))
  const byLink = new Map(dated.map(({ card, mention }) => [page.same(card.href), { card, mention }]))
  const entries = entriesOf(page.root)
  const hfeed = headlinesOf(dated, (card) => closest(card.headline, (element) => entries.has(element)))
  const repeated = repetition(dated, page)
  const main = hfeed.length >= LEAST ? hfeed : repeated
  const stated = bestList(page, new Set(main.map(({ card }) => page.same(card.href))))
  const told = stated.flatMap((mention) => complete(mention, byLink.get(page.same(mention.link))?.mention, page))
  if (told.length >= LEAST)
    return {
      mentions: [...told, ...untold(told, main, page)].slice(0, MAX_MENTIONS),
      by: 'json-ld',
      blocks: told.flatMap(({ link }) => byLink.get(page.same(link))?.card.element ?? []),
    }
  if (main.length < LEAST) return undefined
  return {
    mentions: main.slice(0, MAX_MENTIONS).map(({ mention }) => mention),
    by: main === hfeed ? 'h-feed' : 'blocks',
    blocks: main.map(({ card }) => card.element),
  }
}

/** The stated list that speaks most of what the page shows; a box of favourites may be stated too. */
function bestList({ jsonLd, microdata, same }: Page, shown: ReadonlySet<string>): readonly Mention[] {
  const lists = [...jsonLd.lists, microdata.list].filter(({ length }) => length >= LEAST)
  const overlap = (list: readonly Mention[]): number => list.filter(({ link }) => shown.has(same(link))).length
  const best = lists.toSorted((a, b) => overlap(b) - overlap(a) || b.length - a.length)[0]
  // what the page lists in full is not told by a box of five
  return best && (shown.size < LEAST || overlap(best) * 2 >= shown.size || best.length >= shown.size) ? best : []
}

/** A stated list that has so much of what the page shows is all of it; else the rest is shown further down, as it is loaded. */
const MOST_STATED = 0.8

function untold(told: readonly Mention[], main: readonly Shown[], { same }: Page): readonly Mention[] {
  const stated = new Set(told.map(({ link }) => same(link)))
  const rest = main.filter(({ card }) => !stated.has(same(card.href)))
  return rest.length > main.length * (1 - MOST_STATED) ? rest.map(({ mention }) => mention) : []
}

/** A list in JSON-LD often has addresses alone: the page's own text says the rest. */
function complete(mention: Mention, shown: Mention | undefined, page: Page): readonly Mention[] {
  const link = page.resolve(mention.link)
  const title = mention.title ?? shown?.title
  return link === undefined || title === undefined ? [] : [{ ...shown, ...mention, title, link }]
}

/** Of each entry its headings, where it has some: what is linked in its text is another's. */
function headlinesOf(all: readonly Shown[], entryOf: (card: Card) => Element | undefined): readonly Shown[] {
  const inEntries = all.flatMap((one) => {
    const entry = entryOf(one.card)
    return entry ? [{ one, entry }] : []
  })
  const headed = new Set(inEntries.filter(({ one }) => one.card.isHeaded).map(({ entry }) => entry))
  return inEntries.filter(({ one, entry }) => one.card.isHeaded || (!one.card.isShort && !headed.has(entry))).map(({ one }) => one)
}

/** Entries of microformats, classic and new. */
const entriesOf = (root: Element): ReadonlySet<Element> =>
  new Set(descendants(root).filter((element) => element.classes.some((name) => name === 'h-entry' || name === 'hentry')))

interface Shown {
  readonly card: Card
  readonly mention: Mention
}

/** Blocks of one kind, the best kind first found; others of the page that are as well told join it. */
function repetition(all: readonly Shown[], page: Page): readonly Shown[] {
  const groups = new Map<string, Shown[]>()
  for (const one of all) {
    const key = shapeOf(one.card)
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  for (const [key, group] of groups) {
    if (share(group, isShortOne) <= MOST_SHORT) continue
    const long = group.filter((one) => !isShortOne(one))
    if (long.length > 0) groups.set(key, long)
    else groups.delete(key)
  }
  const merits = new Map([...groups.values()].map((group) => [group, meritOf(group)]))
  const ranked = [...groups.values()].toSorted((a, b) => merits.get(b)! - merits.get(a)!)
  const best = ranked[0]
  if (!best || (best.length < LEAST && ranked.length < 2)) return []
  const isDated = share(best, isDatedOne) >= 0.5
  const isHeaded = share(best, isHeadedOne) >= 0.5
  const isTold = share(best, isToldOne) >= MOST_TOLD
  const main = best.map(({ card }) => card.element).reduce(commonOf)
  const joins = (group: readonly Shown[]): boolean =>
    group === best ||
    ((isDated || isHeaded) &&
      (!isDated || share(group, isDatedOne) > 0.5) &&
      (!isHeaded || share(group, isHeadedOne) > 0.5) &&
      (!isTold || share(group, isToldOne) >= 0.5 || group.every(({ card }) => isWithin(card.element, main))))
  const chosen = new Set(ranked.filter(joins).flat())
  return ownSite(
    all.filter((one) => chosen.has(one)),
    page,
  )
}

/** Where so many entries of the main list have a summary, a module of bare headlines elsewhere is no part of it. */
const MOST_TOLD = 0.7
const isToldOne = ({ mention }: Shown): boolean => mention.summary !== undefined
/** Above this part of short titles a kind is a menu. */
const MOST_SHORT = 0.6
const isShortOne = ({ card }: Shown): boolean => card.isShort
const isDatedOne = ({ mention }: Shown): boolean => mention.published !== undefined
const isHeadedOne = ({ card }: Shown): boolean => card.isHeaded
const share = (group: readonly Shown[], is: (one: Shown) => boolean): number => group.filter(is).length / group.length

const meritOf = (group: readonly Shown[]): number => {
  const titles = group.reduce((sum, { card }) => sum + Math.min(80, weight(card.title)), 0) / group.length
  const told = share(group, isToldOne)
  return Math.min(group.length, 30) * (0.3 + 2 * share(group, isDatedOne) + share(group, isHeadedOne) + told) * titles
}

/** How a block is built: its tag and classes, those of the element around it, and the tag of its headline. Numbers in names count its place. */
function shapeOf({ element, headline, isHeaded }: Card): string {
  const name = (one: Element | undefined): string =>
    one
      ? `${one.name}.${[...one.classes]
          .filter((word) => !/\d|first|last|odd|even|active|sticky/.test(word))
          .slice(0, 3)
          .toSorted()
          .join('.')}`
      : ''
  return `${name(element)} < ${element.parent?.name ?? ''} > ${isHeaded ? headline.name : 'a'}`
}

/** A section front leads to its own site; what leads elsewhere among it is advertising. A page of links is all elsewhere. */
function ownSite(all: readonly Shown[], page: Page): readonly Shown[] {
  const own = all.filter(({ card }) => page.isOwn(card.href))
  return own.length * 2 > all.length ? own : all
}
