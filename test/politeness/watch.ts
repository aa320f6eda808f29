import type { Socket } from 'node:net'
import { fetchSource } from '../../src/fetch/fetch.ts'
import { identify } from '../../src/config/identity.ts'
import { nodeFetch } from '../../src/node/sockets.ts'
import { DAY, HOUR, MINUTE, type Duration, type Instant } from '../../src/model/time.ts'
import type { FeedConfig, SourceConfig } from '../../src/model/config.ts'
import { begin, refreshAll, tick } from '../../src/newswire/newswire.ts'
import type { Newswire } from '../../src/newswire/wire.ts'
import { sql, type Database } from '../../src/store/database.ts'
import { createStore } from '../../src/store/sql.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import type { SourceRecord } from '../../src/model/source.ts'
import { header, LOOPBACK, origin, respond, type Origin } from '../fetch/origin.ts'

/** A request as the origin saw it, at the time of the shifted clock. */
export interface Seen {
  readonly at: Instant
  readonly target: string
  readonly head: string
}

export type Reply = (
  request: Seen,
  count: number,
) => readonly [status: string, headers?: readonly string[], body?: string | Uint8Array] | undefined

/** One wirefold and one publisher, both real, with a clock that a test moves. */
export interface Watch extends AsyncDisposable {
  readonly server: Origin
  readonly url: string
  readonly requests: readonly Seen[]
  readonly wire: () => Newswire
  now(): Instant
  source(url?: string): Promise<SourceRecord>
  items(url?: string): Promise<number>
  /** Ids of its stored items. */
  ids(url?: string): Promise<readonly string[]>
  /** Lets time pass, with a tick of the scheduler every `step`. */
  pass(duration: Duration, step?: Duration): Promise<void>
  /** Sets the clock without anything happening in between. */
  jump(duration: Duration): void
  force(): Promise<void>
  restart(): Promise<void>
  /** Hours between the requests so far. */
  gaps(): number[]
}

export interface WatchOptions {
  readonly every?: Duration
  readonly paths?: readonly string[]
  readonly random?: () => number
  readonly forceFloor?: Duration
  readonly sleeps?: number[]
  readonly start?: Instant
  readonly type?: SourceConfig['type']
}

/** A Wednesday, far from any boundary of hour or day. */
export const START: Instant = Date.UTC(2026, 6, 15, 9, 20, 30)

export const feed = (items: number | readonly string[] = 2, channel = ''): string => {
  const names = typeof items === 'number' ? Array.from({ length: items }, (_, i) => `n${i}`) : items
  const entry = (name: string) =>
    `<item><title>Report ${name}</title><link>https://example.org/${name}</link><guid>${name}</guid><description>What happened in ${name}.</description></item>`
  return `<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>Wire</title><link>https://example.org/</link>${channel}${names.map(entry).join('')}</channel></rss>`
}

export async function watch(
  reply: Reply,
  { every = HOUR, paths = ['/feed'], random = () => 0, forceFloor = MINUTE, sleeps = [], start = START, type }: WatchOptions = {},
): Promise<Watch> {
  let now = start
  const requests: Seen[] = []
  const server = await origin((socket: Socket, target) => {
    const seen = { at: now, target, head: server.requests.at(-1) ?? '' }
    requests.push(seen)
    const answer = reply(seen, requests.length)
    if (answer) respond(socket, ...answer)
    else socket.destroy()
  })
  const urls = paths.map((path) => (path.startsWith('http') ? path : `${server.url}${path}`))
  const sources = urls.map((url): SourceConfig => ({ url, every, prefer: 0, ...(type ? { type } : {}) }))
  const feeds: readonly FeedConfig[] = [
    { slug: 'wire', title: 'Wire', sources, drop: [], dedupe: true, window: 7 * DAY, limit: 50, content: 'full' },
  ]
  const database: Database = await openSqlite(':memory:')
  await database.migrate()
  const deps = { fetch: nodeFetch(LOOPBACK), allowPrivate: LOOPBACK, identity: identify('0.1.0', 'https://example.org/wirefold') }
  const open = () =>
    begin({
      base: 'https://news.example.org',
      store: createStore(database),
      feeds,
      fetch: (request, turns) => fetchSource(request, deps, turns),
      now: () => now,
      random,
      forceFloor,
      sleep: async (duration) => void sleeps.push(duration),
    })
  let wire = await open()
  const source = async (url = urls[0]!) => (await wire.store.source(url))!
  const ids = async (url = urls[0]!) =>
    (await database.all<{ id: string }>(sql('SELECT id FROM items WHERE source = ?', url))).map(({ id }) => id)
  const watching: Watch = {
    server,
    url: urls[0]!,
    requests,
    wire: () => wire,
    now: () => now,
    source,
    items: async (url = urls[0]!) => (await ids(url)).length,
    ids,
    async pass(duration, step = MINUTE) {
      const end = now + duration
      for (await tick(wire); now + step <= end;) {
        now += step
        await tick(wire)
      }
      now = end
    },
    jump: (duration) => void (now += duration),
    force: async () => void (await refreshAll(wire, { urls, force: true })),
    restart: async () => void (wire = await open()),
    gaps: () => requests.slice(1).map(({ at }, i) => (at - requests[i]!.at) / HOUR),
    async [Symbol.asyncDispose]() {
      await wire.store.close()
      await server[Symbol.asyncDispose]()
    },
  }
  return watching
}

export const sent = (seen: Seen | undefined, name: string): string | undefined => header(seen?.head, name)
