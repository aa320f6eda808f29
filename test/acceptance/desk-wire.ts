import { answer, at, bench, feedOf, TOKEN, type Bench } from '#bench'
import type { FeedConfig } from '../../src/model/config.ts'
import { GLACIER, HARBOUR, LIBRARY } from './newsroom.ts'

/** A small wire for editors: three sources, of which two ran the harbour, and one each the glacier and the library. */

export const BODIES: Readonly<Record<string, readonly (readonly [title: string, body: readonly string[]])[]>> = {
  post: [
    ['Port closes basin', HARBOUR],
    ['Glacier shrinks', GLACIER],
  ],
  digest: [['Basin shut for six weeks', HARBOUR]],
  gazette: [['Library in a brewery', LIBRARY]],
}

type Article = readonly [title: string, body: readonly string[]]

export const document = (name: string, articles: readonly Article[]): string =>
  `<rss version="2.0"><channel><title>${name}</title><link>https://${name}.example/</link>${articles
    .map(
      ([title, body], n) =>
        `<item><title>${title}</title><link>https://${name}.example/${n}</link><pubDate>Thu, 13 Jan 2011 0${n}:00:00 GMT</pubDate><description>${body.map((part) => `&lt;p&gt;${part}&lt;/p&gt;`).join('')}</description></item>`,
    )
    .join('')}</channel></rss>`

export interface Said {
  readonly id: string
  readonly title: string
  readonly updated: string
  readonly note?: string
  readonly copies: readonly { readonly title: string }[]
}

/** Two feeds: all three sources, and the last alone. The sources are read one after another, so that it is known who was first. */
export async function deskWire(under: string, more: Partial<FeedConfig> = {}): Promise<Bench> {
  const paths = Object.keys(BODIES).map((name) => `/${under}/${name}`)
  for (const [name, articles] of Object.entries(BODIES)) await answer(`/${under}/${name}`, document(name, articles))
  const b = await bench([feedOf('all', paths.map(at), more), feedOf('books', [at(`/${under}/gazette`)])])
  for (const path of paths) {
    await b.refresh({ urls: [at(path)] })
    b.clock.now += 3_600_000
  }
  return b
}

/** Made by whoever asks first. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}

export const stories = async (b: Bench, query = ''): Promise<readonly Said[]> =>
  ((await (await b.get(`/api/stories${query}`)).json()) as { stories: Said[] }).stories

/** The story of this headline, as it was published first. */
export async function storyOf(b: Bench, title: string): Promise<string> {
  const found = (await stories(b)).find((story) => story.title === title || story.copies.some((copy) => copy.title === title))
  if (!found) throw new Error(`no story is called ${title}`)
  return found.id
}

export interface Answered {
  readonly status: number
  readonly act: { readonly id: number; readonly act: string; readonly by: string; readonly story: string; readonly other?: string }
  readonly detail?: string
}

export async function say(b: Bench, act: Record<string, unknown>): Promise<Answered> {
  const response = await b.post('/api/acts', act, { authorization: `Bearer ${TOKEN}` })
  return { status: response.status, ...((await response.json()) as Omit<Answered, 'status'>) }
}

const FEED_PATHS = ['all', 'books'].flatMap((slug) => ['.atom', '.rss', '.json', ''].map((format) => `/feeds/${slug}${format}`))

/** Everything that lists stories, as it stands. */
export async function everyListing(b: Bench): Promise<Record<string, string>> {
  const listed = (await stories(b)).map(({ id }) => `/stories/${id}`)
  const ids = listed.map((path) => `/api${path}`)
  const paths = [...FEED_PATHS, '/', '/api/stories', '/api/stories?feed=all', '/api/stories?feed=books', ...listed, ...ids]
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await (await b.get(path)).text()])))
}

/** The same without the times of change, and without how long ago they were. */
export const withoutUpdated = (listing: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(listing).map(([path, text]) => [
      path,
      text
        .replace(/<(updated|atom:updated|lastBuildDate)>[^<]*<\/\1>\n?/g, '')
        .replace(/"(updated|date_modified)":"[^"]*"/g, '')
        .replace(/updated <time[^>]*>[^<]*<\/time>/g, ''),
    ]),
  )

export const bodyOf = async (b: Bench, path: string): Promise<string> => (await b.get(path)).text()
export const etagOf = async (b: Bench, path: string): Promise<string> => (await b.get(path)).headers.get('etag')!
