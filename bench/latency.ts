/**
 * How long readers wait while 300 sources, a third of them hostile, are refreshed by the same process: a stored feed, plain and as a 304,
 * beside a server of the same kind that sends the same bytes and does nothing else. `node bench/latency.ts [SOURCES]`.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, createServer, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { HOSTILE } from '../test/page/hostile-pages.ts'
import { rssDocument } from './feeds.ts'
import { SHAPES, shapeOf } from './shapes.ts'

const ORIGIN_PORT = 21_000 + (process.pid % 9000)
const TOKEN = 'a-token-of-this-bench-alone'
/** Milliseconds between two requests of a reader. */
const EVERY = 25
const agent = new Agent({ keepAlive: true })

/** Answers of hostile sources: pages and feeds that were made to cost, in turn. */
const hostile = (n: number): string =>
  n % 2 === 0 ? `<!doctype html><html>${HOSTILE[(n / 2) % HOSTILE.length]![1]}` : shapeOf(Math.floor((n * SHAPES.length) / 100))

async function beOrigin(count: number, port: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const answer = (path = '') =>
      path.startsWith('/hostile') ? hostile(n) : rssDocument(20_000 + n * 200).replaceAll('example.org', `n${n}.example`)
    const server = createServer((request, response) => {
      if (request.url === '/robots.txt') response.writeHead(404).end()
      else response.end(answer(request.url))
    })
    await once(server.listen(port, `127.0.${2 + Math.floor(n / 250)}.${1 + (n % 250)}`), 'listening')
  }
  process.send!('listening')
}

async function beConstant(): Promise<void> {
  const [body] = (await once(process, 'message')) as [string]
  const headers = { 'content-type': 'application/atom+xml', etag: '"x"' }
  const listener = getRequestListener((request: Request) =>
    request.headers.get('if-none-match') === '"x"' ? new Response(null, { status: 304, headers }) : new Response(body, { headers }),
  )
  const server = createServer((request, response) => void listener(request, response))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  process.send!(server.address())
}

interface Answer {
  readonly status: number
  readonly etag: string | undefined
  readonly body: string
  readonly ms: number
}

async function askUntil(url: string, isGood: (body: string) => boolean): Promise<Answer> {
  for (;;) {
    const answer = await ask(url)
    if (isGood(answer.body)) return answer
    await sleep(200)
  }
}

async function ask(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  const started = performance.now()
  const request = get(url, { headers, agent })
  const [response] = await once(request, 'response')
  let body = ''
  for await (const chunk of response) body += chunk
  return { status: response.statusCode, etag: response.headers.etag, body, ms: performance.now() - started }
}

/** Asks at its own pace, whether or not the answers before have come, so that a pause is counted as often as it is met. */
function startReader(url: string, headers: Record<string, string> = {}) {
  const waits: number[] = []
  const asked: Promise<unknown>[] = []
  const timer = setInterval(() => asked.push(ask(url, headers).then(({ ms }) => waits.push(ms))), EVERY)
  return async () => {
    clearInterval(timer)
    await Promise.all(asked)
    return waits.toSorted((a, b) => a - b)
  }
}

