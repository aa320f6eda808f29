import type { HeaderMap, Validators } from '../model/fetched.ts'
import type { AnswerHeaders } from './answer.ts'
import { userAgent } from './identity.ts'
import type { Identity } from '../config/identity.ts'

/** Every type a feed is served with, the exact ones first; a page is taken where there is nothing else. */
const ACCEPT =
  'application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1'

const ACCEPT_PAGE = 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1'

/** A visible limit on what a response may make us keep; far above what any server sends. */
const MAX_HEADERS = 200
const MAX_HEADER_CHARS = 8192

/**
 * All that is sent, and nothing else: no cookie, referrer, authorization or `sec-fetch-*`.
 * Both validators go out as they came (RFC 9110 13.1.2, 13.1.3): a server that knows only one of them ignores the other.
 */
export function requestHeaders(identity: Identity, subscribers: number, validators: Validators = {}, page = false): Record<string, string> {
  return {
    'user-agent': userAgent(identity, subscribers),
    ...(identity.from === undefined ? {} : { from: identity.from }),
    accept: page ? ACCEPT_PAGE : ACCEPT,
    'accept-encoding': 'gzip',
    ...(validators.etag ? { 'if-none-match': validators.etag } : {}),
    ...(validators.lastModified ? { 'if-modified-since': validators.lastModified } : {}),
  }
}

/** A response's headers as plain data; cookies are not even looked at. */
export function headerMap(headers: AnswerHeaders): HeaderMap {
  const map: Record<string, string> = Object.create(null)
  let count = 0
  for (const [name, value] of headers) {
    if (name === 'set-cookie' || value.length > MAX_HEADER_CHARS) continue
    if (++count > MAX_HEADERS) break
    map[name] = value
  }
  return map
}

/**
 * The validators to send next time. A 200 replaces both, so that an old date never travels with a new tag; a 304
 * updates those it carries (RFC 9111 4.3.4).
 * @param kept what was sent, for a 304; nothing for a 200
 */
export function validatorsOf(headers: HeaderMap, kept: Validators = {}): Validators {
  const etag = whole(headers['etag']) || kept.etag
  const lastModified = whole(headers['last-modified']) || kept.lastModified
  return { ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) }
}

/** workerd reads headers as UTF-8: bytes that are not are lost, and such a validator could not be sent back as it came. */
const whole = (value: string | undefined): string | undefined => (value?.includes('\ufffd') ? undefined : value)
