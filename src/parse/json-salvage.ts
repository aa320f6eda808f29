import { MAX_ITEMS } from './limits.ts'

/** Objects and lists in one another; no feed has twenty. */
const MAX_DEPTH = 1000
/** Values of one document, which take some 70 bytes of memory each: a hundred for each item that is read. */
const MAX_VALUES = 100 * MAX_ITEMS

/** Whether all of it as a value would take hundreds of megabytes: 15 MiB hold seven million empty lists, in one another or side by side. */
export const holdsTooMuch = (text: string): boolean => text.length > MAX_VALUES && survey(text).isTooMuch

/**
 * What is whole of a JSON Feed that ends in the middle, or holds too much, as JSON text: the document up to the end of the last whole
 * element of its `items`. Undefined where there is nothing to save.
 */
export function wholeItems(text: string): string | undefined {
  const { end } = survey(text)
  return end > 0 ? `${text.slice(0, end)}]}` : undefined
}

/** One walk through JSON, up to where it holds too much: where the last whole element of its `items` ends, if any. */
function survey(text: string): { readonly end: number; readonly isTooMuch: boolean } {
  const open: number[] = []
  let isString = false
  let key = ''
  let from = 0
  let isInItems = false
  let end = -1
  let values = 0
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (isString) {
      if (c === BACKSLASH) at++
      else if (c === QUOTE) {
        isString = false
        if (open.length === 1) key = text.slice(from, at)
      }
    } else if (c === QUOTE) {
      isString = true
      from = at + 1
    } else if (c === OPEN_BRACE || c === OPEN_BRACKET || c === COMMA) {
      if (++values > MAX_VALUES || open.length > MAX_DEPTH) return { end, isTooMuch: true }
      if (c !== COMMA) open.push(c)
      if (c === OPEN_BRACKET && open.length === 2 && key === 'items' && end < 0) isInItems = true
    } else if (c === CLOSE_BRACE || c === CLOSE_BRACKET) {
      open.pop()
      if (isInItems && open.length === 2) end = at + 1
      else if (open.length < 2) isInItems = false
    }
  }
  return { end, isTooMuch: false }
}

const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
