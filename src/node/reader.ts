import { Worker, type ResourceLimits } from 'node:worker_threads'
import { openPlaces } from '../fetch/places.ts'
import type { Document, Parsed } from '../model/raw.ts'
import { readDocument, type ReadOptions } from '../page/document.ts'
import type { Asked, Told } from './reader-thread.ts'

/** Smaller documents take less time than a reader of a feed notices, some 10 ms; nine feeds in ten are smaller. */
const LARGE_BYTES = 128 * 1024
/** After a larger document the thread ends at once, and its memory with it. */
const HUGE_BYTES = 1024 * 1024
/** How long the thread waits for another document. */
const IDLE_MS = 5000
/** A feed of 13 MiB with emoji, escaped HTML and two characters an end of line is read in 96. A thread that needs more ends alone. */
const LIMITS: ResourceLimits = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 }

const THREAD = new URL(`reader-thread.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)

const TOO_MUCH: Parsed = {
  ok: false,
  problem: { code: 'page-too-costly', message: 'Reading this document takes more memory than any document is worth; it was not read.' },
  alternates: [],
}

/**
 * Reads large documents in a thread beside the one that answers readers, by the same functions. There is no thread until there is such
 * a document, and one at most.
 */
export class ThreadReader {
  readonly #limits: ResourceLimits
  readonly #places = openPlaces(1)
  #thread: Worker | undefined
  #answer: PromiseWithResolvers<Parsed> | undefined
  #idle: ReturnType<typeof setTimeout> | undefined

  constructor(limits: ResourceLimits = LIMITS) {
    this.#limits = limits
  }

  /** Takes the bytes of a large document for itself: they are empty afterwards. */
  async read(document: Document, options: ReadOptions = {}): Promise<Parsed> {
    const { length } = document.bytes
    if (length < LARGE_BYTES) return readDocument(document, options)
    await this.#places.take()
    try {
      return await this.#readThere(document, options)
    } finally {
      this.#rest(length > HUGE_BYTES ? 0 : IDLE_MS)
      this.#places.give()
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle)
    const thread = this.#thread
    this.#thread = undefined
    await thread?.terminate()
  }

  #readThere({ url, headers, bytes }: Document, options: ReadOptions): Promise<Parsed> {
    clearTimeout(this.#idle)
    const thread = (this.#thread ??= this.#start())
    this.#answer = Promise.withResolvers<Parsed>()
    thread.ref()
    const isWhole = bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength
    thread.postMessage({ document: { url, headers, bytes }, options } satisfies Asked, isWhole ? [bytes.buffer as ArrayBuffer] : [])
    return this.#answer.promise
  }

  #start(): Worker {
    const thread = new Worker(THREAD, { resourceLimits: this.#limits })
    thread.on('message', (told: Told) => ('parsed' in told ? this.#answer?.resolve(told.parsed) : this.#answer?.reject(told.error)))
    thread.on('error', (error: NodeJS.ErrnoException) => {
      this.#thread = undefined
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') this.#answer?.resolve(TOO_MUCH)
      else this.#answer?.reject(error)
    })
    return thread
  }

  /** A thread that waits keeps no process alive. */
  #rest(patience: number): void {
    this.#thread?.unref()
    this.#idle = setTimeout(() => void this.close(), patience).unref()
  }
}
