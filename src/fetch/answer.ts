/**
 * One answer of a server, as far as it is looked at: the runtime's `Response` is one. On Node ours is a plain object, since the first
 * `Response` or `Headers` of a process loads an HTTP client of its own, 38 ms and 16 MB.
 */
export interface Answer {
  readonly status: number
  readonly headers: AnswerHeaders
  readonly body: ReadableStream<Uint8Array> | null
  /** It came from an address of a private network, as the socket knows it: then its sender may send us on within that, and nobody else may. */
  readonly isInside?: boolean
  /** Bytes of the body that came over the wire so far, before they were decoded; absent where the runtime hides them. */
  readonly countWire?: () => number
}

/** Names in lower case; repeated ones joined by `, `. */
export interface AnswerHeaders extends Iterable<readonly [name: string, value: string]> {
  get(name: string): string | null | undefined
}

/** Bytes of the body as it was sent; where the runtime hides them, what the server said, and undefined where it said nothing. */
export function wireBytes({ headers, countWire }: Answer): number | undefined {
  if (countWire) return countWire()
  const stated = headers.get('content-length') ?? ''
  return /^\d{1,12}$/.test(stated) ? Number(stated) : undefined
}
