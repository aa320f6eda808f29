/** Where incidents are told to, as https://www.standardwebhooks.com says. */
export interface WebhookTarget {
  readonly url: string
  /** One, or two while a secret is replaced: each signs. */
  readonly keys: readonly Uint8Array<ArrayBuffer>[]
}

const SECRET_PREFIX = 'whsec_'

/** The bytes of `whsec_…` secrets, separated by spaces; undefined where one of them is none. */
export function readSecrets(text: string): readonly Uint8Array<ArrayBuffer>[] | undefined {
  const keys: Uint8Array<ArrayBuffer>[] = []
  for (const secret of text.split(/\s+/).filter(Boolean)) {
    const base64 = secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : ''
    if (!/^[A-Za-z0-9+/]{32,100}={0,2}$/.test(base64)) return undefined
    try {
      keys.push(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)))
    } catch {
      return undefined
    }
  }
  return keys.length > 0 ? keys : undefined
}
