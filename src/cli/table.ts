import { stripVTControlCharacters } from 'node:util'
import type { Visit } from '../model/visit.ts'

/** What a source wrote must not move the cursor of who reads it. */
const printable = (text: string) => stripVTControlCharacters(text).replace(/\p{Cc}+/gu, ' ')

/** Left-aligned columns, numbers right; a heading where one is named. */
export function table(heading: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [heading, ...rows.map((row) => row.map((cell) => printable(String(cell))))]
  const widths = heading.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const numeric = heading.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'))
  return lines
    .map((line) =>
      line
        .map((cell, column) => (numeric[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export const outcomeRow = ({ source, outcome, status, items, new: fresh, problem, note }: Visit): (string | number)[] => [
  source,
  status === undefined ? outcome : `${outcome} (${status})`,
  items,
  fresh,
  problem?.message ?? note ?? '',
]
