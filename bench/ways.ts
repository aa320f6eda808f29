/**
 * The two ways of visiting on Workers, counted in D1 of workerd: the minute's cron puts what is due into the queue and each message is an
 * invocation of its own; or there is no queue, and the cron visits three sources itself before it publishes. Sources with ten new items a day each, an
 * hour of each way. CPU by running each invocation again under Node on what D1 answered. `node bench/ways.ts [SOURCES [MINUTES]]`: 150 sources, each
 * visited every 60 minutes.
 */
import { openGate } from '../src/fetch/hosts.ts'
import type { FeedConfig } from '../src/model/config.ts'
import type { Fetched } from '../src/model/fetched.ts'
import { DAY, HOUR, MINUTE } from '../src/model/time.ts'
import { enqueueSources, visitTask, type VisitTask } from '../src/newswire/messages.ts'
import { refreshAll } from '../src/newswire/newswire.ts'
import { hasRoomForRender, hasRoomForVisit, hasRoomToDecideAgain, nothingSpent, QUOTAS, type Spent } from '../src/newswire/quota.ts'
import { renderChanged } from '../src/newswire/render.ts'
import type { Newswire } from '../src/newswire/wire.ts'
import { HORIZON } from '../src/schedule/state.ts'
import { counted, type Database } from '../src/store/database.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { createStore } from '../src/store/sql.ts'
import { article, documentOf, FEEDS, fill, NOW, random, urlOf } from './filled.ts'
import { d1Place, type Count } from './places.ts'
import { cpuOf, recorded, replayed, type Recording } from './replay.ts'
import { beginWire, freshAnswer } from './wire.ts'

const ITEMS = 2000
const [SOURCES = 150, MINUTES = 60] = process.argv.slice(2).map(Number)
const EVERY = MINUTES * MINUTE
/** Visits that bring an item: ten a day. */
const NEWS = (10 * EVERY) / DAY
/** Sources of a minute without a queue. */
const A_MINUTE = 3
const QUOTA = QUOTAS.free
const FEED: FeedConfig = { ...FEEDS[0]!, sources: FEEDS[0]!.sources.slice(0, SOURCES).map((source) => ({ ...source, every: EVERY })) }

let now = NOW
const documents = new Map<string, { etag: string; entries: [string, string, string][]; fresh: Fetched }>()
function publish(n: number, count: number): void {
  const entries = documents.get(urlOf(n))?.entries ?? []
  for (let k = 0; k < count; k++) entries.unshift([`${now}-${k}`, `Headline ${n} ${now} ${k}`, article()])
  entries.splice(30)
  const etag = `"${now}"`
  documents.set(urlOf(n), { etag, entries, fresh: freshAnswer(urlOf(n), documentOf(n, entries), { etag }) })
}
const unchanged = (url: string): Fetched => ({ kind: 'unchanged', url, headers: {}, redirects: [] })
const fetchOf: Newswire['fetch'] = async ({ url, validators }) => {
  const known = documents.get(url)
  return known && validators?.etag !== known.etag ? known.fresh : unchanged(url)
}

interface Invocation extends Count {
  readonly visits: number
  readonly trips: number
  readonly cpu: number
}

/** Runs it in D1, and again on what D1 answered. */
async function invoke(
  { db, count, wire }: { db: Database; count: Count; wire: Newswire },
  work: (own: Newswire, spent: Spent, isReal: boolean) => Promise<number>,
): Promise<Invocation> {
  Object.assign(count, { read: 0, written: 0, statements: 0 })
  const recording: Recording = new Map()
  const run = async (on: Database, isReal: boolean) => {
    const spent = nothingSpent()
    const store = createStore(counted(on, (statements) => (spent.statements += statements)))
    const mayDecideAgain = () => hasRoomToDecideAgain(QUOTA, spent)
    const gate = openGate({ sleep: wire.sleep, concurrency: 1 })
    return work({ ...wire, store, gate, publishesLater: true, mayDecideAgain }, spent, isReal)
  }
  const visits = await run(recorded(db, recording), true)
  const trips = [...recording.values()].reduce((sum, answers) => sum + answers.length, 0)
  const cpu = await cpuOf(() => run(replayed(recording), false))
  return { visits, trips, cpu, ...count }
}

