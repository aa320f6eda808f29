import type { Problem } from '../model/problem.ts'
import { BROKEN_OFF, problemOf } from './failure.ts'

export type Body =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly truncated: boolean }
  | { readonly ok: false; readonly problem: Problem }

/**
 * Reads a decoded body and counts what it gives: the cap holds for what a small compressed body grows to as well.
 * A body that breaks off keeps what came whole, marked as truncated; the rest of a too large one is not waited for.
 */
export async function readBody(stream: ReadableStream<Uint8Array> | null, maxBytes: number, signal: AbortSignal): Promise<Body> {
  if (!stream) return { ok: true, bytes: new Uint8Array(), truncated: false }
  const reader = stream.getReader()
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  stopped.catch(() => {}) // nobody may be left to hear of it
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      signal.throwIfAborted()
      const { done, value } = await Promise.race([reader.read(), stopped])
      if (done) return { ok: true, bytes: joined(parts, size), truncated: false }
      size += value.byteLength
      if (size > maxBytes) return { ok: false, problem: tooLarge(maxBytes) }
      parts.push(value)
    }
  } catch (error) {
    if (signal.aborted) return { ok: false, problem: problemOf(signal.reason) }
    if (size === 0) return { ok: false, problem: problemOf(error, BROKEN_OFF) }
    return { ok: true, bytes: joined(parts, size), truncated: true }
  } finally {
    // not awaited: a source that never lets go must not hold us
    reader.cancel().catch(() => {})
  }
}

const tooLarge = (maxBytes: number): Problem => ({
  code: 'too-large',
  message: `The document is larger than ${Math.floor(maxBytes / 1024 / 1024)} MiB.`,
})

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.byteLength
  }
  return bytes
}
