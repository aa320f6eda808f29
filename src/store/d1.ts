import type { D1Database, D1PreparedStatement } from '@cloudflare/workers-types'
import { StoreError, storeErrorCode } from './errors.ts'
import type { Database, Statement } from './database.ts'

/** The same port on Cloudflare D1. Migrations are run by `wrangler d1 migrations apply`. */
export function openD1(d1: D1Database): Database {
  const bind = ({ sql, params }: Statement): D1PreparedStatement => d1.prepare(sql).bind(...params)
  return {
    all: async <Row>(statement: Statement) => guarded(async () => (await bind(statement).all<Row>()).results),
    batch: async (statements) => guarded(async () => (await d1.batch(statements.map(bind))).map((result) => result.results)),
    migrate: async () => {},
    close: async () => {},
  }
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new StoreError(storeErrorCode(message), message, { cause: error })
  }
}
