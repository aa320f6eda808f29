import { fileURLToPath } from 'node:url'
import { Worker, type ResourceLimits } from 'node:worker_threads'
import type { Database, Statement } from '../store/database.ts'
import { StoreError } from '../store/port/errors.ts'
import { placeCheck } from '../store/sqlite.ts'
import type { Answer, Call } from './sqlite-thread.ts'

/** It holds statements and rows for a moment, of whole stories up to hundreds of megabytes; what SQLite itself takes is not counted here. */
const LIMITS: ResourceLimits = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 2 }

const THREAD = new URL(`sqlite-thread.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)
/** What was compiled before is taken from where the process keeps it: a thread that compiles for itself takes 20 MB more. */
const START = `require('node:module').enableCompileCache(); require(${JSON.stringify(fileURLToPath(THREAD))})`

/**
 * A database file in a thread of its own, so that a process which does nothing but store decides on the next while one is being written.
 * Statements run in the order in which they were given. Throws StoreError.
 * @param prepare makes the folder that the file stands in
 */
export async function openSqliteBeside(file: string, prepare?: () => void): Promise<Database> {
  prepare?.()
  const thread = new Thread(file)
  const all =
    (isInside: boolean) =>
    async <Row>(statement: Statement) =>
      (await thread.ask('all', [statement], isInside))[0] as Row[]
  const batch = (isInside: boolean) => (statements: readonly Statement[]) => thread.ask('batch', statements, isInside)
  const inside = { all: all(true), batch: batch(true), migrate: NEVER, close: NEVER }
  // answers when the file is open
  await thread.ask('all', [{ sql: 'SELECT 1', params: [] }]).catch(async (error: unknown) => {
    await thread.end()
    throw error
  })
  return {
    all: all(false),
    batch: batch(false),
    batchUnsynced: (statements) => thread.ask('claim', statements),
    async together(work) {
      await thread.ask('begin')
      try {
        const result = await work(inside)
        await thread.ask('keep')
        return result
      } catch (error) {
        await thread.ask('undo')
        throw error
      }
    },
    async migrate() {
      await thread.ask('migrate')
    },
    check: placeCheck(file),
    async close() {
      await thread.ask('close')
      await thread.end()
    },
  }
}

const NEVER = () => Promise.reject(new Error('not while a transaction is open'))

/** A thread that nobody waits for keeps no process alive. */
class Thread {
  readonly #worker: Worker
  readonly #asked = new Map<number, PromiseWithResolvers<unknown[][]>>()
  #last = 0
  #failure: StoreError | undefined

  constructor(file: string) {
    const options = { eval: true, workerData: file, resourceLimits: LIMITS, execArgv: ['--disable-warning=ExperimentalWarning'] }
    this.#worker = new Worker(START, options)
    this.#worker.on('message', (answer: Answer) => this.#hear(answer))
    this.#worker.on('error', (error) => this.#fail(error))
  }

  ask(what: Call['what'], statements: readonly Statement[] = [], isInside = false): Promise<unknown[][]> {
    if (this.#failure) return Promise.reject(this.#failure)
    const id = ++this.#last
    const answer = Promise.withResolvers<unknown[][]>()
    this.#asked.set(id, answer)
    this.#worker.ref()
    this.#worker.postMessage({ id, what, statements, isInside } satisfies Call)
    return answer.promise
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
    this.#fail(new Error('it was closed'))
  }

  #hear(answer: Answer): void {
    const asked = this.#asked.get(answer.id)
    this.#asked.delete(answer.id)
    if (this.#asked.size === 0) this.#worker.unref()
    if ('rows' in answer) asked?.resolve(answer.rows as unknown[][])
    else asked?.reject(new StoreError(answer.code, answer.message))
  }

  /** What ends a thread is told to all who wait for it. */
  #fail(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error)
    this.#failure = new StoreError('other', `the thread of the database ended: ${why}`)
    for (const asked of this.#asked.values()) asked.reject(this.#failure)
    this.#asked.clear()
  }
}
