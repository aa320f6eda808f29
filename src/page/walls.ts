import type { Article } from './article.ts'
import type { Page } from './view.ts'
import { IN_TEXT, IN_TITLE, type WallKind } from './wall-phrases.ts'

/** Longer titles are headlines. */
const MAX_TITLE = 70
/** A page that only asks for something says it in so few words; an article about it says more. */
const MAX_WALL = 1500
/** A dated or marked article of so much prose is one, whatever its headline says. */
const ARTICLE_WEIGHT = 280
const LONG_WEIGHT = 560
/** Headings and paragraphs that are looked at. */
const MOST_LOOKED_AT = 12

/**
 * What stands in place of the page, if something does: an error, a question for consent, a check for bots, a parked domain, a paywall
 * without a text. However much a curator insists, it is no article and lists none.
 */
export function wallOf({ head, flat, jsonLd, microdata }: Page, { isDated, isMarked, body }: Article): WallKind | undefined {
  const isArticle = (isDated && isMarked && body.weight >= ARTICLE_WEIGHT) || (isDated && body.weight >= LONG_WEIGHT)
  if (isArticle) return undefined
  const headings = flat.pieces.filter(({ kind }) => kind === 'heading').slice(0, 2)
  const titles = [head.title, ...headings.map(({ text }) => text)].filter((title) => title !== undefined && title.length <= MAX_TITLE)
  const isToldOf = jsonLd.article !== undefined || microdata.article !== undefined
  const named = IN_TITLE.find(([kind, words]) => !(kind === 'error' && isToldOf) && titles.some((title) => words.test(title!)))
  const prose = flat.pieces.reduce((sum, { weight, linked }) => sum + weight - linked, 0)
  if (named && (named[0] === 'error' || named[0] === 'index' || prose <= MAX_WALL)) return named[0]
  if (prose > MAX_WALL) return undefined
  const lines = flat.pieces.slice(0, MOST_LOOKED_AT).map(({ text }) => text.slice(0, 500))
  const said = IN_TEXT.find(([, words]) => lines.some((line) => words.test(line)))?.[0]
  // a lead before the wall is news all the same
  return said === 'subscribers' && body.weight >= ARTICLE_WEIGHT ? undefined : said
}
