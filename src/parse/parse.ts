import type { Document, Parsed, RawFeed } from '../model/raw.ts'
import { alternatesIn } from './alternates.ts'
import { readAtom } from './atom.ts'
import { readCdf } from './cdf.ts'
import { decode } from './decode.ts'
import { detect } from './detect.ts'
import { readJsonFeed } from './json.ts'
import { readPage, type PageOptions } from '../page/page.ts'
import { rootOf } from './root.ts'
import { readRss } from './rss.ts'

/**
 * Reads a document of any feed format; never throws. What the publisher wrote comes out as written: nothing is
 * invented, sanitized or dated here. An HTML page is read as the article or the list of articles that it is, else it is a
 * `not-a-feed` problem; with the feeds it offers either way.
 * @param page how to read it if it is a page
 */
export function parse(document: Document, page: PageOptions = {}): Parsed {
  const decoded = decode(document)
  const { text } = decoded
  const { format, at } = detect(text)
  switch (format) {
    case 'json':
      return readJsonFeed(text.slice(at), document.url, decoded.isTwice)
    case 'rss':
    case 'rdf':
      return feed(readRss(rootOf(decoded, at, document), format))
    case 'atom':
      return feed(readAtom(rootOf(decoded, at, document)))
    case 'cdf':
      return feed(readCdf(rootOf(decoded, at, document)))
    case 'html':
      return readPage(text, document, alternatesIn(text, document.url), page)
    default:
      return notAFeed(text.trim() === '' ? 'The document is empty.' : 'This is no feed of a format known to wirefold.', [])
  }
}

const feed = (read: RawFeed): Parsed => ({ ok: true, feed: read })

const notAFeed = (message: string, alternates: Extract<Parsed, { ok: false }>['alternates']): Parsed => ({
  ok: false,
  problem: { code: 'not-a-feed', message },
  alternates,
})
