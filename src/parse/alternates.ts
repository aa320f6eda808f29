import { Parser } from 'htmlparser2'
import type { RawLink } from '../model.ts'
import { resolve } from './scope.ts'

const FEED_TYPES = new Set([
  'application/rss+xml',
  'application/atom+xml',
  'application/rdf+xml',
  'application/feed+json',
  'application/json',
  'application/xml',
  'text/xml',
])
/** A page offers one feed, or one a section; beyond these it offers spam. */
const MAX_ALTERNATES = 50
/** How much of a page is read, in UTF-16 units: links stand in its head. */
const MAX_HEAD = 1_000_000

/** The feeds that an HTML page offers with `<link rel=alternate>`, addresses absolute. */
export function alternatesIn(html: string, url: string): readonly RawLink[] {
  const links: RawLink[] = []
  let base = url
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'base' && base === url && attributes['href']) base = resolve(attributes['href'], url)
      if (name !== 'link' || links.length >= MAX_ALTERNATES) return
      const rel = (attributes['rel'] ?? '').toLowerCase().split(/\s+/)
      const type = (attributes['type'] ?? '').toLowerCase().split(';')[0]?.trim() ?? ''
      const href = attributes['href']?.trim()
      if (!href || !rel.includes('alternate') || !FEED_TYPES.has(type)) return
      const title = attributes['title']
      links.push({ href: resolve(href, base), rel: 'alternate', type, ...(title && { title }) })
    },
  })
  parser.write(html.slice(0, MAX_HEAD))
  parser.end()
  return links
}
