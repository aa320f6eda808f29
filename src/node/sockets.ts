import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns'
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import type { LookupFunction } from 'node:net'
import type { Answer } from '../fetch/answer.ts'
import { Failure } from '../fetch/failure.ts'
import { privateProblem } from '../fetch/guard.ts'
import { addressAllowed, type AllowList } from '../address/private.ts'
import { decoded, lent, streamOf } from './decode.ts'
import type { ExchangeInit } from '../fetch/fetch.ts'

/** `dns.lookup`, as far as it is used here. */
export type Resolve = (
  hostname: string,
  options: LookupOptions & { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/**
 * Resolves a name and gives only addresses that may be dialled; the socket then dials exactly these, so there is no
 * second answer of DNS to be fooled by. One private address refuses the name: nobody mixes them by accident.
 */
export function guardedLookup(allow: AllowList, resolve: Resolve = dnsLookup): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const refusal = error ?? refuse(hostname, addresses, allow)
      if (refusal) done(refusal, '')
      else if (options.all) done(null, addresses)
      else done(null, addresses[0]!.address, addresses[0]!.family)
    })
  }
}

function refuse(hostname: string, addresses: readonly LookupAddress[], allow: AllowList): Error | undefined {
  if (addresses.length === 0) return Object.assign(new Error('no address'), { code: 'ENODATA' })
  if (addresses.every(({ address }) => addressAllowed(address, allow))) return undefined
  return new Failure(privateProblem(`What ${hostname} resolves to`))
}

/**
 * One HTTP exchange on Node. Not the built-in fetch: that adds `sec-fetch-mode` and `accept-language` to every request and
 * lets nobody check the address it dials. A connection a visit: the next one to this host is an hour away.
 */
export function nodeFetch(allow: AllowList, resolve?: Resolve): (url: string, init: ExchangeInit) => Promise<Answer> {
  const [lookupAllowed, lookupPublic] = [guardedLookup(allow, resolve), guardedLookup([], resolve)]
  return (url, init) =>
    new Promise((fulfil, reject) => {
      const { request } = clientOf(url)
      const signal = init.signal ?? undefined
      const lookup = init.publicOnly ? lookupPublic : lookupAllowed
      const headers = init.headers as OutgoingHttpHeaders
      const options = { method: init.method ?? 'GET', headers, agent: false, lookup, ...(signal ? { signal } : {}) }
      const sent = request(url, options, (message) => {
        try {
          fulfil(answerOf(message))
        } catch (error) {
          message.destroy()
          reject(error)
        }
      })
      sent.on('error', reject)
      sent.end(typeof init.body === 'string' ? init.body : undefined)
    })
}

/**
 * Of a module that is imported all exports are looked at, and among those of `node:http` are classes of another HTTP client, which that
 * loads: 38 ms and 16 MB. And who asks nobody by https does without TLS.
 */
const clientOf = (url: string) => process.getBuiltinModule(url.startsWith('https:') ? 'node:https' : 'node:http')

function answerOf(message: IncomingMessage): Answer {
  const status = message.statusCode ?? 0
  if (status < 200 || status > 599) throw Object.assign(new Error('status'), { code: 'HPE_INVALID_STATUS' })
  const headers = headersOf(message)
  const isInside = isPrivate(message.socket.remoteAddress)
  let wire = 0
  const told = { status, headers, isInside, countWire: () => wire }
  if (status === 204 || status === 205 || status === 304) {
    message.destroy()
    return { ...told, body: null }
  }
  message.on('data', (chunk: Uint8Array) => (wire += chunk.byteLength))
  // counting must not set it flowing before somebody reads
  message.pause()
  return { ...told, body: lent(decoded(streamOf(message), headers.get('content-encoding'))) }
}

function headersOf({ rawHeaders }: IncomingMessage): ReadonlyMap<string, string> {
  const headers = new Map<string, string>()
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const [name, value] = [rawHeaders[i]!.toLowerCase(), rawHeaders[i + 1]!]
    const before = headers.get(name)
    headers.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  return headers
}

const isPrivate = (address: string | undefined): boolean => address !== undefined && !addressAllowed(address, [])
