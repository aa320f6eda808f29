import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { makeFolder } from '../node/folder.ts'
import { lookAtNewswire, type Look } from '../node/look.ts'
import { configHash, renderDocuments } from '../newswire/render.ts'
import type { FeedConfig } from '../model/config.ts'
import type { EditionFormat, FeedRecord } from '../store/port/editions.ts'
import { feedOpml, feedsOpml } from '../web/opml.ts'
import { SITE_ICON } from '../publish/page/icons.ts'
import { STYLESHEET } from '../publish/page/style.ts'
import type { Common } from './common.ts'
import { feedNamed, readFeeds, UsageError } from '../node/load.ts'

interface Options extends Common {
  readonly out: string
  readonly feed?: readonly string[]
}

const EXTENSIONS: { readonly [format in EditionFormat]: string } = { atom: '.atom', rss: '.rss', json: '.json', html: '.html' }

function writable(folder: string, shown: string): void {
  try {
    makeFolder(resolve(folder))
  } catch (error) {
    throw new UsageError(`${shown} cannot be written to: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Writes the published documents below `--out`, in the places in which `serve` serves them. */
export async function exportCommand({ feeds: folder, db, out, feed: slugs, json }: Options): Promise<number> {
  const wire = await lookAtNewswire(readFeeds(folder), db)
  const written: string[] = []
  const write = async (name: string, body: string) => {
    await writeFile(join(out, name), body)
    written.push(name)
  }
  try {
    if (!wire.isStored) return 1
    writable(join(out, 'feeds'), out)
    const chosen = slugs ? slugs.map((slug) => feedNamed(wire.feeds, slug)) : wire.feeds
    const [records, published] = await Promise.all([wire.store.sources(), wire.store.feeds()])
    for (const feed of chosen) {
      const record = published.find(({ slug }) => slug === feed.slug)
      if (!record) {
        process.stderr.write(`${feed.slug} is new, and nothing was read for it yet: \`wirefold refresh\` does.\n`)
        continue
      }
      for (const { format, body } of await documentsOf(wire, feed, record)) await write(join('feeds', feed.slug + EXTENSIONS[format]), body)
      await write(join('feeds', `${feed.slug}.opml`), feedOpml(wire.masthead, feed, records))
    }
    await write('feeds.opml', feedsOpml(wire.masthead, wire.feeds))
    await write('style.css', STYLESHEET)
    await write('icon.svg', SITE_ICON)
  } finally {
    await wire.store.close()
  }
  process.stdout.write(json ? `${JSON.stringify({ out, files: written })}\n` : `${written.map((name) => join(out, name)).join('\n')}\n`)
  return 0
}

/** As `serve` serves it; where the feed changed since it was published, or has another address here, as it would be. */
async function documentsOf(
  wire: Look,
  feed: FeedConfig,
  record: FeedRecord,
): Promise<readonly { readonly format: EditionFormat; readonly body: string }[]> {
  const isPublished = record.rendered >= record.generation && record.configHash === configHash(feed, wire.masthead)
  if (!isPublished) return (await renderDocuments(wire, feed, record.updated)).rendered
  const formats = Object.keys(EXTENSIONS) as EditionFormat[]
  const stored = await Promise.all(formats.map((format) => wire.store.edition(feed.slug, format, 'identity')))
  return formats.flatMap((format, n) => (stored[n] ? [{ format, body: stored[n].body }] : []))
}
