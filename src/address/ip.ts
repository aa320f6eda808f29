/** Bytes of an address, the first one first: 4 of IPv4, 16 of IPv6. */
export type AddressBytes = readonly number[]

/** All addresses whose first bits are those of this one. */
export type Block = readonly [address: AddressBytes, bits: number]

const DECIMAL = /^(?:0|[1-9]\d{0,2})$/
const HEX = /^[\da-f]{1,4}$/i
const IPV6_BYTES = 16

/** Of an address as it is written in four decimal parts, or as RFC 4291 2.2 has it; undefined where it is none, or names a zone. */
export function addressBytes(text: string): AddressBytes | undefined {
  return text.includes(':') ? ipv6Bytes(text) : ipv4Bytes(text)
}

function ipv4Bytes(text: string): AddressBytes | undefined {
  const parts = text.split('.')
  const bytes = parts.map(Number)
  return parts.length === 4 && parts.every((part) => DECIMAL.test(part)) && bytes.every((byte) => byte < 256) ? bytes : undefined
}

function ipv6Bytes(text: string): AddressBytes | undefined {
  const [head = '', tail, more] = text.split('::')
  const [first, last] = [groupBytes(head), groupBytes(tail ?? '')]
  if (more !== undefined || !first || !last || (tail !== undefined && head.includes('.'))) return undefined
  const missing = IPV6_BYTES - first.length - last.length
  // "::" stands for one group or more
  if (tail === undefined ? missing !== 0 : missing < 2) return undefined
  return [...first, ...Array<number>(missing).fill(0), ...last]
}

/** Groups of four hexadecimal digits; the last two may be written as IPv4. */
function groupBytes(text: string): AddressBytes | undefined {
  if (text === '') return []
  const groups = text.split(':')
  const bytes = groups.map((group, i) => {
    if (i === groups.length - 1 && group.includes('.')) return ipv4Bytes(group)
    const value = HEX.test(group) ? Number.parseInt(group, 16) : undefined
    return value === undefined ? undefined : [value >> 8, value & 0xff]
  })
  return bytes.every((pair) => pair !== undefined) ? bytes.flat() : undefined
}

/** `10.0.0.0/8`; an address alone is a block of one. */
export function parseBlock(text: string): Block | undefined {
  const [written = '', bits, rest] = text.split('/')
  const address = addressBytes(written)
  if (!address || rest !== undefined) return undefined
  const width = address.length * 8
  if (bits === undefined) return [address, width]
  return /^\d{1,3}$/.test(bits) && Number(bits) <= width ? [address, Number(bits)] : undefined
}

/** Blocks as a table of ours holds them. */
export const blocksOf = (texts: string): readonly Block[] => texts.split(' ').map((text) => parseBlock(text)!)

/** Of the other family nothing is inside. */
export function isInside(address: AddressBytes, [network, bits]: Block): boolean {
  if (address.length !== network.length) return false
  return address.every((byte, i) => {
    const shift = 8 - Math.min(8, Math.max(0, bits - i * 8))
    return byte >> shift === network[i]! >> shift
  })
}
