/** Every kind of invocation that a Worker has, made to happen in D1 of workerd on a store of months, and recorded. */
import { DAY, HOUR, MINUTE } from '../src/model/time.ts'
import type { VisitTask } from '../src/newswire/messages.ts'
import { sql, type Database } from '../src/store/database.ts'
import { readMigrations } from '../src/store/sqlite.ts'
import { createWorker, type Deployment } from '../src/worker.ts'
import { article, documentOf, FEEDS, SOURCES, urlOf } from './filled.ts'
import { openIsolate, stage, TOKEN, type Isolate, type Published, type Recorded, type RecordedKind, type Trigger } from './invocation.ts'
import type { Count } from './places.ts'
import { recorded, type Recording } from './replay.ts'
import { feedOf } from './wire.ts'

export interface Kind extends RecordedKind {
  readonly name: string
  /** Of the later one. */
  readonly count: Count
  /** Sources that it sent on in messages of their own. */
  readonly sent: number
}

/** D1 with a filled store in it. */
export interface Filled {
  readonly db: Database
  /** Adds up what is asked of it. */
  readonly count: Count
  readonly start: number
}

const DOCUMENT = 30
/** What upkeep takes at once. */
export const BURIED = 100
const UNCHANGED: Published = { status: 304, headers: {}, body: '' }
const BEARER = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }
const BASIC = { authorization: `Basic ${btoa(`desk:${TOKEN}`)}` }

const messageOf = (...sources: readonly number[]): Trigger => ({ kind: 'message', task: { urls: sources.map(urlOf), force: false } })
const MINUTELY: Trigger = { kind: 'minute' }
const range = (count: number) => Array.from({ length: count }, (_, n) => n)

/** Publishers and a clock, on which invocations happen one after another. */
function openWorld({ db, count, start }: Filled, feeds = FEEDS) {
  let now = start
  const deployment: Deployment = { feeds, migrations: readMigrations() }
  const network = new Map<string, Published>()
  const documents = new Map<number, [string, string, string][]>()
  const kinds: Kind[] = []
  const warm = openIsolate(createWorker, deployment)
  const unstage = stage(network, () => now)

  async function happen(isolate: Isolate, trigger: Trigger): Promise<Recorded & { readonly sent: readonly VisitTask[] }> {
    Object.assign(count, { read: 0, written: 0, statements: 0 })
    const recording: Recording = new Map()
    const at = now
    const published = [...network]
    const messages = await isolate.invoke(trigger, recorded(db, recording))
    const sent = trigger.kind === 'message' ? messages : []
    return { now: at, trigger, answers: [...recording], network: published, sent }
  }
  /** Not worth recording: it, and the messages that go on with what there was no room for. */
  async function call(trigger: Trigger): Promise<void> {
    const sent = await warm.invoke(trigger, db)
    if (trigger.kind === 'message') for (const task of sent) await call({ kind: 'message', task })
  }
  return {
    kinds,
    unstage,
    call,
    /** What `prepare` makes ready happens once in a new isolate, and once more in one that has worked before. */
    async record(name: string, prepare: (turn: number) => Promise<Trigger>) {
      const first = await happen(openIsolate(createWorker, deployment), await prepare(0))
      for (const task of first.sent) await call({ kind: 'message', task })
      const later = await happen(warm, await prepare(1))
      const counted = { ...count }
      for (const task of later.sent) await call({ kind: 'message', task })
      kinds.push({ name, count: counted, sent: later.sent.reduce((sum, { urls }) => sum + urls.length, 0), deployment, first, later })
    },
    wait: (duration: number) => (now += duration),
    ask: (text: string, ...params: (string | number)[]) => db.all<Record<string, string | number>>(sql(text, ...params)),
    /** So many new entries at the top of its document. */
    bring(source: number, fresh: number) {
      const entries = documents.get(source) ?? []
      for (let n = 0; n < fresh; n++) entries.unshift([`n${now}-${n}`, `Something new ${n} of ${now}`, article()])
      entries.splice(Math.max(DOCUMENT, fresh))
      documents.set(source, entries)
      network.clear()
      const headers = { 'content-type': 'application/rss+xml', etag: `"${now}"` }
      network.set(urlOf(source), { status: 200, headers, body: documentOf(source, entries) })
    },
    /** These have nothing new. */
    rest(sources: readonly number[]) {
      network.clear()
      for (const n of sources) network.set(urlOf(n), UNCHANGED)
    },
    /** These are due, and no others. */
    async due(sources: readonly number[]) {
      const set = 'UPDATE sources SET queued_until = 0, due_at = iif(url IN (SELECT value FROM json_each(?)), 0, ?)'
      await db.all(sql(set, JSON.stringify(sources.map(urlOf)), now + DAY))
    },
  }
}

type World = ReturnType<typeof openWorld>

async function readyToVisit(world: World, source: number, fresh: number): Promise<Trigger> {
  world.wait(HOUR)
  await world.due([source])
  world.bring(source, fresh)
  return messageOf(source)
}

