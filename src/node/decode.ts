import type { Readable, Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import { codingsOf, type Coding } from '../fetch/encodings.ts'

/** What may wait for its reader; beyond it the socket is asked to pause. */
const WAITING_BYTES = 256 * 1024

/** A body with its content codings undone. Throws a Failure for a coding that is not known. */
export function decoded(body: ReadableStream<Uint8Array>, contentEncoding: string | undefined): ReadableStream<Uint8Array> {
  return codingsOf(contentEncoding).reduce(undo, body)
}

/**
 * A Node stream as a web stream that gives everything that arrived before it fails: `Readable.toWeb` and async
 * iteration forget what is still waiting when the connection breaks, and with it the whole items of a cut feed.
 */
export function streamOf(source: Readable, stop: () => void = () => {}): ReadableStream<Uint8Array> {
  let failure: { readonly error: unknown } | undefined
  // what was read already still comes after a cancel, and must not meet a closed controller
  let open = true
  return new ReadableStream(
    {
      start(controller) {
        const end = (act: () => void) => {
          if (open) act()
          open = false
        }
        source.on('data', (chunk: Uint8Array) => {
          if (!open) return
          controller.enqueue(chunk)
          if ((controller.desiredSize ?? 0) <= 0) source.pause()
        })
        source.on('end', () => end(() => controller.close()))
        source.on('error', (error) => end(() => failOnceEmpty(controller, (failure = { error }))))
        source.on('close', () => end(() => failOnceEmpty(controller, (failure = { error: new Error('closed') }))))
      },
      pull(controller) {
        if (failure) failOnceEmpty(controller, failure)
        else source.resume()
      },
      cancel() {
        open = false
        source.destroy()
        stop()
      },
    },
    { highWaterMark: WAITING_BYTES, size: (chunk: Uint8Array) => chunk.byteLength },
  )
}

/**
 * A body whose chunks are its reader's only until the next one is asked for. Their memory goes back at once: it is not of the heap, so
 * nothing presses the collector to look for it, and a body of 15 MiB would leave as much behind in pieces.
 */
export function lent(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  let last: Uint8Array | undefined
  const giveBack = () => {
    // others may be part of a buffer that goes on
    const buffer = last?.buffer
    if (buffer instanceof ArrayBuffer && buffer.byteLength === last?.byteLength && !buffer.detached) buffer.transfer(0)
    last = undefined
  }
  return new ReadableStream(
    {
      async pull(controller) {
        giveBack()
        const { done, value } = await reader.read()
        if (done) return controller.close()
        last = value
        controller.enqueue(value)
      },
      cancel: () => reader.cancel(),
    },
    { highWaterMark: 0 },
  )
}

function failOnceEmpty(controller: ReadableStreamDefaultController, failure: { readonly error: unknown }): void {
  if (controller.desiredSize === WAITING_BYTES) controller.error(failure.error)
}

/** Feeds a decoder chunk by chunk and ends it only when it has given back all of it, so that a cut body yields its beginning. */
function undo(body: ReadableStream<Uint8Array>, coding: Coding): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  const cancel = () => void reader.cancel().catch(() => {})
  const first = reader.read()
  return deferred(
    first.then(({ value }) => {
      const decoder = decoderFor(coding, value?.[0] ?? 0)
      const output = streamOf(decoder, cancel)
      pump(reader, first, decoder).catch((error: Error) => decoder.destroy(error))
      return output
    }),
    cancel,
  )
}

async function pump(reader: ReadableStreamDefaultReader<Uint8Array>, first: ReturnType<typeof reader.read>, decoder: Transform) {
  for (let next = await first; !next.done; next = await readOrEnd(reader)) {
    if (decoder.destroyed) return
    await new Promise<void>((resolve, reject) => decoder.write(next.value, (error) => (error ? reject(error) : resolve())))
  }
  decoder.end()
}

/** A source that broke off ends the decoder: if all of the compressed data was there, nothing is missing; else the decoder says so. */
const readOrEnd = (reader: ReadableStreamDefaultReader<Uint8Array>) =>
  reader.read().catch(() => ({ done: true as const, value: undefined }))

function decoderFor(coding: Coding, firstByte: number): Transform {
  if (coding === 'gzip') return createGunzip()
  if (coding === 'br') return createBrotliDecompress()
  // RFC 9110 8.4.1.2 means zlib's format, but some send the bare stream
  return (firstByte & 0x0f) === 8 ? createInflate() : createInflateRaw()
}

function deferred(coming: Promise<ReadableStream<Uint8Array>>, cancel: () => void): ReadableStream<Uint8Array> {
  const reader = coming.then((stream) => stream.getReader())
  reader.catch(() => {})
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await (await reader).read()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        cancel()
        await (await reader).cancel()
      },
    },
    { highWaterMark: 0 },
  )
}
