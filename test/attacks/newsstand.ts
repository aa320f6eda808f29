import { feed } from '../politeness/watch.ts'
import { config, place, TOKEN, type Served } from './process.ts'
import { publisher, type Publisher } from './station.ts'

/** A real `wirefold serve` that has read what it watches. */
export interface Newsstand extends AsyncDisposable {
  readonly origin: Publisher
  readonly wirefold: Served
  /** Addresses of its sources; the first has no secret, the last is missing. */
  readonly sources: readonly string[]
  /** Another process over the same configuration. */
  readonly serve: (env: Record<string, string>) => Promise<Served>
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Response>
  /** With the token. */
  readonly post: (body?: BodyInit, headers?: Record<string, string>) => Promise<Response>
  readonly done: (run: string) => Promise<boolean>
}

/** What stands in the addresses of sources as people have them. */
export const SECRETS = ['s3cr3t-key-value', 'eyJhbGciOiJIUzI1NiJ9.abcDEF123', '0a1B2c3D4e5F6a7B8c9D0e1F', 'feedtoken42'] as const

export const BEARER = { authorization: `Bearer ${TOKEN}` }

/** What anybody may ask. */
export const PUBLIC =
  '/ /status /status.json /status.atom /metrics /healthz /api/sources /api/stories /api/feeds /feeds.opml /feeds/news /feeds/news.opml /feeds/news.atom /feeds/news.rss /feeds/news.json'.split(
    ' ',
  )

const [KEY, JWT, RANDOM, FEED_TOKEN] = SECRETS
const PATHS = [
  '/a',
  `/b?api_key=${KEY}&page=1`,
  `/c?jwt=${JWT}`,
  `/d?x=${RANDOM}`,
  `/private-${RANDOM}/e`,
  `/f?feed_token=${FEED_TOKEN}`,
  `/missing?sig=${KEY}`,
]

export async function newsstand(): Promise<Newsstand> {
  const origin = await publisher('0.0.0.0')
  // a host each, for visits to one are a second apart
  const sources = PATHS.map((path, n) => `http://127.0.0.${n + 1}:${new URL(origin.url).port}${path}`)
  for (const [n, path] of PATHS.slice(0, -1).entries()) origin.give(path, feed([`story${n}a`, `story${n}b`]))
  const where = place({ 'feeds/news.yaml': config(sources) })
  const wirefold = await where.serve()
  const get = (path: string, headers: Record<string, string> = {}) => fetch(wirefold.url + path, { headers })
  const post = (body?: BodyInit, headers: Record<string, string> = {}) =>
    fetch(`${wirefold.url}/api/refresh`, {
      method: 'POST',
      headers: { ...BEARER, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
    })
  const isDone = async (run: string) => ((await (await get(`/api/runs/${run}`, BEARER)).json()) as { state: string }).state === 'done'
  const done = async (run: string) => {
    for (let tries = 0; tries < 300 && !(await isDone(run)); tries++) await new Promise((resolve) => setTimeout(resolve, 50))
    return isDone(run)
  }
  const stand: Newsstand = {
    origin,
    wirefold,
    sources,
    serve: (env) => where.serve(env),
    get,
    post,
    done,
    async [Symbol.asyncDispose]() {
      await wirefold[Symbol.asyncDispose]()
      where[Symbol.dispose]()
      await origin[Symbol.asyncDispose]()
    },
  }
  const { run } = (await (await post('{"force":true}')).json()) as { run: string }
  await done(run)
  return stand
}
