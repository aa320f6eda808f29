import { OTHER_WORDS } from './words.ts'

/** Letters that may be wrong in a word, by its length: one in three. */
const MOST_WRONG = (word: string): number => Math.max(1, Math.floor(word.length / 3))

/** The known key that somebody meant who wrote `key`, at a place like `sources[]` or `rule`; undefined where none is near. */
export function nearestKey(key: string, known: readonly string[], place: string): string | undefined {
  const low = key.toLowerCase().replaceAll(/[-_ ]/g, '')
  const same = known.find((name) => name.toLowerCase() === low)
  const other = OTHER_WORDS[place]?.[low]
  if (same !== undefined || (other !== undefined && known.includes(other))) return same ?? other
  const [best] = known
    .map((name) => ({ name, wrong: distance(low, name.toLowerCase()) }))
    .filter(({ wrong }) => wrong <= MOST_WRONG(low))
    .toSorted((a, b) => a.wrong - b.wrong)
  return best?.name
}

/** Letters to add, drop, change or swap with a neighbour (Damerau's distance, of neighbours once swapped left alone). */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? rows[i - 2]![j - 2]! + 1 : Infinity
      row.push(Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, change, swap))
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}
