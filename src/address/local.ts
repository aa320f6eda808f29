import ipaddr from 'ipaddr.js'

/** Names that resolve inside a reader's own network only (RFC 6761, 6762, 8375, and what routers use). */
const LOCAL_NAME = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|private|home\.arpa)$/

/**
 * Whether a host, as WHATWG URL writes it (every spelling of an IPv4 address is dotted there), is neither a literal of a private
 * address nor a name of a local network. An image from there would make readers' browsers probe their own network.
 */
export function isPublicHost(hostname: string): boolean {
  const host = hostname.replace(/\.$/, '').toLowerCase()
  const bare = host.startsWith('[') ? host.slice(1, -1) : host
  // the URL parser refuses a name that ends in a number unless it is an address
  if (/^[\d.]+$/.test(bare)) return ipaddr.IPv4.isValid(bare) && ipaddr.IPv4.parse(bare).range() === 'unicast'
  if (host.startsWith('[')) {
    if (!ipaddr.IPv6.isValid(bare)) return false
    const address = ipaddr.IPv6.parse(bare)
    // 2000::/3 is all that is assigned; without it ::/96 and 4000::/3 would pass for unicast
    return address.range() === 'unicast' && (address.parts[0] ?? 0) >> 13 === 1
  }
  return host.includes('.') && !LOCAL_NAME.test(host)
}
