import type { FeedConfig, SourceConfig } from '../model/config.ts'
import { inWords } from '../schedule/interval.ts'
import type { Common } from './common.ts'
import { loadFeeds } from '../node/load.ts'
import { table } from './table.ts'

interface Options extends Common {
  /** Visits each source once. */
  readonly online?: boolean
}

/** Reads the configuration, and nothing else: no network unless it is asked for, and no database. */
export async function checkCommand({ feeds: folder, json, online = false }: Options): Promise<number> {
  const loaded = loadFeeds(folder)
  const { feeds } = loaded
  const findings = online ? await (await import('./online.ts')).findOut(loaded) : undefined
  if (json) process.stdout.write(`${JSON.stringify({ feeds, ...(findings ? { sources: [...findings.values()] } : {}) })}\n`)
  else for (const feed of feeds) process.stdout.write(`${listOf(feed, (url) => findings?.get(url)?.sentence)}\n\n`)
  const failed = [...(findings?.values() ?? [])].filter(({ error }) => error !== undefined).length
  process.stderr.write(`${feeds.length} feeds, all valid.${failed > 0 ? ` ${failed} sources cannot be read.` : ''}\n`)
  return failed > 0 ? 1 : 0
}

function listOf({ slug, title, sources }: FeedConfig, finding: (url: string) => string | undefined): string {
  const rows = sources.map((source) => [`  ${source.url}`, inWords(source.every), source.prefer, kindOf(source), finding(source.url) ?? ''])
  return `${slug}: ${title}\n${table(['  source', 'every', 'prefer', 'type', ''], rows)}`
}

const kindOf = ({ type, select, fullText }: SourceConfig): string =>
  `${select ? 'page, by selectors' : (type ?? 'detected')}${fullText ? ', with full text' : ''}`
