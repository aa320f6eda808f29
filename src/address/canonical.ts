import { absolute, hostOfPlain } from './absolute.ts'
import { MAX_URL } from './limits.ts'
import { isFragmentNoise, isTracking } from './tracking.ts'
import { unwrap } from './redirector.ts'

/**
 * The absolute http(s) URL of a reference, without credentials; undefined for all else. As WHATWG URL writes it (ASCII, no white space),
 * but one that is absolute already keeps its spelling where only the case of the host or the slash behind it differ.
 */
export function absoluteUrl(value: string | undefined, base?: string): string | undefined {
  if (value === undefined || hostOfPlain(value) !== undefined) return value
  const url = absolute(value, base)
  if (url === undefined) return undefined
  const written = value.trim()
  const origin = /^https?:\/\/[^/?#\\]*/i.exec(written)?.[0]
  if (origin?.toLowerCase() !== url.origin) return url.href
  const rest = written.slice(origin.length)
  return (rest.startsWith('/') ? rest : `/${rest}`) === url.href.slice(url.origin.length) ? written : url.href
}

/** Labels in front of a host that name a rendering, not another site. */
const TWIN_LABELS = new Set(['www', 'm', 'mobile', 'amp', 'touch'])

/** Second-level labels under a country: what stands before them is the site, `m.co.uk` is nobody's mobile twin. */
const PUBLIC_SECOND_LEVEL = new Set(['co', 'com', 'org', 'net', 'ac', 'gov', 'edu', 'or', 'ne', 'go'])

/** A directory by the name of its file. */
const INDEX_FILE = /\/(?:index|default)\.(?:html?|shtml|php|aspx?|jsp)$/i

/** Session ids that Java servers write into the path. */
const PATH_SESSION = /;jsessionid=[^/;]*/gi

/**
 * One address for all the addresses of an article, for comparison only: https, without www, mobile and AMP twins, default port,
 * tracking parameters and trailing slash; parameters sorted; redirectors whose target stands in the URL unwrapped.
 *
 * Parameters that are not known to be tracking stay: `?id=` makes another article. So do fragments that look like the id of an
 * entry (they hold a digit: `#post-45`), since the entries of a live blog are different articles, and hash routes (`#!/x`);
 * fragments in words (`#comments`, `#top`) and of trackers go.
 *
 * @param url absolute; what is not http(s) is returned as it is.
 */
export function canonicalUrl(url: string): string {
  return isCanonical(url) ? url : simplify(url)
}

/**
 * Most addresses of articles are canonical as they stand, and parsing one costs microseconds: https, small letters in the host, no
 * query and no fragment, only signs that stand for themselves, and none of the words that make a twin.
 */
const isCanonical = (url: string): boolean => url.length <= MAX_URL && CANONICAL.test(url) && !TWIN_WORD.test(url)
const CANONICAL = /^https:\/\/[a-z\d.-]+\.[a-z]{2,63}(?:\/[\w~!$&()*+,=@-][\w.~!$&()*+,=@-]*)+$/
const TWIN_WORD = /\bamp|index|default|xn--|\/www\.|\bm\.|\/(?:mobile|touch)\./i

/** The same for any address, one layer after the other. */
export function simplify(url: string): string {
  let current = url
  // taking one layer off can show another (`/amp/amp/x`); real URLs have one
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    const parsed = absolute(current)
    if (parsed === undefined) return current
    const target = unwrap(parsed)
    const path = canonicalPath(target.pathname)
    const host = canonicalHost(target)
    current = `https://${host}${path}${canonicalQuery(target.search)}${canonicalFragment(target.hash)}`
    if (target === parsed && path.length >= target.pathname.length - 1 && target.host.length - host.length <= WWW) break
  }
  return current
}

const MAX_LAYERS = 8
/** What a plain URL loses of its host. */
const WWW = 'www.'.length

function canonicalHost(url: URL): string {
  const { hostname } = url
  let labels = (hostname.endsWith('.') ? hostname.slice(0, -1) : hostname).split('.')
  while (labels.length > 2 && TWIN_LABELS.has(labels[0]!) && !(labels.length === 3 && PUBLIC_SECOND_LEVEL.has(labels[1]!))) {
    labels = labels.slice(1)
  }
  // en.m.wikipedia.org
  if (labels.length > 3 && labels[1] === 'm') labels = labels.toSpliced(1, 1)
  const port = url.port === '' || url.port === '80' || url.port === '443' ? '' : `:${url.port}`
  return labels.join('.') + port
}

function canonicalPath(path: string): string {
  let p = unreserved(path).replace(/\/{2,}/g, '/')
  if (p.includes(';')) p = p.replace(PATH_SESSION, '')
  while (MAY_BE_SHORTER.test(p)) {
    const shorter = trimPath(p)
    if (shorter === p) break
    p = shorter
  }
  return p
}

/** What `trimPath` takes off has one of these. */
const MAY_BE_SHORTER = /amp|\/$|\/(?:index|default)\./i

const trimPath = (path: string): string =>
  path
    .replace(/^\/amp(?=\/.)/, '')
    .replace(/\/amp(?:\.html?)?$/, '')
    .replace(/\.amp(\.html?)?$/, '$1')
    .replace(INDEX_FILE, '')
    .replace(/\/$/, '')

/** RFC 3986 6.2.2: `%7e` is `~`, and hexadecimal digits are upper case. */
export const unreserved = (text: string): string =>
  text.includes('%')
    ? text.replace(/%([\da-f]{2})/gi, (whole, hex: string) => {
        const character = String.fromCharCode(Number.parseInt(hex, 16))
        return /[\w.~-]/.test(character) ? character : whole.toUpperCase()
      })
    : text

function canonicalQuery(search: string): string {
  if (search.length < 2) return ''
  const kept: string[] = []
  for (const pair of search.slice(1).split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = equals < 0 ? pair : pair.slice(0, equals)
    const value = equals < 0 ? '' : pair.slice(equals + 1)
    if (!isTracking(name.toLowerCase(), value.toLowerCase())) kept.push(unreserved(pair))
  }
  return kept.length === 0 ? '' : `?${kept.toSorted().join('&')}`
}

const canonicalFragment = (hash: string): string => (hash.length < 2 || isFragmentNoise(hash.slice(1)) ? '' : hash)
