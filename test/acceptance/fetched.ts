import type { Fetched } from '../../src/model/fetched.ts'

/** The answer of a server with an RSS document. */
export const freshRss = (url: string, body: string): Fetched => ({
  kind: 'fresh',
  url,
  status: 200,
  headers: { 'content-type': 'application/rss+xml' },
  bytes: new TextEncoder().encode(body),
  redirects: [],
  truncated: false,
})
