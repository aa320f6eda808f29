import type { RawLink } from '../model/raw.ts'
import { decodeEntities } from './entities.ts'
import { scan } from './scan.ts'
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
  const open = (tag: string, attributes: readonly string[]): void => {
    const name = tag.toLowerCase()
    if (name === 'base' && base === url) base = resolve(valueOf(attributes, 'href'), url)
    const link = name === 'link' && links.length < MAX_ALTERNATES ? alternateOf(attributes, base) : undefined
    if (link) links.push(link)
  }
  scan(html.slice(0, MAX_HEAD), { open, text: ignore, cdata: ignore, close: ignore })
  return links
}

const ignore = (): void => {}

function alternateOf(attributes: readonly string[], base: string): RawLink | undefined {
  const href = valueOf(attributes, 'href')
  const type = (valueOf(attributes, 'type').toLowerCase().split(';')[0] ?? '').trim()
  const relations = valueOf(attributes, 'rel').toLowerCase().split(/\s+/)
  if (href === '' || !relations.includes('alternate') || !FEED_TYPES.has(type)) return undefined
  const title = valueOf(attributes, 'title')
  return { href: resolve(href, base), rel: 'alternate', type, ...(title !== '' && { title }) }
}

function valueOf(attributes: readonly string[], wanted: string): string {
  const at = attributes.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === wanted)
  return at < 0 ? '' : decodeEntities(attributes[at + 1] ?? '').trim()
}
