import { setTimeout as sleep } from 'node:timers/promises'
import type { Loaded } from './load.ts'
import { readLocal } from './files.ts'
import { fetchSource, type FetchDeps } from '../fetch/fetch.ts'
import { openGate } from '../fetch/hosts.ts'
import { nodeFetch } from './sockets.ts'
import { guardedPost } from '../fetch/post.ts'
import { WALK_ON_NODE } from '../newswire/relist.ts'
import { begin, type Newswire } from '../newswire/newswire.ts'
import { withPrivateSources } from '../newswire/private.ts'
import { settings } from '../config/settings.ts'
import { createStore } from '../store/sql.ts'
import { openSqlite } from '../store/sqlite.ts'

export interface NodeOptions {
  /** Where it serves, unless WIREFOLD_URL says what the public sees. */
  readonly base?: string
  /** Only look on: leave what is watched and published to whoever serves. */
  readonly lookOn?: boolean
  /** Ends visits under way when the process is asked to stop. */
  readonly signal?: AbortSignal
}

/** Environment and configuration -> the running newswire on Node: SQLite, guarded sockets, files. */
export async function openNewswire(loaded: Loaded, db: string, { base, lookOn = false, signal }: NodeOptions = {}): Promise<Newswire> {
  const { allowPrivate, identity, webhook, ...own } = settings(process.env, base)
  const exchange = nodeFetch(allowPrivate)
  const deps: FetchDeps = { fetch: exchange, allowPrivate, identity, ...(signal ? { signal } : {}) }
  // a stop does not wait for the pauses between visits
  const pause = (duration: number) => sleep(duration, undefined, signal ? { signal } : {}).catch(() => {})
  const database = await openSqlite(db)
  await database.migrate()
  return begin({
    ...own,
    ...(webhook ? { webhook: { ...webhook, post: guardedPost(exchange, allowPrivate) } } : {}),
    store: createStore(database),
    feeds: loaded.feeds,
    fetch: withPrivateSources(
      (request, turns) => (request.url.startsWith('file:') ? readLocal(request.url, loaded.root) : fetchSource(request, deps, turns)),
      loaded.feeds,
      (name) => process.env[name],
    ),
    now: Date.now,
    random: Math.random,
    sleep: pause,
    gate: openGate({ sleep: pause }),
    inHand: new Set(),
    walk: WALK_ON_NODE,
    isGuess: base === undefined && !process.env['WIREFOLD_URL'],
    lookOn,
  })
}
