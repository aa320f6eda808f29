import { loadFeeds } from './load.ts'
import { inWords } from '../schedule/interval.ts'
import type { Common } from './common.ts'
import { table } from './table.ts'

/** Reads the configuration, and nothing else: no network, no database. */
export async function checkCommand({ feeds: folder, json }: Common): Promise<number> {
  const { feeds } = loadFeeds(folder)
  if (json) {
    process.stdout.write(`${JSON.stringify({ feeds })}\n`)
    return 0
  }
  for (const { slug, title, sources } of feeds)
    process.stdout.write(
      `${slug}: ${title}\n${table(
        ['  source', 'every', 'prefer', 'type'],
        sources.map(({ url, every, prefer, type = 'detected' }) => [`  ${url}`, inWords(every), prefer, type]),
      )}\n\n`,
    )
  process.stderr.write(`${feeds.length} feeds, all valid.\n`)
  return 0
}
