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
  return SECRET_NAME.test(name) || (!IDENTIFIER.test(name) && looksRandom(value)) ? `${name}=${MASK}` : parameter
}

/** In a path most that looks random is a public number; only what is called private is masked (`/private-0a1b…/basic.ics`). */
const maskedPath = (address: string): string =>
  address
    .split('/')
    .map((segment, i, all) => {
      const called = /^(?:private-|eyJ)/.test(segment) || (i > 3 && SECRET_NAME.test(all[i - 1]!))
      return i > 2 && called && looksRandom(segment) ? MASK : segment
    })
    .join('/')

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
