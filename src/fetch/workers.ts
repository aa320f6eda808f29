import { codingsOf, type Coding } from './encodings.ts'
import { Failure } from './failure.ts'

/** The two that workerd undoes by itself, and only when written exactly so. */
const UNDONE_BY_WORKERD: ReadonlySet<string | null> = new Set([null, '', 'identity', 'gzip', 'br'])

type Fetch = (url: string, init: RequestInit) => Promise<Response>

/**
 * One HTTP exchange on Workers: the runtime's fetch, with the content codings undone that it passes through as they came.
 * That no private address is reached is the flag `global_fetch_strictly_public`.
 * Two things workerd does not tell: that a gzip body was cut (the parser sees it by the document), and header bytes that are not UTF-8.
 */
export function workersFetch(fetch: Fetch): Fetch {
  return async (url, init) => {
    const response = await fetch(url, init)
    const encoding = response.headers.get('content-encoding')
    if (!response.body || UNDONE_BY_WORKERD.has(encoding)) return response
    const headers = new Headers(response.headers)
    headers.delete('content-encoding')
    const body = codingsOf(encoding).reduce<ReadableStream<Uint8Array>>(undo, response.body)
    return new Response(body, { status: response.status, headers })
  }
}

function undo(body: ReadableStream<Uint8Array>, coding: Coding): ReadableStream<Uint8Array> {
  if (coding === 'br')
    throw new Failure({ code: 'unsupported-encoding', message: 'The body is compressed twice, in a way that was not asked for.' })
  return body.pipeThrough<Uint8Array>(new DecompressionStream(coding) as ReadableWritablePair<Uint8Array, Uint8Array>)
}
