import type { Document, Parsed, RawFeed } from '../model.ts'
import { alternatesIn } from './alternates.ts'
import { readAtom } from './atom.ts'
import { readCdf } from './cdf.ts'
import { decode } from './decode.ts'
import { detect } from './detect.ts'
import { readJsonFeed } from './json.ts'
import { rootOf } from './root.ts'
import { readRss } from './rss.ts'

/**
 * Reads a document of any feed format; never throws. What the publisher wrote comes out as written: nothing is
 * invented, sanitized or dated here. An HTML page is a `not-a-feed` problem with the feeds it offers.
 */
export function parse(document: Document): Parsed {
  const text = decode(document)
  const { format, at } = detect(text)
  switch (format) {
    case 'json':
      return readJsonFeed(text.slice(at), document.url)
    case 'rss':
    case 'rdf':
      return feed(readRss(rootOf(text.slice(at), document), format))
    case 'atom':
      return feed(readAtom(rootOf(text.slice(at), document)))
    case 'cdf':
      return feed(readCdf(rootOf(text.slice(at), document)))
    case 'html':
      return notAFeed('This is an HTML page, not a feed.', alternatesIn(text, document.url))
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
