import type { D1Database, MessageBatch, Queue } from '@cloudflare/workers-types'
import { openGate } from './fetch/hosts.ts'
import { ownAddress } from './address/own.ts'
import { fetchSource } from './fetch/fetch.ts'
import { settings, type Environment } from './config/settings.ts'
import { guardedPost } from './fetch/post.ts'
import { workersFetch } from './fetch/workers.ts'
import type { FeedConfig } from './model/config.ts'
import type { Fetched } from './model/fetched.ts'
import { MINUTE, SECOND } from './model/time.ts'
import { deliveryLine, errorLine, visitLine } from './monitor/log.ts'
import { enqueueSources, visitTask, type Send, type VisitTask } from './newswire/messages.ts'
import { begin } from './newswire/newswire.ts'
import type { Newswire } from './newswire/wire.ts'
import { withPrivateSources } from './newswire/private.ts'
import { accountWarning } from './newswire/account.ts'
import { renderChanged, renderSlug } from './newswire/render.ts'
import { watched } from './config/watched.ts'
import {
  hasRoomForRender,
  hasRoomForUpkeep,
  hasRoomToDecideAgain,
  nothingSpent,
  QUOTAS,
  planOf,
  type Quota,
  type Spent,
} from './newswire/quota.ts'
import { startRun } from './newswire/runs.ts'
import { HORIZON } from './schedule/state.ts'
import { openD1 } from './store/d1.ts'
import { counted, type Database } from './store/database.ts'
import type { Migration } from './store/migrate.ts'
import { createStore } from './store/sql.ts'
import { upkeep } from './newswire/upkeep.ts'
import { warmUp, WARM_FEED } from './newswire/warm-up.ts'
import { warmUpVisits } from './newswire/warm-up-visit.ts'
import { addresslessApp, addressRoute } from './web/address.ts'
import { createApp } from './web/app.ts'
import { warmUpInvocations } from './web/warm-up.ts'

export interface Env extends Environment {
  readonly DB: D1Database
  readonly REFRESHES: Queue<VisitTask>
  /** `free` or `paid`: what an invocation may do. */
  readonly WIREFOLD_PLAN?: string
}

/** Sources that one tick takes on; the rest are due at the next one too. */
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
  queue(batch: MessageBatch<VisitTask>, env: Env): Promise<void>
}

export function createWorker(deployment: Deployment): WirefoldWorker {
  // the configuration is taken over once an isolate, not with every request
  let opening: Promise<Newswire | undefined> | undefined
  const newswire = async (env: Env, { url, spent }: Opening = {}): Promise<Newswire | undefined> => {
    const mine = (opening ??= open(env, deployment, { url, spent }))
    const wire = await mine.catch((error: unknown) => {
      opening = undefined
      throw error
    })
    if (!wire && opening === mine) opening = undefined
    return wire
  }
  const learn = async (env: Env, base: string) => {
    opening = openAt(env, deployment, await database(env, deployment, {}), base)
    await opening
  }
  return {
    async fetch(request, env) {
      const spent = nothingSpent()
      const wire = await newswire(env, { url: request.url, spent })
      const app = wire ? createApp(siteOf(wire, env, spent), logError) : addresslessApp(env.WIREFOLD_TOKEN, (base) => learn(env, base))
      // an address that was set is the last word
      if (wire && !env.WIREFOLD_URL)
        app.route(
          '/',
          addressRoute(env.WIREFOLD_TOKEN, (base) => learn(env, base)),
        )
      return app.fetch(request)
    },
    async scheduled(_, env) {
      const spent = nothingSpent()
      const wire = await newswire(env, { spent })
      if (wire) await tick(ofInvocation(wire, env, spent), env, spent)
    },
    async queue(batch, env) {
      const spent = nothingSpent()
      const wire = await newswire(env, { spent })
      if (!wire) return
      const budget = { send: sender(env), quota: quotaOf(env), spent }
      for (const { body, attempts } of batch.messages)
        for (const visit of await visitTask(ofInvocation(wire, env, spent), body, attempts, budget)) console.log(visitLine(visit))
    },
  }
}

interface Opening {
  /** What was asked for: it may tell the public address. */
  readonly url?: string | undefined
  /** What the invocation has spent that opens it. */
  readonly spent?: Spent | undefined
}

