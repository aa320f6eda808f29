import { digest } from '../hash.ts'
import type { Contender } from '../model/standing.ts'

/** Hexadecimal digits that stand for a source: of a thousand sources in one story two are taken for one in one of ten thousand stories. */
const SOURCE_DIGITS = 8

/** How many sources ran it. */
export const sourceCount = (sources: string): number => sources.length / SOURCE_DIGITS

/** Those that ran it before, and those of these copies. */
export function sourcesWith(before: string, copies: readonly Pick<Contender, 'source'>[]): string {
  let all = before
  for (const source of new Set(copies.map((copy) => copy.source))) {
    const digits = digest(source).slice(0, SOURCE_DIGITS)
    if (!holds(all, digits)) all += digits
  }
  return all
}

/** Whether they are one of the sources, and not the end of one and the beginning of the next. */
function holds(sources: string, digits: string): boolean {
  let at = sources.indexOf(digits)
  while (at % SOURCE_DIGITS > 0) at = sources.indexOf(digits, at + 1)
  return at >= 0
}
