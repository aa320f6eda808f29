import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { exchangeOf } from './exchange.ts'
import { problemPage } from './pages/problem.ts'

/** An error document of RFC 9457. `detail` is one sentence that says what to do. */
export interface ProblemDocument {
  readonly status: ContentfulStatusCode
  readonly title: string
  readonly detail: string
  readonly [extension: string]: unknown
}

/** A problem document; for a person with a browser, who names text/html, the same as a page. */
export function problem(c: Context, document: ProblemDocument): Response {
  const asPage = /\btext\/html\b/i.test(c.req.header('accept') ?? '') && !c.req.path.startsWith('/api/')
  const body = asPage ? problemPage({ root: exchangeOf(c).root, ...document }) : JSON.stringify({ type: 'about:blank', ...document })
  return c.body(body, document.status, {
    'content-type': asPage ? 'text/html; charset=utf-8' : 'application/problem+json',
    'cache-control': 'no-store',
    vary: 'Accept',
  })
}

export const notFound = (what: string): ProblemDocument => ({ status: 404, title: 'Not found', detail: what })
export const badField = (field: string, detail: string): ProblemDocument => ({
  status: 400,
  title: 'Bad request',
  detail: `${field}: ${detail}`,
  field,
})
