/** The lead stands among the first lines; further down a repetition is meant. */
const REACH = 14
/** Lines that may stand between a lead and its copy: a dateline, a credit. */
const MAX_BETWEEN = 2
/** Words a paragraph has to have; songs and poems repeat shorter lines. In scripts without spaces two characters count as one. */
const MIN_WORDS = 12
/** Words a dateline has at most: TOKYO, Jan. 13 (Example News) - */
const MAX_DATELINE_WORDS = 8
/** Copies may end in different words for the same day: Thursday, January 13, 2011. Then they have to share more before it. */
const MAX_DAY_WORDS = 4
const MIN_WORDS_BEFORE_DAY = 20
const DAY_WORD =
  /^(?:\d{1,4}(?:st|nd|rd|th)?|on|today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/

/** Indexes of lead paragraphs that stand twice at the start: of each pair the poorer one, or the later of equals. */
export function repeatedLead(lines: readonly string[]): readonly number[] {
  const gone: number[] = []
  const pairs = likePairs(lines, REACH)
  if (pairs.length === 0) return gone
  const words = once((i) => wordsOf(lines[i]!))
  for (const [i, j] of pairs) {
    if (gone.includes(i) || words(i).length < MIN_WORDS || words(j).length < MIN_WORDS) continue
    if (isCopy(words(i), words(j), lines[i]!, lines[j]!)) gone.push(words(j).length > words(i).length ? i : j)
  }
  return gone
}

/** Lines that may stand over the lead: a headline once more, a credit. */
const MAX_BEFORE_LEAD = 2

/**
 * Of a lead that stands twice to the word at the start, datelines aside, the index of the poorer one. Publishing systems put it over
 * the text and into it; whoever reads it once misses nothing. What only begins alike, or comes back later, is meant.
 */
export function wholeLeadTwice(lines: readonly string[]): readonly number[] {
  const words = once((i) => wordsOf(withoutDateline(lines[i]!)))
  for (const [i, j] of likePairs(lines, MAX_BEFORE_LEAD + 2 + MAX_BETWEEN)) {
    if (i > MAX_BEFORE_LEAD) break
    if (words(i).length >= MIN_WORDS && words(i).join(' ') === words(j).join(' ')) return [lines[j]!.length > lines[i]!.length ? i : j]
  }
  return []
}

function once<T>(read: (index: number) => T): (index: number) => T {
  const known: T[] = []
  return (index) => (known[index] ??= read(index))
}

/** Of the first lines those near each other that begin alike, datelines aside: no others are copies, and need their words looked for. */
function likePairs(lines: readonly string[], reach: number): readonly (readonly [number, number])[] {
  const count = Math.min(lines.length, reach)
  const pairs: (readonly [number, number])[] = []
  if (count < 2) return pairs
  const starts: number[] = []
  const dateless: number[] = []
  for (let j = 0; j < count; j++) {
    const line = lines[j]!
    const start = startOf(line)
    const rest = withoutDateline(line)
    starts.push(start)
    dateless.push(rest === line ? start : startOf(rest))
    for (let i = Math.max(0, j - 1 - MAX_BETWEEN); i < j; i++) {
      if (isLike(starts[i]!, starts[j]!) || isLike(dateless[i]!, dateless[j]!)) pairs.push([i, j])
    }
  }
  return pairs.length < 2 ? pairs : pairs.toSorted(([a], [b]) => a - b)
}

/** Letters and digits that copies begin with; equal words have equal ones. */
const START = 10
/** Characters in which they are looked for. */
const START_REACH = 100
/** A start with too few of them, which says nothing. */
const NO_START = -1

const isLike = (a: number, b: number): boolean => a === b || a === NO_START || b === NO_START

/** The first letters and digits of ASCII as one number of base 36, which is below 2 to the power of 53. */
function startOf(text: string): number {
  let start = 0
  let found = 0
  const end = Math.min(text.length, START_REACH)
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i) | 0x20
    const digit = code >= 0x61 && code <= 0x7a ? code - 0x57 : code >= 0x30 && code <= 0x39 ? code - 0x30 : -1
    if (digit < 0) continue
    start = start * 36 + digit
    if (++found === START) return start
  }
  return NO_START
}

const WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{1,2}|[\p{L}\p{N}\p{M}]+/gu
/** The same where no other letters stand: the classes of Unicode take three times as long. */
const ASCII_WORDS = /[a-z\d]+/g
// oxlint-disable-next-line no-control-regex
const IS_ASCII = /^[\0-\x7f]*$/

/** Words of a paragraph, or pairs of characters where words are not spaced; marks and case aside. */
function wordsOf(text: string): string[] {
  const low = text.slice(0, 4000).toLowerCase()
  return low.match(IS_ASCII.test(low) ? ASCII_WORDS : WORDS) ?? []
}

function isCopy(a: readonly string[], b: readonly string[], textA: string, textB: string): boolean {
  if (sameBut(a, b, textA, textB)) return true
  const [shortA, shortB] = [withoutDateline(textA), withoutDateline(textB)]
  if (shortA === textA && shortB === textB) return false
  const [x, y] = [wordsOf(shortA), wordsOf(shortB)]
  return x.length >= MIN_WORDS && y.length >= MIN_WORDS && sameBut(x, y, shortA, shortB)
}

/** One begins with the other, breaks off in the middle of a word, or they name the day differently at the end. */
function sameBut(a: readonly string[], b: readonly string[], textA: string, textB: string): boolean {
  const least = Math.min(a.length, b.length)
  let same = 0
  while (same < least && a[same] === b[same]) same++
  if (same === least) return true
  if (same < MIN_WORDS) return false
  const [shorter, text] = a.length <= b.length ? [a, textA] : [b, textB]
  if (shorter.length - same === 1 && CUT_OFF.test(text)) return true
  return (
    same >= MIN_WORDS_BEFORE_DAY &&
    [a, b].every((words) => words.length - same <= MAX_DAY_WORDS && words.slice(same).every((word) => DAY_WORD.test(word)))
  )
}

const CUT_OFF = /(?:…|\.\.\.|\[…\])\]?$/

const DATELINE_MARKS = ['-', ':', '–', '—']

const BRACKETED = /^[【（([][^】）)\]]{1,40}[】）)\]]\s{0,9}/

/** `TOKYO - `, `BERLIN, Jan 3 (Example) — `, `【東京】`, `（東京＝通信）`: a place in front. */
function withoutDateline(text: string): string {
  const bracket = BRACKETED.exec(text)
  if (bracket) return text.slice(bracket[0].length)
  const head = text.slice(0, 100)
  if (!DATELINE_MARKS.some((mark) => head.includes(mark))) return text
  const dash = /\s[-–—]{1,2}\s|\s?[—–:]\s/.exec(head)
  if (!dash || head.slice(0, dash.index).split(/\s+/).length > MAX_DATELINE_WORDS) return text
  return text.slice(dash.index + dash[0].length)
}
