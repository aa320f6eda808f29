import type { Context } from 'hono'
import { chooseOlder, compose } from '../curate/curate.ts'
import { cursorOf, placeOf } from '../curate/cursor.ts'
import type { FeedConfig } from '../model/config.ts'
import { DAY, MINUTE, type Duration, type Instant } from '../model/time.ts'
import { NEXT_LOOK } from '../publish/page/feed.ts'
import { hourOf, momentOf, time } from '../publish/page/words.ts'
import type { EditionFormat } from '../store/port/editions.ts'
import { gzip, utf8 } from './bytes.ts'
import { CACHE_CONTROL, serveDocument, type Link } from './document.ts'
import { keptBytes, type LoadEdition } from './edition-bytes.ts'
import { serveText } from './generated.ts'
import { headlineOf } from './pages/headline.ts'
import { olderPage } from './pages/older.ts'
import { badField, problem } from './problem.ts'
import type { Site } from './site.ts'

export const MEDIA_TYPES: { readonly [format in EditionFormat]: string } = {
  atom: 'application/atom+xml; charset=utf-8',
  rss: 'application/rss+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
  html: 'text/html; charset=utf-8',
}
const FORMATS = ['atom', 'rss', 'json'] as const

export const UNREADY = { status: 503, title: 'Not rendered yet', detail: 'This feed is being prepared; ask again in a minute.' } as const

/** Of the pages of all feeds together. */
const MOST_BYTES = 8 * 1024 * 1024

export type ServeFeedPage = (c: Context, feed: Pick<FeedConfig, 'slug' | 'sources'>) => Promise<Response>

/** Serves feeds as pages: as they were rendered, but for when their sources are looked at next, which changes with every visit. */
export function feedPages(site: Site, load: LoadEdition): ServeFeedPage {
  const kept = keptBytes(MOST_BYTES)
  return async (c, { slug, sources }) => {
    const head = (await site.store.editionHeads(slug)).get('html') ?? (await site.renderNow(slug)).get('html')
    if (!head) return problem(c, UNREADY)
    const { next, last = 0 } = await site.store.looks(sources.map(({ url }) => url))
    const now = site.now()
    const marked = (tag: string) => (next === undefined ? tag : tag.replace(/"$/, `-${next.toString(36)}${next <= now ? 'd' : ''}"`))
    const made = async (encoding: 'identity' | 'gzip') => {
      const stored = await load(slug, 'html', 'identity', head.etag)
      if (!stored) return undefined
      const bytes = utf8(new TextDecoder().decode(stored.bytes).replace(NEXT_LOOK, () => nextLook(next, now)))
      return { etag: marked(stored.etag), modified: stored.modified, bytes: encoding === 'gzip' ? await gzip(bytes) : bytes }
    }
    const served = {
      mediaType: MEDIA_TYPES.html,
      cacheControl: CACHE_CONTROL,
      links: pageLinks(`${site.masthead.base}/feeds/${slug}`),
      head: { etag: marked(head.etag), modified: Math.max(head.modified, last) },
      isGzipped: () => !isGzippedBehindUs(c, 'html'),
      async load(encoding: 'identity' | 'gzip') {
        const page = await kept(`${slug} ${encoding}`, marked(head.etag), () => made(encoding))
        return page && { ...page, modified: Math.max(page.modified, last) }
      },
    }
    return (await serveDocument(c, served, now)) ?? problem(c, UNREADY)
  }
}

/** Types that Cloudflare compresses at its edge, so that we need not compute it; not among them are those of Atom, JSON Feed and OPML. */
const GZIPPED_AT_EDGE: ReadonlySet<EditionFormat> = new Set(['html', 'rss'])

/** Whether who stands between us and the reader gzips what we send plain. */
export const isGzippedBehindUs = (c: Context, format: EditionFormat): boolean =>
  'cf' in c.req.raw && c.req.raw.cf !== undefined && GZIPPED_AT_EDGE.has(format)

const pageLinks = (address: string): readonly Link[] => [
  { href: address, rel: 'self' },
  ...FORMATS.map((format) => ({ href: `${address}.${format}`, rel: 'alternate', type: MEDIA_TYPES[format].split(';', 1)[0]! })),
]

/** `, next look at 14:05` */
function nextLook(next: Instant | undefined, now: Instant): string {
  if (next === undefined) return ''
  if (next <= now) return ', next look now'
  return `, next look ${next - now < DAY ? 'at ' : ''}${time(next, next - now < DAY ? hourOf(next) : momentOf(next)).toString()}`
}

/** Stories on a page of older ones: with what is read of each it stays below 120 rows. */
const ON_A_PAGE = 25
const KEPT_FOR: Duration = 5 * MINUTE
/** Older pages that one process keeps; each has some kilobytes. */
const MOST_KEPT = 200

interface Kept {
  readonly at: Instant
  readonly text: string
}

const kept = new WeakMap<Site['store'], Map<string, Kept>>()

/** Stories of a feed that are older than a place: no reader causes more than a short list, once in five minutes. */
export async function older(c: Context, site: Site, feed: FeedConfig, before: string): Promise<Response> {
  const place = placeOf(before, feed.slug)
  if (!place) return problem(c, badField('before', 'follow "Older stories" on the page of this feed'))
  const pages = kept.get(site.store) ?? new Map<string, Kept>()
  kept.set(site.store, pages)
  const name = JSON.stringify([feed.slug, feed.title, before])
  const known = pages.get(name)
  const now = site.now()
  const text = known && Math.abs(now - known.at) < KEPT_FOR ? known.text : await olderText(site, feed, place)
  if (text !== known?.text) pages.set(name, { at: now, text })
  if (pages.size > MOST_KEPT) pages.delete(pages.keys().next().value!)
  return serveText(c, { mediaType: MEDIA_TYPES.html, text, cacheControl: 'public, max-age=300' }, now)
}

async function olderText(site: Site, feed: FeedConfig, place: NonNullable<ReturnType<typeof placeOf>>): Promise<string> {
  const choice = await chooseOlder(site.store, feed, place, ON_A_PAGE)
  const { entries } = compose(feed, choice, site.masthead, 0, site.now())
  return olderPage({
    base: site.masthead.base,
    feed,
    stories: entries.map(headlineOf),
    ...(choice.next ? { next: cursorOf(choice.next, feed.slug) } : {}),
  })
}
