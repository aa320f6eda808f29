import { ALLOWED_ATTRIBUTES, BOOLEAN_ATTRIBUTES, LINK_ATTRIBUTES, MEDIA_ATTRIBUTES, VALUES } from './allowlist.ts'
import { isHiddenMedia } from './hidden.ts'
import { LATE_SETS, LATE_SOURCES, OTHER_SOURCES } from './late-images.ts'
import { isPublicHost } from '../address/local.ts'
import { MAX_URL } from '../address/limits.ts'
import { absolute, addressOfPath, hostOfPlain, siteOfPlain } from '../address/absolute.ts'
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
  const site = base === undefined ? undefined : siteOfPlain(base)
  const mediaSite = site !== undefined && isPublicHost(site.host) ? site : undefined
  return {
    link: (value) => {
      const plain = hostOfPlain(value) === undefined ? site && addressOfPath(value, site) : value
      if (plain !== undefined) return spend(plain)
      const trimmed = value.trim()
      return spend(MAILTO.test(trimmed) && value.length < MAX_URL ? trimmed : absolute(value, base)?.href)
    },
    media: (value) => {
      const host = hostOfPlain(value)
      if (host !== undefined) return isPublicHost(host) ? spend(value) : undefined
      const plain = mediaSite && addressOfPath(value, mediaSite)
      if (plain !== undefined) return spend(plain)
      const url = absolute(value, base)
      return url !== undefined && isPublicHost(url.hostname) ? spend(url.href) : undefined
    },
  }
}

/** Said of every link: the page behind it gets no handle on its opener, no referrer, and no recommendation from us. */
export const REL = 'noopener noreferrer nofollow'

const ANYWHERE: ReadonlySet<string> = new Set(ALLOWED_ATTRIBUTES['*'])
const ALLOWED = new Map(Object.entries(ALLOWED_ATTRIBUTES).map(([tag, names]) => [tag, new Set([...names, ...ANYWHERE])] as const))

/** What is left of an element's attributes, or undefined where the element itself has to go. */
export function safeAttributes(tag: string, attributes: Attributes, to: References): Attributes | undefined {
  if (tag === 'img' && isHiddenMedia(attributes)) return undefined
  const allowed = ALLOWED.get(tag) ?? ANYWHERE
  const safe: Attributes = {}
  for (const name in attributes) {
    if (!allowed.has(name)) continue
    const kept = safeValue(name, attributes[name]!, to)
    if (kept !== undefined) safe[name] = kept
  }
  if (tag === 'a') {
    if (safe.href === undefined) delete safe.rel
    else safe.rel = REL
  } else if (tag === 'img') return image(safe, attributes, to)
  else if (tag === 'source') addLateSource(safe, attributes, to)
  else if (tag === 'video' || tag === 'audio') {
    addLateSource(safe, attributes, to)
    safe.controls = ''
  } else if ((tag === 'td' || tag === 'th') && safe.align === undefined) {
    const aligned = TEXT_ALIGN.exec(attributes.style ?? '')?.[1]
    if (aligned) safe.align = aligned.toLowerCase()
  }
  return safe
}

/** How Markdown writers align the columns of a table. */
const TEXT_ALIGN = /(?:^|;)\s{0,9}text-align\s{0,9}:\s{0,9}(left|right|center|justify)\b/i

function safeValue(name: string, value: string, to: References): string | undefined {
  if (LINK_ATTRIBUTES.has(name)) return to.link(value)
  if (MEDIA_ATTRIBUTES.has(name)) return to.media(value)
  if (name === 'srcset') return srcset(value, to.media)
  if (BOOLEAN_ATTRIBUTES.has(name)) return ''
  if (name === 'class') return languageClass(value)
  const rule = VALUES[name]
  return rule === undefined || rule.test(value) ? value : undefined
}

/** `class="language-c"` (HTML 4.5.15), and how other highlighters say it. */
function languageClass(value: string): string | undefined {
  if (value.length > 500) return undefined
  const [, language] = /(?:^|\s)(?:lang(?:uage)?-|highlight-source-|brush:\s?)([\w+#.-]{1,30})(?=[\s;]|$)/.exec(value) ?? []
  return language && `language-${language}`
}

/** An image needs a source, or at least words in its place. */
function image(safe: Attributes, written: Attributes, to: References): Attributes | undefined {
  addLateSource(safe, written, to)
  if (safe.src === undefined) {
    const other = addressIn(OTHER_SOURCES, written, to.media)
    if (other) safe.src = other
  }
  return safe.src === undefined && safe.srcset === undefined && !safe.alt?.trim() ? undefined : safe
}

/** The address that a script would put in the place of a placeholder. */
function addLateSource(safe: Attributes, written: Attributes, to: References): void {
  if (!hasData(written)) return
  const src = addressIn(LATE_SOURCES, written, to.media)
  if (src) safe.src = src
  const set = addressIn(LATE_SETS, written, (value) => srcset(value, to.media))
  if (set) safe.srcset = set
}

function hasData(attributes: Attributes): boolean {
  for (const name in attributes) if (name.startsWith('data-')) return true
  return false
}

/** Scripts keep names, numbers and templates there too. */
const NO_ADDRESS = /[{}[\]]|^[\w\s-]*$/

const addressIn = (names: readonly string[], written: Attributes, read: (value: string) => string | undefined): string | undefined => {
  for (const name of names) {
    const value = written[name]
    const address = value === undefined || NO_ADDRESS.test(value) ? undefined : read(value)
    if (address !== undefined) return address
  }
  return undefined
}
