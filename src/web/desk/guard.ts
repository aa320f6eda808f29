import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { problem, type ProblemDocument } from '../problem.ts'
import { rootOf } from '../routing.ts'
import type { Site } from '../site.ts'
import { noToken, tokenOf } from '../token.ts'
import { newSession, SESSION_FOR, sessionHolder } from './session.ts'

/**
 * How the cookie is called and where it counts. It goes by the public address, never by the request, which says http behind a proxy that
 * speaks TLS. Browsers take `__Host-` only for the whole of a host (RFC 6265bis 4.1.3.2).
 */
function cookieOf(site: Site) {
  const secure = site.masthead.base.startsWith('https:')
  const path = rootOf(site)
  const name = !secure ? 'desk' : path === '' ? '__Host-desk' : '__Secure-desk'
  return { name, options: { path: path === '' ? '/' : path, httpOnly: true, secure, sameSite: 'Strict' } as const }
}

export async function signIn(c: Context, site: Site, given: string): Promise<boolean> {
  const token = tokenOf(given, site.token)
  if (!token) return false
  const { name, options } = cookieOf(site)
  setCookie(c, name, await newSession(token, site.now()), { ...options, maxAge: SESSION_FOR / 1000 })
  return true
}

export function signOut(c: Context, site: Site): void {
  const { name, options } = cookieOf(site)
  setCookie(c, name, '', { ...options, maxAge: 0 })
}

export const editorSignedIn = (c: Context, site: Site): Promise<string | undefined> =>
  sessionHolder(getCookie(c, cookieOf(site).name), site.token, site.now())

/** Only editors come by. Who is not signed in is led to the form, and back afterwards; what they sent is not done. */
export const editorRequired =
  (site: Site): MiddlewareHandler =>
  async (c, next) => {
    if (!site.token) return noToken(c)
    const editor = await editorSignedIn(c, site)
    if (editor === undefined && ['GET', 'HEAD'].includes(c.req.method)) {
      const { pathname, search } = new URL(c.req.url)
      return c.redirect(`${rootOf(site)}/desk/sign-in?back=${encodeURIComponent(backPath(pathname + search))}`, 303)
    }
    if (editor === undefined) return problem(c, SIGNED_OUT)
    c.set('editor', editor)
    await next()
    return undefined
  }

const SIGNED_OUT: ProblemDocument = {
  status: 401,
  title: 'Signed out',
  detail: 'Nothing was changed: sign in at /desk/sign-in, then do it once more.',
}

/** A path of the desk to come back to; whatever else is asked for leads to its first page. */
export const backPath = (asked: unknown): string =>
  typeof asked === 'string' && /^\/desk(?:[/?#][^\\\0-\x20\x7f]*)?$/.test(asked) && !asked.includes('//') ? asked.slice(0, 1000) : '/desk'

const FORMS = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i

/**
 * A form of our own page, sent by a browser: it always names the origin of the page (Fetch 4.6). Compared with the public address; where
 * that is plain http (at home) the name by which the page was opened is as good. The cookie does not travel across sites besides.
 */
export const ownFormsOnly =
  (site: Site, { mayLackOrigin = false } = {}): MiddlewareHandler =>
  async (c, next) => {
    const origin = c.req.header('origin')
    const from = c.req.header('sec-fetch-site')
    const isOwn = origin === undefined ? mayLackOrigin : isOurOrigin(origin, c, site)
    if (!isOwn || (from !== undefined && from !== 'same-origin'))
      return problem(c, { status: 403, title: 'Forbidden', detail: 'Nothing was changed: this was not sent by a page of the desk.' })
    if (!FORMS.test(c.req.header('content-type') ?? ''))
      return problem(c, { status: 415, title: 'Unsupported media type', detail: 'Nothing was changed: send a form.' })
    await next()
    return undefined
  }

function isOurOrigin(origin: string, c: Context, { masthead: { base } }: Site): boolean {
  if (origin === new URL(base).origin) return true
  return base.startsWith('http:') && origin === new URL(c.req.url).origin
}
