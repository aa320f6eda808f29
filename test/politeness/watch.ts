import { fetchSource } from '../../src/fetch/fetch.ts'
import { identify } from '../../src/config/identity.ts'
import { DAY, HOUR, MINUTE, type Duration, type Instant } from '../../src/model/time.ts'
import type { FeedConfig, SourceConfig } from '../../src/model/config.ts'
import { begin, refreshAll, tick } from '../../src/newswire/newswire.ts'
import type { Newswire } from '../../src/newswire/wire.ts'
import { sql, type Database } from '../../src/store/database.ts'
import { createStore } from '../../src/store/sql.ts'
import type { SourceRecord } from '../../src/model/source.ts'
import { settings } from '../../src/config/settings.ts'
import { platform, scriptedOrigin } from '#bench'
import { header, type Asked, type Scripted } from '../bench/scripted.ts'

/** A request as the origin saw it, at the time of the shifted clock. */
export interface Seen extends Asked {
  readonly at: Instant
}

export type Reply = (request: Seen, count: number) => Scripted

/** One wirefold and one publisher, both real, with a clock that a test moves. */
export interface Watch extends AsyncDisposable {
  readonly server: { readonly url: string }
  readonly url: string
  readonly requests: readonly Seen[]
  readonly wire: () => Newswire
  now(): Instant
  source(url?: string): Promise<SourceRecord>
  items(url?: string): Promise<number>
  /** Ids of its stored items. */
  ids(url?: string): Promise<readonly string[]>
  /** Lets time pass, with a tick of the scheduler every `step`; of those at which nobody is due one stands for all. */
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
  const server = await scriptedOrigin((asked) => {
    const seen = Object.assign(asked, { at: now })
    requests.push(seen)
    return reply(seen, requests.length)
  })
  const urls = paths.map((path) => (path.startsWith('http') ? path : `${server.url}${path}`))
  const sources = urls.map((url): SourceConfig => ({ url, every, prefer: 0, ...(type ? { type } : {}) }))
  const feeds: readonly FeedConfig[] = [
    { slug: 'wire', title: 'Wire', sources, drop: [], dedupe: true, window: 7 * DAY, limit: 50, content: 'full' },
  ]
  const database: Database = await platform.openDatabase()
  const { allowPrivate } = settings({ WIREFOLD_ALLOW_PRIVATE: '127.0.0.0/8' })
  const deps = { fetch: server.exchange, allowPrivate, identity: identify('0.1.0', 'https://example.org/wirefold') }
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
  const nextDue = async () => Math.min(...(await wire.store.sources()).map(({ dueAt, blockedUntil }) => Math.max(dueAt, blockedUntil)))
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
      const [start, end] = [now, now + duration]
      const ceil = (at: Instant) => start + Math.ceil((at - start) / step) * step
      await tick(wire)
      while (now + step <= end) {
        const next = Math.min(end + step, Math.max(now + step, ceil(await nextDue())))
        // a tick at which nobody is due, for all of those between
        const idle = Math.min(end, ceil((now + next) / 2))
        for (const at of idle > now && idle < next ? [idle, next] : [next]) {
          if (at > end) break
          now = at
          await tick(wire)
        }
        if (next > end) break
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
