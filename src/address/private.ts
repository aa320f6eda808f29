import type { Problem } from '../model/problem.ts'
import { addressBytes, blocksOf, isInside, parseBlock, type AddressBytes, type Block } from './ip.ts'
import { GLOBAL_UNICAST, SPECIAL_IPV4, SPECIAL_IPV6 } from './special-blocks.ts'

/** Private addresses that the owner of this wirefold allows: the parsed WIREFOLD_ALLOW_PRIVATE. */
export type AllowList = readonly Block[]

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

/**
 * Whether a connection to this address may be made: a public unicast one, or one that the owner allowed.
 * Allowed is what is known to be public; everything else, also what nobody thought of, is not.
 * @param text an IPv4 address in four decimal parts or an IPv6 address, without brackets; a zone makes it refused
 */
export function addressAllowed(text: string, allow: AllowList): boolean {
  const written = addressBytes(text)
  if (!written) return false
  const address = dialled(written)
  return allow.some((block) => isInside(address, block)) || isPublic(address)
}

const [GLOBAL] = blocksOf(GLOBAL_UNICAST) as [Block]
const SPECIAL = blocksOf(`${SPECIAL_IPV4} ${SPECIAL_IPV6}`)

/** Whether it is one of those that IANA hands out to anybody. */
export const isPublic = (address: AddressBytes): boolean =>
  (address.length === 4 || isInside(address, GLOBAL)) && !SPECIAL.some((block) => isInside(address, block))

/**
 * An IPv4 address in the clothes of IPv6 (RFC 4291 2.5.5.2), and the one behind 64:ff9b::/96: a network without IPv4 gives every name such an
 * address (DNS64, RFC 6147), so they cannot all be refused. 6to4 and Teredo embed addresses too, but nobody serves feeds there: they are refused.
 */
const WITH_IPV4 = blocksOf('::ffff:0:0/96 64:ff9b::/96')

const dialled = (address: AddressBytes): AddressBytes => (WITH_IPV4.some((block) => isInside(address, block)) ? address.slice(12) : address)
