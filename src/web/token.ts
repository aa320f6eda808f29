import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { MiddlewareHandler } from 'hono'
import { problem } from './problem.ts'

/**
 * Bearer token (RFC 6750) of the routes that change something. Hashes are compared, all of them: neither the length nor the
 * first wrong character can be measured. What stands behind it is never cached.
 */
export const tokenRequired =
  ({ token }: { readonly token?: string | undefined }): MiddlewareHandler =>
  async (c, next) => {
    c.set('isPrivate', true)
    if (!token)
      return problem(c, {
        status: 403,
        title: 'No token is configured',
        detail:
          'Set WIREFOLD_TOKEN to a long random value (for example from `openssl rand -hex 32`) and restart; then send it as "Authorization: Bearer VALUE".',
      })
    const [, given] = /^bearer +(\S.*)$/i.exec(c.req.header('authorization') ?? '') ?? []
    if (given === undefined || !same(given.trimEnd(), token)) {
      c.header('www-authenticate', 'Bearer realm="wirefold"')
      return problem(c, {
        status: 401,
        title: 'Unauthorized',
        detail: 'This route wants the header "Authorization: Bearer VALUE" with the configured token.',
      })
    }
    await next()
    c.header('cache-control', 'private, no-store')
  }

function same(a: string, b: string): boolean {
  const [x, y] = [sha256(utf8ToBytes(a)), sha256(utf8ToBytes(b))]
  return x.reduce((difference, byte, i) => difference | (byte ^ y[i]!), 0) === 0
}
