import type { D1Database, MessageBatch, Queue } from '@cloudflare/workers-types'
import deployment from '../data/deployment.json' with { type: 'json' }
import { hostOf } from './fetch/hosts.ts'
import { fetchSource } from './fetch/fetch.ts'
import { settings, type Environment } from './config/settings.ts'
import { guardedPost } from './fetch/post.ts'
import { workersFetch } from './fetch/workers.ts'
import type { FeedConfig } from './model/config.ts'
import type { Fetched } from './model/fetched.ts'
import { deliveryLine, errorLine, visitLine } from './monitor/log.ts'
import { begin, refreshAll, type Newswire } from './newswire/newswire.ts'
import { renderChanged, renderSlug } from './newswire/render.ts'
import { HORIZON } from './schedule/state.ts'
import { openD1 } from './store/d1.ts'
import { createStore } from './store/sql.ts'
import { upkeep } from './newswire/upkeep.ts'
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

/** One an isolate: the configuration is taken over once, not with every request. */
let wire: Promise<Newswire> | undefined

const newswire = (env: Env): Promise<Newswire> =>
  (wire ??= open(env).catch((error: unknown) => {
    wire = undefined
    throw error
  }))

async function open(env: Env): Promise<Newswire> {
  const { allowPrivate, identity, webhook, ...own } = settings(env)
  const exchange = workersFetch((url, init) => fetch(url, init))
  const deps = { fetch: exchange, allowPrivate, identity }
  return begin({
    ...own,
    ...(webhook ? { webhook: { ...webhook, post: guardedPost(exchange, allowPrivate) } } : {}),
    store: createStore(openD1(env.DB)),
    feeds: (deployment as { feeds: readonly FeedConfig[] }).feeds,
    fetch: async (request) => (request.url.startsWith('file:') ? NO_FILES : fetchSource(request, deps)),
    now: Date.now,
    random: Math.random,
    sleep: (duration) => new Promise((resolve) => setTimeout(resolve, duration)),
  })
}

const NO_FILES: Fetched = {
  kind: 'failed',
  problem: { code: 'local-file', message: 'file: sources are read on Node only.' },
  redirects: [],
}

async function enqueue(env: Env, urls: readonly string[], task: Omit<Task, 'urls'>): Promise<void> {
  const messages = [...Map.groupBy(urls, hostOf).values()].map((ofHost) => ({ body: { ...task, urls: ofHost } }))
  for (let start = 0; start < messages.length; start += MOST_A_BATCH)
    await env.REFRESHES.sendBatch(messages.slice(start, start + MOST_A_BATCH))
}

const logError = (error: unknown) => console.error(errorLine(error, Date.now()))

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const wire = await newswire(env)
    const site = {
      ...wire,
      renderNow: (slug: string) => renderSlug(wire, slug),
      async startRun(run: string, urls: readonly string[], force: boolean) {
        await wire.store.startRun(run, urls, wire.now())
        await enqueue(env, urls, { force, run })
      },
    }
    return createApp(site, logError).fetch(request)
  },

  async scheduled(_: unknown, env: Env): Promise<void> {
    const wire = await newswire(env)
    const due = await wire.store.due(wire.now(), HORIZON, MOST_A_TICK)
    if (due.length > 0) await enqueue(env, due, { force: false })
    await renderChanged(wire)
    for (const delivery of await upkeep(wire)) console.log(deliveryLine(delivery, Date.now()))
  },

  async queue(batch: MessageBatch<Task>, env: Env): Promise<void> {
    const wire = await newswire(env)
    for (const { body } of batch.messages) {
      const visits = await refreshAll(wire, { ...body, urls: body.urls.slice(0, MOST_A_MESSAGE) })
      for (const visit of visits) console.log(visitLine(visit))
      const rest = body.urls.slice(MOST_A_MESSAGE)
      if (rest.length > 0) await enqueue(env, rest, body)
    }
  },
}
