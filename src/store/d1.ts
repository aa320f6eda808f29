import type { D1Database, D1PreparedStatement } from '@cloudflare/workers-types'
import { VERSION } from '../version.ts'
import { storeErrorCode } from './errors.ts'
import { migrate, type Migration } from './migrate.ts'
import { StoreError } from './port/errors.ts'
import type { Database, Statement } from './database.ts'

/** The same port on Cloudflare D1; `migrations` travel with the deployment, since a Worker reads no files. */
export function openD1(d1: D1Database, migrations: readonly Migration[] = []): Database {
  const bind = ({ sql, params }: Statement): D1PreparedStatement => d1.prepare(sql).bind(...params)
  const all = async <Row>(statement: Statement) => guarded(async () => (await bind(statement).all<Row>()).results)
  const batch: Database['batch'] = async (statements) =>
    guarded(async () => (await d1.batch(statements.map(bind))).map((result) => result.results))
  return { all, batch, migrate: () => migrate({ all, batch }, migrations, VERSION), close: async () => {} }
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new StoreError(storeErrorCode(message), message, { cause: error })
  }
}
