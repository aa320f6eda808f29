import type { Context } from 'hono'
import { getPath } from 'hono/utils/url'
import { exchangeOf, type Exchange } from './exchange.ts'
import { whenReady } from './ready.ts'
import type { Router } from './router.ts'

/** Nothing on our pages may run, and nobody may frame them; pictures of stories come from anywhere, but only over TLS. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; img-src 'self' https:; media-src https:; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

type HeaderRecord = Readonly<Record<string, string>>

const OF_ALL: HeaderRecord = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': CONTENT_SECURITY_POLICY,
}

/** Everything public that is only read may be read by scripts of any site (Fetch, CORS protocol), errors too; never with credentials. */
const OF_SHARED: HeaderRecord = {
  ...OF_ALL,
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Last-Modified, Link, Retry-After',
}

/**
 * The desk has one script of its own, and is kept by nobody. Under `no-referrer` browsers would send `Origin: null` with its forms (Fetch
 * 3.2.5), which is what other sites send.
 */
const OF_DESK: HeaderRecord = {
  ...OF_ALL,
  'content-security-policy': `${CONTENT_SECURITY_POLICY}; script-src 'self'; connect-src 'self'`,
  'referrer-policy': 'same-origin',
  'cache-control': 'private, no-store',
  'x-robots-tag': 'noindex, nofollow',
}

/** The pages of the desk are nobody's but the editors': scripts of other sites read nothing there, not even what it answers to strangers. */
const isDesk = (path: string): boolean => path === '/desk' || path.startsWith('/desk/')

/** What every answer to a request says, whatever it is; it wins over what a route says. */
function commonHeaders(method: string, path: string, { isPrivate = false }: Exchange): HeaderRecord {
  if (isDesk(path)) return OF_DESK
  return ['GET', 'HEAD'].includes(method) && !isPrivate ? OF_SHARED : OF_ALL
}

interface Init {
  readonly status?: number
  readonly headers: HeaderRecord
  readonly encodeBody?: string
}

const known = new WeakMap<object, Map<string, Init>>()

/**
 * An answer that has all its headers from the start: on Node a plain record of them is written as it is, and to add to it costs as much
 * again. They are made once for what is sent again and again.
 * @param what is sent
 * @param form of it: an answer of another form has other headers
 */
export function completeResponse(c: Context, what: object, form: string, body: BodyInit | null, make: () => Init): Response {
  const exchange = exchangeOf(c)
  const common = commonHeaders(c.req.method, c.req.path, exchange)
  const init = common === OF_SHARED ? madeOnce(what, form, () => withCommon(make(), common)) : withCommon(make(), common)
  const response = new Response(body, init as ResponseInit)
  exchange.complete = response
  return response
}

function madeOnce(what: object, form: string, make: () => Init): Init {
  const forms = known.get(what) ?? new Map<string, Init>()
  known.set(what, forms)
  const init = forms.get(form) ?? make()
  forms.set(form, init)
  return init
}

const withCommon = ({ headers, ...init }: Init, common: HeaderRecord): Init => ({ ...init, headers: { ...headers, ...common } })

/**
 * The same routes, every answer of which says what all answers say. Not a middleware: hono answers within one turn only what a single
 * handler answers.
 * @param root path of the site's root
 */
export function completed(app: Router, root: string): Router {
  const { fetch } = app
  app.fetch = (request) => {
    const exchange: Exchange = { root }
    return whenReady(fetch(request, exchange), (response) => {
      if (response !== exchange.complete)
        for (const [name, value] of Object.entries(commonHeaders(request.method, getPath(request), exchange)))
          response.headers.set(name, value)
      return response
    })
  }
  return app
}
