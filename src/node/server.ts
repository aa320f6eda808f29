import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerOptions, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { SECOND } from '../model/time.ts'
import { descriptorLimit } from './descriptors.ts'

/** Requests of one connection that wait for the response before theirs: readers that pipeline at all send a handful. */
const MOST_PIPELINED = 64
/** Descriptors that no reader gets: visits, name resolution, the database and its log, watched files, what Node itself has open. */
const RESERVED_DESCRIPTORS = 128
/** Beyond it a reader's share of memory counts: a connection takes some 30 KB. */
const MOST_CONNECTIONS = 2000
const FEWEST_CONNECTIONS = 16

const SERVER_OPTIONS = {
  headersTimeout: 10 * SECOND,
  requestTimeout: 30 * SECOND, // bodies are a megabyte at most
  connectionsCheckingInterval: SECOND,
} as const satisfies ServerOptions
/** A connection on which nothing moves for so long: its reader does not read. */
const STALLED_AFTER = 30 * SECOND

/** As many connections as fit below the limit on open files. */
export const connectionLimit = (descriptors: number): number =>
  Math.max(FEWEST_CONNECTIONS, Math.min(MOST_CONNECTIONS, descriptors - RESERVED_DESCRIPTORS))

/**
 * An HTTP server that readers who do not read cannot drown: one response a connection is in the making at a time, and when there are
 * as many connections as there may be, a new one takes the place of the one that has stood still longest.
 */
export function createBoundedServer(listener: RequestListener, limit = connectionLimit(descriptorLimit())): Server {
  const connections = new Set<Socket>()
  const moved = (socket: Socket) => {
    if (connections.delete(socket)) connections.add(socket)
  }
  const server = createServer(SERVER_OPTIONS, oneAtATime(listener, moved))
  server.on('connection', (socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
    const [stillest] = connections
    if (connections.size > limit) stillest?.destroy()
  })
  server.setTimeout(STALLED_AFTER)
  return server
}

type Pending = readonly [request: IncomingMessage, response: ServerResponse]

/** Hands over the next request of a connection when the response before it has left, and reads no further meanwhile (RFC 9112 9.3.2). */
function oneAtATime(listener: RequestListener, moved: (socket: Socket) => void): RequestListener {
  const waiting = new WeakMap<Socket, Pending[]>()
  const start = (request: IncomingMessage, response: ServerResponse, rest: Pending[]) => {
    const { socket } = request
    moved(socket)
    response.once('close', () => {
      if (socket.destroyed) return
      moved(socket)
      const next = rest.shift()
      if (next) return start(...next, rest)
      waiting.delete(socket)
      socket.resume()
    })
    listener(request, response)
  }
  return (request, response) => {
    const { socket } = request
    const rest = waiting.get(socket)
    if (rest) {
      socket.pause()
      if (rest.length < MOST_PIPELINED) rest.push([request, response])
      else socket.destroy()
    } else {
      const none: Pending[] = []
      waiting.set(socket, none)
      start(request, response, none)
    }
  }
}
