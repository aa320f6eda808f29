import { setTimeout as sleep } from 'node:timers/promises'
import { dirname, resolve } from 'node:path'
import type { FeedConfig } from '../model/config.ts'
import { makeFolder } from './folder.ts'
import { unitedFeeds, UsageError, type Loaded } from './load.ts'
import { readLocal } from './files.ts'
import { fetchSource, type FetchDeps } from '../fetch/fetch.ts'
import { openGate } from '../fetch/hosts.ts'
import { nodeFetch } from './sockets.ts'
import { guardedPost } from '../fetch/post.ts'
import { PART_ON_NODE } from '../newswire/parting.ts'
import { WALK_ON_NODE } from '../newswire/relist.ts'
import { begin } from '../newswire/newswire.ts'
import type { Newswire } from '../newswire/wire.ts'
import { withPrivateSources } from '../newswire/private.ts'
import { settings } from '../config/settings.ts'
import { createStore } from '../store/sql.ts'
import { openSqlite } from '../store/sqlite.ts'
import type { Store } from '../store/port/store.ts'

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
  const database = await openSqlite(db, () => makeFolder(dirname(resolve(db))))
  await database.migrate()
  const store = createStore(database)
  const feeds = await standingFeeds(store, loaded)
  return begin({
    ...own,
    ...(webhook ? { webhook: { ...webhook, post: guardedPost(exchange, allowPrivate) } } : {}),
    store,
    feeds,
    files: loaded.files,
    mistakes: loaded.mistakes,
    fetch: withPrivateSources(
      (request, turns) => (request.url.startsWith('file:') ? readLocal(request.url, loaded.root) : fetchSource(request, deps, turns)),
      feeds,
      (name) => process.env[name],
    ),
    now: Date.now,
    random: Math.random,
    sleep: pause,
    gate: openGate({ sleep: pause }),
    inHand: new Set(),
    walk: WALK_ON_NODE,
    part: PART_ON_NODE,
    isGuess: base === undefined && !process.env['WIREFOLD_URL'],
    lookOn,
  })
}

/** A file with a mistake makes the feed that it made when it was last right. Throws UsageError where nothing is left to serve. */
export async function standingFeeds(store: Store, { files, mistakes }: Loaded): Promise<readonly FeedConfig[]> {
  for (const mistake of mistakes) process.stderr.write(`${mistake}\n`)
  const before = mistakes.length === 0 ? new Map<string, FeedConfig>() : await store.configuration()
  const feeds = unitedFeeds(files.flatMap(({ file, feed }) => feed ?? before.get(file) ?? []))
  if (feeds.length > 0) return feeds
  await store.close()
  throw new UsageError(mistakes.join('\n'))
}
