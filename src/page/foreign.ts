import { isPlaceHolder } from './boilerplate.ts'
import { isEnding, isForeignHeading, isForeignLabel } from './furniture.ts'
import { isHeadline } from './headline.ts'
import type { Element } from './element.ts'
import type { Piece } from './piece.ts'
import { GOOD_WEIGHT } from './prose.ts'
import { commonOf, isWithin } from './walk.ts'

/** What stands behind the heading of comments, or of the author's box, ends the article if it is less than this part of the prose. */
const MOST_OF_END = 0.5

/**
 * Which pieces stand under the heading or label of something else: related articles, the author, comments. Such a part goes on up to
 * the next heading of its rank, or to a paragraph of the article.
 */
export function foreignParts(pieces: readonly Piece[], title: string): readonly boolean[] {
  const all = pieces.reduce((sum, piece) => sum + proseOf(piece), 0)
  const home = homeOf(pieces)
  let seen = 0
  let over: Piece | undefined
  let isEnd = false
  return pieces.map((piece) => {
    const isLabel = piece.kind === 'heading' || (piece.kind === 'text' && !piece.isProse)
    isEnd ||= isLabel && isEnding(piece.text) && all - seen < all * MOST_OF_END
    seen += proseOf(piece)
    if (isLabel && isOver(piece, title)) over = piece
    else if (piece.kind === 'heading' && !(over && isBelow(piece, over))) over = undefined
    else if (over && goesOn(piece, over, home)) over = undefined
    return isEnd || over !== undefined
  })
}

/** A heading of a lower rank than one that announces something else. */
const isBelow = (piece: Piece, over: Piece): boolean => over.kind === 'heading' && !isTeaser(over) && (piece.level ?? 0) > (over.level ?? 0)

const proseOf = ({ isProse, weight }: Piece): number => (isProse ? weight : 0)

/** A headline that is a link leads to another article, and so does what follows it. */
const isTeaser = ({ kind, weight, linked }: Piece): boolean => kind === 'heading' && linked >= weight * 0.8

const isOver = (piece: Piece, title: string): boolean =>
  !isPlaceHolder(piece.text) &&
  (piece.kind === 'heading'
    ? isForeignHeading(piece.text) || (isTeaser(piece) && !isHeadline(piece.text, title))
    : isForeignLabel(piece.text))

/** A paragraph of the article, unless it stands in the card of a teaser. */
function goesOn(piece: Piece, over: Piece, home: Element | undefined): boolean {
  const isParagraph = piece.isProse && piece.weight >= GOOD_WEIGHT * 2 && piece.linked < piece.weight / 4
  return isParagraph && !(isTeaser(over) && home && !isWithin(home, commonOf(over.element, piece.element)))
}

/** The element in which most of the paragraphs stand. */
function homeOf(pieces: readonly Piece[]): Element | undefined {
  const weights = new Map<Element | undefined, number>()
  for (const piece of pieces) weights.set(piece.element.parent, (weights.get(piece.element.parent) ?? 0) + proseOf(piece))
  return [...weights].reduce((best, one) => (one[1] > best[1] ? one : best), [undefined, 0] as readonly [Element | undefined, number])[0]
}
