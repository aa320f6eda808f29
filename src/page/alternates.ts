import type { Document, RawLink } from '../model/raw.ts'
import { resolve } from '../parse/scope.ts'
import { addressKind, isFrontAddress, MAX_ADDRESS } from './address.ts'
import type { Element } from './element.ts'
import { ANY_TYPE, COMMENTS_ADDRESS, COMMENTS_TITLE, FEED_ADDRESS, FEED_TEXT, FEED_TYPE, FEED_WORD, NO_FEED } from './feed-links.ts'
import { attribute, closest, descendants, lineOf, wordsOf } from './walk.ts'

/** A page offers one feed, or one a section; beyond these it offers spam. */
const MAX_ALTERNATES = 50
/** Links in the text that are looked at for one to a feed. */
const MAX_ANCHORS = 2000

/**
 * The feeds that a page offers, addresses absolute, the surest first: `<link rel=alternate>` and `rel=feed`, `Link` headers
 * (RFC 8288), and links in its text that can lead to nothing else. Feeds of comments are none of them.
 */
export function alternatesIn(root: Element, { url, headers }: Document): readonly RawLink[] {
  const elements = descendants(root, isRead)
  const href = elements.filter(({ name }) => name === 'base').flatMap((element) => attribute(element, 'href') ?? [])[0]
  const base = href === undefined || href.length > MAX_ADDRESS ? url : resolve(href, url)
  const links = elements.filter(({ name }) => name === 'link').flatMap((element) => ofLink(element, base))
  const anchors = elements
    .filter(({ name }) => name === 'a' || name === 'area')
    .slice(0, MAX_ANCHORS)
    .flatMap((element) => ofAnchor(element, base))
  const all = new Map<string, RawLink>()
  for (const link of [...links, ...ofHeader(headers['link'] ?? '', url), ...anchors]) {
    if (all.size >= MAX_ALTERNATES) break
    if (!all.has(link.href) && !isComments(link, url)) all.set(link.href, link)
  }
  return [...all.values()]
}

/** What a script or a template holds is not on the page. */
const isRead = ({ name }: Element): boolean => name !== 'template' && name !== 'svg' && name !== 'script' && name !== 'style'

/** Absolute address of a feed; `feed:` is what browsers once opened readers by. */
function addressOf(written: string | undefined, base: string): string | undefined {
  if (written === undefined || written.length > MAX_ADDRESS) return undefined
  const plain = /^feed:https?:/i.test(written)
    ? written.slice('feed:'.length)
    : written.replace(/^(?:feed|pcast|podcast|itpc|rss):\/\//i, `${protocolOf(base)}//`)
  const url = URL.parse(plain, base)
  if (url === null || !/^https?:$/.test(url.protocol) || NO_FEED.test(url.href)) return undefined
  return /^https?:\/\/\S/i.test(plain) ? plain : url.href
}
const protocolOf = (url: string): string => (url.startsWith('http:') ? 'http:' : 'https:')

const typeOf = (written: string | undefined): string => (written?.toLowerCase().split(';')[0] ?? '').replace(/\s+/g, '')

function ofLink(link: Element, base: string): readonly RawLink[] {
  const relations = wordsOf(link, 'rel')
  const type = typeOf(attribute(link, 'type'))
  const href = addressOf(attribute(link, 'href'), base)
  if (href === undefined || relations.includes('stylesheet')) return []
  const isNamed = relations.includes('feed') || relations.includes('service.feed')
  const isAlternate = relations.some((relation) => relation === 'alternate' || relation === 'alternative') && isFeedLink(type, href, link)
  return isNamed || isAlternate ? [told(href, type, attribute(link, 'title'))] : []
}

/** Translations and mobile pages are alternates too: without a type of feeds the address must say it. */
function isFeedLink(type: string, href: string, link: Element): boolean {
  if (FEED_TYPE.test(type)) return true
  if (type === 'text/xml' || type === 'application/xml' || type === 'application/json') return true
  return (
    ANY_TYPE.test(type) && attribute(link, 'hreflang') === undefined && attribute(link, 'media') === undefined && FEED_ADDRESS.test(href)
  )
}

/** A link in the text: its type or scheme says that it leads to a feed, or both its address and its words do. */
function ofAnchor(link: Element, base: string): readonly RawLink[] {
  const written = attribute(link, 'href')
  const type = typeOf(attribute(link, 'type'))
  const relations = wordsOf(link, 'rel')
  const isNamed = /^feed:/i.test(written ?? '') || FEED_TYPE.test(type) || relations.includes('feed')
  // resolving an address costs more than looking for a word in it
  if (written === undefined || (!isNamed && !FEED_WORD.test(written))) return []
  const href = addressOf(written, base)
  if (href === undefined || (!isNamed && !FEED_ADDRESS.test(href))) return []
  const isSure = isNamed || relations.includes('alternate')
  const words = `${lineOf(link, 100)} ${attribute(link, 'title') ?? ''} ${attribute(link, 'aria-label') ?? ''}`.trim()
  const isSaid =
    isSure ||
    FEED_TEXT.test(words) ||
    closest(link, ({ classes }) => classes.some((name) => /(?:^|[-_])(?:rss|feed)(?:$|[-_])/.test(name))) !== undefined
  const isIcon = words === '' || link.children.some((child) => typeof child !== 'string' && child.name === 'img')
  return isSaid || isIcon ? [told(href, type, words.slice(0, 100) || undefined)] : []
}

/** `Link: </feed>; rel="alternate"; type="application/rss+xml"` (RFC 8288 3). */
function ofHeader(header: string, base: string): readonly RawLink[] {
  return header
    .slice(0, 2 * MAX_ADDRESS)
    .split(/,\s*(?=<)/)
    .flatMap((part) => {
      const match = /^\s*<([^>]*)>(.*)$/s.exec(part)
      const relations = (parameter(match?.[2] ?? '', 'rel') ?? '').toLowerCase().split(/\s+/)
      const type = typeOf(parameter(match?.[2] ?? '', 'type'))
      const href = addressOf(match?.[1], base)
      const isFeed =
        relations.includes('feed') || (relations.includes('alternate') && (FEED_TYPE.test(type) || FEED_ADDRESS.test(href ?? '')))
      return href !== undefined && isFeed ? [told(href, type, parameter(match?.[2] ?? '', 'title'))] : []
    })
}

function parameter(text: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;,]+))`, 'i').exec(text)
  return match?.[1] ?? match?.[2]
}

const told = (href: string, type: string, title: string | undefined): RawLink => ({
  href,
  rel: 'alternate',
  ...(type === '' ? {} : { type }),
  ...(title === undefined ? {} : { title }),
})

/** What readers write; the feed below the address of an article holds its comments (WordPress). */
function isComments({ href, title = '' }: RawLink, page: string): boolean {
  if (COMMENTS_ADDRESS.test(href) || COMMENTS_TITLE.test(title)) return true
  const own = page.replace(/[?#].*$/s, '').replace(/\/$/, '')
  return href.startsWith(`${own}/feed`) && addressKind(page) === 'article' && !isFrontAddress(page)
}
