import type { Problem } from '../model/problem.ts'
import { BROKEN_OFF, problemOf } from './failure.ts'

export type Body =
  | { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer>; readonly truncated: boolean }
  | { readonly ok: false; readonly problem: Problem }

/**
 * Reads a decoded body and counts what it gives: the cap holds for what a small compressed body grows to as well.
 * A body that breaks off keeps what came whole, marked as truncated; the rest of a too large one is not waited for.
 */
export async function readBody(stream: ReadableStream<Uint8Array> | null, maxBytes: number, signal: AbortSignal): Promise<Body> {
  if (!stream) return { ok: true, bytes: new Uint8Array(), truncated: false }
  const reader = stream.getReader()
  const stopped = onAbort(signal)
  const body = new GrowingBytes()
  try {
    for (;;) {
      signal.throwIfAborted()
      const { done, value } = await stopped.race(reader.read())
      if (done) return { ok: true, bytes: body.take(), truncated: false }
      if (body.size + value.byteLength > maxBytes) return { ok: false, problem: tooLarge(maxBytes) }
      body.append(value)
    }
  } catch (error) {
    if (signal.aborted) return { ok: false, problem: problemOf(signal.reason) }
    if (body.size === 0) return { ok: false, problem: problemOf(error, BROKEN_OFF) }
    return { ok: true, bytes: body.take(), truncated: true }
  } finally {
    stopped.end()
    // not awaited: a source that never lets go must not hold us
    reader.cancel().catch(() => {})
  }
}

/**
 * What waits, or fails as soon as the signal says so. `Promise.race` with one promise for all of it would keep every answer in memory
 * until the end, since each race leaves its reactions there.
 */
function onAbort(signal: AbortSignal) {
  let fail: (reason: unknown) => void = () => {}
  const abort = () => fail(signal.reason)
  signal.addEventListener('abort', abort)
  return {
    race: <Result>(waiting: Promise<Result>) =>
      new Promise<Result>((resolve, reject) => {
        fail = reject
        waiting.then(resolve, reject)
      }),
    end: () => signal.removeEventListener('abort', abort),
  }
}

const tooLarge = (maxBytes: number): Problem => ({
  code: 'too-large',
  message: `The document is larger than ${Math.floor(maxBytes / 1024 / 1024)} MiB.`,
})

/** Bytes as they come, in one piece of memory: the pieces, and what it was before it grew, go at once. */
class GrowingBytes {
  size = 0
  #bytes = new Uint8Array(0)

  append(more: Uint8Array): void {
    const needed = this.size + more.byteLength
    if (needed > this.#bytes.byteLength)
      this.#bytes = new Uint8Array(this.#bytes.buffer.transfer(Math.max(needed, Math.ceil(1.25 * this.size))))
    this.#bytes.set(more, this.size)
    this.size = needed
  }

  take(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#bytes.buffer.transfer(this.size))
  }
}
