import { decodeHTML } from 'entities/decode'
import { escapeText } from './escape.ts'
import { formulaText } from './formula.ts'
import { beforeRaised } from './lines.ts'

/** Formatting of words. In a title nothing else is markup, and this only where it is opened and closed. */
const FORMATTING = new Set('a abbr b bdi big cite code em font i kbd mark q s samp small span strike strong sub sup tt u var'.split(' '))
/** Ends of a line, which a title does not have. */
const BREAKS = new Set(['br', 'wbr'])
/** Elements that publishers put around a whole title. Anywhere else a title speaks of them. */
const WRAPPER = /^<(p|div|h[1-6]|html|body|title)(?:\s[^<>]*)?>(.*)<\/\1\s*>$/is
/** A page inside a `div` inside a `p` is as deep as wrappers go. */
const MAX_WRAPPERS = 3
const CDATA = /^<!\[CDATA\[(.*)\]\]>$/s

const TAG = /<(\/?)([a-z][a-z\d]*)(\s[^<>]*|\/)?>|<!--[^<>]*-->/gi
const ALT = /\salt\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))/i
const HAS_SOURCE = /\s(?:src|srcset|alt)\s*=/i

/**
 * The words of a title in HTML, references decoded once. Headlines speak of tags (`Using <script setup>`, `if a<b and b>c`), so that
 * only formatting in closed pairs is taken for markup; a line break is a blank, a picture gives its words, and any other tag is text.
 */
export function wordsOfTitle(html: string): string {
  const title = withFormulas(unwrapped(html))
  const closed = closedPairs(title)
  return decodeHTML(
    title.replace(TAG, (tag: string, slash, name: string | undefined, attributes = '', at: number) => {
      if (name === undefined) return ''
      const lower = name.toLowerCase()
      if (closed.has(at)) return lower === 'sup' && slash === '' ? beforeRaised(title, at, at + tag.length) : ''
      if (BREAKS.has(lower)) return ' '
      return lower === 'img' && HAS_SOURCE.test(attributes) ? altOf(attributes) : tag
    }),
  )
}

/** `<math>` that holds its elements; alone it is spoken of. */
const FORMULA = /<((?:\w{1,9}:)?math)(?:\s[^<>]{0,999})?>(?=\s{0,99}<(?:\w{1,9}:)?m[a-z]{1,9}[\s>]).{1,9999}?<\/\1\s{0,9}>/gis

const withFormulas = (title: string): string =>
  /math/i.test(title) ? title.replace(FORMULA, (math) => escapeText(formulaText(math))) : title

function unwrapped(html: string): string {
  let title = html.trim()
  const [, name, whole] = WRAPPER.exec(title) ?? []
  // it is the first of several, and the end that of the last
  if (whole?.includes(`</${name!}`)) return title.replace(new RegExp(`</?${name!}(?:\\s[^<>]{0,999})?>`, 'gi'), ' ').trim()
  for (let i = 0; i < MAX_WRAPPERS; i++) {
    const inside = WRAPPER.exec(title)?.[2] ?? CDATA.exec(title)?.[1]
    if (inside === undefined) break
    title = inside.trim()
  }
  return title
}

/** Where the tags stand of formatting elements that are opened and closed. */
function closedPairs(title: string): ReadonlySet<number> {
  const closed = new Set<number>()
  const open = new Map<string, number[]>()
  for (const { 1: slash, 2: name, index } of title.matchAll(TAG)) {
    const lower = name?.toLowerCase() ?? ''
    if (!FORMATTING.has(lower)) continue
    const starts = open.get(lower) ?? []
    open.set(lower, starts)
    if (slash === '') starts.push(index)
    else if (starts.length > 0) closed.add(starts.pop()!).add(index)
  }
  return closed
}

function altOf(attributes: string): string {
  const [, double, single, bare] = ALT.exec(attributes) ?? []
  return double ?? single ?? bare ?? ''
}
