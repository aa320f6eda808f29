import { counted } from './counted.ts'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { readMigrations } from '../store/sqlite.ts'
import type { Common } from './common.ts'
import { loadFeeds, UsageError } from '../node/load.ts'

/** Where the Worker's entry imports the configuration from. */
const BUNDLE = 'data/deployment.json'

/** The Worker's name, where there is a wrangler.toml: by it the Worker knows its own address. */
function workerName(): { readonly name?: string } {
  const name = existsSync('wrangler.toml') ? /^name\s*=\s*"([^"]+)"/m.exec(readFileSync('wrangler.toml', 'utf8'))?.[1] : undefined
  return name === undefined ? {} : { name }
}

/** Writes the checked configuration for the Worker, which reads no files. Feeds of files only stay at home. */
export async function bundleCommand({ feeds: folder, json }: Common): Promise<number> {
  const { feeds } = loadFeeds(folder)
  const portable = feeds
    .map((feed) => ({ ...feed, sources: feed.sources.filter(({ url }) => !url.startsWith('file:')) }))
    .filter(({ sources }) => sources.length > 0)
  if (portable.length === 0) throw new UsageError('No feed has a source that a Worker can reach: file: sources are read on Node only.')
  mkdirSync('data', { recursive: true })
  writeFileSync(BUNDLE, `${JSON.stringify({ ...workerName(), feeds: portable, migrations: readMigrations() })}\n`)
  const left = feeds.filter(({ slug }) => !portable.some((feed) => feed.slug === slug)).map(({ slug }) => slug)
  process.stderr.write(
    `${BUNDLE}: ${counted(portable.length, 'feed')}${left.length > 0 ? `; left out, for they read files: ${left.join(', ')}` : ''}\n`,
  )
  if (json) process.stdout.write(`${JSON.stringify({ file: BUNDLE, feeds: portable.map(({ slug }) => slug), left })}\n`)
  return 0
}
