export type Address = { readonly ok: true; readonly url: string } | { readonly ok: false; readonly why: string }

const MOST_PORT = 65_535

/** The address of a source as it is watched: absolute, without a fragment; or why it cannot be watched. */
export function sourceAddress(written: string): Address {
  const text = written.trim()
  const shown = `"${text.slice(0, 200)}"`
  const refuse = (why: string): Address => ({ ok: false, why })
  if (/\s/.test(text)) return refuse(`${shown} has a blank in it: write each address as an entry of its own`)
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (Number(/^https?:\/\/[^/?#]*:(\d+)/i.exec(text)?.[1] ?? 0) > MOST_PORT) return refuse(`the port in ${shown} is above ${MOST_PORT}`)
  if (!url || !['http:', 'https:', 'file:'].includes(url.protocol))
    return refuse(`${shown} is not an address that can be watched: write ${suggestion(text)}`)
  if (url.username || url.password)
    return refuse(`the address of ${url.host} carries a user name or password, which would be published: remove it`)
  url.hash = ''
  return { ok: true, url: url.href }
}

/** The address that is likely meant. */
function suggestion(text: string): string {
  const rest = text.replace(/^(?:feed:(?:\/\/)?(?=https?:)|[a-z]+:\/\/)/i, '')
  const whole = /^https?:/i.test(rest) ? rest : `https://${rest}`
  return URL.canParse(whole) && new URL(whole).hostname.includes('.') ? new URL(whole).href : 'a full http:// or https:// URL'
}
