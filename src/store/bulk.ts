import { sql, type Statement, type Value } from './database.ts'

/** D1 takes values of 2 MB; JSON is cut into parameters well below it (UTF-8 may take three bytes a character). */
const CHUNK_CHARS = 500_000

/** JSON arrays of these rows, each short enough for one parameter. */
export function jsonChunks(rows: readonly unknown[], most = CHUNK_CHARS): readonly string[] {
  const whole = rows.length === 0 ? '' : JSON.stringify(rows)
  // nearly always; to write row after row takes three times as long where they are short
  if (whole.length <= most) return rows.length === 0 ? [] : [whole]
  const chunks: string[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const row of rows) {
    const json = JSON.stringify(row)
    // brackets, and the comma that is counted with each row
    if (size + json.length + 2 > most) {
      chunks.push([])
      size = 0
    }
    chunks.at(-1)!.push(json)
    size += json.length + 1
  }
  return chunks.map((chunk) => `[${chunk.join(',')}]`)
}

/** One statement a chunk: `text` holds a single `?` that takes a JSON array of rows, behind the other parameters. */
export const bulk = (text: string, rows: readonly unknown[], ...params: Value[]): Statement[] =>
  jsonChunks(rows).map((json) => sql(text, ...params, json))

/**
 * Begins a statement that reads many cells of each row of a JSON array, `value ->> n` of `read`: the text of a row is read once, and not
 * once a cell, which is half of what it takes to write an item.
 */
export const WITH_READ = 'WITH read AS MATERIALIZED (SELECT jsonb(value) AS value FROM json_each(?))'
