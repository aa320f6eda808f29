import { setTimeout as sleep } from 'node:timers/promises'
import { dirname, resolve } from 'node:path'
import { claimAddress, keepAddress } from './address.ts'
import type { Mistake } from '../config/together.ts'
import { makeFolder } from './folder.ts'
import { standingFeeds, UsageError, type Loaded } from './load.ts'
import { readLocal } from './files.ts'
import { fetchSource, type FetchDeps } from '../fetch/fetch.ts'
import { openGate } from '../fetch/hosts.ts'
import { coalesced } from '../newswire/coalesce.ts'
import { nodeFetch } from './sockets.ts'
import { ThreadReader } from './reader.ts'
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
  /** Where it serves, unless WIREFOLD_URL says what the public sees: a server, which takes that address for itself. */
  readonly base?: string
  /** Only look on: leave what is watched and published to whoever serves. */
  readonly lookOn?: boolean
  /** Ends visits under way when the process is asked to stop. */
  readonly signal?: AbortSignal
}

/** What a process opens once, whatever feeds it serves: the database, guarded sockets, the settings of its environment. */
export interface Station {
  /** Takes over feeds, and whatever was stored of them. Throws UsageError where nothing is left to serve, or another server publishes. */
  readonly configure: (loaded: Loaded) => Promise<Newswire>
  /** Says that it serves, as long as it does; resolves with a sentence when another server has taken the database over. */
  readonly keepAddress: (signal: AbortSignal) => Promise<string>
  readonly close: () => Promise<void>
}

/** Environment and configuration -> the running newswire on Node: SQLite, guarded sockets, files. */
export async function openNewswire(loaded: Loaded, db: string, options: NodeOptions = {}): Promise<Newswire> {
  const station = await openStation(db, options)
  const wire = await station.configure(loaded).catch(async (error: unknown) => {
    await station.close()
    throw error
  })
  tellMistakes(wire.mistakes ?? [])
  return wire
}

export async function openStation(db: string, { base, lookOn = false, signal }: NodeOptions = {}): Promise<Station> {
  const { allowPrivate, identity, webhook, ...own } = settings(process.env, base)
  const exchange = nodeFetch(allowPrivate)
  const deps: FetchDeps = { fetch: exchange, allowPrivate, identity, ...(signal ? { signal } : {}) }
  // a stop does not wait for the pauses between visits
  const pause = (duration: number) => sleep(duration, undefined, signal ? { signal } : {}).catch(() => {})
  const database = await openSqlite(db, () => makeFolder(dirname(resolve(db))))
  await database.migrate()
  const store = createStore(database)
  const reader = new ThreadReader()
  const shared = {
    ...own,
    ...(webhook ? { webhook: { ...webhook, post: guardedPost(exchange, allowPrivate) } } : {}),
    store,
    now: () => Date.now(),
    random: Math.random,
    sleep: pause,
    gate: openGate({ sleep: pause }),
    read: reader.read.bind(reader),
    inHand: new Set<string>(),
    walk: WALK_ON_NODE,
    part: PART_ON_NODE,
    isGuess: base === undefined && !process.env['WIREFOLD_URL'],
    lookOn,
  }
  const serves = base !== undefined
  const published = { store, base: shared.base, now: shared.now, guessed: !process.env['WIREFOLD_URL'] }
  let latest = {}
  return {
    async configure(loaded) {
      const [mine, before] = [{}, latest]
      if (!shared.isGuess && !lookOn) await claimAddress(published, { serves })
      const standing = await standingIn(store, loaded)
      const fetch = withPrivateSources(
        (request, turns) => (request.url.startsWith('file:') ? readLocal(request.url, loaded.root) : fetchSource(request, deps, turns)),
        standing.feeds,
        (name) => process.env[name],
      )
      // from here on who came before publishes nothing: it would do so by the old feeds
      latest = mine
      return begin({ ...shared, ...standing, fetch, renders: coalesced(), isReplaced: () => latest !== mine }).catch((error: unknown) => {
        latest = before
        throw error
      })
    },
    keepAddress: (until) => keepAddress(published, until),
    async close() {
      // what cannot be given back is free after three minutes
      if (serves) await store.leaveAddress(shared.base).catch(() => {})
      await reader.close()
      await store.close()
    },
  }
}

/** A file with a mistake makes the feed that it made when it was last right. Throws UsageError where nothing is left to serve. */
export async function standingIn(store: Store, loaded: Loaded): Promise<ReturnType<typeof standingFeeds>> {
  const standing = standingFeeds(loaded, loaded.mistakes.length === 0 ? undefined : await store.configuration())
  if (standing.feeds.length > 0 || standing.mistakes.length === 0) return standing
  throw new UsageError(standing.mistakes.map(({ sentence }) => sentence).join('\n'))
}

/** Names each mistake on stderr. */
export function tellMistakes(mistakes: readonly Mistake[]): void {
  for (const { sentence } of mistakes) process.stderr.write(`${sentence}\n`)
  if (mistakes.length > 0) process.stderr.write('What a file with a mistake makes goes on as it was last right.\n')
}
