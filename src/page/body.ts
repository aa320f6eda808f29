import { escapeText } from '../parse/serialize.ts'
import { dateIn } from './dateline.ts'
import { isForeignHeading } from './furniture.ts'
import { isHeadline } from './headline.ts'
import type { Flat, Piece } from './pieces.ts'
import { BODY_NAMES } from './names.ts'
import { GOOD_WEIGHT, SENTENCE } from './prose.ts'
import { signed } from './signature.ts'
import type { Element } from './element.ts'
import { attribute, isElement } from './walk.ts'

/** An element that holds so much of the prose around it holds the article. */
const MOST = 0.75
/** A container that is marked or named as the article's counts with less. */
const NAMED = 0.4

export interface Body {
  readonly html: string
  readonly pieces: readonly Piece[]
  /** Weight of its prose. */
  readonly weight: number
  /** Where it begins and ends among the page's pieces. */
  readonly from: number
  readonly to: number
}

/** Where the article's text stands among a page's pieces: from, to (exclusive). */
export type Range = readonly [from: number, to: number]

/**
 * Where the text of the article on a page stands.
 * @param marked the element that says it is the article's body
 */
export const rangeOf = (flat: Flat, root: Element, marked: Element | undefined): Range =>
  flat.ranges.get(choose(flat, root, marked, proseIn(flat))) ?? [0, flat.pieces.length]

/** The text of the article. `title`: its headline, which is not told again. */
export function bodyOf(flat: Flat, [from, to]: Range, title: string): Body {
  const pieces = tidied(flat.pieces.slice(from, to), title)
  return {
    html: pieces.map(written).join('\n'),
    pieces,
    weight: pieces.filter(({ isProse }) => isProse).reduce((all, { weight }) => all + weight, 0),
    from,
    to,
  }
}

/** How much prose stands in an element: its weight, and its paragraphs. */
interface Prose {
  readonly sum: (element: Element) => number
  readonly count: (element: Element) => number
}

function proseIn({ pieces, ranges }: Flat): Prose {
  const sums = [0]
  const counts = [0]
  for (const piece of pieces) {
    const { isProse } = piece
    sums.push(sums.at(-1)! + (isProse ? piece.weight - piece.linked : 0))
    counts.push(counts.at(-1)! + (isProse ? 1 : 0))
  }
  const within = (all: readonly number[]) => (element: Element) => {
    const range = ranges.get(element)
    return range ? all[range[1]]! - all[range[0]]! : 0
  }
  return { sum: within(sums), count: within(counts) }
}

function choose(flat: Flat, root: Element, marked: Element | undefined, prose: Prose): Element {
  const { sum } = prose
  const all = sum(root)
  if (marked && sum(marked) >= all * NAMED) return marked
  let named: Element | undefined
  for (const element of flat.ranges.keys())
    if (element.classes.some((name) => BODY_NAMES.has(name)) && sum(element) > (named ? sum(named) : 0)) named = element
  if (named && sum(named) >= all * NAMED) return named
  let at = root
  for (;;) {
    const next = heir(at, prose)
    if (!next) return at
    at = next
  }
}

/** The child that holds nearly all of it; none where its siblings are more of the same. */
function heir(at: Element, { sum, count }: Prose): Element | undefined {
  const children = at.children.filter((child) => isElement(child)).filter((child) => sum(child) > 0)
  const best = children.toSorted((a, b) => sum(b) - sum(a))[0]
  if (!best || sum(best) < sum(at) * MOST) return undefined
  if (children.length === 1 && sum(best) === sum(at)) return best
  const isLeaf = count(best) < 2
  const twins = children.some(
    (child) => child !== best && child.name === best.name && attribute(child, 'class') === attribute(best, 'class'),
  )
  return isLeaf || twins ? undefined : best
}

/** Lines at the start that may say the headline, the day and the writer once more. */
const HEAD = 3

/** Pieces before the text that are looked at closely. */
const MAX_START = 60

