import type { FetchDeps } from '../../src/fetch/fetch.ts'

/** A request to a scripted origin, as it came. */
export interface Asked {
  readonly target: string
  /** Raw, as latin1 text; on Workers what we gave to the runtime, until the answer is there. */
  head: string
}

/** Header lines and a body; undefined closes the connection. */
export type Scripted = readonly [status: string, headers?: readonly string[], body?: string | Uint8Array] | undefined

/** A real server on loopback whose answers a test decides when it is asked. */
export interface ScriptedOrigin extends AsyncDisposable {
  readonly url: string
  /** How a visit has to ask, so that the test hears of it. */
  readonly exchange: FetchDeps['fetch']
}

/** The value of a header of a raw request head, as latin1 text. */
export const header = (head: string | undefined, name: string): string | undefined =>
  head
    ?.split('\r\n')
    .find((line) => line.toLowerCase().startsWith(`${name}: `))
    ?.slice(name.length + 2)
