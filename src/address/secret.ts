import { digest } from '../hash.ts'

/**
 * The name under which a private source goes everywhere but to its own server: `private://HOST/DIGEST`. No path, query or key stands in
 * it, so that whatever stores, logs or publishes it gives none away. The host is there for those who space requests.
 */
export const secretName = (url: string): string => `private://${new URL(url).host}/${digest(url)}`

export const isSecret = (url: string): boolean => url.startsWith('private://')

/** What people see of it: enough to tell two apart, and not even the host. */
export const shownSecret = (url: string): string => `private:${url.split('/').at(-1)?.slice(0, 12) ?? ''}`
