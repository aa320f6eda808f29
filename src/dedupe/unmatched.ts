import type { Alignment } from './align.ts'
import type { Prepared } from './features.ts'
import { nameEnd, spelledAlike, tellsNames, vocabulary, withPairs } from './names.ts'
import { isQuantity, sameFigure } from './numerals.ts'
import { WORDS } from './thresholds.ts'
import { phrase, wordAt, type Words } from './words.ts'

/** Names and numbers of one text that the other item has nowhere, each once, as they are written. */
export interface Unmatched {
  readonly names: readonly string[]
  readonly numbers: readonly string[]
  /** One of the names stands in its own headline: what the text is about. */
  readonly subject: boolean
}

/** The stretch of a text that runs alike with another, units from `from` to `to` (exclusive). */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** Units that make a run: fewer in step happen between any two texts. */
const RUN = 6
/** What stands before the first run is the beginning of the same sentence, if it is no longer than this; else clutter, or a lead of its own. */
const MOST_OPENING = 12

/** From the first run to the last covered unit; empty where there is no run. */
export function stretchOf(covered: Uint8Array): Stretch {
  let from = -1
  let to = 0
  for (let i = 0, run = 0; i < covered.length; i++) {
    run = covered[i] ? run + 1 : 0
    if (run < RUN) continue
    if (from < 0) from = i - RUN + 1
    to = i + 1
  }
  return from < 0 ? { from: 0, to: 0 } : { from, to }
}

/** `PARIS, Jan. 12 (Wire) -`, `OSLO--(NEWSBIZ)--`: what stands before the dash says who sent it and from where, not what happened. */
const DASH = /[\s)][-–—]{1,2}(?:\s|$)|[-–—]{1,2}\s|--|—/
const MOST_DATELINE = 14

/** Where the text begins, behind its dateline. */
export function datelineEnd(w: Words): number {
  let end = 0
  for (let i = 1; i <= Math.min(MOST_DATELINE, w.length - 1); i++) {
    const gap = w.source.slice(w.end[i - 1]!, w.start[i]!)
    if (/[.!?。]\s/.test(gap) && !DASH.test(gap) && i > 6) break
    if (DASH.test(gap)) end = i
  }
  return end
}

interface Found {
  readonly names: string[]
  readonly numbers: string[]
  readonly inTitle: ReadonlySet<string>
}

function unmatchedOf(a: Prepared, b: Prepared, run: Stretch, names: boolean): Found {
  const w = a.text
  const stretch = w.weight < WORDS.brief && run.to > 0 ? { from: 0, to: w.length } : run
  const other = vocabulary(b)
  const title = withPairs(a.title)
  const found = { names: new Set<string>(), numbers: new Set<string>(), inTitle: new Set<string>() }
  const from = Math.max(stretch.from <= MOST_OPENING ? 0 : stretch.from, datelineEnd(w))
  for (let i = from; i < stretch.to; i++) {
    if (!other.has(w.hash[i]!) && isQuantity(w, i)) found.numbers.add(wordAt(w, i))
    const end = names ? nameEnd(a, i, title, other) : i
    if (end === i) continue
    const name = phrase(w, i, end)
    found.names.add(name)
    if (title.has(w.hash[i]!)) found.inTitle.add(name)
    i = end - 1
  }
  return { names: [...found.names], numbers: [...found.numbers], inTitle: found.inTitle }
}

/** What of one text has no counterpart in the other, spelled alike or rounded. */
function without(a: Found, b: Found): Unmatched {
  const names = a.names.filter((one) => !b.names.some((other) => spelledAlike(one, other)))
  const numbers = a.numbers.filter((one) => !b.numbers.some((other) => sameFigure(one, other)))
  return { names, numbers, subject: names.some((name) => a.inTitle.has(name)) }
}

/** Names and numbers that only one of two texts has, where they run alike. */
export function unmatched(x: Prepared, y: Prepared, { xCovered, yCovered }: Alignment): readonly [Unmatched, Unmatched] {
  const names = tellsNames(x) && tellsNames(y)
  const [a, b] = [unmatchedOf(x, y, stretchOf(xCovered), names), unmatchedOf(y, x, stretchOf(yCovered), names)]
  return [without(a, b), without(b, a)]
}
