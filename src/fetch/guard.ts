import { addressAllowed, type AllowList } from '../address/private.ts'
import { addressBytes } from '../address/ip.ts'
import type { Problem } from '../model/problem.ts'
import { portAllowed } from './ports.ts'

/** The address of a URL's host where that is a literal; WHATWG URL has already turned every spelling of IPv4 into four decimals. */
export function literalOf(hostname: string): string | undefined {
  if (hostname.startsWith('[')) return hostname.slice(1, -1)
  return addressBytes(hostname) ? hostname : undefined
}

const LOCAL_NAME = /(?:^|\.)(?:localhost|local|internal|home\.arpa)\.?$/ // RFC 6761 6.3, RFC 6762, ICANN 2024-07, RFC 8375

export const privateProblem = (what: string): Problem => ({
  code: 'private-address',
  message: `${what} is a private address, which is not fetched unless WIREFOLD_ALLOW_PRIVATE names its block.`,
})

/**
 * Why this URL may not be fetched, or undefined when it may. It judges what is written in the URL; what a name
 * resolves to is judged where the connection is made (node.ts; on Workers the runtime itself reaches public addresses only).
 * @param url as `new URL` parsed it, so that there is one spelling of everything
 */
export function guardUrl(url: URL, allow: AllowList): Problem | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { code: 'unsupported-scheme', message: `Only http and https are fetched, not ${url.protocol.slice(0, 20)}` }
  }
  const literal = literalOf(url.hostname)
  if (literal !== undefined && !addressAllowed(literal, allow)) return privateProblem(url.hostname)
  if (LOCAL_NAME.test(url.hostname) && allow.length === 0) return privateProblem(url.hostname)
  if (!portAllowed(url.port))
    return { code: 'forbidden-port', message: `Port ${url.port} belongs to a service that is not the web, so it is not asked.` }
  return undefined
}

/** The same for an address that a public server, or a document, leads to: nothing private, whatever is allowed. */
export function guardFromOutside(url: URL): Problem | undefined {
  const problem = guardUrl(url, [])
  if (problem?.code !== 'private-address') return problem
  const message = `${url.hostname} is a private address, and not the source's own: WIREFOLD_ALLOW_PRIVATE opens for sources whose own address is there.`
  return { ...problem, message }
}

/** The URL as it is asked for: without credentials and fragment; undefined where it is none. */
export function requestUrl(text: string, base?: string): URL | undefined {
  const url = URL.parse(text, base)
  if (!url) return undefined
  url.username = ''
  url.password = ''
  url.hash = ''
  return url
}
