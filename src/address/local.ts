import { addressBytes } from './ip.ts'
import { isPublic } from './private.ts'

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
  if (host.startsWith('[') || /^[\d.]+$/.test(bare)) {
    const address = addressBytes(bare)
    return address !== undefined && isPublic(address)
  }
  return host.includes('.') && !LOCAL_NAME.test(host)
}
