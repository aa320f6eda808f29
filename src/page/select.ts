import { selectAll, selectOne, type Options } from 'css-select'
import { parseDate } from '../parse/dates.ts'
import type { SelectConfig } from '../model/config.ts'
import { imageIn } from './mention.ts'
import { dateIn } from './dateline.ts'
import { stated, type Mention } from './evidence.ts'
import { flatten } from './pieces.ts'
import type { Piece } from './piece.ts'
import type { Page } from './view.ts'
import type { Element, Node } from './element.ts'
import { attribute, find, hasAttribute, isElement, isWithin, lineOf } from './walk.ts'

/** Selectors may walk a page again and again: each step of theirs counts. */
function visited(element: Element): Element {
  element.owner.steps.spend(1)
  return element
}

/** css-select on our tree. */
const OPTIONS: Options<Node, Element> = {
  adapter: {
    isTag: isElement,
    getAttributeValue: (element, name) =>
      name === 'class' ? (element.classes.length > 0 ? attribute(element, 'class') : undefined) : attribute(element, name),
    getChildren: (node) => (isElement(node) ? visited(node).children : []),
    getName: ({ name }) => name,
    getParent: (element) => visited(element).parent ?? null,
    getSiblings: (node) => (isElement(node) ? (node.parent?.children ?? [node]) : [node]),
    getText: (node) => (isElement(node) ? lineOf(node) : node),
    hasAttrib: hasAttribute,
    removeSubsets: (nodes) => nodes,
  },
}

/** Articles of one page that are read. */
const MAX_ITEMS = 200

/** The articles that the curator's selectors find. What a selector is not given for is looked for in the item. */
export function selectedItems(page: Page, item: string, select: SelectConfig): readonly Mention[] {
  return selectAll(item, page.root, OPTIONS)
    .slice(0, MAX_ITEMS)
    .flatMap((item) => mentionIn(item, page, select))
}

function mentionIn(item: Element, page: Page, { title, link, date, summary }: SelectConfig): readonly Mention[] {
  const within = (selector: string | undefined): Element | undefined =>
    selector === undefined ? undefined : (selectOne(selector, item, OPTIONS) ?? undefined)
  const headline = within(title) ?? find(item, ({ name }) => /^h[1-6]$/.test(name))
  const target = linkOf(within(link) ?? headline) ?? linkOf(item)
  const href = target && page.resolve(attribute(target, 'href')!)
  const said = lineOf(headline ?? target ?? item, 1000)
  const day = date === undefined ? find(item, ({ name }) => name === 'time') : within(date)
  const lead = within(summary)
  if (href === undefined || said === '') return []
  return [
    {
      link: href,
      ...stated({ title: said, published: day && dateOf(day, page.language), summary: lead && lineOf(lead, 4000), image: imageIn(item) }),
    },
  ]
}

/** Takes from a page what the curator's selector names. */
export function removeSelected(root: Element, remove: string): void {
  for (const element of selectAll(remove, root, OPTIONS)) {
    const siblings = element.parent?.children
    const at = siblings?.indexOf(element) ?? -1
    if (at >= 0) siblings!.splice(at, 1)
  }
}

/** What the curator's selectors find of the one article on a page. */
export interface Chosen {
  /** Its text; undefined where no selector is given for it, empty where it finds nothing. */
  readonly pieces?: readonly Piece[]
  readonly title?: string
  readonly published?: string
  readonly summary?: string
}

export function selectedArticle({ root, language }: Page, { title, date, summary, content }: SelectConfig): Chosen {
  const within = (selector: string | undefined): Element | undefined =>
    selector === undefined ? undefined : (selectOne(selector, root, OPTIONS) ?? undefined)
  const lineAt = (selector: string | undefined, max: number): string | undefined => {
    const element = within(selector)
    return element && (lineOf(element, max) || undefined)
  }
  const day = within(date)
  const found = content === undefined ? undefined : outermost(selectAll(content, root, OPTIONS))
  const said = stated<Omit<Chosen, 'pieces'>>({
    title: lineAt(title, 1000),
    published: day && dateOf(day, language),
    summary: lineAt(summary, 4000),
  })
  return found ? { ...said, pieces: found.flatMap((element) => flatten(element, true).pieces) } : said
}

const outermost = (elements: readonly Element[]): readonly Element[] =>
  elements.slice(0, MAX_ITEMS).filter((element) => !elements.some((other) => other !== element && isWithin(element, other)))

/** The link that an element is, holds, or stands in. */
function linkOf(element: Element | undefined): Element | undefined {
  if (!element) return undefined
  const isLink = (one: Element): boolean => one.name === 'a' && attribute(one, 'href') !== undefined
  if (isLink(element)) return element
  const inside = find(element, isLink)
  if (inside) return inside
  for (let at = element.parent; at; at = at.parent) if (isLink(at)) return at
  return undefined
}

function dateOf(element: Element, language: string | undefined): string | undefined {
  const text = lineOf(element, 300)
  return [attribute(element, 'datetime'), attribute(element, 'content'), dateIn(text, language)?.date, text].find(
    (one) => one !== undefined && parseDate(one) !== undefined,
  )
}
