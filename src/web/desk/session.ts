import { readTokens, type NamedToken } from '../../config/tokens.ts'
import { DAY, type Duration, type Instant } from '../../model/time.ts'

/**
 * A session is a value that only who holds a token could have got: `expiry.nonce.mac`, where `mac` is HMAC-SHA256 by a key made from the
 * token. Nothing is stored, so that a new token signs everybody out that had the old one.
 */

/** Long enough not to be asked every week; a lost computer is signed out by a new token. */
export const SESSION_FOR: Duration = 30 * DAY
/** Nothing else that is signed by the same token has this in front. */
const PURPOSE = 'wirefold desk session'
const HMAC = { name: 'HMAC', hash: 'SHA-256' } as const
const VALUE = /^(\d{1,16})\.([0-9a-f-]{36})\.([0-9a-f]{64})$/

/** What the holder of this token gets. */
export async function newSession({ name, token }: NamedToken, now: Instant): Promise<string> {
  const claim = `${now + SESSION_FOR}.${crypto.randomUUID()}`
  const mac = await crypto.subtle.sign('HMAC', await keyOf(token), signed(claim, name))
  return `${claim}.${hex(new Uint8Array(mac))}`
}

/** Name of the editor whose session this is; undefined where it is none, or is over. */
export async function sessionHolder(value: string | undefined, written: string | undefined, now: Instant): Promise<string | undefined> {
  const [, expiry, nonce, mac] = VALUE.exec(value ?? '') ?? []
  if (mac === undefined || Number(expiry) <= now || Number(expiry) > now + SESSION_FOR) return undefined
  for (const { name, token } of readTokens(written))
    if (await crypto.subtle.verify('HMAC', await keyOf(token), unhex(mac), signed(`${expiry}.${nonce}`, name))) return name
  return undefined
}

/** The name is signed too: who is called otherwise by now signs in again. */
const signed = (claim: string, name: string) => new TextEncoder().encode(`${PURPOSE} ${name} ${claim}`)
const keyOf = (token: string) => crypto.subtle.importKey('raw', new TextEncoder().encode(token), HMAC, false, ['sign', 'verify'])
const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
const unhex = (text: string) => Uint8Array.from(text.match(/../g)!, (pair) => Number.parseInt(pair, 16))
