import { digest } from '../hash.ts'
import { publicAddress } from './public.ts'
import { isSecret, shownSecret } from './secret.ts'

/**
 * A source's address as strangers may see it: its path, and of a query, which may hold a key, only enough to tell two apart. Of a local
 * file its name.
 */
export function shownAddress(url: string): string {
  const parsed = URL.parse(url)
  if (!parsed) return ''
  if (isSecret(url)) return shownSecret(url)
  if (parsed.protocol === 'file:') return `file:${parsed.pathname.split('/').at(-1) ?? ''}`
  const query = parsed.search === '' ? '' : `?${digest(parsed.search).slice(0, 6)}`
  return `${parsed.protocol}//${parsed.host}${new URL(publicAddress(url)).pathname}${query}`
}