function tidied(pieces: readonly Piece[], title: string): readonly Piece[] {
  const first = pieces.findIndex(
    (piece, index) =>
      piece.isProse && (index > MAX_START || (!isHeadline(piece.text, title) && !isDay(piece) && signed(piece.text).length === 0)),
  )
  if (first < 0) return []
  const last = pieces.findLastIndex(({ isProse }) => isProse)
  const kept: Piece[] = []
  const median = medianWeight(pieces)
  let isForeign = false
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === 'heading') isForeign = isForeignHeading(piece.text)
    else if (piece.isProse && piece.weight >= GOOD_WEIGHT * 2 && piece.linked < piece.weight / 4) isForeign = false
    if (isForeign || isLinks(piece) || (piece.text !== '' && isHeadline(piece.text, title))) continue
    if (index < first && !isPicture(piece)) continue
    if (index <= first + HEAD && (isDay(piece) || signed(piece.text).length > 0)) continue
    if (index > last && !follows(piece, index === last + 1)) continue
    const [picture] = kept.slice(-1)
    if (isCaption(piece, picture, median)) {
      if (picture && isPicture(picture)) kept[kept.length - 1] = captioned(picture, piece.text)
      continue
    }
    kept.push(piece)
  }
  return withoutEndHeadings(kept)
}

const isDay = ({ kind, text }: Piece): boolean =>
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
const POINTS_AT_PICTURE =
  /(?:\b(?:on|at|to) the (?:far )?(?:left|right)|\b(?:left|right|centre|center|pictured|above|below)\)|\((?:left|right|l|r|photo|foto|bild)\b|^(?:photo|picture|image|foto|bild|file photo|archivbild)\s?[:/©]|(?:links|rechts) im bild|à (?:gauche|droite)|[（(](?:左|右|中央|写真)|^写真[:：＝]|＝(?:撮影|写真))/i

const isCaption = ({ kind, text, weight }: Piece, before: Piece | undefined, median: number): boolean => {
  if (kind !== 'text' || text === '' || text.length > MAX_CAPTION || weight >= median * 0.5 || /^["“„«「『]/.test(text)) return false
  return (
    POINTS_AT_PICTURE.test(text.replace(/[.。]$/, '')) ||
    (before !== undefined && isPicture(before) && before.kind === 'text' && !/[.!?。].+[.!?。]$/.test(text))
  )
}

function medianWeight(pieces: readonly Piece[]): number {
  const weights = pieces.filter(({ isProse }) => isProse).map(({ weight }) => weight)
  return weights.toSorted((a, b) => a - b)[weights.length >> 1] ?? 0
}

/** Words under a picture stand for it where it has none. */
const captioned = (picture: Piece, text: string): Piece =>
  / alt="/.test(picture.html)
    ? picture
    : { ...picture, html: picture.html.replace('<img', `<img alt="${escapeText(text).replaceAll('"', '&quot;')}"`) }

function withoutEndHeadings(pieces: readonly Piece[]): readonly Piece[] {
  let end = pieces.length
  while (end > 0 && pieces[end - 1]!.kind === 'heading') end--
  return pieces.slice(0, end)
}

function written({ kind, level = 2, html, text, element }: Piece): string {
  if (kind === 'heading') return `<h${Math.max(2, level)}>${html}</h${Math.max(2, level)}>`
  if (kind === 'list') return `<${element.name}>${html}</${element.name}>`
  if (kind === 'quote') return `<blockquote>${html}</blockquote>`
  if (kind === 'figure' || text === '') return `<figure>${html}</figure>`
  if (kind === 'table' || kind === 'pre') return `<${kind}>${html}</${kind}>`
  return `<p>${html}</p>`
}

/** Paragraphs of plain text, as JSON-LD has them. */
export const paragraphs = (text: string): string =>
  text
    .split(/\n\s*\n|\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => `<p>${escapeText(line)}</p>`)
    .join('\n')
