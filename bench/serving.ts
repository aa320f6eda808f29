/**
 * What it costs to serve a feed of fifty stories of 3 KB: CPU of the server alone a request, beside a constant with the same status, the same
 * headers and the same bytes on a route of its own on the same server. A 304 and gzip look at the same headers of the request there.
 * `node bench/serving.ts`.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { isDeepStrictEqual } from 'node:util'
import { serve } from '@hono/node-server'
import { refreshAll } from '../src/newswire/newswire.ts'
import { createApp } from '../src/web/app.ts'
import { Router } from '../src/web/router.ts'
import { article, documentOf } from './filled.ts'
import { sqlitePlace } from './places.ts'
import { cpuOf, medianOf } from './replay.ts'
import { beginWire, feedOf, freshAnswer } from './wire.ts'

const URL = 'https://s1.example.org/feed'
const FEED = feedOf('ports', [URL])
const NOW = Date.UTC(2026, 4, 1)
/** Requests of a round, one after another on one connection. */
const REQUESTS = 1000
const ROUNDS = 15

interface Asked {
  readonly url: string
  readonly headers: Record<string, string>
}

/** The reader, in a process of its own: its work is not the server's. */
async function beReader(): Promise<void> {
  process.once('disconnect', () => process.exit())
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = ({ url, headers }: Asked) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      get(url, { headers, agent }, (response) => response.on('end', () => resolve(response)).resume()).on('error', reject)
    })
  for (;;) {
    const [asked] = (await once(process, 'message')) as [Asked]
    for (let n = 1; n < REQUESTS; n++) await ask(asked)
    const { statusCode, headers } = await ask(asked)
    process.send!({ statusCode, headers })
  }
}

interface Answered {
  readonly statusCode: number
  readonly headers: Record<string, string>
}

function expectSame(...[ours, theirs]: readonly [unknown, unknown]): void {
  if (!isDeepStrictEqual(ours, theirs)) throw new Error(`not the same answer: ${JSON.stringify([ours, theirs])}`)
}

async function measure(): Promise<void> {
  const place = await sqlitePlace()
  const db = await place.open()
  await db.migrate()
  const entries = Array.from({ length: 50 }, (_, n): [string, string, string] => [`e${n}`, `Story ${n} of ${n * n}`, article() + article()])
  const wire = await beginWire(db, { feeds: [FEED], now: () => NOW, answer: () => freshAnswer(URL, documentOf(1, entries)) })
  await refreshAll(wire, { urls: [URL] })
  const app = createApp({ ...wire, renderNow: async () => new Map(), startRun: async () => {} }, console.error)
  let constant: (request: Request) => Response = () => new Response()
  const constants = new Router()
  constants.get('/constant', (c) => constant(c.req.raw))
  const server = serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: (request) => (request.url.includes('/constant') ? constants.fetch(request) : app.fetch(request)),
  })
  await once(server, 'listening')
  const at = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  const reader = fork(import.meta.filename, ['reader'])
  const round = async (asked: Asked) => {
    reader.send(asked)
    const [answered] = (await once(reader, 'message')) as [Answered]
    return answered
  }

  const first = await fetch(`${at}/feeds/ports.atom`, { headers: { 'accept-encoding': 'identity' } })
  const body = new Uint8Array(await first.arrayBuffer())
  const packed = new Uint8Array(await new Response(new Blob([body]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer())
  const kinds = [
    ['plain', {}, body],
    ['gzip', { 'accept-encoding': 'gzip' }, packed],
    ['304', { 'if-none-match': first.headers.get('etag')! }, null],
  ] as const
  const asked = (path: string, headers: Asked['headers']) => ({ url: at + path, headers })
  // what is called so often is compiled before it is measured
  for (const path of ['/feeds/ports.atom', '/constant']) for (const [, headers] of kinds) await round(asked(path, headers))
  for (const [name, headers, bytes] of kinds) {
    const [ours, theirs] = [asked('/feeds/ports.atom', headers), asked('/constant', headers)]
    const answered = await round(ours)
    const { date: _, ...same } = answered.headers
    const { connection: __, 'keep-alive': ___, ...said } = same
    const [[condition, wanted] = []] = Object.entries(headers)
    constant = (request) =>
      condition && request.headers.get(condition) !== wanted
        ? new Response('another one')
        : new Response(bytes, { status: answered.statusCode, headers: said })
    const { statusCode, headers: constantly } = await round(theirs)
    expectSame([statusCode, constantly], [answered.statusCode, { ...same, date: constantly['date'] }])
    const times: [number[], number[]] = [[], []]
    for (let n = 0; n < ROUNDS; n++)
      for (const [i, one] of [ours, theirs].entries()) times[i]!.push((await cpuOf(() => round(one))) / REQUESTS)
    const [mine, others] = times.map(medianOf) as [number, number]
    console.log(
      `GET feed ${name.padEnd(5)} ${mine.toFixed(3)} ms, a constant ${others.toFixed(3)} ms: ${Math.round((100 * others) / mine)} % of its rate, ${(mine - others).toFixed(3)} ms ours`,
    )
  }
  reader.kill()
  server.close()
  await db.close()
  place.remove()
}

if (process.argv[2] === 'reader') await beReader()
else await measure()
