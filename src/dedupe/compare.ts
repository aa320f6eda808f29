import { align } from './align.ts'
import { CHARACTERS_PER_WORD } from './rules.ts'
import type { Prepared } from './features.ts'
import { titleOverlap, titleResemblance, titleSupport } from './titles.ts'
import { differences, type Differences } from './vetoes.ts'
import type { Words } from './words.ts'

/** The lead, in words: who did what. A follow-up has a new one over old background. */
const LEAD_WORDS = 24

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
  /** Words of the longer text before anything that the shorter has too: clutter, or another article's lead. */
  readonly before: number
  /** The same text, word for word, as far as it is looked at. */
  readonly identical: boolean
  readonly titleOverlap: number
  readonly titleResemblance: number
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

const leadOf = (w: Words): number => Math.min(w.length, w.spaceless ? LEAD_WORDS * CHARACTERS_PER_WORD : LEAD_WORDS)

/** Texts that share less do not run alike: what stands at the same place says nothing. */
const ALIKE = 0.3
const NOTHING_DIFFERS: Differences = { sameNumbers: 0, otherNumbers: [], otherNames: [], otherSubject: false }

/** Measures two items against each other. Symmetric; linear in their texts. */
export function compare(first: Prepared, second: Prepared): Facts {
  // an order of its own, so that the answer cannot depend on which came first
  const swap = first.text.weight > second.text.weight || (first.text.weight === second.text.weight && first.item.key > second.item.key)
  const [x, y] = swap ? [second, first] : [first, second]
  const alignment = align(x.text, y.text)
  const xShare = share(alignment.xCovered, x.text.length)
  const yShare = share(alignment.yCovered, y.text.length)
  return {
    ...(xShare < ALIKE ? NOTHING_DIFFERS : differences(x, y, alignment)),
    shorter: x.text.weight,
    longer: y.text.weight,
    contained: xShare,
    coverage: yShare,
    lead: Math.max(share(alignment.xCovered, leadOf(x.text)), share(alignment.yCovered, leadOf(y.text))),
    before: firstRun(alignment.yCovered) / (y.text.spaceless ? CHARACTERS_PER_WORD : 1),
    identical: x.features.text !== undefined && x.features.text === y.features.text,
    titleOverlap: titleOverlap(x.title, y.title),
    titleResemblance: titleResemblance(x.title, y.title),
    titleSupport: Math.max(titleSupport(x.title, y.title, y.text), titleSupport(y.title, x.title, x.text)),
  }
}
