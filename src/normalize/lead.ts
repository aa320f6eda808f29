import type { Line } from './lines.ts'

/** The lead stands among the first lines; further down a repetition is meant. */
const REACH = 14
/** Lines that may stand between a lead and its copy: a dateline, a credit. */
const MAX_BETWEEN = 2
/** Words a paragraph has to have; songs and poems repeat shorter lines. In scripts without spaces two characters count as one. */
const MIN_WORDS = 12
/** Words a dateline has at most: TOKYO, Jan. 13 (Example News) - */
const MAX_DATELINE_WORDS = 8
/** Words in which copies may differ at their ends. */
const MAX_TAIL = 3

/** Indexes of lead paragraphs that stand twice at the start: of each pair the poorer one, or the later of equals. */
export function repeatedLead(lines: readonly Line[], skipped: ReadonlySet<number>): number[] {
  const gone: number[] = []
  const near = lines.slice(0, REACH).map(({ text }, i) => (skipped.has(i) ? [] : wordsOf(text)))
  for (let i = 0; i < near.length; i++) {
    if (gone.includes(i) || near[i]!.length < MIN_WORDS) continue
    for (let j = i + 1; j < near.length && j <= i + 1 + MAX_BETWEEN; j++) {
      if (near[j]!.length < MIN_WORDS || !isCopy(near[i]!, near[j]!, lines[i]!.text, lines[j]!.text)) continue
      const poorer = near[j]!.length > near[i]!.length ? i : j
      gone.push(poorer)
      if (poorer === i) break
    }
  }
  return gone
}

/** Words of a paragraph, or pairs of characters where words are not spaced; marks and case aside. */
function wordsOf(text: string): string[] {
  const low = text.slice(0, 4000).toLowerCase()
  return low.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{1,2}|[\p{L}\p{N}\p{M}]+/gu) ?? []
}

function isCopy(a: readonly string[], b: readonly string[], textA: string, textB: string): boolean {
  if (sameBut(a, b, textA, textB)) return true
  const [shortA, shortB] = [withoutDateline(textA), withoutDateline(textB)]
  if (shortA === textA && shortB === textB) return false
  const [x, y] = [wordsOf(shortA), wordsOf(shortB)]
  return x.length >= MIN_WORDS && y.length >= MIN_WORDS && sameBut(x, y, shortA, shortB)
}

/** One begins with the other, or they differ in a few last words that are not other numbers. */
function sameBut(a: readonly string[], b: readonly string[], textA: string, textB: string): boolean {
  const least = Math.min(a.length, b.length)
  let same = 0
  while (same < least && a[same] === b[same]) same++
  if (same === least) return true
  if (same < MIN_WORDS) return false
  const [tailA, tailB] = [a.slice(same), b.slice(same)]
  // a teaser breaks off in the middle of a word
  const [shorter, text] = a.length <= b.length ? [tailA, textA] : [tailB, textB]
  if (shorter.length <= 1 && /(?:…|\.\.\.|\[…\])\]?$/.test(text)) return true
  const numbers = [tailA, tailB].map((tail) => tail.filter((word) => /\d/.test(word)).join(' '))
  return tailA.length <= MAX_TAIL && tailB.length <= MAX_TAIL && same >= 5 * MAX_TAIL && (numbers[0] === '' || numbers[1] === '')
}

/** `TOKYO - `, `BERLIN, Jan 3 (Example) — `, `【東京】`, `（東京＝通信）`: a place in front. */
function withoutDateline(text: string): string {
  const head = text.slice(0, 100)
  const bracket = /^[【（([][^】）)\]]{1,40}[】）)\]]\s*/.exec(head)
  if (bracket) return text.slice(bracket[0].length)
  const dash = /\s[-–—]{1,2}\s|\s?[—–:]\s/.exec(head)
  if (!dash || head.slice(0, dash.index).split(/\s+/).length > MAX_DATELINE_WORDS) return text
  return text.slice(dash.index + dash[0].length)
}