async function database(env: Env, { migrations }: Deployment, { spent = nothingSpent() }: Opening): Promise<Database> {
  const db = counted(openD1(env.DB, migrations), (statements) => (spent.statements += statements))
  await db.migrate()
  return db
}

/** Undefined until the public address is known: the first start fixes the authority of all permanent ids. */
async function open(env: Env, deployment: Deployment, { url, spent }: Opening): Promise<Newswire | undefined> {
  const db = await database(env, deployment, { spent })
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

const siteOf = (wire: Newswire, env: Env, spent: Spent) => ({
  ...wire,
  store: countedStore(env, spent),
  hasRoomForRender: () => hasRoomForRender(quotaOf(env), spent),
  renderNow: (slug: string) => renderSlug(wire, slug),
  sharesGzip: true,
  account: accountWarning(
    watched(wire.feeds).map(({ every }) => every),
    planOf(env.WIREFOLD_PLAN),
    wire.feeds.length,
  ),
  async startRun(run: string, urls: readonly string[], force: boolean) {
    await enqueueSources(wire, sender(env), await startRun(wire, run, urls, force), { force, run, sources: quotaOf(env).sources })
  },
})

/** Of one invocation: what it asks of D1 is counted. */
const countedStore = (env: Env, spent: Spent) => createStore(counted(openD1(env.DB), (statements) => (spent.statements += statements)))

const quotaOf = (env: Env): Quota => QUOTAS[planOf(env.WIREFOLD_PLAN)]

/**
 * What belongs to one invocation of workerd must not wake another; and what it does is counted. One visit at a time, so that it is known
 * before each what is left.
 */
const ofInvocation = (wire: Newswire, env: Env, spent: Spent): Newswire => ({
  ...wire,
  store: countedStore(env, spent),
  fetch: (request, turns) =>
    wire.fetch(request, turns && { ...turns, ask: (host, ask) => turns.ask(host, () => (spent.fetches++, ask())) }),
  gate: openGate({ sleep: wire.sleep, concurrency: 1 }),
  publishesLater: true,
  mayDecideAgain: () => hasRoomToDecideAgain(quotaOf(env), spent),
})

const sender =
  (env: Env): Send =>
  async (messages) => {
    const ready = messages.map(({ body, delay = 0 }) => ({ body, delaySeconds: Math.round(delay / SECOND) }))
    for (let start = 0; start < ready.length; start += MOST_A_BATCH) await env.REFRESHES.sendBatch(ready.slice(start, start + MOST_A_BATCH))
  }

/** A minute: what is due is queued; then what changed is published, and the house is kept, as far as there is room for both. */
async function tick(wire: Newswire, env: Env, spent: Spent): Promise<void> {
  const quota = quotaOf(env)
  const minute = Math.floor(wire.now() / MINUTE)
  const enqueue = async () =>
    enqueueSources(wire, sender(env), await wire.store.due(wire.now(), HORIZON, MOST_A_TICK), { force: false, sources: quota.sources })
  const publish = async () => {
    // each in its turn: one that cannot be rendered keeps no other one waiting
    const some = <T>(behind: readonly T[]) =>
      Array.from({ length: Math.min(quota.renders, behind.length) }, (_, n) => behind[(minute + n) % behind.length]!)
    if (hasRoomForRender(quota, spent)) await renderChanged(wire, some)
  }
  const keep = async () => {
    if (hasRoomForUpkeep(quota, spent)) for (const delivery of await upkeep(wire)) console.log(deliveryLine(delivery, Date.now()))
  }
  // where there is no room for both, they take turns in going first
  const failures: unknown[] = []
  for (const step of minute % 2 === 0 ? [enqueue, publish, keep] : [enqueue, keep, publish])
    await step().catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw failures[0]
}

const logError = (error: unknown) => console.error(errorLine(error, Date.now()))

/** Holds nothing, and keeps nothing. */
const NOWHERE: Database = {
  all: async () => [],
  batch: async (statements) => statements.map(() => []),
  migrate: async () => {},
  close: async () => {},
}

const WARM_UPS = [
  () => warmUp(createStore(NOWHERE)),
  () => warmUpVisits(createStore(NOWHERE)),
  () => warmUpInvocations(createWorker({ feeds: [WARM_FEED], migrations: [] })),
]
// here, in the global scope, it is no invocation that pays for it; one that fails costs time, and must not cost the Worker
for (const run of WARM_UPS) await run().catch(logError)
