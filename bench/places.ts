/** Where a benchmark keeps its database: a SQLite file of Node, or the D1 of the simulator that `wrangler dev` runs. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getPlatformProxy } from 'wrangler'
import type { D1Database, D1Result } from '@cloudflare/workers-types'
import { openD1 } from '../src/store/d1.ts'
import type { Database, Statement } from '../src/store/database.ts'
import { openSqlite } from '../src/store/sqlite.ts'

/** Rows as D1 counts them, and statements. */
export interface Count {
  read: number
  written: number
  statements: number
}

export interface Place {
  /** The file, to fill it directly while the database is closed. */
  readonly file: string
  /** `count` adds up what each statement costs, where the place tells. */
  open(count?: Count): Promise<Database>
  remove(): void
}

export async function sqlitePlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'wirefold-bench-'))
  const file = join(folder, 'w.db')
  return { file, open: () => openSqlite(file), remove: () => rmSync(folder, { recursive: true }) }
}

/** D1 keeps its file below the folder that the simulator is told to persist to; it is there after a first statement. */
export async function d1Place(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'wirefold-bench-'))
  const open = async (count?: Count): Promise<Database> => {
    const proxy = await getPlatformProxy<{ DB: D1Database }>({ persist: { path: folder } })
    return { ...(count ? counted(proxy.env.DB, count) : openD1(proxy.env.DB)), close: () => proxy.dispose() }
  }
  const first = await open()
  await first.all({ sql: 'CREATE TABLE made (n INTEGER)', params: [] })
  await first.close()
  const name = readdirSync(folder, { recursive: true })
    .map(String)
    .find((path) => /D1DatabaseObject.*[0-9a-f]{20,}\.sqlite$/.test(path))
  if (name === undefined) throw new Error('the simulator keeps its database somewhere else now')
  return { file: join(folder, name), open, remove: () => rmSync(folder, { recursive: true }) }
}

/** The driver of D1, as far as a benchmark needs it, that looks at the meta of each result. */
function counted(d1: D1Database, count: Count): Omit<Database, 'close'> {
  const add = (result: D1Result<unknown>) => {
    count.read += result.meta.rows_read
    count.written += result.meta.rows_written
    count.statements++
    return result.results
  }
  const bind = ({ sql, params }: Statement) => d1.prepare(sql).bind(...params)
  return {
    all: async <Row>(statement: Statement) => add(await bind(statement).all()) as Row[],
    batch: async (statements) => (await d1.batch(statements.map(bind))).map(add),
    migrate: async () => {},
  }
}
