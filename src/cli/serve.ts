import { counted } from './counted.ts'
import { getRequestListener } from '@hono/node-server'
import type { Router } from '../web/router.ts'
import cron from 'node-cron'
import { existsSync, statSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { watched } from '../config/watched.ts'
import { isOwnHost } from '../node/host.ts'
import { LiveNewswire } from '../node/live.ts'
import { openStation } from '../node/open.ts'
import { SettledFiles } from '../node/settled-files.ts'
import { stopSignal } from '../node/signals.ts'
import { watchFeeds } from '../node/watch-feeds.ts'
import { refreshAll, tick } from '../newswire/newswire.ts'
import { PART_ON_NODE, partOn } from '../newswire/parting.ts'
import { WALK_ON_NODE, walkOn } from '../newswire/relist.ts'
import type { Newswire } from '../newswire/wire.ts'
import { renderChanged, renderSlug } from '../newswire/render.ts'
import { startRun } from '../newswire/runs.ts'
import { sqliteWarning } from '../store/sqlite.ts'
import { createApp } from '../web/app.ts'
import type { Site } from '../web/site.ts'
import type { Common } from './common.ts'
import { openDespiteFullDisk } from './full-disk.ts'
import { feedsFrom, loadFeeds, readFeeds, UsageError } from '../node/load.ts'
import { logDelivery, logError, logVisit } from '../node/log.ts'
import { createBoundedServer } from '../node/server.ts'
import { boundNursery } from '../node/memory.ts'
import { watchProcess } from '../node/vitals.ts'

interface Options extends Common {
  readonly port: number
  readonly host: string
  readonly schedule: boolean
  /** Refuses to start with a mistake in any file. */
  readonly strict?: boolean
}

/** The scheduler looks every minute which sources are due, at a second of its own: half the programs of the world wake at :00. */
const everyMinute = () => `${1 + Math.floor(Math.random() * 58)} * * * * *`
/** What a computer slept through is not told: node-cron would, in a form of its own, and the next minute visits all that is due by then. */
const ONE_LINE_AN_EVENT = { suppressMissedWarning: true }
/** How long a stop waits for visits under way; what is left is freed by the end of its lease. */
const STOP_WITHIN_MS = 4000

/** Serves until SIGINT or SIGTERM; resolves with the exit code. */
export async function serveCommand({ feeds: folder, db, port, host, schedule, strict = false }: Options): Promise<number> {
  boundNursery()
  // throws where there is nothing to serve
  void (strict ? loadFeeds(folder) : readFeeds(folder))
  const files = new SettledFiles(folder)
  const stopping = new AbortController()
  // listens first: with port 0 the address is known only then, and a port in use is told before anything is opened
  let app: Router | undefined
  const knowsItsName = Boolean(process.env['WIREFOLD_URL'])
  const answer = (request: Request) => (knowsItsName || isOwnHost(request.headers.get('host'), host) ? app?.fetch(request) : misdirected())
  const server = await listening((request) => answer(request) ?? starting(), port, host)
  try {
    tellEmpty(db)
    let watch: ReturnType<typeof watchFeeds> | undefined
    const stopped = stopSignal(() => void watch?.reload())
    void stopped.then(() => stopping.abort())
    const open = () => openAll(files, db, { base: addressOf(server, host), signal: stopping.signal })
    const opened = await openDespiteFullDisk(
      open,
      () => feedsFrom(files),
      db,
      (shown) => (app = shown),
      stopping.signal,
    )
    if (!opened) return 0
    const { station, live } = opened
    const background = new Background(live, stopping.signal)
    app = createApp(siteOf(live, background), logError)
    greet(live.current, files)
    warnOfSqlite()
    const visitDue = () => background.run((wire) => tick(wire, { onVisit: logVisit, onDelivery: logDelivery, signal: stopping.signal }))
    const task = schedule ? cron.schedule(everyMinute(), visitDue, ONE_LINE_AN_EVENT) : undefined
    const begun = () => {
      background.run((wire) => walkThrough(wire, stopping.signal))
      if (schedule) visitDue()
    }
    begun()
    const changed = async () => {
      await live.reload()
      await renderChanged(live.current)
      begun()
    }
    watch = watchFeeds(files, changed, { signal: stopping.signal, failed: logError })
    const overtaken = await Promise.race([stopped, station.keepAddress(stopping.signal)])
    if (overtaken !== undefined) process.stderr.write(`${overtaken}\n`)
    stopping.abort()
    await task?.destroy()
    await Promise.race([background.settled(), sleep(STOP_WITHIN_MS, undefined, { ref: false })])
    await station.close()
    return overtaken === undefined ? 0 : 1
  } finally {
    server.close()
  }
}

async function openAll(files: SettledFiles, db: string, options: { readonly base: string; readonly signal: AbortSignal }) {
  const station = await openStation(db, options)
  try {
    const live = await LiveNewswire.open(files, station)
    await renderChanged(live.current)
    return { station, live }
  } catch (error) {
    await station.close()
    throw error
  }
}

/** What held something once and is empty now was emptied by somebody. */
function tellEmpty(db: string): void {
  if (existsSync(db) && statSync(db).size === 0)
    process.stderr.write(
      `The database ${db} is an empty file (0 bytes), and begins anew. If it held anything, stop now and restore a backup.\n`,
    )
}

const misdirected = () =>
  Response.json(
    {
      type: 'about:blank',
      status: 421,
      title: 'Misdirected request',
      detail: 'This name is not known to be mine: ask by the address, or set WIREFOLD_URL to what the public sees.',
    },
    { status: 421, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' } },
  )

const starting = () => new Response('Starting', { status: 503, headers: { 'retry-after': '1' } })

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Judges anew what was stored before the feeds or the rules changed, step by step, with or without the schedule. */
async function walkThrough(wire: Newswire, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await walkOn(wire, WALK_ON_NODE))) await sleep(0)
  while (!signal.aborted && (await partOn(wire, PART_ON_NODE))) await sleep(0)
  if (!signal.aborted) await renderChanged(wire)
}

