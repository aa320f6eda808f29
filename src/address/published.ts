import { hostOfPlain } from './absolute.ts'

/**
 * An address that may be published: absolute http(s), without user and password, in the characters of RFC 3986 only
 * (WHATWG URLs keep `|`, `^`, `{` and brackets as they were written). Everything else, `javascript:` and `file:`
 * first of all, is none.
 */
export function webAddress(address: string | undefined): string | undefined {
  // an empty query or fragment goes
  if (address !== undefined && hostOfPlain(address) !== undefined && !/[?#]$|\?#/.test(address)) return address
  if (address === undefined || !/^https?:/i.test(address.trimStart()) || !URL.canParse(address)) return undefined
  const { protocol, host, pathname, search, hash } = new URL(address)
  if (protocol !== 'https:' && protocol !== 'http:') return undefined
  return `${protocol}//${host}${encoded(pathname)}${encoded(search)}${hash && `#${encoded(hash.slice(1))}`}`
}

const encoded = (part: string) => part.replace(/[^\w\-.~:/?@!$&'()*+,;=%]/g, percent)
const percent = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