async function byQueue(place: Parameters<typeof invoke>[0]): Promise<Invocation[]> {
  const queue: VisitTask[] = []
  const invocations = [
    await invoke(place, async (own, spent, isReal) => {
      const send = async (messages: readonly { readonly body: VisitTask }[]) => {
        if (isReal) queue.push(...messages.map(({ body }) => body))
      }
      await enqueueSources(own, send, await own.store.due(now, HORIZON, 180), { force: false, sources: QUOTA.sources })
      if (hasRoomForRender(QUOTA, spent)) await renderChanged(own)
      return 0
    }),
  ]
  for (let task = queue.shift(); task; task = queue.shift()) {
    const mine = task
    invocations.push(
      await invoke(place, async (own, spent, isReal) => {
        const send = async (messages: readonly { readonly body: VisitTask }[]) => {
          if (isReal) queue.push(...messages.map(({ body }) => body))
        }
        return (await visitTask(own, mine, 1, { send, quota: QUOTA, spent })).length
      }),
    )
  }
  return invocations
}

async function byCron(place: Parameters<typeof invoke>[0]): Promise<Invocation[]> {
  return [
    await invoke(place, async (own, spent) => {
      const due = await own.store.due(now, HORIZON, A_MINUTE)
      const enough = new AbortController()
      const onVisit = () => {
        if (!hasRoomForVisit(QUOTA, spent)) enough.abort()
      }
      const visits = await refreshAll(own, { urls: due.map(({ url }) => url), onVisit, signal: enough.signal })
      if (hasRoomForRender(QUOTA, spent)) await renderChanged(own)
      return visits.length
    }),
  ]
}

async function anHour(place: Parameters<typeof invoke>[0], minute: typeof byQueue): Promise<Invocation[]> {
  const all: Invocation[] = []
  for (let n = 0; n < HOUR / MINUTE; n++) {
    now += MINUTE
    for (let source = n % MINUTES; source < SOURCES; source += MINUTES) if (random() < NEWS) publish(source, 1)
    all.push(...(await minute(place)))
  }
  return all
}

function tell(what: string, invocations: readonly Invocation[]): void {
  const sum = (of: (one: Invocation) => number) => invocations.reduce((total, one) => total + of(one), 0)
  const most = (of: (one: Invocation) => number) => Math.max(...invocations.map(of))
  const cpus = invocations.map(({ cpu }) => cpu).toSorted((a, b) => a - b)
  const at = (share: number) => cpus[Math.floor(share * (cpus.length - 1))]!.toFixed(1)
  const cells = [
    invocations.length,
    sum(({ visits }) => visits),
    sum(({ statements }) => statements),
    most(({ statements }) => statements),
    sum(({ trips }) => trips),
    most(({ trips }) => trips),
    sum(({ read }) => read),
    sum(({ written }) => written),
    at(0.5),
    at(0.95),
    cpus.at(-1)!.toFixed(1),
  ]
  console.log(`${what.padEnd(10)}${cells.map((cell) => String(cell).padStart(9)).join('')}`)
}

const place = await d1Place()
try {
  const empty = await openSqlite(place.file)
  await empty.migrate()
  await beginWire(empty, { feeds: [FEED], now: () => now, answer: () => unchanged('') })
  await empty.close()
  fill(place, ITEMS)
  const count: Count = { read: 0, written: 0, statements: 0 }
  const db = await place.open(count)
  for (let n = 0; n < SOURCES; n++) publish(n, 3)
  const wire = { ...(await beginWire(db, { feeds: [FEED], now: () => now, answer: () => unchanged('') })), fetch: fetchOf }
  const at = { db, count, wire }
  await anHour(at, byQueue)
  await anHour(at, byQueue)
  console.log(
    `${''.padEnd(10)}${['calls', 'visits', 'stmts', 'most', 'trips', 'most', 'read', 'written', 'CPU p50', 'p95', 'most'].map((head) => head.padStart(9)).join('')}`,
  )
  tell('queue', await anHour(at, byQueue))
  tell('no queue', await anHour(at, byCron))
  await db.close()
} finally {
  place.remove()
}
