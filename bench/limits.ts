/**
 * Three simulated days of hourly feeds on a server that allows one request a minute: how often each is read, and its longest gap.
 * The whole way of a refresh is run, with a clock that is turned and a server that is not on the network: `node bench/limits.ts`.
 */
import { fetchSource } from '../src/fetch/fetch.ts'
import { openGate } from '../src/fetch/hosts.ts'
import { identify } from '../src/config/identity.ts'
import { DAY, HOUR, MINUTE, type Duration, type Instant } from '../src/model/time.ts'
import { begin, tick } from '../src/newswire/newswire.ts'
import { createStore } from '../src/store/sql.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { feedOf } from './wire.ts'

export interface Server {
  /** One request in so long is answered. */
  readonly allows: Duration
  /** Seconds; absent: it does not say. */
  readonly retryAfter?: number
  readonly feeds: number
  /** Each feed has a server of its own, which redirects to that one with this status. */
  readonly redirect?: 301 | 302
  /** How long an answer takes. */
  readonly takes?: Duration
}

export interface Simulated {
  readonly reads: readonly Read[]
  /** Requests that the server refused. */
  readonly refused: number
  /** From the end of one request to that server to the start of the next, at least; negative where two ran at once. */
  readonly leastSpacing: Duration
  /** When the redirecting servers were asked last. */
  readonly lastRedirect: Instant
}

export interface Read {
  readonly url: string
  /** When it was read. */
  readonly at: readonly Instant[]
  readonly longestGap: Duration
}

const START: Instant = Date.UTC(2026, 6, 13, 9, 20, 30)
/** Something new each half hour, so that nobody comes less often for want of news. */
function documentOf(url: string, now: Instant): string {
  const link = `https://news.example${url}/${Math.floor(now / (30 * MINUTE))}`
  return `<rss version="2.0"><channel><title>x</title><item><title>News of ${link}</title><link>${link}</link></item></channel></rss>`
}

/** Time passes while everyone sleeps, and at once. */
function turnedClock() {
  const clock = { now: START }
  const sleepers: { readonly until: number; readonly wake: () => void }[] = []
  return {
    clock,
    sleep: (duration: number) => new Promise<void>((wake) => void sleepers.push({ until: clock.now + duration, wake })),
    run: async (work: Promise<unknown>): Promise<void> => {
      let isDone = false
      void work.finally(() => (isDone = true))
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve))
        if (isDone) return
        const next = sleepers.toSorted((a, b) => a.until - b.until)[0]
        if (!next) continue
        sleepers.splice(sleepers.indexOf(next), 1)
        clock.now = Math.max(clock.now, next.until)
        next.wake()
      }
    },
  }
}

/** What that server saw. */
interface Log {
  readonly reads: Map<string, Instant[]>
  refused: number
  leastSpacing: Duration
  lastRedirect: Instant
}

function serve({ allows, retryAfter, redirect, takes = 0 }: Server, { clock, sleep }: ReturnType<typeof turnedClock>, log: Log) {
  let lastAnswer = -Infinity
  let lastEnd = -Infinity
  return async (url: string): Promise<Response> => {
    const { host, pathname } = new URL(url)
    if (host !== 'limited.example') {
      log.lastRedirect = clock.now
      return new Response(null, { status: redirect!, headers: { location: `https://limited.example${pathname}` } })
    }
    log.leastSpacing = Math.min(log.leastSpacing, clock.now - lastEnd)
    lastEnd = Infinity
    if (takes > 0) await sleep(takes)
    lastEnd = clock.now
    if (clock.now - lastAnswer < allows) {
      log.refused++
      return new Response('slower', { status: 429, headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) } })
    }
    lastAnswer = clock.now
    log.reads.set(pathname, [...(log.reads.get(pathname) ?? []), clock.now])
    return new Response(documentOf(pathname, clock.now), { headers: { etag: `"${clock.now}"` } })
  }
}

/** What a scheduler reads of such a server in so long, with a look each minute. */
export async function simulate(server: Server, during: Duration): Promise<Simulated> {
  const time = turnedClock()
  const log: Log = { reads: new Map(), refused: 0, leastSpacing: Infinity, lastRedirect: -Infinity }
  const paths = Array.from({ length: server.feeds }, (_, n) => `/${n}.xml`)
  const urls = paths.map((path, n) => `https://${server.redirect ? `feeds${n}` : 'limited'}.example${path}`)
  const database = await openSqlite(':memory:')
  await database.migrate()
  let seed = 20110113
  const deps = { fetch: serve(server, time, log), allowPrivate: [], identity: identify('0.1.0', 'https://example.org/wirefold') }
  const wire = await begin({
    base: 'https://news.example.org',
    store: createStore(database),
    feeds: [feedOf('wire', urls)],
    fetch: (request, turns) => fetchSource(request, deps, turns),
    now: () => time.clock.now,
    random: () => (seed = (seed * 16807) % 2147483647) / 2147483647,
    forceFloor: MINUTE,
    sleep: time.sleep,
    gate: openGate({ sleep: time.sleep, now: () => time.clock.now }),
    inHand: new Set(),
  })
  for (let at = START; at < START + during; at += MINUTE) {
    time.clock.now = Math.max(time.clock.now, at)
    await time.run(tick(wire))
  }
  await wire.store.close()
  return { ...log, reads: paths.map((path) => readOf(path, log.reads.get(path) ?? [], during)) }
}

function readOf(url: string, at: readonly Instant[], during: Duration): Read {
  const times = [START, ...at, START + during]
  return { url, at, longestGap: Math.max(...times.slice(1).map((time, n) => time - times[n]!)) }
}

const KINDS: readonly (readonly [name: string, server: Server])[] = [
  ['1 a minute, Retry-After: 60', { allows: MINUTE, retryAfter: 60, feeds: 20 }],
  ['1 a minute, no Retry-After', { allows: MINUTE, feeds: 20 }],
  ['the same, behind redirects', { allows: MINUTE, feeds: 20, redirect: 302 }],
  ['1 in 2 minutes, no Retry-After', { allows: 2 * MINUTE, feeds: 20 }],
  ['no limit', { allows: 0, feeds: 20 }],
]

if (import.meta.main) {
  console.log('20 hourly feeds, 3 days             fewest  median  most  longest gap  refused  least spacing')
  for (const [name, server] of KINDS) {
    const { reads, refused, leastSpacing } = await simulate(server, 3 * DAY)
    const counts = reads.map(({ at }) => at.length).toSorted((a, b) => a - b)
    const gap = Math.max(...reads.map(({ longestGap }) => longestGap)) / HOUR
    const cells = [String(counts[0]).padStart(6), String(counts[10]).padStart(8), String(counts.at(-1)).padStart(6)]
    console.log(
      `${name.padEnd(36)}${cells.join('')}${`${gap.toFixed(1)} h`.padStart(13)}${String(refused).padStart(9)}${`${(leastSpacing / 1000).toFixed(1)} s`.padStart(15)}`,
    )
  }
}
