import { stripVTControlCharacters } from 'node:util'
import { publicAddress } from '../address/public.ts'
import type { Visit } from '../model/visit.ts'
import { columns } from './columns.ts'

/** What a source wrote must not move the cursor of who reads it, nor turn the line around (Trojan Source, CVE-2021-42574). */
const printable = (text: string) => stripVTControlCharacters(text).replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, ' ')

/** Left-aligned columns, numbers right; a heading where one is named. */
export function table(heading: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [heading, ...rows.map((row) => row.map((cell) => printable(String(cell))))]
  const widths = heading.map((_, column) => Math.max(...lines.map((line) => columns(line[column] ?? ''))))
  const numeric = heading.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'))
  const padded = (cell: string, column: number): string => {
    const space = ' '.repeat(widths[column]! - columns(cell))
    return numeric[column] ? space + cell : cell + space
  }
  return lines.map((line) => line.map(padded).join('  ').trimEnd()).join('\n')
}

export const outcomeRow = ({ source, outcome, status, items, new: fresh, problem, note }: Visit): (string | number)[] => [
  publicAddress(source),
  status === undefined ? outcome : `${outcome} (${status})`,
  items,
  fresh,
  problem?.message ?? note ?? '',
]
