import { sql, type Database } from './database.ts'
import { StoreError } from './port/errors.ts'

/** One file of `migrations/`, its SQL split into statements: D1 takes one at a time. */
export interface Migration {
  readonly name: string
  readonly statements: readonly string[]
}

/** The table that `wrangler d1 migrations apply` keeps, so that a dump of one store continues in the other. */
const LEDGER = `CREATE TABLE IF NOT EXISTS d1_migrations
  (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`
/** Migrations only add, so what was written by the next minor version can still be read; what comes after it may have moved. */
const NEWER_MINORS = 1

/** `0.3.1` -> 3, `2.1.0` -> 2001: what two versions are compared by. */
const minorOf = (version: string): number => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major * 1000 + minor
}

/**
 * Runs every migration that was not run yet, in order, each file as one transaction that begins with its name: of two that
 * migrate at once the second fails on UNIQUE and looks again. Throws StoreError `newer` where the database was written by a
 * program more than one minor version ahead of `version`.
 */
export async function migrate(db: Pick<Database, 'all' | 'batch'>, migrations: readonly Migration[], version: string): Promise<void> {
  const applied = await appliedMigrations(db)
  const ours = new Set(migrations.map(({ name }) => name))
  const unknown = [...applied].find((name) => !ours.has(name))
  if (unknown !== undefined) await refuseMuchNewer(db, unknown, version)
  const pending = migrations.filter(({ name }) => !applied.has(name))
  for (const migration of pending) await applyOnce(db, migration)
  if (pending.length > 0)
    await db.all(sql('UPDATE ledger SET minor = ? WHERE minor IS NULL OR minor < ?', minorOf(version), minorOf(version)))
}

/** Throws StoreError `older` where a migration was not run yet, `newer` as `migrate` does. Writes nothing. */
export async function checkMigrated(db: Pick<Database, 'all'>, migrations: readonly Migration[], version: string): Promise<void> {
  const known = await db.all(sql("SELECT 1 FROM sqlite_master WHERE name = 'd1_migrations'"))
  const applied = new Set(
    known.length === 0 ? [] : (await db.all<{ name: string }>(sql('SELECT name FROM d1_migrations'))).map(({ name }) => name),
  )
  if (migrations.some(({ name }) => !applied.has(name))) throw new StoreError('older', 'the database was written by an older wirefold')
  const unknown = [...applied].find((name) => !migrations.some((ours) => ours.name === name))
  if (unknown !== undefined) await refuseMuchNewer(db, unknown, version)
}

async function appliedMigrations(db: Pick<Database, 'batch'>): Promise<ReadonlySet<string>> {
  const [, rows] = await db.batch([sql(LEDGER), sql('SELECT name FROM d1_migrations')])
  return new Set((rows as { name: string }[]).map(({ name }) => name))
}

async function refuseMuchNewer(db: Pick<Database, 'all'>, unknown: string, version: string): Promise<void> {
  const [row] = await db.all<{ minor: number | null }>(sql('SELECT minor FROM ledger'))
  if (row?.minor != null && row.minor <= minorOf(version) + NEWER_MINORS) return
  throw new StoreError('newer', `the database was written by a newer wirefold (it has the migration ${unknown}); update wirefold`)
}

async function applyOnce(db: Pick<Database, 'batch'>, { name, statements }: Migration): Promise<void> {
  try {
    await db.batch([sql('INSERT INTO d1_migrations (name) VALUES (?)', name), ...statements.map((text) => sql(text))])
  } catch (error) {
    const isDone = error instanceof StoreError && error.message.includes('d1_migrations.name')
    if (!isDone) throw error
  }
}

/** Where a statement may hide a semicolon: comments, strings, quoted names, and the body of a trigger. */
const TOKEN = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|;|\b(?:BEGIN|CASE|END)\b/gi

/** The statements of an SQL file, without the comments between them. */
export function splitStatements(text: string): readonly string[] {
  const statements: string[] = []
  let current = ''
  let depth = 0
  let from = 0
  const close = (to: number) => {
    current += text.slice(from, to)
    if (current.trim() !== '') statements.push(current.trim())
    current = ''
  }
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const isComment = token.startsWith('--') || token.startsWith('/*')
    if (isComment) current += text.slice(from, index)
    else if (/^(?:begin|case)$/i.test(token)) depth++
    else if (/^end$/i.test(token)) depth--
    if (token === ';' && depth === 0) close(index)
    if (isComment || (token === ';' && depth === 0)) from = index + token.length
  }
  close(text.length)
  return statements
}
