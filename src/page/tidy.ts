import { isBoilerplate } from './boilerplate.ts'
import { dateIn } from './dateline.ts'
import { foreignParts } from './foreign.ts'
import { isEnding, isForeignHeading } from './furniture.ts'
import { isHeadline } from './headline.ts'
import { withCaption } from './markup.ts'
import type { Piece } from './piece.ts'
import { SENTENCE } from './prose.ts'
import { signed } from './signature.ts'

/** Lines at the start that may say the headline, the day and the writer once more. */
const HEAD = 3

/** Pieces before the text that are looked at closely. */
const MAX_START = 60

/** The pieces that are the article: without what stands around it, and without its headline, day and writer told once more. */
export function tidied(pieces: readonly Piece[], title: string, isNamed: boolean): readonly Piece[] {
  const isText = ({ isProse, kind, linked, weight }: Piece): boolean =>
    isProse || (isNamed && kind !== 'heading' && weight > 0 && linked === 0)
  // a text of short lines alone, as a dialogue or a table is, begins with its first line
  const hasProse = weightOf(pieces, ({ isProse }) => isProse) * 2 >= weightOf(pieces, isText)
  const first = pieces.findIndex(
    (piece, index) =>
      (hasProse ? piece.isProse : isText(piece)) &&
      (index > MAX_START || (!isHeadline(piece.text, title) && !isDay(piece) && signed(piece.text).length === 0)),
  )
  if (first < 0) return []
  const last = pieces.findLastIndex(isText)
  const kept: Piece[] = []
  const median = medianWeight(pieces)
  const foreign = foreignParts(pieces, title)
  for (const [index, piece] of pieces.entries()) {
    if (foreign[index]! || isLinks(piece) || (piece.text !== '' && isHeadline(piece.text, title))) continue
    if (piece.kind !== 'figure' && isBoilerplate(piece.text)) continue
    if (index < first && isDeck(piece)) {
      kept.push(asParagraph(piece))
      continue
    }
    if (index < first && !isPicture(piece)) continue
    if (index <= first + HEAD && (isDay(piece) || signed(piece.text).length > 0)) continue
    if (index > last && !follows(piece, index === last + 1)) continue
    const [picture] = kept.slice(-1)
    if (piece.isCaption || isCaption(piece, picture, median)) {
      if (picture && isPicture(picture)) kept[kept.length - 1] = { ...picture, html: withCaption(picture.html, piece.text) }
      continue
    }
    kept.push(piece)
  }
  return withoutEmptyHeadings(kept)
}

/** Longer headings before the text say what it is about, as a lead does: eurosport.de, evang.at, wildundhund.de. */
const LEAST_DECK = 80
export const isDeck = ({ kind, level = 1, weight, linked, text }: Piece): boolean =>
  kind === 'heading' && level > 1 && weight >= LEAST_DECK && linked <= weight / 4 && !isForeignHeading(text) && !isEnding(text)
export const asParagraph = (piece: Piece): Piece => ({ ...piece, kind: 'text', isProse: true })

export const isDay = ({ kind, text }: Piece): boolean =>
  kind !== 'list' && text.length <= 120 && (dateIn(text)?.isAlone ?? false) && !/[.。]$/.test(text)

/** A line that is one link leads elsewhere. */
const isLinks = ({ kind, weight, linked, html }: Piece): boolean =>
  weight > 0 &&
  kind !== 'heading' &&
  kind !== 'figure' &&
  !(kind === 'text' && html.includes('<img') && weight < 10) &&
  linked >= weight * (kind === 'list' ? 0.6 : 0.85) &&
  (kind === 'list' || weight < 250)

const isPicture = ({ kind, text, html }: Piece): boolean => html.includes('<img') && (kind === 'figure' || text === '')

/** Behind the last paragraph a table or a short sentence still belongs to the article; labels and buttons do not. */
const follows = ({ kind, text, linked, html }: Piece, isNext: boolean): boolean =>
  kind === 'figure'
    ? html.includes('<img') && isNext
    : (kind === 'table' || kind === 'list' || kind === 'pre') && isNext && linked === 0
      ? true
      : kind === 'text' && linked === 0 && isNext && text.length > 12 && SENTENCE.test(text)

/** Longer lines under a picture are prose. */
const MAX_CAPTION = 140
export const POINTS_AT_PICTURE =
  /(?:\b(?:on|at|to) the (?:far )?(?:left|right)|\b(?:left|right|centre|center|pictured|above|below)\)|\((?:left|right|l|r|photo|foto|bild)\b|^(?:photo|picture|image|foto|bild|file photo|archivbild)\s?[:/©]|(?:links|rechts) im bild|à (?:gauche|droite)|[（(](?:左|右|中央|写真)|^写真[:：＝]|＝(?:撮影|写真))/i

const isCaption = ({ kind, text, weight }: Piece, before: Piece | undefined, median: number): boolean => {
  if (kind !== 'text' || text === '' || text.length > MAX_CAPTION || weight >= median * 0.5 || /^["“„«「『]/.test(text)) return false
  return (
    POINTS_AT_PICTURE.test(text.replace(/[.。]$/, '')) ||
    (before !== undefined && isPicture(before) && before.kind === 'text' && !/[.!?。…]["”“»’]?$/.test(text))
  )
}

function medianWeight(pieces: readonly Piece[]): number {
  const weights = pieces.filter(({ isProse }) => isProse).map(({ weight }) => weight)
  return weights.toSorted((a, b) => a - b)[weights.length >> 1] ?? 0
}

/** A heading over nothing: the end of the text, or another one of its kind, follows at once. */
const withoutEmptyHeadings = (pieces: readonly Piece[]): readonly Piece[] =>
  pieces
    .reduceRight<Piece[]>((kept, piece) => {
      const [next] = kept.slice(-1)
      const isEmpty = piece.kind === 'heading' && (!next || (next.kind === 'heading' && (next.level ?? 0) <= (piece.level ?? 0)))
      if (!isEmpty) kept.push(piece)
      return kept
    }, [])
    .toReversed()

export const weightOf = (pieces: readonly Piece[], wanted: (piece: Piece) => boolean): number =>
  pieces.reduce((all, piece) => (wanted(piece) ? all + piece.weight : all), 0)
