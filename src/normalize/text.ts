import type { RawText } from '../model/raw.ts'
import { cut, folded, isFolded, isolated, tidied } from './characters.ts'
import { cleanBody } from './html.ts'
import { MAX_EXCERPT, MAX_NAME, MAX_TITLE } from './limits.ts'
import { joinLines } from './derive.ts'
import { wordsOfTitle } from './title.ts'

/** The plain text of HTML: markup gone, references decoded once, one line a paragraph. */
export function plainText(html: string): string {
  return html.includes('<') || html.includes('&') ? joinLines(cleanBody(html).lines) : joinLines([folded(html)])
}

/** A title or name as one line of plain text. What is said to be text is left alone, whatever it looks like. */
export function titleText(raw: RawText | undefined, max: number = MAX_TITLE): string {
  if (raw === undefined) return ''
  // a title is never longer than this with its markup; what follows would be cut anyway
  const written = raw.value.length > 20 * max ? cut(raw.value, 20 * max) : raw.value
  const isMarkup = raw.type === 'html' && (written.includes('<') || written.includes('&'))
  return tidied(isMarkup ? wordsOfTitle(written) : written, max)
}

/** A line of plain text about a feed: not a headline, so that all markup is markup. */
export const subtitleText = (raw: RawText | undefined): string =>
  raw?.type === 'html' ? tidied(plainText(raw.value), MAX_TITLE) : titleText(raw)

/** A name that came without a type: of a person or a category. Publishers write `&amp;` in them, hardly ever markup. */
export const nameText = (written: string | undefined): string =>
  written === undefined ? '' : titleText({ value: written, type: 'text' }, MAX_NAME)

/** Sentences shorter than this make no excerpt. */
const MIN_EXCERPT = 120

/** Characters beyond an excerpt that are looked at, since blanks and marks of direction may go. */
const FOLDED_AWAY = 100

/** Where a sentence ends: before a blank, or anywhere in scripts that are written without. */
const SENTENCE_END = /[.!?…]["'”’»)]?(?= )|[。！？][」』”]?/g

/** Where the last whole sentence of these ends, or 0. */
function lastSentenceEnd(text: string): number {
  let last = 0
  SENTENCE_END.lastIndex = MIN_EXCERPT - 2
  while (SENTENCE_END.test(text)) last = SENTENCE_END.lastIndex
  return last < MIN_EXCERPT ? 0 : last
}

/** The first sentences of a text, at most about 300 characters; cut at a word, with an ellipsis, where no sentence ends in time. */
export function excerpt(text: string): string {
  const beginning = text.slice(0, MAX_EXCERPT + FOLDED_AWAY).replaceAll('\n', ' ')
  if (isFolded(beginning)) return firstSentences(beginning)
  return isolated(firstSentences(tidied(beginning, MAX_EXCERPT + FOLDED_AWAY)))
}

function firstSentences(line: string): string {
  if (line.length <= MAX_EXCERPT) return line
  const head = cut(line, MAX_EXCERPT)
  const end = lastSentenceEnd(head)
  if (end > 0) return head.slice(0, end)
  const short = cut(line, MAX_EXCERPT - 1)
  const blank = short.lastIndexOf(' ')
  return `${blank > MIN_EXCERPT ? short.slice(0, blank) : short}…`
}
