import type { Alignment, Replaced } from './align.ts'
import { HashSet } from './hash-set.ts'
import { isQuantity, sameFigure } from './numerals.ts'
import type { Prepared } from './features.ts'
import { capitalizesNouns, spelledAlike, tellsNames, unknownName, vocabulary } from './names.ts'
import { WORDS } from './thresholds.ts'
import { datelineEnd } from './unmatched.ts'
import { phrase, wordAt, type Words } from './words.ts'

/** What two texts that run alike say differently. */
export interface Differences {
  /** Quantities that both texts have at the same place. */
  readonly sameNumbers: number
  /** Quantities replaced in place between equal neighbours, as `36 -> 73`. */
  readonly otherNumbers: readonly string[]
  /** Names replaced in place by names that the other text knows nothing of. */
  readonly otherNames: readonly string[]
  /** One of those names stands in the title of each: the same is said of somebody else. */
  readonly otherSubject: boolean
}

/** Quantities between two words that have no counterpart in the other text. */
const quantities = (w: Words, covered: Uint8Array, from: number, to: number): number[] => {
  const found: number[] = []
  for (let i = from; i < to; i++) if (!covered[i] && isQuantity(w, i)) found.push(i)
  return found
}

const said = (x: Words, y: Words, r: Replaced): string => `${phrase(x, r.xFrom, r.xTo)} → ${phrase(y, r.yFrom, r.yTo)}`

/** Compares what stands at the same place in two aligned texts, `x` the shorter. The titles only lend their words: a name in one is not unknown. */
export function differences(x: Prepared, y: Prepared, { xCovered, yCovered, replaced }: Alignment): Differences {
  let sameNumbers = 0
  for (let j = 0; j < y.text.length; j++) if (yCovered[j] && isQuantity(y.text, j)) sameNumbers++
  if (replaced.length === 0) return { sameNumbers, otherNumbers: [], otherNames: [], otherSubject: false }
  const otherNumbers: string[] = []
  const otherNames: string[] = []
  let otherSubject = false
  const inX = vocabulary(x)
  const inY = vocabulary(y)
  const [titleX, titleY] = [new HashSet(x.title.hash), new HashSet(y.title.hash)]
  const names = [x, y].every((one) => tellsNames(one) && !capitalizesNouns(one.item.language))
  const brief = x.text.weight < WORDS.brief
  const [tellingX, tellingY] = [
    { title: titleX, brief },
    { title: titleY, brief },
  ]
  const [xBegins, yBegins] = [datelineEnd(x.text), datelineEnd(y.text)]
  const unmatched = new Set(quantities(y.text, yCovered, 0, y.text.length).map((j) => y.text.hash[j]!))
  for (const r of replaced) {
    if (r.xTo <= xBegins || r.yTo <= yBegins) continue
    const xs = quantities(x.text, xCovered, r.xFrom, r.xTo)
    const ys = quantities(y.text, yCovered, r.yFrom, r.yTo)
    // a number that stands elsewhere in the longer text was moved, or a sentence before it cut
    const moved = xs.some((i) => unmatched.has(x.text.hash[i]!))
    const rounded = xs.some((i) => ys.some((j) => sameFigure(wordAt(x.text, i), wordAt(y.text, j))))
    if (xs.length > 0 && ys.length > 0 && !moved && !rounded) otherNumbers.push(said(x.text, y.text, r))
    if (
      names &&
      unknownName(x.text, r.xFrom, r.xTo, inY, tellingX) &&
      unknownName(y.text, r.yFrom, r.yTo, inX, tellingY) &&
      !spelledAlike(phrase(x.text, r.xFrom, r.xTo), phrase(y.text, r.yFrom, r.yTo))
    ) {
      otherNames.push(said(x.text, y.text, r))
      otherSubject ||=
        unknownName(x.text, r.xFrom, r.xTo, inY, tellingX, titleX) && unknownName(y.text, r.yFrom, r.yTo, inX, tellingY, titleY)
    }
  }
  return { sameNumbers, otherNumbers, otherNames, otherSubject }
}
