import { stripVTControlCharacters } from 'node:util'
import { publicAddress } from '../address/public.ts'
import type { Visit } from '../model/visit.ts'
import { columns } from './columns.ts'

/** What a source wrote must not move the cursor of who reads it, nor turn the line around (Trojan Source, CVE-2021-42574). */
const printable = (text: string) => stripVTControlCharacters(text).replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, ' ')

const GAP = '  '
/** Below it a column says nothing any more. */
const NARROWEST = 10

/**
 * Left-aligned columns, numbers right; a heading where one is named. Within `width` columns of a terminal: the widest give way, and what is
 * cut says so.
 * @param whole headings of columns that are there to be copied: they give no way
 */
export function table(
  heading: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  width: number = Number.POSITIVE_INFINITY,
  whole: readonly string[] = [],
): string {
  const all = [heading, ...rows.map((row) => row.map((cell) => printable(String(cell))))]
  const widths = fitted(
    heading.map((_, column) => Math.max(...all.map((line) => columns(line[column] ?? '')))),
    width,
    heading.map((name) => !whole.includes(name)),
  )
  const lines = all.map((line) => line.map((cell, column) => cutTo(cell, widths[column]!)))
  const numeric = heading.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'))
  const padded = (cell: string, column: number): string => {
    const space = ' '.repeat(widths[column]! - columns(cell))
    return numeric[column] ? space + cell : cell + space
  }
  return lines.map((line) => line.map(padded).join(GAP).trimEnd()).join('\n')
}

/** Takes from the widest column, one column of the terminal after the other. */
function fitted(natural: readonly number[], width: number, givesWay: readonly boolean[]): readonly number[] {
  const widths = [...natural]
  let over = widths.reduce((sum, each) => sum + each + GAP.length, -GAP.length) - width
  for (; over > 0 && over < Number.POSITIVE_INFINITY; over--) {
    const most = Math.max(...widths.filter((_, column) => givesWay[column]))
    if (most <= NARROWEST) break
    const widest = widths.findIndex((each, column) => givesWay[column] && each === most)
    widths[widest]!--
  }
  return widths
}

/** A paragraph in lines of so many columns of a terminal, the second and later ones set in. */
export function wrapped(text: string, width: number): string {
  const lines: string[] = []
  for (const word of printable(text).trim().split(/\s+/)) {
    const last = lines.at(-1)
    if (last === undefined) lines.push(word)
    else if (columns(last) + 1 + columns(word) <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(cutTo(`  ${word}`, width))
  }
  return lines.join('\n')
}

/** The text in so many columns of a terminal. */
function cutTo(text: string, width: number): string {
  if (columns(text) <= width) return text
  let cut = ''
  for (const character of text) {
    if (columns(cut + character) > width - 1) break
    cut += character
  }
  return `${cut.trimEnd()}…`
}

export const outcomeRow = ({ source, outcome, status, items, new: fresh, problem, note }: Visit): (string | number)[] => [
  publicAddress(source),
  status === undefined ? outcome : `${outcome} (${status})`,
  items,
  fresh,
  problem?.message ?? note ?? '',
]
