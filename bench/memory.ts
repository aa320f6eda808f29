/**
 * The most memory that hostile sources take of a refresh: 82 of them at once, then one document of 15 MiB of each kind that is large
 * when it is read. `node bench/memory.ts`; the peaks are VmHWM of the process, above that of a refresh of nothing.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { SHAPES, shapeOf } from './shapes.ts'

const MEBIBYTE = 1024 * 1024
const HOSTILE = 82
const BOMB = gzipSync(Buffer.alloc(300 * MEBIBYTE, ' '))
const CLI = new URL('../src/cli/wirefold.cjs', import.meta.url).pathname

/** Shapes of 2 MB, one in four of 14 MiB, one in eight a bomb, one in eight without an end. */
function answer(n: number, response: ServerResponse): void {
  if (n % 8 === 5) return void response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB)
  if (n % 8 === 6) {
    const more = () => void (response.write(Buffer.alloc(MEBIBYTE, ' ')) ? setImmediate(more) : response.once('drain', more))
    return more()
  }
  response.end(shapeOf(Math.floor((n * SHAPES.length) / HOSTILE), n % 4 === 0 ? 14 * MEBIBYTE : undefined))
}

const ITEM = (n: number, size: number) =>
  `<item><title>Report ${n}</title><guid>${n}</guid><description>${'word '.repeat(size / 5)}</description></item>`
const LARGE: readonly (readonly [name: string, document: () => string | Buffer])[] = [
  [
    '5,000 items of 3 KB',
    () => `<rss version="2.0"><channel><title>x</title>${Array.from({ length: 5000 }, (_, n) => ITEM(n, 3000)).join('')}</channel></rss>`,
  ],
  ['one item of 14 MiB', () => `<rss version="2.0"><channel><title>x</title>${ITEM(1, 14 * MEBIBYTE)}</channel></rss>`],
  [
    '50 items of 290 KB',
    () => `<rss version="2.0"><channel><title>x</title>${Array.from({ length: 50 }, (_, n) => ITEM(n, 290_000)).join('')}</channel></rss>`,
  ],
  ['items of nothing', () => `<rss version="2.0"><channel><title>x</title>${'<item/>'.repeat(2 * MEBIBYTE)}</channel></rss>`],
  ['small elements', () => `<rss version="2.0"><channel><title>x</title>${'<a>b</a>'.repeat(1.8 * MEBIBYTE)}</channel></rss>`],
  [
    'ideographs',
    () =>
      `<rss version="2.0"><channel><title>x</title><item><description>${'新しい品種の米'.repeat(0.7 * MEBIBYTE)}</description></item></channel></rss>`,
  ],
  ['JSON', () => `{"version":"https://jsonfeed.org/version/1.1","items":[${'{"id":"1","title":"x"},'.repeat(0.6 * MEBIBYTE)}{"id":"2"}]}`],
  ['a page', () => `<html><body>${'<p>word <a href="/x">link</a></p>'.repeat(0.45 * MEBIBYTE)}</body></html>`],
]

interface Ran {
  readonly peak: number
  readonly seconds: number
}

async function refresh(sources: readonly string[]): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'wirefold-memory-'))
  mkdirSync(join(folder, 'feeds'))
  writeFileSync(join(folder, 'feeds/a.yaml'), `title: A\nsources:\n${sources.map((url) => `  - ${url}\n`).join('')}`)
  const started = performance.now()
  const env = { ...process.env, WIREFOLD_ALLOW_PRIVATE: '127.0.0.0/8' }
  const args = [CLI, 'refresh', '--feeds', join(folder, 'feeds'), '--db', join(folder, 'w.db')]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', process.env['VERBOSE'] ? 'inherit' : 'ignore'], env })
  let peak = 0
  const look = setInterval(() => {
    try {
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)
    } catch {
      // it has ended
    }
  }, 50)
  await once(child, 'exit')
  clearInterval(look)
  rmSync(folder, { recursive: true, force: true })
  return { peak, seconds: (performance.now() - started) / 1000 }
}

const answerAny = (request: IncomingMessage, response: ServerResponse) => {
  response.on('error', () => {})
  const [kind = '', n = '0'] = (request.url ?? '').slice(1).split('/')
  if (kind === 'hostile') answer(Number(n), response)
  else if (kind === 'large') response.end(LARGE[Number(n)]![1]())
  else response.end('<rss version="2.0"><channel><title>x</title><item><title>News</title></item></channel></rss>')
}
const servers: Server[] = []
/** A server at each address, since sources of one host are asked one after another. */
async function listen(address: string, port: number): Promise<Server> {
  const server = createServer(answerAny)
  servers.push(server)
  await once(server.listen(port, address), 'listening')
  return server
}
const server = await listen('127.0.0.1', 0)
const { port } = server.address() as AddressInfo

const { peak: start } = await refresh([`http://127.0.0.1:${port}/small`])
console.log(`a refresh of one small feed: ${start.toFixed(0)} MB`)
const only = process.argv[2]
for (const [n, [name]] of LARGE.entries()) {
  if (only && !name.includes(only)) continue
  const { peak, seconds } = await refresh([`http://127.0.0.1:${port}/large/${n}`])
  console.log(
    `one document, ${name.padEnd(24)}${peak.toFixed(0).padStart(5)} MB, ${(peak - start).toFixed(0)} above, ${seconds.toFixed(1)} s`,
  )
}
if (!only || only === 'hostile') {
  for (let n = 0; n < HOSTILE; n++) await listen(`127.0.1.${n + 1}`, port)
  const { peak, seconds } = await refresh(Array.from({ length: HOSTILE }, (_, n) => `http://127.0.1.${n + 1}:${port}/hostile/${n}`))
  console.log(`${HOSTILE} hostile sources: ${peak.toFixed(0)} MB, ${seconds.toFixed(0)} s`)
}
for (const each of servers) {
  each.closeAllConnections()
  each.close()
}
