import type { Item } from '../../src/model/item.ts'
import { identify } from '../../src/normalize/identity.ts'
import { normalizeItem } from '../../src/normalize/normalize.ts'
import { readDocument } from '../../src/page/document.ts'
import type { PageOptions } from '../../src/page/page.ts'

const bytesOf = (html: string) => new TextEncoder().encode(html)

export const parsePage = (html: string, url: string, options?: PageOptions, headers = {}) =>
  readDocument({ url, headers, bytes: bytesOf(html) }, options)

export function itemsIn(html: string, url: string, options?: PageOptions): { readonly format: string; readonly items: readonly Item[] } {
  const document = { url, headers: {}, bytes: bytesOf(html) }
  const parsed = readDocument(document, options)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  const { feed } = parsed
  return { format: feed.format, items: identify(feed).map((entry) => normalizeItem(entry, { source: url, document, feed })) }
}

export function articleIn(html: string, url: string, options?: PageOptions): { readonly format: string; readonly item: Item } {
  const { format, items } = itemsIn(html, url, options)
  if (items.length !== 1) throw new Error(`${items.length} items`)
  return { format, item: items[0]! }
}

/** Blocks of HTML as lines of text. */
export const lines = (html: string): readonly string[] =>
  html
    .replace(/<\/?(?:a|b|strong|em|i|span|time|img|br)\b[^>]*>/g, '')
    .split(/<[^>]+>/)
    .map((line) => line.replace(/&amp;/g, '&').replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
