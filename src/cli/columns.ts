/** What a terminal draws in two columns: East Asian Width `W` and `F` (UAX #11), by blocks, and pictures. */
const WIDE =
  /[\u1100-\u115F\u2329\u232A\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u
/** What it draws upon the character before, or not at all. */
const NONE = /^[\p{Mn}\p{Me}\p{Cf}]+$/u

let segmenter: Intl.Segmenter | undefined
/** Made when it is needed: the first of a process lists all locales that there are, 8 ms and 3 MB. */
const graphemes = (): Intl.Segmenter => (segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' }))

/** How many columns of a terminal a text takes. */
export function columns(text: string): number {
  if (/^[\u0020-\u007E]*$/.test(text)) return text.length
  let sum = 0
  for (const { segment } of graphemes().segment(text)) if (!NONE.test(segment)) sum += WIDE.test(segment) ? 2 : 1
  return sum
}
