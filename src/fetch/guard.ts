import ipaddr from 'ipaddr.js'
import type { Problem } from '../model/problem.ts'
import { portAllowed } from './ports.ts'

/** A block of addresses, as ipaddr.js parses `10.0.0.0/8` or `fd00::/8`. */
type Block = readonly [ipaddr.IPv4 | ipaddr.IPv6, number]
/** Private addresses that the owner of this wirefold allows: the parsed WIREFOLD_ALLOW_PRIVATE. */
export type AllowList = readonly Block[]

const GLOBAL_UNICAST = ipaddr.IPv6.parse('2000::')
const GLOBAL_UNICAST_BITS = 3 // IANA hands out nothing else (RFC 4291 2.4)

/** Reads WIREFOLD_ALLOW_PRIVATE, e.g. `127.0.0.0/8, fd00::/8`; a single address is a block of one. */
export function parseAllowList(
  text: string,
): { readonly ok: true; readonly allow: AllowList } | { readonly ok: false; readonly problem: Problem } {
  const allow: Block[] = []
  for (const part of text.split(/[\s,]+/).filter(Boolean)) {
    const block = parseBlock(part)
    if (!block) {
      const message = `WIREFOLD_ALLOW_PRIVATE holds "${part}", which is no address block; write for example 127.0.0.0/8 or fd00::/8.`
      return { ok: false, problem: { code: 'bad-allow-private', message } }
    }
    allow.push(block)
  }
  return { ok: true, allow }
}

function parseBlock(text: string): Block | undefined {
  const [address = '', bits, rest] = text.split('/')
  if (rest !== undefined || !(ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address))) return undefined
  const parsed = ipaddr.parse(address)
  const width = parsed.kind() === 'ipv4' ? 32 : 128
  if (bits === undefined) return [parsed, width]
  return /^\d{1,3}$/.test(bits) && Number(bits) <= width ? [parsed, Number(bits)] : undefined
}

const inside = (address: ipaddr.IPv4 | ipaddr.IPv6, [network, bits]: Block): boolean =>
  address.kind() === network.kind() && address.match(network, bits)

/**
 * Whether a connection to this address may be made: a public unicast one, or one that the owner allowed.
 * Allowed is what is known to be public; everything else, also what nobody thought of, is not.
 * @param text an IPv4 address in four decimal parts or an IPv6 address, without brackets; a zone makes it refused
 */
export function addressAllowed(text: string, allow: AllowList): boolean {
  if (!(ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text)) || text.includes('%')) return false
  const address = dialled(ipaddr.process(text))
  return allow.some((block) => inside(address, block)) || isPublic(address)
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast') return false
  return address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(GLOBAL_UNICAST, GLOBAL_UNICAST_BITS)
}

/**
 * The IPv4 address behind 64:ff9b::/96: a network without IPv4 gives every name such an address (DNS64, RFC 6147), so
 * they cannot all be refused. 6to4 and Teredo embed addresses too, but nobody serves feeds there: their range refuses them.
 */
function dialled(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address.kind() === 'ipv4' || !(address as ipaddr.IPv6).match(ipaddr.IPv6.parse('64:ff9b::'), 96)) return address
  return new ipaddr.IPv4(address.toByteArray().slice(12))
}

/** The address of a URL's host where that is a literal; WHATWG URL has already turned every spelling of IPv4 into four decimals. */
export function literalOf(hostname: string): string | undefined {
  if (hostname.startsWith('[')) return hostname.slice(1, -1)
  return ipaddr.IPv4.isValidFourPartDecimal(hostname) ? hostname : undefined
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

/** The URL as it is asked for: without credentials and fragment; undefined where it is none. */
export function requestUrl(text: string, base?: string): URL | undefined {
  const url = URL.parse(text, base)
  if (!url) return undefined
  url.username = ''
  url.password = ''
  url.hash = ''
  return url
}
