import { align } from './align.ts'
import { CHARACTERS_PER_WORD } from './rules.ts'
import type { Prepared } from './features.ts'
import { countsOn } from './headlines.ts'
import { EDITED, LEAD, WORDS } from './thresholds.ts'
import { ownSupport, tellingWords, titleOverlap, titleResemblance, titleSupport } from './titles.ts'
import { stretchOf, unmatched, type Unmatched } from './unmatched.ts'
import { differences, type Differences } from './vetoes.ts'
import { NUMBER, type Words } from './words.ts'

/** What two items have in common, as numbers from 0 to 1 and lists of what differs; judged elsewhere. */
export interface Facts extends Differences {
  /** Words (two characters of Chinese or Japanese count as one) of the shorter and the longer text. */
  readonly shorter: number
  readonly longer: number
  /** Share of the shorter text that stands in the longer: containment, which survives truncation. */
  readonly contained: number
  /** Share of the longer text that stands in the shorter. */
  readonly coverage: number
  /** Share of one item's lead that stands somewhere in the other, the better of both directions. */
  readonly lead: number
  /** Share of the shorter text that stands in the longer, between the first and the last run that both have; and words of that stretch. */
  readonly inner: number
  readonly stretch: number
  /** What of the shorter, and of the longer, the other has nowhere, where they run alike. */
  readonly unmatched: readonly [Unmatched, Unmatched]
  /** Of the longer one's title: share that the shorter item supports, and share that only the part of its text which is not shared does. */
  readonly sharedSupport: number
  readonly ownSupport: number
  /** Words of the longer text before anything that the shorter has too: clutter, or another article's lead. */
  readonly before: number
  /** Share of the shorter text that is numbers: a table says nothing of whose it is. */
  readonly figures: number
  /** The same text, word for word, as far as it is looked at. */
  readonly identical: boolean
  readonly titleOverlap: number
  readonly titleResemblance: number
  /** The headlines count on: part 1 and part 2, Monday and Tuesday. */
  readonly countsOn: boolean
  /** A figure was corrected in a text of some length, which says the same otherwise. */
  readonly correctsFigure: boolean
  /** Words that either text has of the other's, whatever their order: for texts too short to have runs. */
  readonly wordsShared: number
  /** Telling words of the title that has fewer. */
  readonly leastTelling: number
  /** Each title has telling words that the other item has nowhere. */
  readonly otherTitles: boolean
  /** Share of an item's title that the other's title or text supports, the better of both directions. */
  readonly titleSupport: number
}

const share = (covered: Uint8Array, to: number): number => {
  let sum = 0
  for (let i = 0; i < to; i++) sum += covered[i]!
  return to === 0 ? 0 : sum / to
}

/** Units that make a run: fewer in step happen between any two texts. */
const RUN = 8

/** Where the first run of covered words begins; the end of the text where there is none. */
function firstRun(covered: Uint8Array): number {
  for (let i = 0, run = 0; i < covered.length; i++) {
    run = covered[i] ? run + 1 : 0
    if (run === RUN) return i - RUN + 1
  }
  return covered.length
}

const leadOf = (w: Words): number => Math.min(w.length, w.spaceless ? LEAD.words * CHARACTERS_PER_WORD : LEAD.words)

/** Texts that share less do not run alike: what stands at the same place says nothing. */
const ALIKE = 0.3
const NOTHING_DIFFERS: Differences = { sameNumbers: 0, otherNumbers: [], otherNames: [], otherSubject: false }

const NOTHING_UNMATCHED: Facts['unmatched'] = [
  { names: [], numbers: [], subject: false },
  { names: [], numbers: [], subject: false },
]

function innerOf(x: Words, covered: Uint8Array): Pick<Facts, 'inner' | 'stretch'> {
  const { from, to } = stretchOf(covered)
  let sum = 0
  for (let i = from; i < to; i++) sum += covered[i]!
  return { inner: to === from ? 0 : sum / (to - from), stretch: (to - from) / (x.spaceless ? CHARACTERS_PER_WORD : 1) }
}

function wordsShared(x: Words, y: Words): number {
  const [a, b] = [new Set(x.hash.subarray(0, x.length)), new Set(y.hash.subarray(0, y.length))]
  return a.size === 0 ? 0 : [...a].filter((h) => b.has(h)).length / Math.min(a.size, b.size)
}

const figuresIn = (w: Words): number => w.flags.subarray(0, w.length).filter((flag) => flag & NUMBER).length / (w.length || 1)

/** Measures two items against each other. Symmetric; linear in their texts. */
export function compare(first: Prepared, second: Prepared): Facts {
  // an order of its own, so that the answer cannot depend on which came first
  const swap = first.text.weight > second.text.weight || (first.text.weight === second.text.weight && first.item.key > second.item.key)
  const [x, y] = swap ? [second, first] : [first, second]
  const alignment = align(x.text, y.text)
  const identical = x.features.text !== undefined && x.features.text === y.features.text
  if (identical) for (const covered of [alignment.xCovered, alignment.yCovered]) covered.fill(1)
  const xShare = share(alignment.xCovered, x.text.length)
  const yShare = share(alignment.yCovered, y.text.length)
  const differ = xShare < ALIKE ? NOTHING_DIFFERS : differences(x, y, alignment)
  const lone = xShare < ALIKE ? NOTHING_UNMATCHED : unmatched(x, y, alignment)
  return {
    ...differ,
    shorter: x.text.weight,
    longer: y.text.weight,
    contained: xShare,
    coverage: yShare,
    lead: Math.max(share(alignment.xCovered, leadOf(x.text)), share(alignment.yCovered, leadOf(y.text))),
    ...innerOf(x.text, alignment.xCovered),
    unmatched: lone,
    countsOn: countsOn(x.title, y.title),
    correctsFigure:
      x.text.weight >= WORDS.brief &&
      xShare >= EDITED.corrected &&
      (differ.otherNumbers.length > 0 || lone.every(({ numbers }) => numbers.length > 0)),
    wordsShared: x.text.weight < WORDS.short ? wordsShared(x.text, y.text) : xShare,
    sharedSupport: titleSupport(y.title, x.title, x.text),
    ownSupport: xShare < ALIKE ? 0 : ownSupport(x, y, alignment.yCovered),
    before: firstRun(alignment.yCovered) / (y.text.spaceless ? CHARACTERS_PER_WORD : 1),
    figures: figuresIn(x.text),
    identical,
    titleOverlap: titleOverlap(x.title, y.title),
    titleResemblance: titleResemblance(x.title, y.title),
    leastTelling: Math.min(tellingWords(x.title), tellingWords(y.title)),
    otherTitles: titleSupport(x.title, y.title, y.text) < 1 && titleSupport(y.title, x.title, x.text) < 1,
    titleSupport: Math.max(titleSupport(x.title, y.title, y.text), titleSupport(y.title, x.title, x.text)),
  }
}
