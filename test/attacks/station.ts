import { serve } from '@hono/node-server'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readLocal } from '../../src/node/files.ts'
import { fetchSource } from '../../src/fetch/fetch.ts'
import { identify } from '../../src/config/identity.ts'
import { nodeFetch, type Resolve } from '../../src/node/sockets.ts'
import { DAY, HOUR } from '../../src/model/time.ts'
import type { FeedConfig, SourceConfig } from '../../src/model/config.ts'
import { begin, refreshAll } from '../../src/newswire/newswire.ts'
import type { Newswire } from '../../src/newswire/wire.ts'
import { renderSlug } from '../../src/newswire/render.ts'
import { startRun } from '../../src/newswire/runs.ts'
import { createStore } from '../../src/store/sql.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import type { Visit } from '../../src/model/visit.ts'
import { createApp } from '../../src/web/app.ts'
import { LOOPBACK } from '../fetch/origin.ts'

/** What an origin gives at a path: a document, or whatever a test does with the response. */
export type Given = string | Uint8Array | ((request: IncomingMessage, response: ServerResponse) => void)

/** A hostile publisher on loopback; `hits` are the paths it was asked for. */
export interface Publisher extends AsyncDisposable {
  readonly url: string
  readonly hits: string[]
  readonly give: (path: string, given: Given) => string
}

export async function publisher(host = '127.0.0.1'): Promise<Publisher> {
  const given = new Map<string, Given>()
  const hits: string[] = []
  const server = createServer((request, response) => {
    hits.push(request.url ?? '')
    const found = given.get(request.url ?? '')
    if (typeof found === 'function') found(request, response)
    else if (found === undefined) response.writeHead(404).end('none')
    else response.end(found)
  })
  server.listen(0, host)
  await once(server, 'listening')
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`
  return {
    url,
    hits,
    give: (path, document) => (given.set(path, document), url + path),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** A whole wirefold in this process: real sockets, real SQLite with D1's limits, real HTTP, a clock that a test turns. */
export interface Station extends AsyncDisposable {
  readonly wire: Newswire
  readonly clock: { now: number }
  /** Where it really serves; what it publishes says `https://news.example.org`. */
  readonly served: string
  readonly errors: unknown[]
  refresh(): Promise<readonly Visit[]>
  text(path: string, headers?: Record<string, string>): Promise<string>
  json<T>(path: string): Promise<T>
}

const BASE = 'https://news.example.org'
export const TOKEN = 'a-token-for-attacks-0123456789abcdef'

export interface StationOptions {
  readonly resolve?: Resolve
  readonly root?: string
  readonly allowPrivate?: typeof LOOPBACK
  readonly base?: string
}

export async function station(feeds: readonly FeedConfig[], options: StationOptions = {}): Promise<Station> {
  const { resolve, root = '/nonexistent', allowPrivate = LOOPBACK, base = BASE } = options
  const clock = { now: Date.UTC(2026, 6, 15, 9, 20) }
  const database = await openSqlite(':memory:')
  await database.migrate()
  const deps = { fetch: nodeFetch(allowPrivate, resolve), allowPrivate, identity: identify('0.1.0', 'https://example.org/wirefold') }
  const wire = await begin({
    base,
    store: createStore(database),
    feeds,
    fetch: (request, turns) => (request.url.startsWith('file:') ? readLocal(request.url, root) : fetchSource(request, deps, turns)),
    now: () => clock.now,
    random: () => 0.5,
    forceFloor: 0,
    token: TOKEN,
    sleep: async () => {},
  })
  const errors: unknown[] = []
  const app = createApp(
    {
      ...wire,
      renderNow: (slug) => renderSlug(wire, slug),
      async startRun(run, urls, force) {
        const due = await startRun(wire, run, urls, force)
        await refreshAll(wire, { run, urls: due.map(({ url }) => url), force })
      },
    },
    (error) => errors.push(error),
  )
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  const served = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const text = async (path: string, headers: Record<string, string> = {}) => (await fetch(served + path, { headers })).text()
  return {
    wire,
    clock,
    served,
    errors,
    refresh: () => refreshAll(wire, { urls: [...new Set(feeds.flatMap(({ sources }) => sources.map(({ url }) => url)))], force: true }),
    text,
    json: async <T>(path: string) => JSON.parse(await text(path)) as T,
    async [Symbol.asyncDispose]() {
      server.close()
      ;(server as { closeAllConnections?: () => void }).closeAllConnections?.()
      await wire.store.close()
    },
  }
}

export const curated = (slug: string, urls: readonly (string | Partial<SourceConfig>)[], more: Partial<FeedConfig> = {}): FeedConfig => ({
  slug,
  title: `Feed ${slug}`,
  sources: urls.map((source): SourceConfig => ({
    every: HOUR,
    prefer: 0,
    url: '',
    ...(typeof source === 'string' ? { url: source } : source),
  })),
  drop: [],
  dedupe: true,
  window: 7 * DAY,
  limit: 500,
  content: 'full',
  ...more,
})

/** All attacks, as `npm run score:faults` wants them, or the sample that fits into `npm test`. */
export const EVERYTHING = process.env['WIREFOLD_ATTACKS'] === 'all'

/** Every nth, the longest ones too; all of them where everything is asked for. */
export const sampled = <T>(values: readonly T[], most: number): readonly T[] => {
  const step = Math.max(1, Math.ceil(values.length / most))
  return EVERYTHING ? values : values.filter((_, i) => i % step === 0)
}
