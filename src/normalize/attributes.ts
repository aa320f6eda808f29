import { ALLOWED_ATTRIBUTES, LINK_ATTRIBUTES, MEDIA_ATTRIBUTES } from './allowlist.ts'
import { isPublicHost } from '../address/local.ts'
import { MAX_URL } from '../address/limits.ts'
import { absolute } from '../address/absolute.ts'
import { srcset } from './srcset.ts'

export type Attributes = Record<string, string>

/** Makes references of one document absolute and safe. `link` is followed on a click, `media` is loaded by itself. */
export interface References {
  readonly link: (value: string) => string | undefined
  readonly media: (value: string) => string | undefined
}

/**
 * Characters of URLs in one document beyond which they are dropped. Thousands of short relative links against a long base would
 * else come out a hundred times as large as they went in.
 */
const MAX_URL_CHARACTERS = 400_000

const MAILTO = /^mailto:[^\s<>"]{3,}$/i

export function references(base: string | undefined): References {
  let budget = MAX_URL_CHARACTERS
  const spend = (url: string | undefined): string | undefined => {
    budget -= url?.length ?? 0
    return budget < 0 ? undefined : url
  }
  return {
    link: (value) => spend(MAILTO.test(value.trim()) && value.length < MAX_URL ? value.trim() : absolute(value, base)?.href),
    media: (value) => {
      const url = absolute(value, base)
      return url !== undefined && isPublicHost(url.hostname) ? spend(url.href) : undefined
    },
  }
}

/** Said of every link: the page behind it gets no handle on its opener, no referrer, and no recommendation from us. */
const REL = 'noopener noreferrer nofollow'

/** Where scripts that load images late keep the address. */
const LAZY = ['data-src', 'data-lazy-src', 'data-original', 'data-orig-file']
const LAZY_SETS = ['data-srcset', 'data-lazy-srcset']

/** What is left of an element's attributes, or undefined where the element itself has to go. */
export function safeAttributes(tag: string, attributes: Attributes, to: References): Attributes | undefined {
  if (tag === 'img' && isPixel(attributes)) return undefined
  const allowed = ALLOWED_ATTRIBUTES[tag]
  const safe: Attributes = Object.create(null)
  for (const [name, value] of Object.entries(attributes)) {
    if (!allowed?.includes(name) && !ALLOWED_ATTRIBUTES['*']!.includes(name)) continue
    const kept = safeValue(name, value, to)
    if (kept !== undefined) safe[name] = kept
  }
  if (tag === 'a') {
    if (safe.href === undefined) delete safe.rel
    else safe.rel = REL
  }
  if (tag === 'img') return image(safe, attributes, to)
  if (tag === 'video' || tag === 'audio') safe.controls = ''
  return safe
}

function safeValue(name: string, value: string, to: References): string | undefined {
  if (LINK_ATTRIBUTES.has(name)) return to.link(value)
  if (MEDIA_ATTRIBUTES.has(name)) return to.media(value)
  if (name === 'srcset') return srcset(value, to.media)
  return value
}

/** An image needs a source, or at least words in its place. */
function image(safe: Attributes, written: Attributes, to: References): Attributes | undefined {
  if (safe.src === undefined) {
    const lazy = LAZY.map((name) => written[name] && to.media(written[name])).find(Boolean)
    if (lazy) safe.src = lazy
  }
  if (safe.srcset === undefined) {
    const lazy = LAZY_SETS.map((name) => written[name] && srcset(written[name], to.media)).find(Boolean)
    if (lazy) safe.srcset = lazy
  }
  return safe.src === undefined && safe.srcset === undefined && !safe.alt?.trim() ? undefined : safe
}

/** An image that nobody can see counts its readers. */
function isPixel(attributes: Attributes): boolean {
  const { width, height, style } = attributes
  if (isTiny(width) || isTiny(height)) return true
  if (style === undefined || style.length > 1000) return false
  return /(?:^|[;\s])(?:display\s?:\s?none|visibility\s?:\s?hidden|(?:width|height)\s?:\s?[01](?:px)?\s?(?:;|$|!))/i.test(
    style.replace(/\s+/g, ' '),
  )
}

const isTiny = (size: string | undefined): boolean => size !== undefined && Number.parseFloat(size) <= 1 && !size.includes('%')
