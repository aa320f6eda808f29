/**
 * What is whole of a JSON Feed that ends in the middle, as JSON text: the document up to the end of the last whole
 * element of its `items`. One pass; the text comes back unchanged where there is nothing to save.
 */
export function wholeItems(text: string): string {
  const open: number[] = []
  let isString = false
  let key = ''
  let from = 0
  let items = 0
  let end = -1
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
    } else if (c === OPEN_BRACE || c === OPEN_BRACKET) {
      open.push(c)
      if (open.length > MAX_DEPTH) return text
      if (c === OPEN_BRACKET && open.length === 2 && key === 'items') items = at + 1
    } else if (c === CLOSE_BRACE || c === CLOSE_BRACKET) {
      open.pop()
      if (items > 0 && open.length === 2) end = at + 1
      else if (items > 0 && open.length < 2) break
    }
  }
  return end > 0 ? `${text.slice(0, end)}]}` : text
}

/** Deeper than any feed; what is, is not worth saving. */
const MAX_DEPTH = 1000
const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
