import { isIP } from 'node:net'

/** Names that never leave this computer (RFC 6761 6.3). */
const LOOPBACK = /^(?:localhost|.+\.localhost)$/

/**
 * Whether a request means this computer by its Host. Where the public address is not known, any other name can be one that a page of
 * somebody else has led here (DNS rebinding), to read as its own what is served at home.
 * @param own the name it was told to listen on
 */
export function isOwnHost(host: string | null, own: string): boolean {
  const name = (host ?? '').toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '')
  const address = name.replace(/^\[|\]$/g, '')
  return name === '' || isIP(address) !== 0 || LOOPBACK.test(name) || name === own.toLowerCase()
}
