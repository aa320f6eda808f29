import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** An error document of RFC 9457. `detail` is one sentence that says what to do. */
export interface ProblemDocument {
  readonly status: ContentfulStatusCode
  readonly title: string
  readonly detail: string
  readonly [extension: string]: unknown
}

export const problem = (c: Context, document: ProblemDocument): Response =>
  c.body(JSON.stringify({ type: 'about:blank', ...document }), document.status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  })

export const notFound = (what: string): ProblemDocument => ({ status: 404, title: 'Not found', detail: what })
export const badField = (field: string, detail: string): ProblemDocument => ({
  status: 400,
  title: 'Bad request',
  detail: `${field}: ${detail}`,
  field,
})