/** Work that nobody waits for, until the stop does. */
class Background {
  readonly #running = new Set<Promise<unknown>>()
  readonly #live: LiveNewswire
  readonly signal: AbortSignal
  constructor(live: LiveNewswire, signal: AbortSignal) {
    this.#live = live
    this.signal = signal
  }
  run(work: (wire: Newswire) => Promise<unknown>): void {
    if (this.signal.aborted) return
    const running = this.#work(work).catch(logError)
    this.#running.add(running)
    void running.finally(() => this.#running.delete(running))
  }
  /** What was brought under a configuration that counts no more is published by the one that does. */
  async #work(work: (wire: Newswire) => Promise<unknown>): Promise<void> {
    const wire = this.#live.current
    await work(wire)
    if (wire !== this.#live.current && !this.signal.aborted) await renderChanged(this.#live.current)
  }
  async settled(): Promise<void> {
    await Promise.allSettled(this.#running)
  }
}

function siteOf(live: LiveNewswire, background: Background): Site {
  const own: Pick<Site, 'vitals' | 'renderNow' | 'startRun'> = {
    vitals: watchProcess(),
    renderNow: (slug) => renderSlug(live.current, slug),
    async startRun(run, asked, force) {
      const due = await startRun(live.current, run, asked, force)
      const urls = due.map(({ url }) => url)
      background.run((wire) => refreshAll(wire, { urls, force, run, onVisit: logVisit, signal: background.signal }))
    },
  }
  return Object.assign(live.lasting(), own)
}

function listening(fetch: (request: Request) => Response | Promise<Response>, port: number, hostname: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const answer = getRequestListener(fetch, { hostname })
    const server = createBoundedServer((request, response) => void answer(request, response))
    server.listen(port, hostname, () => resolve(server))
    server.once('error', (error: NodeJS.ErrnoException) => reject(portProblem(error, port, hostname)))
  })
}

function portProblem(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE')
    return new UsageError(`Port ${port} on ${host} is in use: stop the other program, or choose another with --port.`)
  if (error.code === 'EACCES') return new UsageError(`Port ${port} needs more rights: choose one above 1023 with --port.`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new UsageError(`This computer has no address ${host}: choose another with --host.`)
  return error
}

/** What a person who starts it wants to know: what is watched, where to subscribe, how to stop. */
function greet({ feeds, masthead: { base } }: Newswire, { sample }: Pick<SettledFiles, 'sample'>): void {
  const lines = feeds.map(
    ({ slug, title, sources }) =>
      `  ${title} (${sources.length} ${sources.length === 1 ? 'source' : 'sources'})\n    ${base}/feeds/${slug}.atom`,
  )
  const hint = sample ? '\nThere is no feeds/ folder here, so this is the sample. Write feeds/NAME.yaml to begin your own.\n' : ''
  process.stderr.write(
    `wirefold watches ${counted(watched(feeds).length, 'source')} for ${feeds.length === 1 ? 'one curated feed' : `${feeds.length} curated feeds`}. Subscribe to\n${lines.join('\n')}\nor open ${base}/ in a browser.${hint}\nStop with Ctrl-C.\n`,
  )
}

function warnOfSqlite(): void {
  const warning = sqliteWarning(process.versions.sqlite ?? '')
  if (warning) process.stderr.write(`${warning}.\n`)
}
