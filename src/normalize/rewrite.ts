import { decodeHTMLAttribute } from 'entities/decode'
import { absolute } from '../address/absolute.ts'
import type { Attributes } from './attributes.ts'
import { AMP_EMBEDS } from './embed-hosts.ts'
import { embedLink } from './embeds.ts'
import { escapeMarkup, escapeText } from './escape.ts'
import { formulaText } from './formula.ts'

/**
 * Puts what may stay in the place of what may not, before the cleaner takes that away: a link for a frame, a line of text for a
 * formula, the pictures that are there for readers without scripts. All that is written here is cleaned like the rest.
 */
export function rewriteElements(html: string, base: string | undefined, levels = MAX_LEVELS): string {
  if (levels === 0 || !REWRITTEN.test(html)) return html
  const pieces: string[] = []
  let at = 0
  let left = MAX_REWRITES
  const begin = new RegExp(BEGIN)
  for (let match = begin.exec(html); match !== null && left > 0; match = begin.exec(html)) {
    const name = match[1]?.toLowerCase()
    if (name === undefined || RAW.has(name)) {
      begin.lastIndex = name === undefined ? after(html, '-->', begin.lastIndex) : endOf(html, name, begin.lastIndex).after
      continue
    }
    left--
    const element = elementAt(html, match.index, name)
    if (element === undefined) continue
    const before = html.slice(Math.max(0, match.index - NEAR), match.index)
    const inner = (inside: string) => rewriteElements(inside, base, levels - 1)
    pieces.push(html.slice(at, match.index), REWRITE[kindOf(name)]({ ...element, base, before, inner }))
    begin.lastIndex = at = element.after
  }
  return at === 0 ? html : pieces.join('') + html.slice(at)
}

/** Rewritten elements of one body; a page of fifty videos is a list. The rest goes as it always did. */
const MAX_REWRITES = 200
/** Elements inside such elements: an object in an object in a `noscript`. */
const MAX_LEVELS = 3
/** Characters of a start tag; longer ones carry a page of their own (`srcdoc`). */
const MAX_TAG = 4_000
/** Characters of what a frame shows to browsers without frames; more is an article that its end tag came too late for. */
const MAX_FALLBACK = 500
/** Characters before a `noscript` in which the image that it repeats is looked for. */
const NEAR = 4_000

const AMP_NAMES = Object.keys(AMP_EMBEDS).join('|')
const NAMES = `iframe|object|embed|noscript|area|textarea|(?:\\w+:)?math|${AMP_NAMES}|amp-img|amp-anim|amp-video|amp-audio`
const REWRITTEN = new RegExp(`<(?:${NAMES})[\\s/>]`, 'i')
const BEGIN = new RegExp(`<!--|<(${NAMES}|script|style|xmp)(?=[\\s/>])`, 'gi')
/** Their text is no markup. */
const RAW = new Set(['script', 'style', 'xmp'])
/** They end with their start tag. */
const ALONE = new Set(['area', 'embed', 'amp-img', 'amp-anim', 'amp-video', 'amp-audio'])

interface Element {
  readonly name: string
  readonly attributes: Attributes
  readonly tag: string
  readonly whole: string
  readonly inside: string
  readonly after: number
}

function elementAt(html: string, start: number, name: string): Element | undefined {
  const tagEnd = endOfTag(html, start + 1 + name.length)
  if (tagEnd === undefined) return undefined
  const tag = html.slice(start, tagEnd)
  const end = ALONE.has(name) || tag.endsWith('/>') ? { at: tagEnd, after: tagEnd } : endOf(html, name, tagEnd)
  // a frame that is never closed hides what follows it, as in browsers; nothing must be lost for it
  const isOpen = end.at >= html.length || (name === 'iframe' && end.at - tagEnd > MAX_FALLBACK)
  const { at, after } = isOpen ? { at: tagEnd, after: tagEnd } : end
  return { name, tag, attributes: attributesOf(tag, name), whole: html.slice(start, after), inside: html.slice(tagEnd, at), after }
}

const after = (html: string, mark: string, from: number): number => {
  const at = html.indexOf(mark, from)
  return at < 0 ? html.length : at + mark.length
}

