import { webAddress } from '../address/published.ts'
import { decodeEntities } from '../parse/entities.ts'
import { scan } from '../parse/scan.ts'
import { present } from '../present.ts'
import { DECLARATION, line, parent, plain, tag } from './xml.ts'

export interface Outline {
  readonly title: string
  /** Address of the feed; absent where it is nobody else's: a file, a private source. */
  readonly url?: string
  /** Address of its site. */
  readonly site?: string
  readonly description?: string
  readonly language?: string
}

export interface OpmlDocument {
  readonly title: string
  /** Public base URL: whose list it is. */
  readonly base: string
  readonly outlines: readonly Outline[]
}

/** A list of feeds as OPML 2.0, as readers import it. Without an address an outline is only named: a body holds at least one. */
export const opml = ({ title, base, outlines }: OpmlDocument): string =>
  DECLARATION +
  parent(
    'opml',
    { version: '2.0' },
    parent('head', {}, plain('title', line(title) || 'Feeds'), plain('ownerId', webAddress(base))),
    parent('body', {}, ...(outlines.length > 0 ? outlines.map(outlineElement) : [tag('outline', { text: 'Nothing yet' })])),
  )

function outlineElement({ title, url, site, description, language }: Outline) {
  const xmlUrl = webAddress(url)
  if (xmlUrl === undefined) return tag('outline', { text: line(title) || 'Untitled' })
  const text = line(title) || new URL(xmlUrl).host
  const about = { description: line(description ?? '') || undefined, language }
  return tag('outline', { type: 'rss', text, title: text, xmlUrl, htmlUrl: webAddress(site), ...about })
}

export interface OpmlFeed {
  readonly url: string
  readonly title?: string
  readonly site?: string
  /** The titles of the outlines around it, joined by ` / `. */
  readonly group?: string
}

export interface OpmlContent {
  readonly feeds: readonly OpmlFeed[]
  /** What is not in `feeds`, and why, as a sentence; the first thousand, then how many more. */
  readonly skipped: readonly { readonly what: string; readonly why: string }[]
}

/** Characters. The largest list that we know has 0.5 MB. */
const MOST_TEXT = 16 * 1024 * 1024
const MOST_FEEDS = 10_000
const MOST_DEEP = 64
const MOST_SKIPPED = 1000
const LONGEST_NAME = 500
/** Characters of an attribute that are looked at; addresses end at 2,048. */
const LONGEST_VALUE = 10_000

/**
 * The feeds that an OPML file names, whatever its version and however broken: the scanner knows no entity but those
 * of XML and HTML and no DOCTYPE, so nothing in the file expands or is fetched.
 */
export function readOpml(text: string): OpmlContent {
  const feeds = new Map<string, OpmlFeed>()
  const skipped: { what: string; why: string }[] = []
  let unlisted = 0
  const skip = (what: string, why: string) => (skipped.length < MOST_SKIPPED ? skipped.push({ what: what.slice(0, 200), why }) : unlisted++)
  const around: string[] = []
  let depth = 0
  let outlines = 0

  const open = (attributes: readonly string[]) => {
    const found = outlineOf(attributes)
    depth++
    if (depth <= MOST_DEEP) around.push(found.title ?? '')
    if (found.address === undefined) return
    if (found.address === '') return void skip(found.title ?? 'an outline', 'its xmlUrl is empty')
    outlines++
    const group = around.slice(0, -1).filter(Boolean).join(' / ')
    const url = feedAddress(found.address)
    if (depth > MOST_DEEP) skip(found.address, `it lies more than ${MOST_DEEP} outlines deep`)
    else if (url === undefined) skip(found.address, 'its address is not an http or https URL')
    else if (feeds.has(url)) skip(found.address, 'it is in the list already')
    else if (outlines > MOST_FEEDS) skip(found.address, `only the first ${MOST_FEEDS} outlines are read`)
    else feeds.set(url, { url, ...present({ title: found.title, site: webAddress(found.site), group: group || undefined }) })
  }
  const close = () => {
    if (depth <= MOST_DEEP) around.pop()
    depth = Math.max(0, depth - 1)
  }

  const isOutline = (name: string) => name.toLowerCase() === 'outline'
  scan(text.slice(0, MOST_TEXT), {
    open(name, attributes, isEmpty) {
      if (!isOutline(name)) return
      open(attributes)
      if (isEmpty) close()
    },
    close: (name) => void (isOutline(name) && close()),
    text() {},
    cdata() {},
  })
  if (text.length > MOST_TEXT) skip('the rest of the file', `only its first ${MOST_TEXT} characters are read`)
  if (unlisted > 0) skipped.push({ what: `${unlisted} more`, why: 'for reasons like those above' })
  return { feeds: [...feeds.values()], skipped }
}

/** Writers differ in the case of attribute names. Some say `url` for the feed's address, which OPML means for links. */
function outlineOf(attributes: readonly string[]) {
  const named = new Map<string, string>()
  for (let i = 0; i < attributes.length; i += 2)
    named.set(attributes[i]!.toLowerCase(), decodeEntities(attributes[i + 1]!.slice(0, LONGEST_VALUE)).trim())
  const isFeed = /^(rss|atom|feed)/i.test(named.get('type') ?? '')
  return {
    title: line(named.get('title') || named.get('text') || '').slice(0, LONGEST_NAME) || undefined,
    address: named.get('xmlurl') || (isFeed && named.get('url')) || (named.has('xmlurl') ? '' : undefined),
    site: named.get('htmlurl'),
  }
}

/** `feed:` is how browsers once handed addresses to readers. A fragment is not part of what is asked for. */
const feedAddress = (address: string): string | undefined =>
  webAddress(address.replace(/^feed:(?:\/\/)?(?=https?:)/i, '').replace(/^feed:/i, 'http:'))?.replace(/#.*$/s, '')
