import type { D1Database, MessageBatch, Queue } from '@cloudflare/workers-types'
import { openGate } from './fetch/hosts.ts'
import { ownAddress } from './address/own.ts'
import { fetchSource } from './fetch/fetch.ts'
import { settings, type Environment } from './config/settings.ts'
import { guardedPost } from './fetch/post.ts'
import { workersFetch } from './fetch/workers.ts'
import type { FeedConfig } from './model/config.ts'
import type { Fetched } from './model/fetched.ts'
import { MINUTE, type Duration } from './model/time.ts'
import { deliveryLine, errorLine, visitLine } from './monitor/log.ts'
import { begin, refreshAll } from './newswire/newswire.ts'
import type { Newswire } from './newswire/wire.ts'
import { withPrivateSources } from './newswire/private.ts'
import { renderChanged, renderSlug } from './newswire/render.ts'
import { startRun, turnNow } from './newswire/runs.ts'
import { HORIZON } from './schedule/state.ts'
import { openD1 } from './store/d1.ts'
import type { Database } from './store/database.ts'
import type { Migration } from './store/migrate.ts'
import type { ReadySource } from './store/port/sources.ts'
import { createStore } from './store/sql.ts'
import { upkeep } from './newswire/upkeep.ts'
import { addresslessApp, addressRoute } from './web/address.ts'
import { createApp } from './web/app.ts'

export interface Env extends Environment {
  readonly DB: D1Database
  readonly REFRESHES: Queue<Task>
}

/** What one message of the queue carries: the sources of one host that are still to be visited, so that nobody else asks that host meanwhile. */
interface Task {
  readonly urls: readonly string[]
  readonly force: boolean
  readonly run?: string
}

/** Workers Free gives an invocation 50 subrequests; a visit takes about ten, publishing the rest. What is left goes on in a message of its own. */
const MOST_A_MESSAGE = 3
/** Sources that one tick takes on: Workers Free has 10,000 queue operations a day, three a message. */
const MOST_A_TICK = 180
/** A batch of a queue takes so many messages. */
const MOST_A_BATCH = 100

/** What `wirefold bundle` writes: what a Worker, which reads no files, has to bring along. */
export interface Deployment {
  /** The Worker's name in wrangler.toml: by it the address on workers.dev is known to be its own. */
  readonly name?: string
  readonly feeds: readonly FeedConfig[]
  readonly migrations: readonly Migration[]
}

/** A Worker that publishes these feeds (Cloudflare's module syntax). */
export interface WirefoldWorker {
  fetch(request: Request, env: Env): Promise<Response>
  scheduled(event: unknown, env: Env): Promise<void>
  queue(batch: MessageBatch<Task>, env: Env): Promise<void>
}

export function createWorker(deployment: Deployment): WirefoldWorker {
  // the configuration is taken over once an isolate, not with every request
  let opening: Promise<Newswire | undefined> | undefined
  const newswire = async (env: Env, url?: string): Promise<Newswire | undefined> => {
    const mine = (opening ??= open(env, deployment, url))
    const wire = await mine.catch((error: unknown) => {
      opening = undefined
      throw error
    })
    if (!wire && opening === mine) opening = undefined
    return wire
  }
  const learn = async (env: Env, base: string) => {
    opening = openAt(env, deployment, await database(env, deployment), base)
    await opening
  }
  return {
    async fetch(request, env) {
      const wire = await newswire(env, request.url)
      const app = wire ? createApp(siteOf(wire, env), logError) : addresslessApp(env.WIREFOLD_TOKEN, (base) => learn(env, base))
      // an address that was set is the last word
      if (wire && !env.WIREFOLD_URL)
        app.route(
          '/',
          addressRoute(env.WIREFOLD_TOKEN, (base) => learn(env, base)),
        )
      return app.fetch(request)
    },
    async scheduled(_, env) {
      const wire = await newswire(env)
      if (wire) await visitDue(wire, env)
    },
    async queue(batch, env) {
      const wire = await newswire(env)
      if (!wire) return
      // of this invocation alone: what belongs to one request of workerd must not wake another
      const gate = openGate({ sleep: wire.sleep })
      for (const { body } of batch.messages) await work({ ...wire, gate }, env, body)
    },
  }
}

async function database(env: Env, { migrations }: Deployment): Promise<Database> {
  const db = openD1(env.DB, migrations)
  await db.migrate()
  return db
}

