import { secretsIn } from '../address/public.ts'

/** Shorter ones cannot be told from words. */
const SHORTEST = 6
/**
 * `?key=politics` may name a section, `?sid=201105` a month: its articles speak of it, and have addresses below `/politics/` and
 * `/article/201105`. In a query it may be a key, but only as the whole of a value.
 */
const PLAIN = /^(?:[A-Z]?[a-z]{1,19}(?:[-_+ ][A-Z]?[a-z]{1,19}){0,3}|\d{1,12})$/
/** What stands in their place. */
const MASK = '***'

/** Whether an address lacks a key that it was written with: nothing can be asked for there. */
export const lacksKey = (address: string): boolean => address.includes(MASK)

/**
 * What a source says, without the keys in its own address: publishers write them into the links of their articles, and a relative
 * link inherits those of a path. Values are plain data.
 */
export function withoutSecrets<T>(said: T, addresses: readonly string[]): T {
  const secrets = secretsOf(addresses)
  return secrets.length === 0 ? said : (masked(said, secrets) as T)
}

interface Secret {
  readonly found: string | RegExp
  readonly shown: string
}

/** All items of a document have the same addresses. */
let known: { readonly addresses: readonly string[]; readonly secrets: readonly Secret[] } = { addresses: [], secrets: [] }

function secretsOf(addresses: readonly string[]): readonly Secret[] {
  if (known.addresses.length !== addresses.length || addresses.some((address, i) => address !== known.addresses[i])) {
    const secrets = [...new Set(addresses)].flatMap(secretsIn).filter(({ length }) => length >= SHORTEST)
    known = { addresses, secrets: secrets.map(secretOf) }
  }
  return known.secrets
}

const secretOf = (secret: string): Secret =>
  PLAIN.test(secret)
    ? { found: new RegExp(`=${secret.replaceAll('+', '\\+')}(?![\\w-])`, 'g'), shown: `=${MASK}` }
    : { found: secret, shown: MASK }

function masked(said: unknown, secrets: readonly Secret[]): unknown {
  if (typeof said === 'string') return secrets.reduce((text, { found, shown }) => text.replaceAll(found, shown), said)
  if (Array.isArray(said)) return said.map((one) => masked(one, secrets))
  if (typeof said !== 'object' || said === null) return said
  return Object.fromEntries(Object.entries(said).map(([name, value]) => [name, masked(value, secrets)]))
}
