import type { RawPerson } from '../model/raw.ts'
import { present } from '../present.ts'
import type { Element } from './element.ts'

/** What one kind of evidence says of the article on a page; as written, nothing checked but that it is there. */
export interface Evidence {
  readonly title?: string
  readonly link?: string
  readonly published?: string
  readonly updated?: string
  readonly authors?: readonly RawPerson[]
  /** Those of the authors who are said to be people rather than organisations. */
  readonly persons?: readonly RawPerson[]
  readonly language?: string
  readonly image?: string
  readonly summary?: string
  readonly categories?: readonly string[]
  readonly site?: string
  /** Plain text of the whole article, where it is said outside the page's visible text. */
  readonly text?: string
  /** The elements that hold the article's text, where they are marked; the longest first. */
  readonly bodies?: readonly Element[]
}

/** One article of a list, as a page says it. */
export interface Mention extends Evidence {
  readonly link: string
}

/** What is known, and said in at least one character: of a page’s marks many are there and empty. */
export const stated = <T extends object>(fields: { readonly [K in keyof T]: T[K] | undefined }): T =>
  present<T>(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')) as T)

/** The first that says something, field by field. */
export function inOrder(evidence: readonly Evidence[]): Evidence {
  const merged: Record<string, unknown> = {}
  for (const one of evidence)
    for (const [key, value] of Object.entries(one))
      if (!(key in merged) && !(Array.isArray(value) && value.length === 0)) merged[key] = value
  return merged as Evidence
}
