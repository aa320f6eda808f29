import { HELD, type Problem } from '../model/problem.ts'
import { BROKEN_OFF, problemOf } from './failure.ts'

export type Body =
  | { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer>; readonly truncated: boolean }
  | { readonly ok: false; readonly problem: Problem }

/** Up to here a body is read at once; one feed in a hundred has more. */
const LARGE_BYTES = 1024 * 1024

/**
 * Reads a decoded body and counts what it gives: the cap holds for what a small compressed body grows to as well.
 * A body that breaks off keeps what came whole, marked as truncated; the rest of a too large one is not waited for.
 * @param holdLarge waits for the place of a large body; absent: there is none to wait for
 */
export async function readBody(
  stream: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  signal: AbortSignal,
  holdLarge?: () => Promise<void>,
): Promise<Body> {
  if (!stream) return { ok: true, bytes: new Uint8Array(), truncated: false }
  const reader = stream.getReader()
  const stopped = onAbort(signal)
  const body = new GrowingBytes()
  let isWaiting = false
  try {
    for (;;) {
      signal.throwIfAborted()
      if (holdLarge && body.size > LARGE_BYTES) {
        isWaiting = true
        await stopped.race(holdLarge())
        isWaiting = false
      }
      const { done, value } = await stopped.race(reader.read())
      if (done) return { ok: true, bytes: body.take(), truncated: false }
      if (body.size + value.byteLength > maxBytes) return { ok: false, problem: tooLarge(maxBytes) }
      body.append(value)
    }
  } catch (error) {
    const problem = signal.aborted ? problemOf(signal.reason) : undefined
    if (problem) return { ok: false, problem: isWaiting && problem.code === 'timeout' ? OTHERS_FIRST : problem }
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

const OTHERS_FIRST: Problem = { code: HELD, message: 'It is large, and other large documents came first: its turn comes later.' }

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
