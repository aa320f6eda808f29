import { decodeXML } from 'entities/decode'
import type { Document, Parsed, RawFeed } from '../model/raw.ts'
import { readAtom, readEntry } from './atom.ts'
import { readCdf, readCdfItem } from './cdf.ts'
import { decode, type Decoded } from './decode.ts'
import { detect, ESCAPED_FEED } from './detect.ts'
import { readJsonFeed } from './json.ts'
import { resolveFeed } from './relative.ts'
import { rootOf } from './root.ts'
import { readRss, readRssItem } from './rss.ts'

/**
 * Reads a document of any feed format; never throws. What the publisher wrote comes out as written: nothing is
 * invented, sanitized or dated here. An HTML page is a `not-a-feed` problem with its text; `page/document.ts` reads it.
 */
export function parse(document: Document): Parsed {
  const read = decode(document)
  return readText(ESCAPED_FEED.test(read.text) ? { ...read, text: decodeXML(read.text) } : read, document)
}

function readText(decoded: Decoded, document: Document): Parsed {
  const { text } = decoded
  const { format, at } = detect(text)
  const feed = (read: RawFeed): Parsed => ({ ok: true, feed: resolveFeed(read, document.url) })
  switch (format) {
    case 'json': {
      const parsed = readJsonFeed(text.slice(at), decoded.isTwice)
      return parsed.ok ? feed(parsed.feed) : parsed
    }
    case 'rss':
    case 'rdf':
      return feed(readRss(rootOf(decoded, at, document, readRssItem), format))
    case 'atom':
      return feed(readAtom(rootOf(decoded, at, document, readEntry)))
    case 'cdf':
      return feed(readCdf(rootOf(decoded, at, document, readCdfItem)))
    case 'html':
      return aPage(text)
    default:
      if (isHtml(text, document)) return aPage(text)
      return notAFeed(text.trim() === '' ? 'The document is empty.' : 'This is no feed of a format known to wirefold.', [])
  }
}

type Unreadable = Extract<Parsed, { ok: false }>

/** Elements that pages begin with which leave `<html>` out, as HTML 13.1.2.4 lets them. */
const BEGINS_PAGE =
  /^(?:\s|<!--[\s\S]{0,2000}?-->|<!doctype[^>]{0,200}>){0,20}<(?:meta|title|base|link|script|style|body|header|main|nav|article|section|div|table|center|font|h[1-6]|p|ul|ol|a|form|b|img|noscript|iframe|frameset)[\s>/]/i

/** HTML is HTML without doctype, `html` and `head`, where it is sent as such, or begins as only a page begins. */
const isHtml = (text: string, { headers }: Document): boolean =>
  /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(headers['content-type'] ?? '')
    ? /<[a-z!]/i.test(text.slice(0, 100_000))
    : BEGINS_PAGE.test(text.slice(0, 10_000))

const aPage = (html: string): Unreadable => ({ ...notAFeed('This is an HTML page, not a feed.', []), html })

const notAFeed = (message: string, alternates: Unreadable['alternates']): Unreadable => ({
  ok: false,
  problem: { code: 'not-a-feed', message },
  alternates,
})
