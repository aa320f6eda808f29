/**
 * What it costs to publish one new story beside 49 others of 3 KB, in all four documents, and to serve them: milliseconds of CPU.
 * `node bench/render.ts`: on Node with SQLite, and of the program alone as a Worker pays it (warm, and cold in processes of their own).
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { serve } from '@hono/node-server'
import type { FeedConfig } from '../src/model/config.ts'
import { DAY, HOUR } from '../src/model/time.ts'
import { refreshAll } from '../src/newswire/newswire.ts'
import type { Newswire } from '../src/newswire/wire.ts'
import { renderChanged } from '../src/newswire/render.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { createStore } from '../src/store/sql.ts'
import type { Database } from '../src/store/database.ts'
import { createApp } from '../src/web/app.ts'
import { documentOf } from './filled.ts'
import { cpuOf, medianOf, recorded, replayed, type Recording } from './replay.ts'
import { beginWire, freshAnswer } from './wire.ts'

const URL = 'https://s1.example.org/feed'
const PARAGRAPH = `<p>The harbour &amp; its <a href="https://wire.example.org/pier?a=1&amp;b=2">pier</a> reopened on Tuesday, “as planned”, 港が再開した.</p>\n`
const FEED: FeedConfig = {
  slug: 'ports',
  title: 'Ports',
  sources: [{ url: URL, every: HOUR, prefer: 0 }],
  drop: [],
  dedupe: true,
  window: 7 * DAY,
  limit: 50,
  content: 'full',
}

let now = Date.UTC(2026, 4, 1)
const word = (n: number) => `w${((n * 2654435761) >>> 0).toString(36)}`
const story = (n: number) =>
  [
    `n${n}`,
    `${word(n)} ${word(n + 1)} reopens`,
    `<p>${Array.from({ length: 90 }, (_, k) => word(n * 90 + k)).join(' ')}</p>${PARAGRAPH.repeat(15)}`,
  ] as const
let next = 100
const entries = Array.from({ length: 50 }, (_, n) => story(n))

const open = (db: Database) => beginWire(db, { feeds: [FEED], now: () => now, answer: () => freshAnswer(URL, documentOf(1, entries)) })

/** Brings a story of which nothing is published yet. */
async function bring(wire: Newswire): Promise<void> {
  entries.unshift(story(next++))
  entries.pop()
  now += HOUR
  await refreshAll({ ...wire, store: { ...wire.store, publish: async () => {} } }, { urls: [URL], force: true })
}

async function prepared(): Promise<{ db: Database; wire: Newswire }> {
  const db = await openSqlite(':memory:')
  await db.migrate()
  const wire = await open(db)
  await refreshAll(wire, { urls: [URL] })
  return { db, wire }
}

async function onNode(): Promise<void> {
  const { wire } = await prepared()
  const times: number[] = []
  for (let n = 0; n < 60; n++) {
    await bring(wire)
    times.push(await cpuOf(() => renderChanged(wire)))
  }
  console.log(`render, Node with SQLite: first ${times[0]!.toFixed(1)} ms, median ${medianOf(times.slice(10)).toFixed(1)} ms`)
}

/** One render, recorded; and what it costs the program. */
async function recordOne(): Promise<{ wire: Newswire; recording: Recording }> {
  const { db, wire } = await prepared()
  await bring(wire)
  const recording: Recording = new Map()
  await renderChanged({ ...wire, store: createStore(recorded(db, recording)) })
  return { wire, recording }
}

async function onWorkers(): Promise<void> {
  const { wire, recording } = await recordOne()
  const times: number[] = []
  for (let n = 0; n < 60; n++) {
    const store = createStore(replayed(recording))
    times.push(await cpuOf(() => renderChanged({ ...wire, store })))
  }
  const statements = [...recording].reduce((sum, [name, answers]) => sum + answers.length * name.split(';').length, 0)
  console.log(`render, the program alone: median ${medianOf(times.slice(10)).toFixed(1)} ms, ${statements} statements`)
}

async function cold(): Promise<void> {
  const { recording } = JSON.parse(readFileSync(0, 'utf8')) as { recording: [string, string[]][] }
  const store = createStore(replayed(new Map(recording)))
  const press = { store, feeds: [FEED], masthead: { base: 'https://news.example.org', authority: 'news.example.org,2026' }, now: () => now }
  console.log(await cpuOf(() => renderChanged(press)))
}

async function coldOnes(): Promise<void> {
  const { recording } = await recordOne()
  const input = JSON.stringify({ recording: [...recording] })
  const times = Array.from({ length: 20 }, () => Number(execFileSync(process.execPath, [import.meta.filename, '--cold'], { input })))
  console.log(
    `render, the program alone, cold: median ${medianOf(times).toFixed(1)} ms, 95th of 100 ${times.toSorted((a, b) => a - b)[18]!.toFixed(1)} ms`,
  )
}

const ROUNDS = 300

/** CPU of server and client together a request, beside a constant body of the same size on the same server. */
async function serving(): Promise<void> {
  const { wire } = await prepared()
  const app = createApp({ ...wire, renderNow: async () => new Map(), startRun: async () => {} }, console.error)
  const body = new TextEncoder().encode((await wire.store.edition('ports', 'atom', 'identity'))!.body)
  const packed = new Uint8Array(await new Response(new Blob([body]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer())
  const constant: { [path: string]: () => Response } = {
    '/constant': () => new Response(body, { headers: { 'content-length': String(body.length) } }),
    '/constant-gzip': () => new Response(packed, { headers: { 'content-encoding': 'gzip', 'content-length': String(packed.length) } }),
    '/constant-304': () => new Response(null, { status: 304 }),
  }
  const server = serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: (request) => constant[new globalThis.URL(request.url).pathname]?.() ?? app.fetch(request),
  })
  await new Promise((resolve) => server.once('listening', resolve))
  const at = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  const { default: http } = await import('node:http')
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const get = (path: string, headers: Record<string, string> = {}) =>
    new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
      http.get(at + path, { headers, agent }, (response) => response.on('end', () => resolve(response)).resume()).on('error', reject)
    })
  const etag = (await get('/feeds/ports.atom')).headers.etag!
  const kinds = [
    ['plain', '/feeds/ports.atom', {}, '/constant'],
    ['gzip', '/feeds/ports.atom', { 'accept-encoding': 'gzip' }, '/constant-gzip'],
    ['304', '/feeds/ports.atom', { 'if-none-match': etag }, '/constant-304'],
  ] as const
  for (const [name, path, headers, other] of kinds) {
    const [ours, theirs]: [number[], number[]] = [[], []]
    for (let round = -1; round < 7; round++)
      for (const [times, asked] of [
        [ours, path],
        [theirs, other],
      ] as const) {
        const spent = await cpuOf(async () => {
          for (let n = 0; n < ROUNDS; n++) await get(asked, headers)
        })
        if (round >= 0) times.push(spent / ROUNDS)
      }
    const [mine, constantly] = [medianOf(ours), medianOf(theirs)]
    console.log(
      `GET feed ${name}: ${mine.toFixed(2)} ms, a constant body ${constantly.toFixed(2)} ms (${Math.round((100 * constantly) / mine)} % of its rate), ${(mine - constantly).toFixed(2)} ms ours`,
    )
  }
  server.close()
  agent.destroy()
}

if (process.argv[2] === '--cold') await cold()
else {
  await onNode()
  await onWorkers()
  await coldOnes()
  await serving()
}
