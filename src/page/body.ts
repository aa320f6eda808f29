import { escapeText } from '../parse/serialize.ts'
import { isHeadline } from './headline.ts'
import { bare } from './measure.ts'
import type { Flat } from './pieces.ts'
import type { Piece } from './piece.ts'
import type { Place } from './place.ts'
import { signed } from './signature.ts'
import { asParagraph, isDay, isDeck, POINTS_AT_PICTURE, tidied, weightOf } from './tidy.ts'

export interface Body {
  readonly html: string
  readonly pieces: readonly Piece[]
  /** Weight of its prose. */
  readonly weight: number
  /** Where it begins and ends among the page's pieces. */
  readonly from: number
  readonly to: number
}

/** The text that a curator's selectors found: all of it. */
export const chosenBody = (pieces: readonly Piece[]): Body => ({
  html: pieces.map(written).join('\n'),
  pieces,
  weight: weightOf(pieces, () => true),
  from: 0,
  to: 0,
})

/** The text of the article. `title`: its headline, which is not told again. */
export function bodyOf(flat: Flat, place: Place, heading: Piece | undefined, title: string): Body {
  const { containers, from, to, isNamed } = place
  const text = containers.flatMap((element) => flat.pieces.slice(...(flat.ranges.get(element) ?? [0, 0])))
  const lead = leadOf(flat.pieces, place, heading, title)
  const pieces = [...lead, ...tidied(text, title, isNamed)]
  return {
    html: pieces.map(written).join('\n'),
    pieces,
    weight: weightOf(pieces, ({ isProse, linked }) => isProse || (isNamed && linked === 0)),
    from,
    to,
  }
}

/** Paragraphs between the headline and the text that lead into it, and pieces among which they are looked for. */
const MAX_LEADS = 3
const LEAD_WITHIN = 16
const MAX_LEAD = 700
/** Part of a lead that may be linked. */
const MOST_LINKED = 0.3

/** The lead: prose between the headline and the text, where a page sets it apart. */
function leadOf(pieces: readonly Piece[], { from }: Place, heading: Piece | undefined, title: string): readonly Piece[] {
  const at = heading ? pieces.indexOf(heading) : -1
  if (at < 0 || at >= from || from - at > LEAD_WITHIN) return []
  const start = bare(
    pieces
      .slice(from, from + 2)
      .map(({ text }) => text)
      .join(''),
  ).slice(0, 400)
  return pieces
    .slice(at + 1, from)
    .map((piece, index) => (index < DECK_WITHIN && isDeck(piece) ? asParagraph(piece) : piece))
    .filter(
      (piece) =>
        piece.isProse &&
        piece.kind === 'text' &&
        piece.linked <= piece.weight * MOST_LINKED &&
        piece.weight <= MAX_LEAD &&
        !isHeadline(piece.text, title) &&
        !isDay(piece) &&
        signed(piece.text).length === 0 &&
        !POINTS_AT_PICTURE.test(piece.text) &&
        !start.includes(bare(piece.text).slice(0, 60)),
    )
    .slice(0, MAX_LEADS)
}
/** Pieces behind the headline among which a deck may be a heading. */
const DECK_WITHIN = 5

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
