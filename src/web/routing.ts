import type { Context } from 'hono'
import type { Router } from './router.ts'
import { notFound, problem } from './problem.ts'
import type { Site } from './site.ts'

const roots = new WeakMap<Site['masthead'], string>()

/** Path of the site's root, without a trailing slash: empty at the top of a host. */
export function rootOf({ masthead }: Pick<Site, 'masthead'>): string {
  const root = roots.get(masthead) ?? new URL(masthead.base).pathname.replace(/\/$/, '')
  roots.set(masthead, root)
  return root
}

/** What scripts of other sites may send (Fetch, CORS protocol). */
const ALLOWED_HEADERS = 'Accept, If-None-Match, If-Modified-Since, If-Match, If-Unmodified-Since, Cache-Control'
/** Seconds. Browsers keep it for two hours at most. */
const PREFLIGHT_AGE = '86400'

/** Answers for what no route answers: preflights, other methods, a slash too many, and nothing at all. */
export function answerUnrouted(app: Router, site: Site, c: Context): Response {
  const { method, path } = c.req
  const methods = methodsAt(app, path)
  if (method === 'OPTIONS' && methods.length > 0) return options(c, methods)
  if (methods.length > 0) {
    c.header('allow', methods.join(', '))
    return problem(c, { status: 405, title: 'Method not allowed', detail: `At ${path.slice(0, 200)} there is only ${methods.join(', ')}.` })
  }
  const shorter = path.replace(/\/+$/, '')
  if (shorter !== path && (shorter === '' || methodsAt(app, shorter).length > 0))
    return c.redirect(`${rootOf(site)}${shorter || '/'}${new URL(c.req.url).search}`, 308)
  return problem(c, notFound(`There is nothing at ${path.slice(0, 200)}; ${site.masthead.base}/ shows what there is.`))
}

function options(c: Context, methods: readonly string[]): Response {
  const isShared = methods.includes('GET') && c.req.header('access-control-request-method') !== undefined
  return c.body(null, 204, {
    allow: methods.join(', '),
    ...(isShared
      ? {
          'access-control-allow-origin': '*',
          'access-control-allow-methods': 'GET, HEAD',
          'access-control-allow-headers': ALLOWED_HEADERS,
          'access-control-max-age': PREFLIGHT_AGE,
        }
      : {}),
  })
}

/** The methods that a path has routes for; none where it has no route. */
function methodsAt(app: Router, path: string): readonly string[] {
  const found = new Set(app.routes.filter((route) => route.method !== 'ALL' && covers(route.path, path)).map(({ method }) => method))
  return [...found].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).concat(found.size > 0 ? ['OPTIONS'] : [])
}

/** Whether a path of ours, with its parameters, is the one that was asked for. */
function covers(pattern: string, path: string): boolean {
  const [ours, asked] = [pattern.split('/'), path.split('/')]
  return ours.length === asked.length && ours.every((part, i) => (part.startsWith(':') ? asked[i] !== '' : part === asked[i]))
}
