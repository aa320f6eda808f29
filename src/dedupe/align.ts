import { SHINGLE_CHARACTERS, SHINGLE_WORDS } from './rules.ts'
import { NUMBER, type Words } from './words.ts'

/** Units that stand in one text where others stand in the other, between equal neighbours. Ends are exclusive. */
export interface Replaced {
  readonly xFrom: number
  readonly xTo: number
  readonly yFrom: number
  readonly yTo: number
}

/** Which words of two texts are the same run of words, and what was replaced in between. */
export interface Alignment {
  readonly xCovered: Uint8Array
  readonly yCovered: Uint8Array
  readonly replaced: readonly Replaced[]
}

/** A run that stands in a text more often than this is followed no further: `la la la` must not cost quadratic time. */
const MAX_REPEATS = 4
/** Longest replacement, in words and in characters of a script without spaces. */
const REACH_WORDS = 3
const REACH_CHARACTERS = 6

/** An opening is longer: who, and from where. */
const OPENING = 2

/** Stands for every number in a shape; no word hashes to it but by chance. */
const ANY_NUMBER = 0x23

/** The hashes of a text with every number alike, so that a template is seen through what it was filled in with. */
function shapeOf({ hash, flags }: Words): Int32Array {
  const shape = hash.slice()
  for (let i = 0; i < shape.length; i++) if (flags[i]! & NUMBER) shape[i] = ANY_NUMBER
  return shape
}

/** Where each run of n units of a text stands: a table with open addressing, by the hash of the run. */
interface Grams {
  readonly n: number
  readonly shape: Int32Array
  readonly gram: Int32Array
  /** One more than where a run stands first; 0 is a free slot. */
  readonly slots: Int32Array
  /** Where the same run stands again; -1 where it does not. */
  readonly next: Int32Array
}

/** One arrival is compared with up to eight candidates: its index is built once. */
const cache = new WeakMap<Words, Grams>()

const gramAt = (shape: Int32Array, at: number, n: number): number => {
  let h = 0x12345
  for (let j = at; j < at + n; j++) h = (Math.imul(h, 1664525) + shape[j]!) | 0
  return h
}

function slotOf({ slots, gram }: Pick<Grams, 'slots' | 'gram'>, wanted: number): number {
  let at = (wanted ^ (wanted >>> 15)) & (slots.length - 1)
  while (slots[at] !== 0 && gram[slots[at]! - 1] !== wanted) at = (at + 1) & (slots.length - 1)
  return at
}

function gramsOf(w: Words, n: number): Grams {
  const known = cache.get(w)
  if (known?.n === n) return known
  const next = new Int32Array(w.length)
  const grams = { n, shape: shapeOf(w), gram: new Int32Array(w.length), slots: new Int32Array(2 ** (33 - Math.clz32(w.length + 1))), next }
  for (let i = w.length - n; i >= 0; i--) {
    grams.gram[i] = gramAt(grams.shape, i, n)
    const slot = slotOf(grams, grams.gram[i]!)
    next[i] = grams.slots[slot]! - 1
    grams.slots[slot] = i + 1
  }
  cache.set(w, grams)
  return grams
}

interface Walk {
  readonly x: Words
  readonly y: Words
  readonly xShape: Int32Array
  readonly yShape: Int32Array
  readonly xCovered: Uint8Array
  readonly yCovered: Uint8Array
  readonly replaced: Replaced[]
  readonly reach: number
}

/** Numbers take each other's place in a run, but only the same number is the same word. */
function cover(walk: Walk, i: number, j: number): void {
  if (walk.x.hash[i] === walk.y.hash[j]) {
    walk.xCovered[i] = 1
    walk.yCovered[j] = 1
  } else if (equal(walk, i - 1, j - 1) && equal(walk, i + 1, j + 1)) walk.replaced.push({ xFrom: i, xTo: i + 1, yFrom: j, yTo: j + 1 })
}

const equal = (walk: Walk, i: number, j: number): boolean =>
  i >= 0 && j >= 0 && i < walk.x.length && j < walk.y.length && walk.xShape[i] === walk.yShape[j]

/** How many units one must skip on both sides to be in step again; undefined where the texts part. */
function resync(walk: Walk, i: number, j: number, step: 1 | -1): readonly [number, number] | undefined {
  for (let sum = 1; sum <= 2 * walk.reach; sum++) {
    for (let di = Math.max(0, sum - walk.reach); di <= Math.min(sum, walk.reach); di++) {
      const dj = sum - di
      // one for one, two equal units are proof enough; any other replacement wants three
      const proof = di === dj && !walk.x.spaceless ? 2 : 3
      let k = 0
      while (k < proof && equal(walk, i + step * (di + k), j + step * (dj + k))) k++
      if (k === proof) return [di, dj]
    }
  }
  return undefined
}

