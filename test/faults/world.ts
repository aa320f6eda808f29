import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import RssParser from 'rss-parser'
import { digest } from '../../src/hash.ts'
import type { StoredFragment } from '../../src/store/port/editions.ts'

const MAIN = fileURLToPath(new URL('../../src/cli/wirefold.cjs', import.meta.url))
const CLOCK = new URL('clock.mjs', import.meta.url).href

/** What ended: exit code (null: killed), and what it said. */
export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
}

/** A folder with feeds and a database, real publishers on loopback, each with an address of its own, and real processes of wirefold. */
export interface World extends AsyncDisposable {
  readonly folder: string
  readonly db: string
  /** Names of the items that each source has published, in order; a source shows the last SHOWN of them. */
  readonly published: string[][]
  /** Requests, by number of source. */
  readonly requests: number[]
  /** Called with every request before it is answered. */
  onRequest: (source: number, response: ServerResponse) => void | Promise<void>
  url(source: number): string
  publish(count: number): void
  start(args: readonly string[], options?: { shift?: number; env?: Record<string, string>; prefix?: readonly string[] }): Running
  run(args: readonly string[], options?: Parameters<World['start']>[1]): Promise<Ended>
  open(): DatabaseSync
}

const SHOWN = 2000
const LETTERS = 'bcdfghklmnprst'

/** A body of words that no other item has. */
export const prose = (name: string): string =>
  Array.from({ length: 30 }, (_, n) =>
    Array.from(digest(`${name} ${n}`).slice(0, 9), (c) => LETTERS[Number.parseInt(c, 16) % 14]).join('a'),
  ).join(' ')

