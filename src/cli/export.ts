import { writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { makeFolder } from '../node/folder.ts'
import { lookAtNewswire, type Look } from '../node/look.ts'
import { wholeFeed } from '../newswire/outline.ts'
import { configHash } from '../newswire/render.ts'
import type { FeedConfig } from '../model/config.ts'
import type { FeedRecord } from '../store/port/editions.ts'
import { feedOpml, feedsOpml } from '../web/opml.ts'
import { home } from '../web/pages.ts'
import { editions } from '../publish/edition.ts'
import { feedPageText } from '../publish/page/feed.ts'
import { SITE_ICON } from '../publish/page/icons.ts'
import { STYLESHEET } from '../publish/page/style.ts'
import type { Common } from './common.ts'
import { feedNamed, readFeeds, UsageError } from '../node/load.ts'

interface Options extends Common {
  readonly out: string
  readonly feed?: readonly string[]
}

const FORMATS = ['atom', 'rss', 'json'] as const

function writable(folder: string, shown: string): void {
  try {
    makeFolder(resolve(folder))
  } catch (error) {
    throw new UsageError(`${shown} cannot be written to: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Writes the published documents below `--out`, in the places in which `serve` serves them, and a first page that leads to them. */
export async function exportCommand({ feeds: folder, db, out, feed: slugs, json }: Options): Promise<number> {
  const wire = await lookAtNewswire(readFeeds(folder), db)
  const written: string[] = []
  const write = async (name: string, body: string | Uint8Array) => {
    makeFolder(dirname(resolve(out, name)))
    await writeFile(join(out, name), body)
    written.push(name)
  }
  try {
    if (!wire.isStored) return 1
    writable(join(out, 'feeds'), out)
    const chosen = slugs ? slugs.map((slug) => feedNamed(wire.feeds, slug)) : wire.feeds
    const published = new Map((await wire.store.feeds()).map((record) => [record.slug, record]))
    for (const feed of chosen) {
      const record = published.get(feed.slug)
      if (record) for (const [name, body] of await filesOf(wire, feed, record)) await write(name, body)
      else process.stderr.write(`${feed.slug} is new, and nothing was read for it yet: \`wirefold refresh\` does.\n`)
    }
    const listed = chosen.filter(({ slug }) => published.has(slug))
    await write('index.html', await home({ ...wire, feeds: listed }, true))
    await write('feeds.opml', feedsOpml(wire.masthead, listed))
    await write('style.css', STYLESHEET)
    await write('icon.svg', SITE_ICON)
  } finally {
    await wire.store.close()
  }
  process.stdout.write(json ? `${JSON.stringify({ out, files: written })}\n` : `${written.map((name) => join(out, name)).join('\n')}\n`)
  return 0
}

type File = readonly [name: string, body: string | Uint8Array]

/** As `serve` serves it; where the feed changed since it was published, or has another address here, as it would be. */
async function filesOf(wire: Look, feed: FeedConfig, record: FeedRecord): Promise<readonly File[]> {
  const { slug, icon, sources } = feed
  const isPublished = record.rendered >= record.generation && record.configHash === configHash(feed, wire.masthead)
  const { document, page } = await wholeFeed(wire, feed, record.updated)
  const stored = isPublished ? await Promise.all(FORMATS.map((format) => wire.store.edition(slug, format, 'identity'))) : []
  // each is written when it is asked for: not where all are stored
  const written = stored.length > 0 && stored.every(Boolean) ? [] : [...editions(document)]
  const documents = FORMATS.map((format, n): File => [
    `feeds/${slug}.${format}`,
    (stored[n] ?? written.find((edition) => edition.format === format)!).body,
  ])
  const names = await wire.store.faces(sources.map(({ url }) => url))
  return [
    ...documents,
    [`feeds/${slug}.html`, feedPageText({ ...page, isFile: true })],
    [`feeds/${slug}/index.html`, leadOn(slug)],
    [`feeds/${slug}.opml`, feedOpml(wire.masthead, feed, names)],
    ...(icon && 'base64' in icon ? [[`feeds/${slug}.icon`, Buffer.from(icon.base64, 'base64')] as const] : []),
  ]
}

/** Feeds name their page without its ending, as it is served. */
const leadOn = (slug: string): string =>
  `<!doctype html>\n<meta charset="utf-8">\n<title>${slug}</title>\n<meta http-equiv="refresh" content="0; url=../${slug}.html">\n<a href="../${slug}.html">${slug}</a>\n`
