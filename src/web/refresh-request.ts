import type { Context } from 'hono'
import type { FeedConfig } from '../model/config.ts'
import { publicAddress } from '../address/public.ts'
import { jsonBody } from './json-body.ts'
import { badField, type ProblemDocument } from './problem.ts'

type Request =
  | { readonly ok: true; readonly urls: readonly string[]; readonly force: boolean }
  | { readonly ok: false; readonly problem: ProblemDocument }

const refuse = (problem: ProblemDocument): Request => ({ ok: false, problem })
const strings = (value: unknown): readonly string[] | undefined =>
  value === undefined ? [] : Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined

/** The body of POST /api/refresh; none at all means every source. */
export async function refreshRequest(c: Context, feeds: readonly FeedConfig[]): Promise<Request> {
  const body = await jsonBody(c)
  if (!body.ok) return body
  const { sources, feeds: slugs, force = false, ...unknown } = body.value
  const [stranger] = Object.keys(unknown)
  if (stranger !== undefined) return refuse(badField(stranger.slice(0, 100), 'unknown; known are sources, feeds and force'))
  const [urls, names] = [strings(sources), strings(slugs)]
  if (!urls) return refuse(badField('sources', 'an array of addresses'))
  if (!names) return refuse(badField('feeds', 'an array of slugs'))
  if (typeof force !== 'boolean') return refuse(badField('force', 'true or false'))
  return chosen(feeds, urls, names, force)
}

function chosen(feeds: readonly FeedConfig[], urls: readonly string[], slugs: readonly string[], force: boolean): Request {
  const watched = new Set(feeds.flatMap(({ sources }) => sources.map(({ url }) => url)))
  // what /api/sources shows of an address names it too
  const meant = (named: string) => (watched.has(named) ? [named] : [...watched].filter((url) => publicAddress(url) === named))
  const stranger = urls.find((url) => meant(url).length === 0)
  if (stranger !== undefined) return refuse(badField('sources', `${stranger.slice(0, 200)} is not watched; /api/sources lists what is`))
  const lost = slugs.find((slug) => !feeds.some((feed) => feed.slug === slug))
  if (lost !== undefined) return refuse(badField('feeds', `there is no feed ${lost.slice(0, 200)}`))
  const named = [
    ...urls.flatMap(meant),
    ...feeds.filter(({ slug }) => slugs.includes(slug)).flatMap(({ sources }) => sources.map(({ url }) => url)),
  ]
  return { ok: true, urls: [...new Set(urls.length + slugs.length > 0 ? named : watched)], force }
}
