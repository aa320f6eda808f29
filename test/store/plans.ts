import { sql, type Database, type Statement } from '../../src/store/database.ts'

/** What a statement reads in another way than by an index that leads to what it wants. */
export interface Finding {
  readonly text: string
  /** `scan of items`, `temporary tree for ORDER BY`. */
  readonly what: string
}

interface Op {
  readonly addr: number
  readonly opcode: string
  readonly p1: number
  readonly p2: number
  readonly p3: number
}

/** Tables of a handful of rows: feeds, files, chores. */
const SMALL = new Set(['feeds', 'listings', 'configuration', 'ledger', 'chores', 'runs', 'd1_migrations', 'sqlite_schema'])

/** What is scanned, from the bytecode: a cursor on a table, or an index of it, that begins at an end and goes on to the next row. */
async function findingsOf(db: Database, { sql: text, params }: Statement): Promise<readonly Finding[]> {
  if (!/^\s*(?:SELECT|WITH|UPDATE|DELETE|INSERT)/i.test(text)) return []
  const ops = await db.all<Op>({ sql: `EXPLAIN ${text}`, params })
  const pages = await db.all<{ tbl_name: string; rootpage: number }>(sql('SELECT tbl_name, rootpage FROM sqlite_schema WHERE rootpage > 0'))
  const tables = new Map(pages.map(({ rootpage, tbl_name }) => [rootpage, tbl_name]))
  const scanned = programs(ops).flatMap((program) => scannedBy(program, tables))
  const plan = await db.all<{ detail: string }>({ sql: `EXPLAIN QUERY PLAN ${text}`, params })
  const trees = plan.flatMap(({ detail }) => /^USE TEMP B-TREE (FOR .*)$/.exec(detail)?.[1] ?? [])
  return [
    ...[...new Set(scanned)].filter((table) => !SMALL.has(table)).map((table) => ({ text, what: `scan of ${table}` })),
    ...[...new Set(trees)].map((tree) => ({ text, what: `temporary tree ${tree}` })),
  ]
}

/** The statement, and the triggers that it fires: each a program with cursors of its own. */
function programs(ops: readonly Op[]): readonly (readonly Op[])[] {
  const starts = ops.flatMap(({ addr }, n) => (addr === 0 ? [n] : []))
  return starts.map((start, n) => ops.slice(start, starts[n + 1]))
}

function scannedBy(program: readonly Op[], tables: ReadonlyMap<number, string>): string[] {
  const of = (...codes: string[]) => program.filter(({ opcode }) => codes.includes(opcode))
  const cursors = new Map(of('OpenRead', 'OpenWrite').map(({ p1, p2 }) => [p1, tables.get(p2)]))
  const goesOn = new Set(of('Next', 'Prev').map(({ p1 }) => p1))
  const began = new Set(of('Rewind', 'Last').map(({ p1 }) => p1))
  return [...began].filter((cursor) => goesOn.has(cursor)).flatMap((cursor) => cursors.get(cursor) ?? [])
}

/** The same database, that has each statement explained before it runs for the first time. */
export function explained(db: Database, found: Map<string, readonly Finding[]>): Database {
  const explain = async (statement: Statement) => {
    if (!found.has(statement.sql)) found.set(statement.sql, await findingsOf(db, statement))
  }
  return {
    all: async <Row>(statement: Statement) => {
      await explain(statement)
      return db.all<Row>(statement)
    },
    batch: async (statements) => {
      for (const statement of statements) await explain(statement)
      return db.batch(statements)
    },
    migrate: () => db.migrate(),
    close: () => db.close(),
  }
}
