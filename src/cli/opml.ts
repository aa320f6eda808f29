import { counted } from './counted.ts'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseDocument, stringify, isSeq } from 'yaml'
import { everything } from '../config/watched.ts'
import { lookAtNewswire } from '../node/look.ts'
import { readOpml } from '../publish/opml.ts'
import { makeFolder } from '../node/folder.ts'
import { feedOpml } from '../web/opml.ts'
import type { Common } from './common.ts'
import { feedNamed, loadFeeds, UsageError } from '../node/load.ts'

/** Adds the feeds of an OPML file to a curated feed, keeping comments and order of its file. Nothing is fetched. */
export async function importCommand(
  { feeds: folder = 'feeds', feed: slug, json }: Common & { readonly feed: string },
  opmlFile: string,
): Promise<number> {
  if (!/^[a-z0-9][a-z0-9._-]{0,99}$/.test(slug))
    throw new UsageError(`"${slug}" becomes part of addresses: use lower-case letters, digits, ".", "-" and "_".`)
  const { feeds, skipped } = readOpml(readText(opmlFile))
  if (feeds.length === 0) throw new UsageError(`${opmlFile} names no feed${skipped[0] ? `: ${skipped[0].what}: ${skipped[0].why}` : ''}.`)
  const path = [join(folder, `${slug}.yaml`), join(folder, `${slug}.yml`)].find(existsSync) ?? join(folder, `${slug}.yaml`)
  const before = existsSync(path) ? loadFeeds(folder).feeds.find((known) => known.slug === slug) : undefined
  const fresh = feeds.filter(({ url }) => !before?.sources.some((source) => source.url === url))
  writeText(path, withSources(existsSync(path) ? readText(path) : stringify({ title: slug, sources: [] }), fresh))
  const known = feeds.length - fresh.length
  if (json) process.stdout.write(`${JSON.stringify({ file: path, added: fresh.map(({ url }) => url), known, skipped })}\n`)
  else
    process.stdout.write(
      `${path}: ${counted(fresh.length, 'source')} added, ${known} ${known === 1 ? 'was' : 'were'} there already, ${skipped.length} skipped\n${skipped.map(({ what, why }) => `  skipped ${what}: ${why}\n`).join('')}`,
    )
  return 0
}

function withSources(yaml: string, sources: readonly { url: string; title?: string }[]): string {
  const document = parseDocument(yaml)
  const list = document.get('sources')
  if (!isSeq(list)) throw new UsageError('The feed has no list of sources.')
  list.flow = false
  for (const { url, title } of sources) list.add(document.createNode(title ? { url, name: title } : url))
  return document.toString({ lineWidth: 0 })
}

function writeText(path: string, text: string): void {
  try {
    makeFolder(dirname(resolve(path)))
    writeFileSync(path, text)
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Prints the sources as OPML. */
export async function opmlCommand(options: Common & { readonly feed?: string }): Promise<number> {
  const loaded = loadFeeds(options.feeds)
  const feed =
    options.feed === undefined
      ? { ...everything(loaded.feeds), title: 'Sources watched by wirefold' }
      : feedNamed(loaded.feeds, options.feed)
  const wire = await lookAtNewswire(loaded, options.db)
  try {
    const document = feedOpml(wire.masthead, feed, await wire.store.faces(feed.sources.map(({ url }) => url)))
    process.stdout.write(options.json ? `${JSON.stringify({ opml: document })}\n` : document)
    return 0
  } finally {
    await wire.store.close()
  }
}
