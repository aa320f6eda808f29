/** One invocation of a Worker, on a D1 and a network that a bench brings along. What runs is src/worker.ts itself, from the event to its end. */
import type { D1Database } from '@cloudflare/workers-types'
import type { VisitTask } from '../src/newswire/messages.ts'
import type { Database, Statement, Value } from '../src/store/database.ts'
import type { Deployment, Env, WirefoldWorker } from '../src/worker.ts'

/** What the runtime calls the Worker for. */
export type Trigger =
  | { readonly kind: 'minute' }
  | { readonly kind: 'message'; readonly task: VisitTask; readonly attempts?: number }
  | {
      readonly kind: 'request'
      readonly path: string
      readonly method?: string
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
    }

/** What a publisher answers at an address. */
export interface Published {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** All that an invocation needs to happen again in a process of its own. */
export interface Recorded {
  /** What the clock says all the while. */
  readonly now: number
  readonly trigger: Trigger
  /** What D1 answered to each text of a statement, in order. */
  readonly answers: readonly (readonly [statement: string, answers: string[]])[]
  readonly network: readonly (readonly [url: string, published: Published])[]
}

/** The same kind of invocation, as the first of an isolate and as a later one: that has opened the store already. */
export interface RecordedKind {
  readonly deployment: Deployment
  readonly first: Recorded
  readonly later: Recorded
}

export const BASE = 'https://news.example.org'
export const TOKEN = 'a token for a bench, 32 characters'

/** A database as D1's binding shows it. */
export function d1Over({ all, batch }: Pick<Database, 'all' | 'batch'>): D1Database {
  const prepare = (text: string) => ({
    bind: (...params: readonly Value[]) => {
      const statement = { sql: text, params }
      return { ...statement, all: async () => ({ results: await all(statement) }) }
    },
  })
  return { prepare, batch: async (of: Statement[]) => (await batch(of)).map((results) => ({ results })) } as unknown as D1Database
}

/** Puts these publishers in the place of the network, and this moment in that of the clock; gives back what was there. */
export function stage(network: ReadonlyMap<string, Published>, now: () => number): () => void {
  const { fetch } = globalThis
  const clock = Date.now
  globalThis.fetch = async (url, init) => {
    const published = network.get(url instanceof Request ? url.url : url.toString())
    if (!published) return fetch(url, init)
    const { status, headers, body } = published
    return new Response(status === 304 ? null : body, { status, headers })
  }
  Date.now = now
  return () => {
    globalThis.fetch = fetch
    Date.now = clock
  }
}

/** An isolate: a Worker that is called again and again, each time on a database of the bench's choice. */
export interface Isolate {
  /** Gives the messages that it sent. */
  readonly invoke: (trigger: Trigger, db: Pick<Database, 'all' | 'batch'>) => Promise<readonly VisitTask[]>
}

/** @param create `createWorker`, so that who only needs the types of this file does not load the program */
export function openIsolate(create: (deployment: Deployment) => WirefoldWorker, deployment: Deployment): Isolate {
  const worker = create(deployment)
  let current: Pick<Database, 'all' | 'batch'>
  let sent: VisitTask[] = []
  const env = {
    DB: d1Over({ all: (statement) => current.all(statement), batch: (statements) => current.batch(statements) }),
    WIREFOLD_URL: BASE,
    WIREFOLD_TOKEN: TOKEN,
    REFRESHES: {
      sendBatch: async (messages: readonly { readonly body: VisitTask }[]) => void sent.push(...messages.map(({ body }) => body)),
    },
  } as unknown as Env
  return {
    async invoke(trigger, db) {
      current = db
      sent = []
      await call(worker, trigger, env)
      return sent
    },
  }
}

async function call(worker: WirefoldWorker, trigger: Trigger, env: Env): Promise<void> {
  if (trigger.kind === 'minute') return worker.scheduled({}, env)
  if (trigger.kind === 'message') {
    const messages = [{ body: trigger.task, attempts: trigger.attempts ?? 1 }]
    return worker.queue({ messages } as unknown as Parameters<WirefoldWorker['queue']>[0], env)
  }
  const { path, kind: _, ...init } = trigger
  const response = await worker.fetch(new Request(BASE + path, init), env)
  await response.arrayBuffer()
  if (response.status >= 400) throw new Error(`${path} answers ${response.status}`)
}
