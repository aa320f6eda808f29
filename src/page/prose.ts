import type { Piece } from './piece.ts'

/** Prose of so little weight is not what a page is about. */
export const GOOD_WEIGHT = 50
/** A shorter paragraph is prose too if it is a sentence. */
const SHORT_WEIGHT = 20
export const SENTENCE = /[.!?…。！？」』"”»)]$/

/** Reserved rights are no prose, though they end in a full stop. */
const RIGHTS =
  /^(?:copyright|©|\(c\)|all rights reserved)|(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|無断転載)[^.]{0,40}[.。]?$/i

/** Whether a block is prose: what articles are made of. */
export const isProse = ({ kind, weight, linked, text }: Pick<Piece, 'kind' | 'weight' | 'linked' | 'text'>): boolean =>
  (kind === 'text' || kind === 'quote' || kind === 'list') &&
  linked < weight * 0.5 &&
  (weight >= GOOD_WEIGHT || (weight >= SHORT_WEIGHT && SENTENCE.test(text))) &&
  !(text.length < 250 && RIGHTS.test(text))