/** Follows two texts in step from x[i] = y[j], over small replacements; gives where y stopped. */
function follow(walk: Walk, i: number, j: number, step: 1 | -1, stop: number): number {
  for (;;) {
    while (equal(walk, i, j) && j !== stop) {
      cover(walk, i, j)
      i += step
      j += step
    }
    if (j === stop) return j
    const skip = resync(walk, i, j, step)
    if (!skip) {
      edge(walk, i, j, step)
      return j
    }
    const [di, dj] = skip
    if (di > 0 && dj > 0) note(walk, i, j, di, dj, step)
    i += step * di
    j += step * dj
    if (step > 0 ? j > stop : j < stop) return stop
  }
}

function note(walk: Walk, i: number, j: number, di: number, dj: number, step: 1 | -1): void {
  const [xFrom, yFrom] = step > 0 ? [i, j] : [i - di + 1, j - dj + 1]
  walk.replaced.push({ xFrom, xTo: xFrom + di, yFrom, yTo: yFrom + dj })
}

/** The beginning of a text is a neighbour too: `Globex reported` against `Hooli reported`. */
function edge(walk: Walk, i: number, j: number, step: 1 | -1): void {
  const most = OPENING * walk.reach
  if (step > 0 || i < 0 || j < 0 || i >= most || j >= most) return
  let same = 0
  while (same < i && same < j && walk.x.hash[same] === walk.y.hash[same]) same++
  walk.replaced.push({ xFrom: same, xTo: i + 1, yFrom: same, yTo: j + 1 })
}

/** How long two texts go in step from here, and how many words of that are the same: a number for a number is none. */
function runFrom(walk: Walk, i: number, j: number): { readonly run: number; readonly same: number } {
  let run = 0
  let same = 0
  for (; equal(walk, i + run, j + run); run++) if (walk.x.hash[i + run] === walk.y.hash[j + run]) same++
  return { run, same }
}

/** Where in x the run at y[j] goes on longest; marks every repetition, so that a lead given twice counts twice. */
function bestStart(walk: Walk, grams: Grams, j: number, n: number, expected: number): number {
  let best = -1
  let most = 0
  let at = grams.slots[slotOf(grams, gramAt(walk.yShape, j, n))]! - 1
  for (let seen = 0; at >= 0 && seen < MAX_REPEATS; at = grams.next[at]!, seen++) {
    const { run, same } = runFrom(walk, at, j)
    if (run < n) continue
    for (let k = 0; k < run; k++) if (walk.x.hash[at + k] === walk.y.hash[j + k]) walk.xCovered[at + k] = 1
    if (same > most || (same === most && Math.abs(at - expected) < Math.abs(best - expected))) {
      best = at
      most = same
    }
  }
  return best
}

/** A row of numbers alone is the same in every table. */
function isTelling(shape: Int32Array, at: number, n: number): boolean {
  let numbers = 0
  for (let k = at; k < at + n; k++) if (shape[k] === ANY_NUMBER) numbers++
  return numbers <= n / 2
}

/** Finds the runs of words that two texts share. Linear in their lengths. */
export function align(x: Words, y: Words): Alignment {
  const spaceless = x.spaceless || y.spaceless
  const n = spaceless ? SHINGLE_CHARACTERS : SHINGLE_WORDS
  const grams = gramsOf(x, n)
  const walk: Walk = {
    x,
    y,
    xShape: grams.shape,
    yShape: shapeOf(y),
    xCovered: new Uint8Array(x.length),
    yCovered: new Uint8Array(y.length),
    replaced: [],
    reach: spaceless ? REACH_CHARACTERS : REACH_WORDS,
  }
  let done = -1
  let expected = 0
  for (let j = 0; j + n <= y.length;) {
    const i = isTelling(walk.yShape, j, n) ? bestStart(walk, grams, j, n, expected) : -1
    if (i < 0) {
      j++
      continue
    }
    follow(walk, i, j, -1, done)
    const stopped = follow(walk, i, j, 1, y.length)
    expected = i + (stopped - j)
    done = stopped - 1
    j = Math.max(stopped, j + 1)
  }
  return walk
}
