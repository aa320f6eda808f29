import { readdirSync, readFileSync, statfsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { VERSION } from '../version.ts'
import { connect } from './connection.ts'
import { storeErrorCode } from './errors.ts'
import { checkMigrated, migrate, splitStatements, type Migration } from './migrate.ts'
import { StoreError, type StoreErrorCode } from './port/errors.ts'
import type { Database } from './database.ts'

/** D1's own limits, so that what passes here passes there (developers.cloudflare.com/d1/platform/limits). */
const D1_LIMITS = { length: 2_000_000, sqlLength: 100_000, variableNumber: 100, likePatternLength: 50 }
/** Pages (of 4 KB) that the log may hold before they are moved into the file: the index of copies touches hundreds a refresh. */
const CHECKPOINT_PAGES = 8000
/**
 * Kilobytes of pages in memory, SQLite's own default being 2000: what a group of visits dirties is more, and would be written before its
 * commit, and read back, again and again. 300 sources of 30 new items write 1.5 GB with 2 MB, 160 MB with 8 or 16 MB.
 */
const CACHE_KB = 16_000
/** How long a statement waits for another process's lock before it fails as `busy`. */
const BUSY_TIMEOUT_MS = 5000
/** Below it, a WAL checkpoint racing a writer can corrupt the file. */
const SAFE_SQLITE = [3, 51, 3] as const

const MIGRATIONS = new URL('./migrations/', import.meta.url)

/**
 * Opens (and creates) a database file; `:memory:` lives as long as the handle. Throws StoreError.
 * @param prepare makes the folder that the file stands in, where somebody wants one to be made
 */
export async function openSqlite(file: string, prepare?: () => void): Promise<Database> {
  return guarded(() => {
    prepare?.()
    const db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, limits: D1_LIMITS })
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 16777216')
    // what a batch could have to undo is a copy of each page that it changes: in memory, not in a file
    db.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}; PRAGMA cache_size = -${CACHE_KB}; PRAGMA temp_store = MEMORY`)
    return driver(db, file)
  }, file)
}

/**
 * Opens a database file to be looked at: nothing is created, and nothing can be written. Where nobody has it open it is taken for
 * immutable: SQLite would leave a log and its index behind, owned by whoever looked. Throws StoreError.
 */
export async function inspectSqlite(file: string): Promise<Database> {
  const url = pathToFileURL(file)
  if (sizeOf(`${file}-wal`) === 0 && sizeOf(`${file}-shm`) < INDEX_BYTES) url.searchParams.set('immutable', '1')
  return guarded(() => driver(new DatabaseSync(url, { timeout: BUSY_TIMEOUT_MS, readOnly: true, limits: D1_LIMITS }), file, 'BEGIN'), file)
}

/** The index of a log begins with so many bytes: a shorter one was made on a full disk, and is nobody's. */
const INDEX_BYTES = 32 * 1024
/** Bytes; none where there is no file. */
const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** Throws StoreError `older` or `newer` where this program cannot read what the file holds as it is. */
export const checkShape = (db: Database): Promise<void> => checkMigrated(db, readMigrations(), VERSION)

/** Copies the database, also while others write to it: whole, as of one moment. Throws StoreError. */
export async function backupSqlite(file: string, to: string): Promise<void> {
  try {
    const db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, readOnly: true })
    await backup(db, to).finally(() => db.close())
  } catch (error) {
    throw storeError(error, to)
  }
}

/** A sentence to warn with where this SQLite has the WAL fault, else undefined. */
export function sqliteWarning(version: string): string | undefined {
  const parts = version.split('.').map(Number)
  const older = SAFE_SQLITE.findIndex((wanted, i) => (parts[i] ?? 0) !== wanted)
  return older >= 0 && (parts[older] ?? 0) < SAFE_SQLITE[older]!
    ? `SQLite ${version} has a fault that can corrupt the database under load; use a Node with SQLite ${SAFE_SQLITE.join('.')} or later`
    : undefined
}

function driver(db: DatabaseSync, file: string, begin: 'BEGIN IMMEDIATE' | 'BEGIN' = 'BEGIN IMMEDIATE'): Database {
  const check = placeCheck(file)
  const connection = connect(db, { begin, check, guarded: (work) => guarded(work, file) })
  return { ...connection, migrate: () => migrate(connection, readMigrations(), VERSION), check, close: async () => db.close() }
}

/** A file that was deleted, emptied or replaced would take every write and keep none of them. */
function placeCheck(file: string): () => void {
  const opened = file === ':memory:' ? undefined : statSync(file, { throwIfNoEntry: false })?.ino
  return () => {
    if (opened === undefined) return
    const now = statSync(file, { throwIfNoEntry: false })
    const what = !now ? 'deleted' : now.ino !== opened ? 'replaced' : undefined
    if (what !== undefined) throw new StoreError('gone', `the database ${file} was ${what} while it was open`)
    if (now!.size === 0 && sizeOf(`${file}-wal`) === 0) throw new StoreError('gone', `the database ${file} was emptied while it was open`)
  }
}

/** The files of `migrations/`, in order of name. */
export function readMigrations(): readonly Migration[] {
  return readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
    .map((name) => ({ name, statements: splitStatements(readFileSync(new URL(name, MIGRATIONS), 'utf8')) }))
}

function guarded<T>(work: () => T, file: string): T {
  try {
    return work()
  } catch (error) {
    throw storeError(error, file)
  }
}

function storeError(error: unknown, file: string): StoreError {
  if (error instanceof StoreError) return error
  const message = error instanceof Error ? error.message : String(error)
  const code = storeErrorCode(message)
  // SQLite calls it an I/O error where it cannot make room for its log: the database itself is whole
  if (code !== 'full' && isNoSpace(code, file)) return new StoreError('full', `the database ${file}: the disk is full`, { cause: error })
  return new StoreError(code, `the database ${file}: ${message}`, { cause: error })
}

/** A log and its index take so many bytes to begin with. */
const LEAST_SPACE = 256 * 1024

function isNoSpace(code: StoreErrorCode, file: string): boolean {
  if (!['corrupt', 'unwritable', 'other'].includes(code) || file === ':memory:') return false
  try {
    const { bavail, bsize } = statfsSync(dirname(resolve(file)))
    return bavail * bsize < LEAST_SPACE
  } catch {
    return false
  }
}
