import { inject } from 'vitest'
import { FEED_DEFAULTS, SOURCE_DEFAULTS, type FeedConfig, type SourceConfig } from '../../src/model/config.ts'
import { begin, refreshAll } from '../../src/newswire/newswire.ts'
import type { Newswire } from '../../src/newswire/wire.ts'
import { withPrivateSources } from '../../src/newswire/private.ts'
import { renderSlug } from '../../src/newswire/render.ts'
import { startRun } from '../../src/newswire/runs.ts'
import type { FetchRequest } from '../../src/fetch/fetch.ts'
import type { Turns } from '../../src/fetch/hosts.ts'
import type { Fetched } from '../../src/model/fetched.ts'
import { createStore } from '../../src/store/sql.ts'
import type { Database } from '../../src/store/database.ts'
import type { Visit } from '../../src/model/visit.ts'
import { createApp } from '../../src/web/app.ts'
import type { Answer } from './origin.ts'

/** What the two runtimes bring to a test; everything else is the same code. */
export interface Runtime {
  /** A new database with all migrations, which come after `restore`. */
  openDatabase(restore?: (database: Database) => Promise<void>): Promise<Database>
  fetch(request: FetchRequest, turns?: Turns): Promise<Fetched>
}

export const TOKEN = 'a token for tests'

/** A running wirefold over a real database and a real origin, with a clock that a test turns. */
export interface Bench {
  readonly wire: Newswire
  readonly clock: { now: number }
  readonly errors: unknown[]
  get(path: string, headers?: Record<string, string>): Promise<Response>
  head(path: string): Promise<Response>
  /** Without a body. */
  ask(method: string, path: string, headers?: Record<string, string>): Promise<Response>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  refresh(options?: { force?: boolean; urls?: readonly string[] }): Promise<readonly Visit[]>
  /** The same database under a new process. */
  restart(feeds?: readonly FeedConfig[]): Promise<Bench>
}

const BASE = 'https://news.example.org'
/** What stands in the environment of a test, for private sources. */
export const VARIABLES: Record<string, string> = { CANARY_AUTH: 'Bearer canary-in-a-header' }

export const benchOn =
  (runtime: Runtime) =>
  async (feeds: readonly FeedConfig[]): Promise<Bench> =>
    openBench(runtime, await runtime.openDatabase(), { now: Date.UTC(2011, 0, 14, 12) }, feeds)

async function openBench(runtime: Runtime, database: Database, clock: { now: number }, feeds: readonly FeedConfig[]): Promise<Bench> {
  const wire = await begin({
    store: createStore(database),
    feeds,
    fetch: withPrivateSources(
      (request, turns) => runtime.fetch(request, turns),
      feeds,
      (name) => VARIABLES[name],
    ),
    base: BASE,
    forceFloor: 60_000,
    token: TOKEN,
    now: () => clock.now,
    random: () => 0.5,
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
  return {
    wire,
    clock,
    errors,
    get: async (path, headers = {}) => app.fetch(new Request(BASE + path, { headers })),
    head: async (path) => app.fetch(new Request(BASE + path, { method: 'HEAD' })),
    ask: async (method, path, headers = {}) => app.fetch(new Request(BASE + path, { method, headers })),
    post: async (path, body, headers = {}) =>
      app.fetch(
        new Request(BASE + path, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        }),
      ),
    refresh: ({ force = false, urls = feeds.flatMap(({ sources }) => sources.map(({ url }) => url)) } = {}) =>
      refreshAll(wire, { urls, force }),
    restart: (next = feeds) => openBench(runtime, database, clock, next),
  }
}

/** A feed as the configuration would give it. */
export const feedOf = (slug: string, urls: readonly (string | Partial<SourceConfig>)[], more: Partial<FeedConfig> = {}): FeedConfig => ({
  slug,
  title: `Feed ${slug}`,
  sources: urls.map((source): SourceConfig => ({
    ...SOURCE_DEFAULTS,
    url: '',
    ...(typeof source === 'string' ? { url: source } : source),
  })),
  ...FEED_DEFAULTS,
  ...more,
})

/** The origin's address of a path. */
export const at = (path: string): string => inject('origin') + path

/** Tells the origin what to answer. Bodies are text, or bytes. */
export async function answer(path: string, body: string | Uint8Array, more: Omit<Answer, 'body'> = {}): Promise<void> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  await (await fetch(at('/-set'), { method: 'POST', body: JSON.stringify({ [path]: { ...more, body: btoa(binary) } }) })).text()
}

/** Raw headers of the requests that came to paths below `under`, in order. */
export async function requests(under: string): Promise<readonly { path: string; headers: ReadonlyMap<string, string> }[]> {
  const entries = (await (await fetch(at(`/-log${under}`))).json()) as { path: string; headers: string[] }[]
  return entries.map(({ path, headers }) => ({
    path,
    headers: new Map(Array.from({ length: headers.length / 2 }, (_, n) => [headers[2 * n]!.toLowerCase(), headers[2 * n + 1]!])),
  }))
}