const quantile = (sorted: readonly number[], share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN

function child(...args: string[]): ChildProcess {
  return spawn(process.execPath, [new URL(import.meta.url).pathname, ...args], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
}

async function measure(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'wirefold-latency-'))
  mkdirSync(join(folder, 'feeds'))
  const address = (n: number) =>
    `http://127.0.${2 + Math.floor(n / 250)}.${1 + (n % 250)}:${ORIGIN_PORT}/${n % 3 === 2 ? 'hostile' : 'feed'}`
  const urls = Array.from({ length: count }, (_, n) => address(n))
  writeFileSync(join(folder, 'feeds/all.yaml'), `title: All\nsources:\n${urls.map((url) => `  - ${url}\n`).join('')}`)
  writeFileSync(join(folder, 'feeds/stored.yaml'), `title: Stored\nsources:\n  - file:../data/stored.xml\n`)
  mkdirSync(join(folder, 'data'))
  writeFileSync(join(folder, 'data/stored.xml'), rssDocument(60_000))
  const origin = child('origin', String(count), String(ORIGIN_PORT))
  await once(origin, 'message')
  const args = ['serve', '--no-schedule', '--port', '0', '--feeds', join(folder, 'feeds'), '--db', join(folder, 'w.db')]
  const env = { ...process.env, WIREFOLD_ALLOW_PRIVATE: '127.0.0.0/8', WIREFOLD_TOKEN: TOKEN, WIREFOLD_FORCE_FLOOR: '0' }
  const cli = new URL('../src/cli/wirefold.cjs', import.meta.url).pathname
  const server = spawn(process.execPath, [cli, ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  try {
    let said = ''
    const base = await new Promise<string>((resolve) => {
      server.stderr!.on('data', (text) => {
        said += text
        const found = /or open (http:\S+?)\/ in/.exec(said)?.[1]
        if (found) resolve(found)
      })
    })
    const refresh = async (body: object) => {
      const authorization = `Bearer ${TOKEN}`
      const headers = { authorization, 'content-type': 'application/json' }
      const started = await fetch(`${base}/api/refresh`, { method: 'POST', headers, body: JSON.stringify(body) })
      if (!started.ok) throw new Error(await started.text())
      const { run } = (await started.json()) as { readonly run: string }
      for (;;) {
        const answer = await fetch(`${base}/api/runs/${run}`, { headers })
        if (((await answer.json()) as { readonly state?: string }).state === 'done') return
        await sleep(500)
      }
    }
    await refresh({ feeds: ['stored'], force: true })
    const stored = await askUntil(`${base}/feeds/stored.atom`, (body) => body.includes('</entry>'))
    const constant = child('constant')
    constant.send(stored.body)
    const [{ port }] = (await once(constant, 'message')) as [{ readonly port: number }]
    await ask(`${base}/metrics`)
    const validator = { 'if-none-match': stored.etag! }
    const readers = [
      ['stored feed', startReader(`${base}/feeds/stored.atom`)],
      ['constant body', startReader(`http://127.0.0.1:${port}/`)],
      ['stored feed, 304', startReader(`${base}/feeds/stored.atom`, validator)],
      ['constant, 304', startReader(`http://127.0.0.1:${port}/`, { 'if-none-match': '"x"' })],
      ['/healthz', startReader(`${base}/healthz`)],
    ] as const
    const started = performance.now()
    await refresh({ feeds: ['all'], force: true })
    const seconds = (performance.now() - started) / 1000
    const rows = await Promise.all(readers.map(async ([name, end]) => [name, await end()] as const))
    const { body: metrics } = await ask(`${base}/metrics`)
    constant.kill()
    console.log(`${count} sources, a third hostile, refreshed in ${seconds.toFixed(0)} s; milliseconds a reader waits:`)
    for (const [name, waits] of rows) {
      const [p50, p99, most] = [0.5, 0.99, 1].map((share) => quantile(waits, share).toFixed(1).padStart(8))
      console.log(`${name.padEnd(20)}p50${p50}  p99${p99}  most${most}  (${waits.length} requests)`)
    }
    for (const [one, other] of [
      [0, 1],
      [2, 3],
    ] as const) {
      const ratio = (share: number) => (quantile(rows[one]![1], share) / quantile(rows[other]![1], share)).toFixed(1)
      console.log(`${rows[one]![0]} ÷ ${rows[other]![0]}: p50 ${ratio(0.5)}, p99 ${ratio(0.99)}`)
    }
    console.log(
      metrics
        .split('\n')
        .filter((line) => /^wirefold_\w*(?:loop|resident)/.test(line))
        .join('\n'),
    )
  } finally {
    server.kill()
    origin.kill()
    agent.destroy()
    rmSync(folder, { recursive: true, force: true })
  }
}

const [role = '300', first = '', second = ''] = process.argv.slice(2)
if (role === 'origin') await beOrigin(Number(first), Number(second))
else if (role === 'constant') await beConstant()
else await measure(Number(role))