/** Where the end tag of an element stands, and what follows it. */
function endOf(html: string, name: string, from: number): { readonly at: number; readonly after: number } {
  const end = new RegExp(`</${name}\\s*>`, 'gi')
  end.lastIndex = from
  const match = end.exec(html)
  return match === null ? { at: html.length, after: html.length } : { at: match.index, after: end.lastIndex }
}

function endOfTag(html: string, from: number): number | undefined {
  let quote = ''
  const limit = Math.min(html.length, from + MAX_TAG)
  for (let at = from; at < limit; at++) {
    const c = html[at]!
    if (quote !== '') {
      if (c === quote) quote = ''
    } else if (c === '>') return at + 1
    else if ((c === '"' || c === "'") && html[at - 1] === '=') quote = c
  }
  return undefined
}

const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g

function attributesOf(tag: string, name: string): Attributes {
  const attributes: Attributes = Object.create(null)
  for (const [, key, double, single, bare] of tag.slice(1 + name.length).matchAll(ATTRIBUTE)) {
    const lower = key!.toLowerCase()
    attributes[lower] ??= decodeHTMLAttribute(double ?? single ?? bare ?? '')
  }
  return attributes
}

interface Place extends Element {
  readonly base: string | undefined
  /** What stands just before it. */
  readonly before: string
  readonly inner: (html: string) => string
}

const kindOf = (name: string): keyof typeof REWRITE =>
  name.endsWith('math') ? 'math' : name in REWRITE ? (name as keyof typeof REWRITE) : name in AMP_EMBEDS ? 'frame' : 'amp'

const frame = ({ name, attributes, base }: Place): string => embedLink(name, attributes, base) ?? ''

const REWRITE = {
  frame,
  iframe: frame,
  embed: frame,
  object: (place: Place) => objectLink(place) ?? place.inner(place.inside),
  math: ({ whole, inside }: Place) => escapeText(formulaText(whole)) || inside,
  noscript: ({ inside, before, inner }: Place) => (isPicture(inside) && !repeats(inside, before) ? inner(inside) : ''),
  /** Pictures are published without their map (it works by a name): the links stay. */
  area: ({ attributes: { href, alt, title }, base }: Place) => {
    const url = href === undefined ? undefined : absolute(href, base)
    return url === undefined ? '' : `<a href="${escapeMarkup(url.href)}">${escapeMarkup(alt?.trim() || title?.trim() || url.hostname)}</a> `
  },
  /** Code to copy; other readers throw form fields away with their text. */
  textarea: ({ inside }: Place) => `<pre>${inside.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</pre>`,
  /** AMP's own names for images and players: the rest of the tag is HTML's. */
  amp: ({ tag, name }: Place) => `<${AMP_TWINS[name]}${tag.slice(1 + name.length)}`,
}

const AMP_TWINS: Readonly<Record<string, string>> = { 'amp-img': 'img', 'amp-anim': 'img', 'amp-video': 'video', 'amp-audio': 'audio' }

/** An object names what it shows itself, in a parameter, or in the plugin inside it. */
function objectLink({ name, attributes, inside, base }: Place): string | undefined {
  const own = embedLink(name, attributes, base)
  if (own !== undefined) return own
  for (const match of inside.slice(0, MAX_TAG).matchAll(/<(param|embed|iframe)(?=[\s/>])[^<>]*>/gi)) {
    const tag = match[1]!.toLowerCase()
    const given = attributesOf(match[0], tag)
    if (tag === 'param' && !/^(?:movie|src|url|filename)$/i.test(given.name ?? '')) continue
    const address = tag === 'param' ? given.value : (given.src ?? '')
    const link = embedLink('embed', { ...attributes, ...(address === undefined ? {} : { src: address }) }, base)
    if (link !== undefined) return link
  }
  return undefined
}

const isPicture = (html: string): boolean => /<(?:img|picture|video|iframe|amp-img)[\s/>]/i.test(html)

/** Whether the picture stands before it, kept for a script. */
function repeats(html: string, before: string): boolean {
  const source = /\ssrc\s*=\s*["']?([^\s"'<>]+)/i.exec(html)?.[1]
  return source !== undefined && before.includes(source)
}
