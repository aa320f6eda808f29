import { MAX_URL } from './limits.ts'

/** Names and addresses; WHATWG URL lets quotes and braces through in a host, no resolver does. */
const HOST = /^[a-z\d._:[\]-]+$/

/** RFC 3986 2.4: a percent sign that stands for itself is written as `%25`. */
const STRAY_PERCENT = /%(?![\da-f]{2})/gi

/** What generators write where there is no address; resolved, it would be one page for all their entries. */
const NO_ADDRESS = /^(?:n\/?a|none|null|nil|undefined|-+|#)$/i

/** The URL of a reference against its base: http and https only, without credentials; undefined for all else. */
export function absolute(value: string, base?: string): URL | undefined {
  const written = value.trim()
  const trimmed = written.includes('%') ? written.replace(STRAY_PERCENT, '%25') : written
  if (trimmed === '' || NO_ADDRESS.test(trimmed) || trimmed.length > MAX_URL) return undefined
  let url: URL
  try {
    url = new URL(trimmed, base)
  } catch {
    return undefined
  }
  if ((url.protocol !== 'http:' && url.protocol !== 'https:') || !HOST.test(url.host)) return undefined
  if (url.username !== '' || url.password !== '') {
    url.username = ''
    url.password = ''
  }
  return url.href.length > MAX_URL ? undefined : url
}

/**
 * An address as URL would write it itself: a host of small letters that no list encodes or numbers, no port, no dot segments, and only
 * signs that stand for themselves. Most are, and asking URL costs a microsecond each.
 */
const PLAIN = /^https?:\/\/([a-z\d.-]+\.[a-z]{2,63})\/[\w.~!$&()*+,;=:@/-]*(?:\?[\w.~!$&()*+,;=:@/?-]*)?(?:#[\w.-]*)?$/

/** A path from the root of a site, as URL would write it itself. */
const PLAIN_PATH = /^\/(?!\/)[\w.~!$&()*+,;=:@/-]*(?:\?[\w.~!$&()*+,;=:@/?-]*)?$/

/** Scheme and host of an absolute address. */
export interface Site {
  readonly origin: string
  readonly host: string
}

/** The site of an absolute address that stays as it is; undefined for all other addresses. */
export function siteOfPlain(address: string): Site | undefined {
  const host = hostOfPlain(address)
  return host === undefined ? undefined : { origin: `${address.slice(0, address.indexOf('//') + 2)}${host}`, host }
}

/** The address of a path that stays as it is, so that it need not be parsed; undefined for all other references. */
export function addressOfPath(value: string, { origin }: Site): string | undefined {
  const isPlain = value.charCodeAt(0) === SLASH && origin.length + value.length <= MAX_URL && PLAIN_PATH.test(value)
  return isPlain && !value.includes('/.') ? origin + value : undefined
}
const SLASH = 0x2f

/** The host of an absolute address that stays as it is, so that it need not be parsed; undefined for all other references. */
export function hostOfPlain(value: string): string | undefined {
  if (!value.startsWith('http') || value.length > MAX_URL || value.includes('/.')) return undefined
  const host = PLAIN.exec(value)?.[1]
  return host === undefined || host.includes('xn--') ? undefined : host
}
