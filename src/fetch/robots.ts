import { unreserved } from '../address/canonical.ts'
import type { Robots, RobotsRule } from '../model/robots.ts'
import { DAY, type Duration, type Instant } from '../model/time.ts'
import type { Fetched } from '../model/fetched.ts'

const KEPT: Duration = DAY
/** RFC 9309 2.5: at least 500 kibibytes are to be read. */
const MOST_BYTES = 500 * 1024
const MOST_RULES = 2000

const ALLOW_ALL: readonly RobotsRule[] = []
const DISALLOW_ALL: readonly RobotsRule[] = [{ allow: false, path: '/' }]

export const robotsUrl = (url: string): string => new URL('/robots.txt', url).href

/** What an answer for robots.txt means (RFC 9309 2.3.1): 4xx allows everything, a server that is down or limits us nothing. */
export function readRobots(fetched: Fetched, product: string, now: Instant): Robots {
  const until = now + KEPT
  if (fetched.kind === 'fresh')
    return { rules: parseRobots(new TextDecoder().decode(fetched.bytes.subarray(0, MOST_BYTES)), product), until }
  return { rules: isUnreadable(fetched) ? DISALLOW_ALL : ALLOW_ALL, until }
}

/** Whether it may be there, but cannot be had now. */
export function isUnreadable(fetched: Fetched): boolean {
  if (fetched.kind === 'fresh') return false
  const status = fetched.kind === 'failed' ? (fetched.status ?? 0) : 0
  return status < 400 || status >= 500 || status === 429
}

/**
 * The rules of the groups for this product token, else of those for everyone (RFC 9309 2.2.1).
 * @param product our token, without a version: `wirefold`
 */
export function parseRobots(text: string, product: string): readonly RobotsRule[] {
  const ours: RobotsRule[] = []
  const everyones: RobotsRule[] = []
  let named = false
  let targets = new Set<RobotsRule[]>()
  let listing = false // between user-agent lines and the first rule after them
  for (const line of text.split(/\r\n|\r|\n/)) {
    const content = line.split('#', 1)[0] ?? ''
    const colon = content.indexOf(':')
    if (colon < 0) continue
    const key = content.slice(0, colon).replace('\ufeff', '').trim().toLowerCase()
    const value = content.slice(colon + 1).trim()
    if (key === 'user-agent') {
      if (!listing) targets = new Set()
      listing = true
      const us = /^[a-z_-]+/i.exec(value)?.[0].toLowerCase() === product.toLowerCase()
      if (us) named = true
      if (us) targets.add(ours)
      else if (value === '*') targets.add(everyones)
    } else if (key === 'allow' || key === 'disallow') {
      listing = false
      if (value === '') continue
      for (const rules of targets) if (rules.length < MOST_RULES) rules.push({ allow: key === 'allow', path: value })
    }
  }
  return named ? ours : everyones
}

/** Whether these rules let us ask for a URL: the longest matching rule decides, allow before disallow (RFC 9309 2.2.2). */
export function robotsAllow({ rules }: Pick<Robots, 'rules'>, url: string): boolean {
  const { pathname, search } = new URL(url)
  if (pathname === '/robots.txt') return true
  const path = inOneSpelling(pathname + search)
  let best: RobotsRule | undefined
  for (const rule of rules) {
    if (best && (rule.path.length < best.path.length || (rule.path.length === best.path.length && best.allow))) continue
    if (matches(inOneSpelling(rule.path), path)) best = rule
  }
  return best?.allow ?? true
}

/** `*` is matched greedily from the left, piece by piece: linear, whatever the pattern. */
function matches(pattern: string, path: string): boolean {
  const whole = pattern.endsWith('$')
  const [first = '', ...pieces] = (whole ? pattern.slice(0, -1) : pattern).split('*')
  if (!path.startsWith(first)) return false
  let at = first.length
  const last = whole && pieces.length > 0 ? (pieces.pop() ?? '') : undefined
  for (const piece of pieces) {
    const found = path.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  if (last !== undefined) return path.length - last.length >= at && path.endsWith(last)
  return !whole || at === path.length
}

/** Percent-encoding in one spelling, so that `/%7Ea`, `/~a` and raw UTF-8 are equal, and so are `%2f` and `%2F` (RFC 9309 2.2.2). */
const inOneSpelling = (path: string): string => unreserved(encodeURI(path.toWellFormed()).replaceAll('%25', '%'))
