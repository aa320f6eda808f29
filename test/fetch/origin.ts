import { createServer, type Socket } from 'node:net'
import { once } from 'node:events'
import { fetchSource, type FetchDeps, type FetchRequest } from '../../src/fetch/fetch.ts'
import type { Turns } from '../../src/fetch/hosts.ts'
import { parseAllowList, type AllowList } from '../../src/address/private.ts'
import { identify } from '../../src/config/identity.ts'
import { nodeFetch } from '../../src/node/sockets.ts'

/** What to do with one request: write to the socket. */
export type Answer = (socket: Socket, target: string) => void

/** A server on loopback that keeps the raw bytes of each request, so that tests see what really went out. */
export interface Origin {
  readonly url: string
  readonly port: number
  /** Raw heads, as latin1 text. */
  readonly requests: readonly string[]
  readonly connections: () => number
  /** Milliseconds between a connection's first byte and its close, once closed. */
  readonly closed: Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export async function origin(answer: Answer): Promise<Origin> {
  const requests: string[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  let close = () => {}
  const closed = new Promise<void>((resolve) => (close = resolve))
  const server = createServer((socket) => {
    connections++
    sockets.add(socket)
    let head = ''
    socket.on('error', () => {})
    socket.on('close', () => close())
    socket.on('data', (bytes) => {
      head += bytes.toString('latin1')
      if (!head.includes('\r\n\r\n')) return
      requests.push(head)
      answer(socket, head.split(' ')[1] ?? '')
      head = ''
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    connections: () => connections,
    closed,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Writes a whole response; header text goes out as latin1, byte for byte. */
export function respond(socket: Socket, status: string, headers: readonly string[] = [], body: string | Uint8Array = ''): void {
  const bytes = Buffer.from(body)
  const lines = [`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${bytes.byteLength}`, '', '']
  socket.write(Buffer.from(lines.join('\r\n'), 'latin1'))
  socket.end(bytes)
}

export const answering =
  (status: string, headers: readonly string[] = [], body: string | Uint8Array = ''): Answer =>
  (socket) =>
    respond(socket, status, headers, body)

export function allowing(text: string): AllowList {
  const parsed = parseAllowList(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.allow
}

export const LOOPBACK = allowing('127.0.0.0/8')

export function visit(request: FetchRequest | string, changes: Partial<FetchDeps> = {}, turns?: Turns) {
  const deps: FetchDeps = {
    fetch: nodeFetch(LOOPBACK),
    allowPrivate: LOOPBACK,
    identity: identify('0.1.0', 'https://example.org/wirefold'),
    limits: { headers: 2000, whole: 3000, bytes: 1024 * 1024 },
    ...changes,
  }
  return fetchSource(typeof request === 'string' ? { url: request } : request, deps, turns)
}
