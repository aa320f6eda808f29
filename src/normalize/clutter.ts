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
  lines.forEach((text, i) => {
    if (SKIP_LINKS.has(short[i]!) || (title !== '' && isEdge(i, lines.length) && isFiledAs(text, title))) gone.add(i)
  })
  for (const i of shareBars(short)) gone.add(i)
  for (const i of footer(lines, gone)) gone.add(i)
  return gone.size === lines.length ? new Set() : gone
}

const isEdge = (i: number, count: number): boolean => i < EDGE || i >= count - EDGE

/** In lower case, without marks at the ends. */
function plain(text: string): string {
  const low = text.toLowerCase()
  let from = 0
  let to = low.length
  while (from < to && MARK.test(low[from]!)) from++
  while (to > from && MARK.test(low[to - 1]!)) to--
  return low.slice(from, to)
}
const MARK = /[\s|•·›»«▶►→–—:.,!*+-]/

/** Runs of lines made of nothing but sharing: a verb with a network, or three networks. */
function shareBars(bare: readonly string[]): number[] {
  const gone: number[] = []
  for (let i = 0; i < bare.length;) {
    let end = i
    while (end < bare.length && isSharing(bare[end]!)) end++
    const words = bare.slice(i, end).flatMap(wordsOf)
    const networks = new Set(words.filter((word) => NETWORKS.has(word))).size
    const verbs = words.filter((word) => SHARE_VERBS.has(word)).length
    if (networks >= 3 || (verbs > 0 && (networks > 0 || words.includes('this')))) for (let k = i; k < end; k++) gone.push(k)
    i = Math.max(end, i + 1)
  }
  return gone
}

const wordsOf = (text: string): string[] => text.split(/[\s,|/•·:+&]+/).filter((word) => word !== '')

const isShareWord = (word: string): boolean => word === '' || NETWORKS.has(word) || SHARE_VERBS.has(word) || SHARE_FILLERS.has(word)

function isSharing(text: string): boolean {
  if (text === '' || !isShareWord(text.split(' ', 1)[0]!.replace(/[,|/•·:+&].*$/, ''))) return false
  const words = wordsOf(text)
  return words.every(isShareWord) && words.some((word) => NETWORKS.has(word) || SHARE_VERBS.has(word))
}

/** From the end upwards, as long as lines are furniture. Selling lines go only together with one that asks or reserves rights. */
function footer(lines: readonly string[], gone: ReadonlySet<number>): number[] {
  const found: number[] = []
  let selling: number[] = []
  let taken = 0
  const limit = lines.reduce((sum, line) => sum + line.length, 0) * MAX_SHARE
  for (let i = lines.length - 1; i >= 0 && lines.length - i <= EDGE; i--) {
    if (gone.has(i)) continue
    const text = lines[i]!.length <= MAX_FURNITURE ? plain(lines[i]!) : ''
    if (text === '') break
    taken += lines[i]!.length
    if (taken > limit) break
    if (isAsking(text) || isRights(lines[i]!) || isPluginLine(text)) {
      found.push(i, ...selling)
      selling = []
    } else if (isSelling(lines[i]!, text)) selling.push(i)
    else break
  }
  return found
}

/** Speech and reports of speech are news, whatever is said in them. */
const REPORTED = /["“”„«»「」『』]|\b(?:said|says|told|reads|asked|according)\b/

const isAsking = (text: string): boolean => ASKED.test(text) && !REPORTED.test(text)
const ASKED = new RegExp(ASKING.map(({ source }) => source).join('|'))

const isSelling = (written: string, text: string): boolean =>
  SELLING.test(text) && READER.test(text) && !REPORTED.test(text) && !/\d{2}/.test(written)

/** A sign or word of copyright at the start with a year near, or a sentence that reserves rights and is all there is. */
const SIGN = /^(?:copyright\s*)?(?:©|\(c\)|℗|&copy;)|^copyright\s+(?:\d{4}|by\b)/
const YEAR = /\b(?:19|20)\d\d\b/

function isRights(written: string): boolean {
  if (written.length > 250) return false
  const text = written.trim().toLowerCase()
  const at = text.search(RIGHTS)
  const isSigned = SIGN.test(text) && (at >= 0 || YEAR.test(text.slice(0, 60)))
  if ((!isSigned && at < 0) || REPORTED.test(text)) return false
  return isSigned ? sentences(text) <= 4 : at <= 60 && text.length <= 160 && sentences(text) <= 3
}

const sentences = (text: string): number => text.split(/[.!?。](?:\s|$)/).filter((part) => part.trim() !== '').length

/** What the commonest blog engine writes below each entry. */
const isPluginLine = (text: string): boolean =>
  text.startsWith('the post ') && / (?:first )?appeared (?:first )?on /.test(text) && text.length < 300
