import type { Instant } from '../model/time.ts'
import type { Facts } from './facts.ts'
import { align } from './align.ts'
import { CHARACTERS_PER_WORD } from './rules.ts'
import { prepare, type Prepared } from './features.ts'
import { saysCorrected } from './corrections.ts'
import { HashSet } from './hash-set.ts'
import { countsOn } from './headlines.ts'
import { EDITED, LEAD, WORDS } from './thresholds.ts'
import { isSupported, ownSubject, ownSupport, tellingWords, titleOverlap, titleResemblance, titleSupport } from './titles.ts'
import { stretchOf, unmatched } from './unmatched.ts'
import { differences, type Differences } from './vetoes.ts'
import { NUMBER, type Words } from './words.ts'

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

function innerOf(x: Words, covered: Uint8Array): Pick<Facts, 'inner' | 'stretch' | 'edits'> {
  const { from, to } = stretchOf(covered)
  let sum = 0
  let edits = 0
  for (let i = from; i < to; i++) {
    sum += covered[i]!
    if (!covered[i] && covered[i - 1]) edits++
  }
  return { edits, inner: to === from ? 0 : sum / (to - from), stretch: (to - from) / (x.spaceless ? CHARACTERS_PER_WORD : 1) }
}

function wordsShared(x: Words, y: Words): number {
  const [a, b] = [new HashSet(x.hash), new HashSet(y.hash)]
  return a.size === 0 ? 0 : a.values.filter((h) => b.has(h)).length / Math.min(a.size, b.size)
}

function figuresIn({ flags, length }: Words): number {
  let figures = 0
  for (let i = 0; i < length; i++) figures += flags[i]! & NUMBER
  return figures / (length || 1)
}

const isSameText = (x: Words, y: Words): boolean => x.length > 0 && x.length === y.length && x.hash.every((h, i) => h === y.hash[i])

/** What two items say of when they were published, the shorter first. What says nothing came at any time. */
const published = (shorter: Instant | undefined, longer: Instant | undefined): Pick<Facts, 'apart' | 'grew'> =>
  shorter === undefined || longer === undefined ? { apart: 0, grew: false } : { apart: Math.abs(longer - shorter), grew: longer > shorter }

/** Measures two items against each other. Symmetric; linear in their texts. */
export function compare(first: Prepared, second: Prepared): Facts {
  // an order of its own, so that the answer cannot depend on which came first
  const swap = first.text.weight > second.text.weight || (first.text.weight === second.text.weight && first.item.key > second.item.key)
  const [x, y] = swap ? [second, first] : [first, second]
  const alignment = align(x.text, y.text)
  const identical = isSameText(prepare(x.item).text, prepare(y.item).text)
  if (identical) for (const covered of [alignment.xCovered, alignment.yCovered]) covered.fill(1)
  const xShare = share(alignment.xCovered, x.text.length)
  const yShare = share(alignment.yCovered, y.text.length)
  const differ = xShare < ALIKE ? NOTHING_DIFFERS : differences(x, y, alignment)
  const subject = xShare < ALIKE ? undefined : (ownSubject(x, y) ?? ownSubject(y, x))
  const lone = xShare < ALIKE ? NOTHING_UNMATCHED : unmatched(x, y, alignment)
  const [shorterSupported, longerSupported] = [titleSupport(x.title, y), titleSupport(y.title, x)]
  return {
    ...differ,
    shorter: x.text.weight,
    longer: y.text.weight,
    contained: xShare,
    coverage: yShare,
    lead: Math.max(share(alignment.xCovered, leadOf(x.text)), share(alignment.yCovered, leadOf(y.text))),
    ...innerOf(x.text, alignment.xCovered),
    innerLonger: innerOf(y.text, alignment.yCovered).inner,
    oneSource: x.item.source === y.item.source,
    ...published(x.item.published, y.item.published),
    unmatched: lone,
    ...(subject === undefined ? {} : { ownSubject: subject }),
    countsOn: countsOn(x.title, y.title),
    saysCorrected: saysCorrected(x.item.title) || saysCorrected(y.item.title),
    correctsFigure:
      x.text.weight >= WORDS.brief &&
      xShare >= EDITED.corrected &&
      (differ.otherNumbers.length > 0 || lone.every(({ numbers }) => numbers.length > 0)),
    wordsShared: x.text.weight < WORDS.short ? wordsShared(x.text, y.text) : xShare,
    sharedSupport: longerSupported,
    isLongerSupported: isSupported(y.title, x),
    ownSupport: xShare < ALIKE ? 0 : ownSupport(x, y, alignment.yCovered),
    before: firstRun(alignment.yCovered) / (y.text.spaceless ? CHARACTERS_PER_WORD : 1),
    figures: figuresIn(x.text),
    identical,
    titleOverlap: titleOverlap(x.title, y.title),
    titleResemblance: titleResemblance(x.title, y.title),
    otherHeadlines: titleResemblance(x.title, y.title) < 1 && titleOverlap(x.title, y.title) < 1,
    leastTelling: Math.min(tellingWords(x.title), tellingWords(y.title)),
    otherTitles: shorterSupported < 1 && longerSupported < 1,
    titleSupport: Math.max(shorterSupported, longerSupported),
  }
}
