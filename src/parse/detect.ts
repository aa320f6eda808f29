import type { Format } from '../model/raw.ts'
import { endOfXmlInstruction } from './scan.ts'

/** What a document is, by its first telling tag; where that tag begins. */
export interface Detected {
  readonly format: Exclude<Format, 'page'> | 'html' | 'unknown'
  readonly at: number
}

/** Tags looked at before giving up: wrappers and error messages before the feed are short. */
const MAX_TAGS = 200

/** Looks only at the beginning of a document and never fails: `unknown` is an answer. */
export function detect(text: string): Detected {
  const start = text.search(/\S/)
  const first = text[start]
  if (first === '{' || first === '[') return { format: 'json', at: start }
  if (/^<item[\s>]/i.test(text.slice(start, start + 6))) return { format: 'rss', at: start }
  let html: Detected | undefined
  for (let at = text.indexOf('<'), tags = 0; at >= 0 && tags < MAX_TAGS; at = text.indexOf('<', skip(text, at)), tags++) {
    const format = formatOf(text, at)
    if (format === 'html') html ??= { format, at }
    else if (format !== undefined) return { format, at }
    // HTML that goes on beyond its head is a page; a feed's tag further down is its text, unless nothing else is there.
    if (html && /^<body[\s>]/i.test(text.slice(at, at + 6))) return wrappedFeed(text, at) ?? html
  }
  return html ?? wrappedJson(text) ?? { format: 'unknown', at: Math.max(start, 0) }
}

/** Characters of messages, comments, guards and function names before the JSON of a feed. */
const MAX_PRELUDE = 500
const VERSION_NEAR = 100_000

function wrappedJson(text: string): Detected | undefined {
  const version = text.slice(0, VERSION_NEAR).indexOf('jsonfeed.org/version')
  const at = text.slice(0, MAX_PRELUDE).indexOf('{')
  return at >= 0 && at < version ? { format: 'json', at } : undefined
}

/** A document whose markup was escaped as a whole, by itself or as the one string that a service answers. */
export const ESCAPED_FEED =
  /^\s{0,100}(?:<\?xml[^<>]{0,200}>\s{0,100})?(?:<string(?:\s[^<>]{0,500})?>\s{0,100})?&lt;(?:\?xml[\s&]|(?:[\w.-]{1,40}:)?(?:rss|rdf|feed)[\s&])/i

/** A feed that some program took for HTML, or that a browser shows in a frame of its own: it is all that the body holds. */
function wrappedFeed(text: string, body: number): Detected | undefined {
  const wrapping = WRAPPING.exec(text.slice(body, body + 3000))
  if (wrapping === null) return undefined
  const at = body + wrapping[0].length
  const format = formatOf(text, at)
  return format && { format, at }
}

const WRAPPING =
  /^<body[^>]{0,500}>\s{0,100}(?:<(?:div|\?xml)(?:\s[^>]{0,500})?>\s{0,100}){0,5}(?=<(?:[\w.-]{1,40}:)?(?:rss|rdf|feed)[\s>])/i

function formatOf(text: string, at: number): Detected['format'] | undefined {
  const tag = /^<(?:[\w.-]{1,40}:)?([a-z]{3,8})(?=[\s/>])/i.exec(text.slice(at, at + 64))
  if (tag === null) return /^<!doctype\s+html\b/i.test(text.slice(at, at + 20)) ? 'html' : undefined
  switch ((tag[1] as string).toLowerCase()) {
    case 'rss':
      return 'rss'
    case 'rdf':
      return 'rdf'
    case 'feed':
    case 'entry':
      return 'atom'
    case 'channel':
      return isCdf(text, at) ? 'cdf' : 'rss'
    case 'html':
    case 'head':
      return 'html'
    default:
      return undefined
  }
}

/** A channel without `<rss>` around it is CDF if it says where it lives, or writes its tags in capitals as CDF's examples do. */
function isCdf(text: string, at: number): boolean {
  const tag = text.slice(at, at + 1000)
  const end = tag.indexOf('>')
  return /\s(?:href|lastmod|self|base|level|precache)\s*=/i.test(end < 0 ? tag : tag.slice(0, end)) || text.startsWith('<CHANNEL', at)
}

/** Past comments, declarations and instructions, in which tags mean nothing. */
function skip(text: string, at: number): number {
  if (/^<\?xml/i.test(text.slice(at, at + 5))) return endOfXmlInstruction(text, at)
  const close = text.startsWith('<!--', at) ? '-->' : text.startsWith('<?', at) ? '?>' : '>'
  const end = text.indexOf(close, at + 1)
  return end < 0 ? text.length : close === '>' ? at + 1 : end + close.length
}
