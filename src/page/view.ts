import type { JsonLd } from './json-ld.ts'
import type { Head } from './meta.ts'
import type { Microdata } from './microdata.ts'
import type { Flat } from './pieces.ts'
import type { Element } from './element.ts'

/** A page and all that it says of itself. */
export interface Page {
  readonly root: Element
  readonly flat: Flat
  readonly head: Head
  readonly jsonLd: JsonLd
  readonly microdata: Microdata
  readonly language: string | undefined
  /** Absolute http(s) address of a link, without a fragment; undefined where it leads nowhere, or to this page. */
  readonly resolve: (href: string) => string | undefined
  /** One spelling for addresses of one document. */
  readonly same: (url: string) => string
  /** Whether an address is of this site. */
  readonly isOwn: (url: string) => boolean
}
