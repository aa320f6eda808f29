import { escapeText } from '../parse/serialize.ts'
import type { Element } from './element.ts'
import { bare } from './measure.ts'
import { attribute } from './walk.ts'

/** HTML of the blocks of a page, as it goes on to be cleaned. */

/** Inline elements that are written; of others only what is in them. */
export const WRITTEN = new Set(
  'a abbr b bdo cite code del em i ins kbd mark q rp rt ruby s samp small strong sub sup time u var'.split(' '),
)

export const EMPTY = new Set(['img', 'br', 'hr', 'source', 'col', 'wbr', 'input', 'link', 'meta'])
/** What is written inside a block, with these attributes; sanitizing looks at all of it again. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'title'],
  img: [
    'src',
    'srcset',
    'sizes',
    'alt',
    'width',
    'height',
    'data-src',
    'data-lazy-src',
    'data-original',
    'data-srcset',
    'data-lazy-srcset',
  ],
  time: ['datetime'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan', 'scope'],
  ol: ['start'],
  q: ['cite'],
  abbr: ['title'],
}
const BLOCKS = new Set('li ul ol dt dd dl p figcaption tr td th tbody thead tfoot caption br img blockquote'.split(' '))

/** The start tag as it is written; undefined where only what is in the element is. */
export function tagOf(element: Element): string | undefined {
  const { name } = element
  if (!WRITTEN.has(name) && !BLOCKS.has(name)) return undefined
  if (name === 'a' && attribute(element, 'href') === undefined) return undefined
  const attributes = (KEPT[name] ?? []).flatMap((key) => {
    const value = attribute(element, key)
    return value === undefined ? [] : [` ${key}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"`]
  })
  if (name === 'img' && attributes.length === 0) return undefined
  return `<${name}${attributes.join('')}${EMPTY.has(name) ? ' /' : ''}>`
}

/** The address of a picture that is more than a place for one. */
export const sourceOf = (image: Element): string | undefined =>
  [attribute(image, 'data-src'), attribute(image, 'src')].find((one) => one !== undefined && !one.startsWith('data:'))

/** HTML without line breaks at its ends. */
export const trimBreaks = (html: string): string => {
  let from = 0
  let to = html.length
  while (html.startsWith('<br />', from) || html[from] === ' ') from += html[from] === ' ' ? 1 : 6
  while (to > from && (html.endsWith('<br />', to) || html[to - 1] === ' ')) to -= html[to - 1] === ' ' ? 1 : 6
  return html.slice(from, to)
}

/** Longer ones tell no more of a picture. */
const MAX_ALT = 1000

/** A picture as `tagOf` writes it. */
const PICTURE = /^<img(?: [\w-]+="[^"]*")* \/>/

/** Words under a picture, in what stands for it: a caption in the running text is read as a sentence of it. */
export function withCaption(html: string, caption: string): string {
  const at = html.lastIndexOf('<img')
  const tag = PICTURE.exec(html.slice(at))?.[0] ?? ''
  const alt = / alt="([^"]*)"/.exec(tag)?.[1]
  if (tag === '' || caption === '' || (alt?.length ?? 0) > MAX_ALT) return html
  const words = escapeText(caption).replaceAll('"', '&quot;')
  const [before, own] = [bare(alt ?? ''), bare(words)]
  const both = before.includes(own) ? alt : own.includes(before) ? words : `${alt} – ${words}`
  const written = alt === undefined ? tag.replace(/ \/>$/, () => ` alt="${both}" />`) : tag.replace(/ alt="[^"]*"/, () => ` alt="${both}"`)
  return html.slice(0, at) + written + html.slice(at + tag.length)
}
