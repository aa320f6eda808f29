import { sql, type Statement, type Value } from './database.ts'

/** D1 takes values of 2 MB; JSON is cut into parameters well below it (UTF-8 may take three bytes a character). */
const CHUNK_CHARS = 500_000

/** One statement a chunk: `text` holds a single `?` that takes a JSON array of rows, behind the other parameters. */
export function bulk(text: string, rows: readonly unknown[], ...params: Value[]): Statement[] {
  const statements: Statement[] = []
  let chunk: string[] = []
  let size = 0
  const flush = () => {
    if (chunk.length > 0) statements.push(sql(text, ...params, `[${chunk.join(',')}]`))
    chunk = []
    size = 0
  }
  for (const row of rows) {
    const json = JSON.stringify(row)
    if (size + json.length > CHUNK_CHARS) flush()
    chunk.push(json)
    size += json.length + 1
  }
  flush()
  return statements
}
