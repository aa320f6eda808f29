/** JSON with the two slips that are made by hand repaired: line ends and tabs within strings, and commas behind the last of a list. */
export function repaired(text: string): string {
  const pieces: string[] = []
  let from = 0
  let comma = -1
  let isString = false
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (isString) {
      if (c === BACKSLASH) at++
      else if (c === QUOTE) isString = false
      else if (c < 0x20) {
        pieces.push(text.slice(from, at), c === 0x09 ? '\\t' : '\\n')
        from = at + 1
      }
    } else if (c > 0x20) {
      if (comma >= 0 && (c === CLOSE_BRACE || c === CLOSE_BRACKET)) {
        pieces.push(text.slice(from, comma))
        from = comma + 1
      }
      comma = c === COMMA ? at : -1
      isString = c === QUOTE
    }
  }
  pieces.push(text.slice(from))
  return pieces.join('')
}

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
const COMMA = 0x2c
const BACKSLASH = 0x5c
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
