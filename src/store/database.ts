/** What D1 and node:sqlite both bind without surprise (a Date throws on one and becomes NULL on the other). */
export type Value = string | number | null | Uint8Array

export interface Statement {
  readonly sql: string
  readonly params: readonly Value[]
}

/** The whole of what wirefold asks of a SQL database; the drivers are `d1.ts` and `sqlite.ts`. */
export interface Database {
  /** Runs one statement and gives its rows (also those of RETURNING). */
  all<Row>(statement: Statement): Promise<Row[]>
  /** Runs the statements as one transaction: all or nothing. Gives the rows of each. */
  batch(statements: readonly Statement[]): Promise<unknown[][]>
  /** As `batch`, of what need not outlast a power failure: nothing waits for the disk. Absent where there is no such difference. */
  batchUnsynced?(statements: readonly Statement[]): Promise<unknown[][]>
  /**
   * Runs `work` with a handle of its own: all that it writes is stored together when it ends, and nothing of it where it throws. A batch
   * that fails in it is undone alone. Others wait. Absent where a database has no such transactions, as D1.
   */
  together?<Result>(work: (db: Database) => Promise<Result>): Promise<Result>
  /** Runs every migration that was not run yet, in order of name. */
  migrate(): Promise<void>
  /**
   * Another text after each write: what was read under this one is still so. What another process wrote counts within 10 ms. Absent where
   * asking takes as long as reading, as on D1.
   */
  version?(): string
  /** Throws StoreError where what is open is not what stands in its place any more. */
  check?(): void
  close(): Promise<void>
}

export const sql = (text: string, ...params: Value[]): Statement => ({ sql: text, params })

/** The same, telling how many statements each call is: D1 counts those of a batch one by one. */
export const counted = (db: Database, count: (statements: number) => void): Database => ({
  ...db,
  all<Row>(statement: Statement) {
    count(1)
    return db.all<Row>(statement)
  },
  batch(statements) {
    count(statements.length)
    return db.batch(statements)
  },
})
