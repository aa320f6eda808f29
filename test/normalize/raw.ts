import type { Document, RawFeed, RawItem, RawText } from '../../src/model/raw.ts'

/** A raw item with what a test says of it. */
export const rawItem = (said: Partial<RawItem> = {}): RawItem => ({
  links: [],
  authors: [],
  contributors: [],
  categories: [],
  enclosures: [],
  ...said,
})

export const rawFeed = (items: readonly RawItem[], said: Partial<RawFeed> = {}): RawFeed => ({
  format: 'rss',
  links: [],
  hubs: [],
  authors: [],
  categories: [],
  hints: { skipHours: [], skipDays: [] },
  truncated: false,
  notes: [],
  ...said,
  items,
})

export const html = (value: string, more: Partial<RawText> = {}): RawText => ({ value, type: 'html', ...more })
export const text = (value: string, more: Partial<RawText> = {}): RawText => ({ value, type: 'text', ...more })

export const document = (headers: Document['headers'] = {}): Document => ({
  url: 'https://example.org/news/feed.xml',
  headers,
  bytes: new Uint8Array(),
})
