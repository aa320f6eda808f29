import type { DatabaseSync } from 'node:sqlite'
import type { Database, Statement } from './database.ts'
import { StoreError } from './port/errors.ts'

export interface ConnectionOptions {
  readonly begin: 'BEGIN IMMEDIATE' | 'BEGIN'
  /** Throws where what is open is not what stands in its place any more. */
  readonly check: () => void
  /** Runs work on the database; what it throws becomes a StoreError. */
  readonly guarded: <Result>(work: () => Result) => Result
}

type Work = Pick<Database, 'all' | 'batch'>
/** How a batch begins, is kept, and is undone. */
type Bounds = readonly [begin: () => void, keep: () => unknown, undo: () => void]

/**
 * For so long nobody looks again whether another process wrote: looking takes 7 µs, a fifth of what else is done for a reader who has the
 * newest edition, and readers who come faster than this are many.
 */
const OTHERS_SEEN_WITHIN_MS = 10

/** One connection of SQLite: statements, batches, and transactions that hold several batches. While one of those is open, all others wait. */
export function connect(
  db: DatabaseSync,
  { begin, check, guarded }: ConnectionOptions,
): Work & Required<Pick<Database, 'together' | 'batchUnsynced' | 'version'>> {
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  let open: Promise<void> | undefined
  const dataVersion = db.prepare('PRAGMA data_version')
  let written = 0
  let others: number | undefined

  function run({ sql, params }: Statement): unknown[] {
    let statement = prepared.get(sql)
    if (!statement) prepared.set(sql, (statement = db.prepare(sql)))
    return statement.all(...params)
  }

  function transaction<Result>([start, keep, undo]: Bounds, work: () => Result): Result {
    start()
    try {
      const result = work()
      keep()
      return result
    } catch (error) {
      // SQLite ends a transaction by itself where the disk is full
      if (db.isTransaction) undo()
      throw error
    }
  }

  const alone: Bounds = [() => (check(), db.exec(begin)), () => (db.exec('COMMIT'), written++), () => db.exec('ROLLBACK')]
  const within: Bounds = [() => db.exec('SAVEPOINT one'), () => db.exec('RELEASE one'), () => db.exec('ROLLBACK TO one; RELEASE one')]

  const inside: Work = {
    all: async <Row>(statement: Statement) => guarded(() => (stillOpen(), run(statement) as Row[])),
    batch: async (statements) => guarded(() => (stillOpen(), transaction(within, () => statements.map(run)))),
  }

  function stillOpen(): void {
    if (!db.isTransaction) throw new StoreError('other', 'what was to be stored together was undone')
  }

  /** Another value after each commit of another connection (SQLite, PRAGMA data_version). */
  function commitsOfOthers(): number {
    if (others === undefined) {
      others = guarded(() => Number(dataVersion.get()!['data_version']))
      setTimeout(() => (others = undefined), OTHERS_SEEN_WITHIN_MS).unref()
    }
    return others
  }

  return {
    version: () => `${written} ${commitsOfOthers()}`,
    async all<Row>(statement: Statement) {
      while (open) await open
      if (!statement.sql.startsWith('SELECT')) written++
      return guarded(() => run(statement) as Row[])
    },
    async batch(statements) {
      while (open) await open
      return guarded(() => transaction(alone, () => statements.map(run)))
    },
    async batchUnsynced(statements) {
      while (open) await open
      return guarded(() => {
        db.exec('PRAGMA synchronous = NORMAL')
        try {
          return transaction(alone, () => statements.map(run))
        } finally {
          db.exec('PRAGMA synchronous = FULL')
        }
      })
    },
    async together(work) {
      while (open) await open
      const ended = Promise.withResolvers<void>()
      open = ended.promise
      try {
        guarded(alone[0])
        const result = await work({ ...inside, migrate: NEVER, close: NEVER })
        guarded(() => (stillOpen(), alone[1]()))
        return result
      } catch (error) {
        if (db.isTransaction) alone[2]()
        throw error
      } finally {
        open = undefined
        ended.resolve()
      }
    },
  }
}

const NEVER = () => Promise.reject(new Error('not while a transaction is open'))
