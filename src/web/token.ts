import type { Context, MiddlewareHandler } from 'hono'
import { readTokens, type NamedToken } from '../config/tokens.ts'
import { digest } from '../hash.ts'
import { exchangeOf } from './exchange.ts'
import { problem } from './problem.ts'

/** Where the name of the editor who sent the token stands. */
const EDITOR = 'editor'

/**
 * Bearer token (RFC 6750) of the routes that change something. What stands behind it is never cached.
 */
export const tokenRequired =
  ({ token }: { readonly token?: string | undefined }): MiddlewareHandler =>
  async (c, next) => {
    exchangeOf(c).isPrivate = true
    if (!token) return noToken(c)
    const [, given] = /^bearer +(\S.*)$/i.exec(c.req.header('authorization') ?? '') ?? []
    const name = given === undefined ? undefined : tokenOf(given.trimEnd(), token)?.name
    if (name === undefined) {
      c.header('www-authenticate', 'Bearer realm="wirefold"')
      return problem(c, {
        status: 401,
        title: 'Unauthorized',
        detail: 'This route wants the header "Authorization: Bearer VALUE" with the configured token.',
      })
    }
    c.set(EDITOR, name)
    await next()
    c.header('cache-control', 'private, no-store')
  }

/** Who sent the token, behind `tokenRequired`. */
export const editorOf = (c: Context): string => c.get(EDITOR) as string

export const noToken = (c: Context): Response =>
  problem(c, {
    status: 403,
    title: 'No token is configured',
    detail:
      'Set WIREFOLD_TOKEN to a long random value (for example from `openssl rand -hex 32`) and restart; then send it as "Authorization: Bearer VALUE".',
  })

/** The configured token that this is. Hashes are compared, all of them, with every token: neither the length nor the first wrong character can be measured. */
export function tokenOf(given: string, written: string | undefined): NamedToken | undefined {
  const mine = digest(given)
  let found: NamedToken | undefined
  for (const known of readTokens(written)) if (same(mine, digest(known.token))) found = known
  return found
}

const same = (x: string, y: string): boolean =>
  Array.from(x).reduce((difference, digit, i) => difference | (digit.charCodeAt(0) ^ y.charCodeAt(i)), 0) === 0
