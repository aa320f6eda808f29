import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { makeFolder } from '../node/folder.ts'
import { openNewswire } from '../node/open.ts'
import { renderSlug } from '../newswire/render.ts'
import type { EditionFormat } from '../store/port/editions.ts'
import { feedOpml, feedsOpml } from '../web/opml.ts'
import { SITE_ICON } from '../publish/page/icons.ts'
import { STYLESHEET } from '../publish/page/style.ts'
import type { Common } from './common.ts'
import { feedNamed, readFeeds, UsageError } from '../node/load.ts'

interface Options extends Common {
  readonly out: string
  readonly feed?: readonly string[]
}

const FILES: readonly (readonly [EditionFormat, string])[] = [
  ['atom', '.atom'],
  ['rss', '.rss'],
  ['json', '.json'],
  ['html', '.html'],
]

function writable(folder: string, shown: string): void {
  try {
    makeFolder(resolve(folder))
  } catch (error) {
    throw new UsageError(`${shown} cannot be written to: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Writes the published documents below `--out`, in the places in which `serve` serves them. */
export async function exportCommand({ feeds: folder, db, out, feed: slugs, json }: Options): Promise<number> {
  writable(join(out, 'feeds'), out)
  const wire = await openNewswire(readFeeds(folder), db)
  const written: string[] = []
  const write = async (name: string, body: string) => {
    await writeFile(join(out, name), body)
    written.push(name)
  }
  try {
    const chosen = slugs ? slugs.map((slug) => feedNamed(wire.feeds, slug)) : wire.feeds
    const records = await wire.store.sources()
    for (const feed of chosen) {
      await renderSlug(wire, feed.slug)
      for (const [format, extension] of FILES) {
        const edition = await wire.store.edition(feed.slug, format, 'identity')
        if (edition) await write(join('feeds', feed.slug + extension), edition.body)
      }
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