/** Undefined until the public address is known: the first start fixes the authority of all permanent ids. */
async function open(env: Env, deployment: Deployment, url: string | undefined): Promise<Newswire | undefined> {
  const db = await database(env, deployment)
  const learnt = env.WIREFOLD_URL || (await createStore(db).standing())?.base
  const base = learnt ?? (url === undefined ? undefined : ownAddress(url, deployment.name))
  return base === undefined ? undefined : openAt(env, deployment, db, base)
}

function openAt(env: Env, { feeds }: Deployment, db: Database, base: string): Promise<Newswire> {
  const { allowPrivate, identity, webhook, ...own } = settings(env, base)
  const exchange = workersFetch((url, init) => fetch(url, init))
  const deps = { fetch: exchange, allowPrivate, identity }
  return begin({
    ...own,
    ...(webhook ? { webhook: { ...webhook, post: guardedPost(exchange, allowPrivate) } } : {}),
    store: createStore(db),
    feeds,
    fetch: withPrivateSources(
      async (request, turns) => (request.url.startsWith('file:') ? NO_FILES : fetchSource(request, deps, turns)),
      feeds,
      (name) => textOf(env, name),
    ),
    now: Date.now,
    random: Math.random,
    sleep: (duration) => new Promise((resolve) => setTimeout(resolve, duration)),
  })
}

/** A var or a secret by its name; a binding of another kind has no text. */
function textOf(env: Env, name: string): string | undefined {
  const value = (env as unknown as Readonly<Record<string, unknown>>)[name]
  return typeof value === 'string' ? value : undefined
}

const NO_FILES: Fetched = {
  kind: 'failed',
  problem: { code: 'local-file', message: 'file: sources are read on Node only.' },
  redirects: [],
}

const siteOf = (wire: Newswire, env: Env) => ({
  ...wire,
  renderNow: (slug: string) => renderSlug(wire, slug),
  sharesGzip: true,
  async startRun(run: string, urls: readonly string[], force: boolean) {
    await enqueueDue(wire, env, await startRun(wire, run, urls, force), { force, run })
  },
})

/** What stands in a queue already, as far as the mark on its row says, is not put there again. */
const QUEUED_FOR: Duration = 30 * MINUTE

async function enqueueDue({ store, ...wire }: Newswire, env: Env, due: readonly ReadySource[], task: Omit<Task, 'urls'>): Promise<void> {
  const turn = turnNow(wire, task.force)
  const marked = new Set(
    await store.enqueue(
      due.map(({ url }) => url),
      turn,
      turn.now + QUEUED_FOR,
    ),
  )
  const fresh = due.filter(({ url }) => marked.has(url))
  await enqueue(env, fresh, task).catch(async (error: unknown) => {
    await store.dequeue([...marked])
    throw error
  })
}

async function enqueue(env: Env, sources: readonly ReadySource[], task: Omit<Task, 'urls'>): Promise<void> {
  const ofHosts = Map.groupBy(sources, ({ host }) => host).values()
  const messages = [...ofHosts].map((ofHost) => ({ body: { ...task, urls: ofHost.map(({ url }) => url) } }))
  for (let start = 0; start < messages.length; start += MOST_A_BATCH)
    await env.REFRESHES.sendBatch(messages.slice(start, start + MOST_A_BATCH))
}

async function visitDue(wire: Newswire, env: Env): Promise<void> {
  const due = await wire.store.due(wire.now(), HORIZON, MOST_A_TICK)
  if (due.length > 0) await enqueueDue(wire, env, due, { force: false })
  await renderChanged(wire)
  for (const delivery of await upkeep(wire)) console.log(deliveryLine(delivery, Date.now()))
}

/** Visits the first few sources of a message; the rest goes on in a message of its own. */
async function work(wire: Newswire, env: Env, task: Task): Promise<void> {
  const visits = await refreshAll(wire, { ...task, urls: task.urls.slice(0, MOST_A_MESSAGE) })
  for (const visit of visits) console.log(visitLine(visit))
  const skipped = visits.filter(({ outcome }) => outcome === 'skipped')
  if (skipped.length > 0) await wire.store.dequeue(skipped.map(({ source }) => source))
  const rest = task.urls.slice(MOST_A_MESSAGE)
  if (rest.length > 0) await env.REFRESHES.sendBatch([{ body: { ...task, urls: rest } }])
}

const logError = (error: unknown) => console.error(errorLine(error, Date.now()))
