import type { Element } from './element.ts'

/** One block of a page as a reader sees it: a paragraph, heading, list, figure, table. */
export interface Piece {
  readonly kind: 'text' | 'heading' | 'list' | 'quote' | 'figure' | 'table' | 'pre'
  /** Of headings, 1 to 6. */
  readonly level?: number
  /** Without its own block element. */
  readonly html: string
  readonly text: string
  /** Weight of its text, and of the part of it that is linked. */
  readonly weight: number
  readonly linked: number
  /** What articles are made of, rather than labels, links and lines of data. */
  readonly isProse: boolean
  /** The words under a picture, by what its element is called. */
  readonly isCaption: boolean
  /** Source of its first picture. */
  readonly image?: string
  /** The block element that it stands in. */
  readonly element: Element
}
