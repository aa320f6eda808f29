import ipaddr from 'ipaddr.js'
import type { Problem } from '../model/problem.ts'

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
