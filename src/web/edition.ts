import type { Context } from 'hono'
import type { EditionFormat, EditionHead } from '../store/port/editions.ts'
import { CACHE_CONTROL, serveDocument, type Served } from './document.ts'
import type { LoadEdition } from './edition-bytes.ts'
import { isGzippedBehindUs, MEDIA_TYPES, UNREADY } from './feed-page.ts'
import { problem } from './problem.ts'
import { whenReady, type Ready } from './ready.ts'
import type { Site } from './site.ts'

export type FeedFormat = Exclude<EditionFormat, 'html'>

export type ServeEdition = (c: Context, slug: string, format: FeedFormat) => Ready<Response>

/** Serves feeds as Atom, RSS and JSON Feed: stored bytes, handed out. */
export function serveEditions(site: Site, load: LoadEdition): ServeEdition {
  const kept = new WeakMap<EditionHead, Served>()
  const servedOf = (slug: string, format: FeedFormat, head: EditionHead): Served => ({
    mediaType: MEDIA_TYPES[format],
    cacheControl: CACHE_CONTROL,
    links: [{ href: `${site.masthead.base}/feeds/${slug}.${format}`, rel: 'self' }],
    head,
    isGzipped: (c) => !isGzippedBehindUs(c, format),
    load: (encoding) => load(slug, format, encoding, head.etag),
  })
  const renderedNow = async (slug: string, format: FeedFormat) => (await site.renderNow(slug)).get(format)
  return (c, slug, format) => {
    const stored = whenReady(site.store.editionHeads(slug), (heads) => heads.get(format) ?? renderedNow(slug, format))
    return whenReady(stored, (head) => {
      if (!head) return problem(c, UNREADY)
      const served = kept.get(head) ?? servedOf(slug, format, head)
      kept.set(head, served)
      return whenReady(serveDocument(c, served, site.now()), (response) => response ?? problem(c, UNREADY))
    })
  }
}