/** Of an even number: rendering goes before upkeep. */
async function readyMinute(world: World, due: readonly number[]): Promise<Trigger> {
  world.wait(2 * MINUTE)
  await world.due(due)
  return MINUTELY
}

async function recordIdle(world: World, name: string) {
  await world.due([])
  for (let n = 0; n < 30; n++) {
    world.wait(MINUTE)
    await world.call(MINUTELY)
  }
  await world.record(name, () => readyMinute(world, []))
}

async function recordMinutes(world: World) {
  await recordIdle(world, 'a minute: nothing is due')
  await world.record('a minute: 3 sources are due', () => readyMinute(world, [0, 1, 2]))
  await world.record(`a minute: all ${SOURCES} sources are due`, () => readyMinute(world, range(SOURCES)))
}

async function recordVisits(world: World) {
  const eight = range(8)
  for (const source of eight) await world.call(await readyToVisit(world, source, DOCUMENT))
  await world.record('a message: nothing new', async () => {
    world.wait(HOUR)
    await world.due(eight)
    world.rest(eight)
    return messageOf(...eight)
  })
  await world.record('a message: a first visit, 30 new items', (turn) => readyToVisit(world, 50 + turn, DOCUMENT))
  for (const fresh of [1, 2, 3, 20]) await world.record(`a message: ${fresh} new of 30 items`, () => readyToVisit(world, 50, fresh))
  await world.record('a message: a first visit, 100 new items', (turn) => readyToVisit(world, 52 + turn, 100))
}

async function recordPublishing(world: World) {
  const minute = () => readyMinute(world, [])
  await world.call(await minute())
  for (const fresh of [1, 3, 20])
    await world.record(`a minute: a feed has ${fresh} new of 50 stories`, async () => {
      await world.call(await readyToVisit(world, 50, fresh))
      return minute()
    })
  await world.record('a minute: a feed is written anew', async () => {
    await world.ask('UPDATE editions SET fragments = NULL')
    await world.ask("UPDATE feeds SET rendered = generation - (slug = 'all')")
    return minute()
  })
}

async function recordRequests(world: World) {
  const [row] = await world.ask("SELECT entry FROM contents WHERE feed = 'all' ORDER BY at DESC LIMIT 1")
  const [edition] = await world.ask("SELECT etag FROM editions WHERE feed = 'all' AND format = 'atom'")
  const story = String(row!['entry'])
  const get = (path: string, name = path, headers = {}) => world.record(`GET ${name}`, async () => ({ kind: 'request', path, headers }))
  for (const path of [
    '/feeds/all.atom',
    '/feeds/all.rss',
    '/feeds/all.json',
    '/feeds/all',
    '/feeds/all.opml',
    '/',
    '/status',
    '/status.json',
  ])
    await get(path)
  await get('/feeds/all.atom', '/feeds/all.atom: 304', { 'if-none-match': String(edition!['etag']) })
  await get('/api/stories?feed=all&limit=50')
  await get(`/stories/${story}`, '/stories/ID')
  await get('/desk/log.atom', '/desk/log.atom', BASIC)
  await world.record('POST /api/acts: a pin', async (turn) => {
    const body = JSON.stringify({ act: turn === 0 ? 'pin' : 'unpin', story })
    return { kind: 'request', path: '/api/acts', method: 'POST', headers: BEARER, body }
  })
}

async function recordUpkeep(world: World) {
  await world.record(`a minute: ${BURIED} stories are buried`, async () => {
    world.wait(100 * DAY)
    const now = world.wait(0)
    await world.ask('UPDATE sources SET last_success = ?, last_visit = ?, due_at = ?', now, now, now + DAY)
    await world.ask("UPDATE feeds SET held = '[]', rendered = generation")
    await world.ask('UPDATE chores SET due_at = ?', now - HOUR)
    return MINUTELY
  })
}

/** Four times as many sources: what grows with them is in every invocation of a cold isolate. */
export const MANY = 4 * SOURCES
const MANY_FEEDS = [...FEEDS, feedOf('more', range(MANY).slice(SOURCES).map(urlOf))]

async function recordMany(filled: Filled): Promise<readonly Kind[]> {
  const world = openWorld(filled, MANY_FEEDS)
  try {
    await world.call(MINUTELY)
    await world.record('a minute: stories are judged by other feeds', () => readyMinute(world, []))
    await world.ask('UPDATE listings SET walk = NULL, headed = 1')
    await recordIdle(world, `a minute: nothing is due, ${MANY} sources`)
    return world.kinds
  } finally {
    world.unstage()
  }
}

export async function recordKinds(filled: Filled): Promise<readonly Kind[]> {
  const world = openWorld(filled)
  try {
    await recordMinutes(world)
    await recordVisits(world)
    await recordPublishing(world)
    await recordRequests(world)
    await recordUpkeep(world)
    return [...world.kinds, ...(await recordMany({ ...filled, start: world.wait(DAY) }))]
  } finally {
    world.unstage()
  }
}
