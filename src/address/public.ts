import { isSecret, shownSecret } from './secret.ts'

/**
 * Addresses of sources may carry a key: a paid feed, a private calendar. The store and the requests have the true address;
 * whatever is published (pages, data, feeds, OPML, metrics) shows this one instead.
 */

/** What stands in the place of a secret; legal in every part of a URL. */
const MASK = '***'

/** Words that end the name of a parameter whose value opens something: `api_key`, `rsstoken`, `X-Amz-Signature`. */
const SECRET_NAME =
  /(?:key|token|auth|secret|signature|sig|sign|password|passwd|pass|pwd|jwt|session|sid|credentials?|hmac|hash|private|ticket|cookie|login)$/i

/** Codes that open something; others name a country, a language or a subject. */
const OPENING_CODE =
  /^(?:.*[_.-])?(?:access|auth|invite|invitation|login|user|member|subscriber|feed|rss)[_.-]?code$|^code$|^(?:.*[_.-])?(?:feed|rss|user|member)?access$/i
/** `code=JP` names a country too. */
const SHORTEST_CODE = 4

/** `channel_id=UC…` names what is read, however random it looks. */
const IDENTIFIER = /id$/i

/** So long a run of letters and digits is no word any more … */
const LONG_RUN = 16
/** … if it also changes so often between digits, small and capital letters. */
const RANDOM_CHANGES = 4
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** The address with whatever in it looks like a secret masked; of a `file:` only what says nothing of this computer. */
export function publicAddress(address: string): string {
  const url = URL.parse(address)
  if (!url) return address
  if (isSecret(address)) return shownSecret(address)
  if (url.protocol === 'file:') return `file://${/\/data\/.*$/.exec(url.pathname)?.[0] ?? url.pathname.replace(/^.*(?=\/)/, '')}`
  const [before, query] = divided(address.replace(/#.*$/s, ''), '?')
  const shown = maskedPath(before)
  return query === undefined ? shown : `${shown}?${query.split('&').map(maskedParameter).join('&')}`
}

function divided(text: string, at: string): [before: string, after?: string] {
  const place = text.indexOf(at)
  return place < 0 ? [text] : [text.slice(0, place), text.slice(place + 1)]
}

function maskedParameter(parameter: string): string {
  const [name, value] = divided(parameter, '=')
  // a query that is one long key, without a name
  if (value === undefined) return looksRandom(name) ? MASK : parameter
  if (value === '') return parameter
  const opens = SECRET_NAME.test(name) || (value.length >= SHORTEST_CODE && OPENING_CODE.test(name))
  return opens || (!IDENTIFIER.test(name) && looksRandom(value)) ? `${name}=${MASK}` : parameter
}

/** Words behind which a random name stands for something public. */
const PUBLIC_NAME = /^(?:channels?|c|playlists?|shows?|podcasts?|episodes?|series|articles?|posts?|items?|p|v|watch|video)$/i

/**
 * In a path a UUID, or what stands behind a word like `channel`, is a public number. Other random segments are masked: feeds for members
 * (`/feeds/zkqQT5oV…`, `/private-0a1b…/basic.ics`) carry their keys there.
 */
const maskedPath = (address: string): string =>
  address
    .split('/')
    .map((segment, i, all) => {
      if (i <= 2 || !looksRandom(segment)) return segment
      const before = i > 3 ? all[i - 1]! : ''
      const isCalled = /^(?:private-|eyJ)/.test(segment) || SECRET_NAME.test(before) || OPENING_CODE.test(before)
      return isCalled || !(UUID.test(segment.replace(/\.\w{1,5}$/, '')) || PUBLIC_NAME.test(before)) ? MASK : segment
    })
    .join('/')

/** The values in an address that `publicAddress` masks: as they stand there, and as they read. */
export function secretsIn(address: string): readonly string[] {
  if (isSecret(address) || !URL.canParse(address)) return []
  const [before, query = ''] = divided(address.replace(/#.*$/s, ''), '?')
  const segments = before.split('/')
  const hidden = maskedPath(before).split('/')
  const values = query.split('&').filter((parameter) => maskedParameter(parameter) !== parameter)
  const raw = [...segments.filter((_, i) => hidden[i] === MASK), ...values.map((parameter) => divided(parameter, '=')[1] ?? parameter)]
  return [...new Set(raw.flatMap((secret) => [secret, decoded(secret)]))]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function looksRandom(value: string): boolean {
  if (UUID.test(value)) return true
  return value
    .slice(0, 4096)
    .split(/[^A-Za-z\d]+/)
    .some((run) => run.length >= LONG_RUN && changes(run) >= RANDOM_CHANGES)
}

function changes(run: string): number {
  const kinds = run
    .replace(/\d+/g, '0')
    .replace(/[a-z]+/g, 'a')
    .replace(/[A-Z]+/g, 'A')
  return kinds.length - 1
}
