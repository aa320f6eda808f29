import type { Context } from 'hono'
import type { FeedConfig } from '../model.ts'
import { badField, type ProblemDocument } from './problem.ts'

type Request =
  | { readonly ok: true; readonly urls: readonly string[]; readonly force: boolean }
  | { readonly ok: false; readonly problem: ProblemDocument }

const refuse = (problem: ProblemDocument): Request => ({ ok: false, problem })
const strings = (value: unknown): readonly string[] | undefined =>
  value === undefined ? [] : Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined

/** The body of POST /api/refresh; none at all means every source. Only a JSON content type: a form of another site cannot send one. */
export async function refreshRequest(c: Context, feeds: readonly FeedConfig[]): Promise<Request> {
  const text = await c.req.text()
  if (text !== '' && !/^application\/json\b/i.test(c.req.header('content-type') ?? ''))
    return refuse({ status: 415, title: 'Unsupported media type', detail: 'Send the body with "Content-Type: application/json".' })
  const body = parsed(text)
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return refuse(badField('body', 'a JSON object like {"feeds":["SLUG"],"force":true}'))
  const { sources, feeds: slugs, force = false, ...unknown } = body as Record<string, unknown>
  const [stranger] = Object.keys(unknown)
  if (stranger !== undefined) return refuse(badField(stranger.slice(0, 100), 'unknown; known are sources, feeds and force'))
  const [urls, names] = [strings(sources), strings(slugs)]
  if (!urls) return refuse(badField('sources', 'an array of addresses'))
  if (!names) return refuse(badField('feeds', 'an array of slugs'))
  if (typeof force !== 'boolean') return refuse(badField('force', 'true or false'))
  return chosen(feeds, urls, names, force)
}

function parsed(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    return undefined
  }
}

function chosen(feeds: readonly FeedConfig[], urls: readonly string[], slugs: readonly string[], force: boolean): Request {
  const watched = new Set(feeds.flatMap(({ sources }) => sources.map(({ url }) => url)))
  const stranger = urls.find((url) => !watched.has(url))
  if (stranger !== undefined) return refuse(badField('sources', `${stranger.slice(0, 200)} is not watched; /api/sources lists what is`))
  const lost = slugs.find((slug) => !feeds.some((feed) => feed.slug === slug))
  if (lost !== undefined) return refuse(badField('feeds', `there is no feed ${lost.slice(0, 200)}`))
  const named = [...urls, ...feeds.filter(({ slug }) => slugs.includes(slug)).flatMap(({ sources }) => sources.map(({ url }) => url))]
  return { ok: true, urls: [...new Set(urls.length + slugs.length > 0 ? named : watched)], force }
}