const rss = (source: number, names: readonly string[]): string =>
  `<rss version="2.0"><channel><title>Source ${source}</title><link>https://s${source}.example.org/</link>${names
    .map(
      (name) =>
        `<item><title>Report ${prose(name).slice(0, 40)}</title><guid isPermaLink="false">${name}</guid><link>https://s${source}.example.org/${name}</link><description>${prose(name)}</description></item>`,
    )
    .join('')}</channel></rss>`

export async function world(sources = 3, feed = ''): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'wirefold-faults-'))
  const published: string[][] = Array.from({ length: sources }, () => [])
  const requests = published.map(() => 0)
  const server = createServer((request, response) => {
    const source = Number(/\/(\d+)$/.exec(request.url ?? '')?.[1])
    requests[source]!++
    void Promise.resolve(made.onRequest(source, response)).then(() => {
      if (response.headersSent || response.destroyed) return
      const body = rss(source, published[source]!.slice(-SHOWN))
      const etag = `"${digest(body)}"`
      if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end()
      else response.writeHead(200, { 'content-type': 'application/rss+xml', etag }).end(body)
    })
  })
  await new Promise<void>((listening) => server.listen(0, listening))
  const { port } = server.address() as AddressInfo
  const url = (source: number) => `http://127.0.0.${source + 1}:${port}/${source}`
  mkdirSync(join(folder, 'feeds'))
  const yaml = `title: News\n${feed}sources:\n${published.map((_, source) => `  - ${url(source)}\n`).join('')}`
  writeFileSync(join(folder, 'feeds', 'news.yaml'), yaml)
  const children = new Set<ChildProcess>()
  const start: World['start'] = (args, { shift = 0, env = {}, prefix = [] } = {}) => {
    const [command, ...rest] = [...prefix, process.execPath, '--import', CLOCK, MAIN, ...args]
    const child = spawn(command!, rest, {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        NO_COLOR: '1',
        WIREFOLD_ALLOW_PRIVATE: '127.0.0.0/8',
        WIREFOLD_FORCE_FLOOR: '0',
        WIREFOLD_DB: join(folder, 'data', 'w.db'),
        WIREFOLD_TEST_SHIFT: String(shift),
        ...env,
      },
    })
    children.add(child)
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
    const ended = new Promise<Ended>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code) => {
        children.delete(child)
        resolve({ code, out, err })
      })
    })
    return { child, ended }
  }
  let names = 0
  const made: World = {
    folder,
    db: join(folder, 'data', 'w.db'),
    published,
    requests,
    onRequest: () => {},
    url,
    publish: (count) => {
      for (const [source, list] of published.entries()) for (let n = 0; n < count; n++) list.push(`s${source}-${names++}`)
    },
    start,
    run: (args, options) => start(args, options).ended,
    open: () => new DatabaseSync(join(folder, 'data', 'w.db'), { readOnly: true }),
    async [Symbol.asyncDispose]() {
      for (const child of children) child.kill('SIGKILL')
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return made
}

/** Item id to story id: neither may ever change. */
export function stories(w: World): Map<string, string> {
  const db = w.open()
  try {
    return new Map(
      db
        .prepare('SELECT id, story FROM items')
        .all()
        .map((row) => [String(row['id']), String(row['story'])]),
    )
  } finally {
    db.close()
  }
}

/** What is not as it should be: items lost or twice, stories that changed, editions that are broken or behind. Nothing, if all is well. */
export async function faults(
  w: World,
  before: ReadonlyMap<string, string>,
  { served }: { served: readonly (readonly string[])[] },
): Promise<string[]> {
  const found: string[] = []
  const db = w.open()
  try {
    const fault = db.prepare('PRAGMA integrity_check').get()!['integrity_check']
    if (fault !== 'ok') found.push(`database: ${String(fault)}`)
    for (const [source, names] of served.entries()) {
      const keys = db
        .prepare('SELECT key FROM items WHERE source = ?')
        .all(w.url(source))
        .map((row) => String(row['key']))
      const [distinct, expected] = [new Set(keys), new Set(names)]
      if (distinct.size !== keys.length) found.push(`source ${source}: ${keys.length - distinct.size} items twice`)
      for (const name of expected) if (!distinct.has(name)) found.push(`source ${source}: ${name} is lost`)
      for (const key of distinct) if (!expected.has(key)) found.push(`source ${source}: ${key} was never published`)
    }
    const now = new Map(
      db
        .prepare('SELECT id, story FROM items')
        .all()
        .map((row) => [String(row['id']), String(row['story'])]),
    )
    for (const [id, story] of before) if (now.get(id) !== story) found.push(`item ${id}: story ${story} became ${now.get(id)}`)
    found.push(...(await editionFaults(db)))
  } finally {
    db.close()
  }
  return found
}

/** Of what stands around the entries, and of the digests of what does. */
function documentDigest(body: Buffer, fragments: readonly StoredFragment[]): string {
  const parts: string[] = []
  let end = 0
  for (const [, , start, length] of fragments) {
    parts.push(String(body.subarray(end, start)), digest(body.subarray(start, start + length)))
    end = start + length
  }
  return digest(JSON.stringify([...parts, String(body.subarray(end))]))
}

/** What is wrong with the documents that are published. */
export async function editionFaults(db: DatabaseSync): Promise<string[]> {
  const found: string[] = []
  for (const { rendered, generation } of db.prepare('SELECT rendered, generation FROM feeds').all())
    if (rendered !== generation) found.push(`edition: rendered ${Number(rendered)} of ${Number(generation)}`)
  const counts = new Set<number>()
  const editions = db.prepare("SELECT format, etag, fragments FROM editions WHERE format <> 'html'").all() as {
    format: string
    etag: string
    fragments: string
  }[]
  for (const { format, etag, fragments } of editions) {
    const parts = db.prepare("SELECT body FROM edition_parts WHERE format = ? AND encoding = 'identity' ORDER BY part").all(format)
    const body = parts.map((part) => String(part['body'])).join('')
    if (etag !== `"${documentDigest(Buffer.from(body), JSON.parse(fragments) as StoredFragment[])}"`)
      found.push(`${format}: the ETag is not that of the bytes`)
    try {
      counts.add(
        format === 'json'
          ? (JSON.parse(body) as { items: unknown[] }).items.length
          : (await new RssParser().parseString(body)).items.length,
      )
    } catch (error) {
      found.push(`${format}: ${String(error)}`)
    }
  }
  if (counts.size !== 1) found.push(`the formats hold ${[...counts].join(', ')} items`)
  return found
}

/** Starts `serve` and gives its address when it listens, and what it has said so far. */
export async function serving(w: World, options?: Parameters<World['start']>[1], ...args: string[]) {
  const running = w.start(['serve', '--port', '0', ...args], options)
  const address = Promise.withResolvers<string>()
  let said = ''
  running.child.stderr!.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    const found = /or open (https?:\S+?)\/ in/.exec(said)?.[1]
    if (found) address.resolve(found)
  })
  void running.ended.then(({ err }) => address.reject(new Error(err)))
  return { ...running, address: await address.promise, said: () => said }
}

/** @param within milliseconds. */
export async function until(what: () => boolean | Promise<boolean>, within = 30_000): Promise<void> {
  for (const end = Date.now() + within; !(await what());) {
    if (Date.now() > end) throw new Error('it did not happen in time')
    await sleep(50)
  }
}
