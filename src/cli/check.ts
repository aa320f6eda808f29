import { counted } from './counted.ts'
import { publicAddress } from '../address/public.ts'
import { watched } from '../config/watched.ts'
import type { FeedConfig, SourceConfig } from '../model/config.ts'
import { inWords } from '../schedule/interval.ts'
import type { Common } from './common.ts'
import { readLocal } from '../node/files.ts'
import { loadFeeds, type Loaded } from '../node/load.ts'
import { table } from './table.ts'
import { windowOf } from './terminal.ts'

interface Options extends Common {
  /** Visits each source once. */
  readonly online?: boolean
}

/** Reads the configuration, and nothing else: no network unless it is asked for, and no database. */
export async function checkCommand({ feeds: folder, json, online = false }: Options): Promise<number> {
  const loaded = loadFeeds(folder)
  const { feeds } = loaded
  const findings = online ? await (await import('./online.ts')).findOut(loaded) : undefined
  if (json)
    process.stdout.write(
      `${JSON.stringify({ feeds: feeds.map(withoutSecrets), ...(findings ? { sources: [...findings.values()] } : {}) })}\n`,
    )
  else process.stdout.write(`${overview(feeds, (url) => findings?.get(url)?.sentence)}\n`)
  for (const warning of [...loaded.warnings, ...(await unreadableFiles(loaded))]) process.stderr.write(`Warning: ${warning}\n`)
  const failed = [...(findings?.values() ?? [])].filter(({ error }) => error !== undefined).length
  for (const name of missingVariables(feeds))
    process.stderr.write(`The variable ${name} is not set; its source cannot be read without it.\n`)
  process.stderr.write(`${counted(feeds.length, 'feed')}, all valid.${failed > 0 ? ` ${counted(failed, 'source')} cannot be read.` : ''}\n`)
  return failed > 0 ? 1 : 0
}

/** The same as anybody may see it. */
const withoutSecrets = (feed: FeedConfig) => ({
  ...feed,
  sources: feed.sources.map(({ access, ...source }) => (access ? { ...source, url: publicAddress(source.url), private: true } : source)),
})

const missingVariables = (feeds: readonly FeedConfig[]): readonly string[] =>
  [...new Set(watched(feeds).flatMap(({ access }) => Object.values(access?.headers ?? {})))].filter((name) => !process.env[name])

/** `file:` sources that a visit could not read. */
async function unreadableFiles({ feeds, root }: Loaded): Promise<readonly string[]> {
  const urls = new Set(feeds.flatMap(({ sources }) => sources.map(({ url }) => url)).filter((url) => url.startsWith('file:')))
  const read = await Promise.all(Array.from(urls, async (url) => ({ url, fetched: await readLocal(url, root) })))
  return read.flatMap(({ url, fetched }) => (fetched.kind === 'failed' ? [`${url}: ${fetched.problem.message}`] : []))
}

/** Lines that the shell and the last message take. */
const LINES_AROUND = 3

/** Every source where that fits on one screen, or something was found of each; else a line a feed. */
function overview(feeds: readonly FeedConfig[], finding: (url: string) => string | undefined): string {
  const { width, height } = windowOf()
  const whole = feeds.map((feed) => listOf(feed, finding, width)).join('\n')
  const hasFindings = feeds.some(({ sources }) => sources.some(({ url }) => finding(url) !== undefined))
  if (hasFindings || whole.split('\n').length <= height - LINES_AROUND) return whole
  const rows = feeds.map(({ slug, title, sources, keep = [], drop }) => [
    slug,
    title,
    counted(sources.length, 'source'),
    keep.length + drop.length === 0 ? '' : counted(keep.length + drop.length, 'rule'),
  ])
  return table(['feed', 'title', '', ''], rows, width)
}

function listOf({ slug, title, sources }: FeedConfig, finding: (url: string) => string | undefined, width: number): string {
  const rows = sources.map((source) => [
    `  ${source.access ? `${source.name} (private)` : source.url}`,
    inWords(source.every),
    source.prefer,
    kindOf(source),
    finding(source.url) ?? '',
  ])
  return `${slug}: ${title}\n${table(['  source', 'every', 'prefer', 'type', ''], rows, width)}`
}

const kindOf = ({ type, select, fullText }: SourceConfig): string =>
  `${select ? `${type ?? 'page'}, by selectors` : (type ?? 'detected')}${fullText ? ', with full text' : ''}`
