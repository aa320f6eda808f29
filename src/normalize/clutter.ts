import { ASKING, NETWORKS, READER, RIGHTS, SELLING, SHARE_FILLERS, SHARE_VERBS, SKIP_LINKS } from './phrases.ts'

/**
 * Takes wire clutter off what is published: what pages and agencies put around an article. The measure is that a real sentence never
 * goes, so each rule wants a whole line that can be nothing else, and most want it at the end; a body of clutter alone stays as it is.
 * What only stands twice is no clutter: a refrain, a list of references (see `derive.ts`).
 */

/** A day as six digits, then a serial number: how agencies and page tools file a headline (` 130111-3`, ` 130111-3.`). */
const WIRE_CODE = /^(.*\S)\s+(\d\d)(\d\d)(\d\d)-\d{1,2}[.]?$/s

/** A headline without the filing code behind it. */
export function headline(title: string): string {
  const match = /\d[.]?$/.test(title) ? WIRE_CODE.exec(title) : null
  if (!match) return title
  const [a, b, c] = match.slice(2).map(Number) as [number, number, number]
  return isDay(a, b) || isDay(b, a) || isDay(c, b) ? match[1]! : title
}

/** The headline once more, with its filing code. */
const isFiledAs = (line: string, title: string): boolean => line.startsWith(title) && line !== title && headline(line) === title

const isDay = (day: number, month: number): boolean => day >= 1 && day <= 31 && month >= 1 && month <= 12

/** Lines at either end that can be furniture. Beyond them is the article. */
const EDGE = 12
/** Furniture is short; what is longer is prose. */
const MAX_FURNITURE = 320
/** Characters of a skip link or of a bar of buttons. */
const MAX_BAR = 120
/** Of the characters of a body, what may be taken off its end; more is not an end. */
const MAX_SHARE = 0.5

/** Indexes of the lines that are no part of the article. `title` is its headline, without a filing code. */
export function clutteredLines(lines: readonly string[], title = ''): ReadonlySet<number> {
  const gone = new Set<number>()
  const short = lines.map((text, i) => (text.length <= MAX_BAR && isEdge(i, lines.length) ? plain(text) : ''))
  for (let i = 0; i < lines.length; i++) {
    if (SKIP_LINKS.has(short[i]!) || (title !== '' && isEdge(i, lines.length) && isFiledAs(lines[i]!, title))) gone.add(i)
  }
  addShareBars(short, gone)
  addFooter(lines, gone)
  return gone.size === lines.length ? NONE : gone
}

const NONE: ReadonlySet<number> = new Set()

const isEdge = (i: number, count: number): boolean => i < EDGE || i >= count - EDGE

/** In lower case, without marks at the ends. */
function plain(text: string): string {
  const low = text.toLowerCase()
  let from = 0
  let to = low.length
  while (from < to && isMark(low.charCodeAt(from))) from++
  while (to > from && isMark(low.charCodeAt(to - 1))) to--
  return low.slice(from, to)
}

/** No letter of ASCII is one, which nearly all lines begin with. */
const isMark = (code: number): boolean => (code < 0x61 || code > 0x7a) && MARK.test(String.fromCharCode(code))
const MARK = /[\s|•·›»«▶►→–—:.,!*+-]/

/** Runs of lines made of nothing but sharing: a verb with a network, or three networks. */
function addShareBars(bare: readonly string[], gone: Set<number>): void {
  for (let start = 0; start < bare.length; start++) {
    let end = start
    while (end < bare.length && isSharing(bare[end]!)) end++
    if (end === start) continue
    const words = bare.slice(start, end).flatMap(wordsOf)
    const networks = new Set(words.filter((word) => NETWORKS.has(word))).size
    const verbs = words.filter((word) => SHARE_VERBS.has(word)).length
    const isBar = networks >= 3 || (verbs > 0 && (networks > 0 || words.includes('this')))
    for (; start < end; start++) if (isBar) gone.add(start)
  }
}

const wordsOf = (text: string): string[] => text.split(/[\s,|/•·:+&]+/).filter((word) => word !== '')

const isShareWord = (word: string): boolean => word === '' || NETWORKS.has(word) || SHARE_VERBS.has(word) || SHARE_FILLERS.has(word)

const FIRST_WORD = /^[^ ,|/•·:+&]*/

function isSharing(text: string): boolean {
  if (text === '' || !isShareWord(FIRST_WORD.exec(text)![0])) return false
  const words = wordsOf(text)
  return words.every(isShareWord) && words.some((word) => NETWORKS.has(word) || SHARE_VERBS.has(word))
}

/** From the end upwards, as long as lines are furniture. Selling lines go only together with one that asks or reserves rights. */
function addFooter(lines: readonly string[], gone: Set<number>): void {
  const found: number[] = []
  let selling: number[] = []
  let taken = 0
  for (let i = lines.length - 1; i >= 0 && lines.length - i <= EDGE; i--) {
    if (gone.has(i)) continue
    const text = lines[i]!.length <= MAX_FURNITURE ? plain(lines[i]!) : ''
    if (text === '') break
    taken += lines[i]!.length
    if (isAsking(text) || isRights(lines[i]!) || isPluginLine(text)) {
      if (isMost(taken, lines)) break
      found.push(i, ...selling)
      selling = []
    } else if (isSelling(lines[i]!, text)) selling.push(i)
    else break
  }
  for (const i of found) gone.add(i)
}

const isMost = (taken: number, lines: readonly string[]): boolean => taken > MAX_SHARE * lines.reduce((sum, line) => sum + line.length, 0)

/** Speech and reports of speech are news, whatever is said in them. */
const REPORTED = /["“”„«»「」『』]|\b(?:said|says|told|reads|asked|according)\b/

/** By their first character: one expression of all of them took a cold process 8 ms to compile. */
const ASKED = Map.groupBy(
  ASKING.flatMap(({ begins, asks }) => begins.split(' ').map((word) => ({ word, asks }))),
  ({ word }) => word[0],
)

const isAsking = (text: string): boolean =>
  ASKED.get(text[0])?.some(({ word, asks }) => text.startsWith(word) && asks.test(text)) === true && !REPORTED.test(text)

const isSelling = (written: string, text: string): boolean =>
  SELLING.test(text) && READER.test(text) && !REPORTED.test(text) && !/\d{2}/.test(written)

/** Characters of a line that reserves rights without a sign of copyright. */
const MAX_RIGHTS_ALONE = 160

/** A sign or word of copyright at the start with a year near, or a sentence that reserves rights and is all there is. */
const SIGN = /^(?:copyright\s*)?(?:©|\(c\)|℗|&copy;)|^copyright\s+(?:\d{4}|by\b)/
const YEAR = /\b(?:19|20)\d\d\b/

function isRights(written: string): boolean {
  if (written.length > 250) return false
  const text = written.trim().toLowerCase()
  const isMarked = SIGN.test(text)
  if (!isMarked && text.length > MAX_RIGHTS_ALONE) return false
  const at = text.search(RIGHTS)
  const isSigned = isMarked && (at >= 0 || YEAR.test(text.slice(0, 60)))
  if ((!isSigned && at < 0) || REPORTED.test(text)) return false
  return isSigned ? sentences(text) <= 4 : at <= 60 && text.length <= MAX_RIGHTS_ALONE && sentences(text) <= 3
}

const sentences = (text: string): number => text.split(/[.!?。](?:\s|$)/).filter((part) => part.trim() !== '').length

/** What the commonest blog engine writes below each entry. */
const isPluginLine = (text: string): boolean =>
  text.startsWith('the post ') && / (?:first )?appeared (?:first )?on /.test(text) && text.length < 300
