import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { privateEverywhere } from '../config/private.ts'
import { oneSpellingEach } from '../config/spellings.ts'
import { readFeedConfig, type ConfigProblem, type Configured, type IconReader, type OpmlReader } from '../config/config.ts'
import type { FeedConfig } from '../model/config.ts'
import { readOpml } from '../publish/opml.ts'

/** The user's mistake: shown as it is, without a stack, with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** One file of the folder: the feed it makes, or what is wrong with it. */
export interface FeedFile {
  readonly file: string
  readonly slug: string
  readonly feed?: FeedConfig
}

export interface Loaded {
  /** Of the files that are right. */
  readonly feeds: readonly FeedConfig[]
  readonly files: readonly FeedFile[]
  /** What is wrong with the others, a sentence each. */
  readonly mistakes: readonly string[]
  /** What is likely not meant, a sentence each. */
  readonly warnings: readonly string[]
  /** The folder that `file:` sources live below, in its `data/`. */
  readonly root: string
  /** The package's own feeds, shown where there are none yet. */
  readonly sample: boolean
}

const PACKAGE_ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Reads every feed of a folder. Throws UsageError with all problems, one a line. */
export function loadFeeds(folder: string | undefined): Loaded {
  const loaded = readFeeds(folder)
  if (loaded.mistakes.length > 0) throw new UsageError(loaded.mistakes.join('\n'))
  return loaded
}

/** Reads what can be read of a folder: one wrong file costs no other one. Throws UsageError where there is no folder, or no file in it. */
export function readFeeds(folder: string | undefined): Loaded {
  const sample = folder === undefined && !existsSync('feeds')
  const dir = sample ? join(PACKAGE_ROOT, 'feeds') : resolve(folder ?? 'feeds')
  const shown = folder ?? 'feeds'
  if (!existsSync(dir) || !statSync(dir).isDirectory())
    throw new UsageError(
      `There is no folder ${shown}. Create it with a file like ${join(shown, 'news.yaml')}, or name another with --feeds.`,
    )
  const names = readdirSync(dir)
    .filter((name) => /\.ya?ml$/.test(name))
    .toSorted()
  if (names.length === 0) throw new UsageError(`The folder ${shown} holds no feed: add a file like ${join(shown, 'news.yaml')}.`)
  const files: FeedFile[] = []
  const problems: ConfigProblem[] = []
  const warnings: ConfigProblem[] = []
  for (const name of names) {
    const [slug, file] = [name.replace(/\.ya?ml$/, ''), join(shown, name)]
    const result = readFile(dir, name, file)
    const twin = files.some((other) => other.slug === slug)
    if (!result.ok) problems.push(...result.problems)
    else if (twin) problems.push({ file, line: 1, key: '', message: `another file already makes the feed ${slug}` })
    else warnings.push(...result.warnings)
    if (!twin) files.push({ file: name, slug, ...(result.ok ? { feed: result.feed } : {}) })
  }
  const feeds = unitedFeeds(files.flatMap(({ feed }) => feed ?? []))
  return {
    feeds,
    files,
    mistakes: problems.map(sentence),
    warnings: [...warnings.map(sentence), ...sameTitles(feeds)],
    root: dirname(dir),
    sample,
  }
}

/** Feeds as they go together: one spelling of an address, and what is private in one of them in all. Throws UsageError where they cannot. */
export function unitedFeeds(feeds: readonly FeedConfig[]): readonly FeedConfig[] {
  const shared = privateEverywhere(feeds)
  if (!shared.ok) throw new UsageError(`${shared.why}.`)
  return oneSpellingEach(shared.feeds)
}

function readFile(dir: string, name: string, file: string): Configured {
  try {
    return readFeedConfig(file, readBytes(join(dir, name), file), opmlBeside(dir), iconBeside(dir))
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return { ok: false, problems: [{ file, line: 1, key: '', message: error.message }] }
  }
}

/** The feed that a person named by its slug. Throws UsageError with the slugs that there are. */
export function feedNamed(feeds: readonly FeedConfig[], slug: string): FeedConfig {
  const feed = feeds.find((known) => known.slug === slug)
  if (!feed) throw new UsageError(`There is no feed ${slug}; there are ${feeds.map((known) => known.slug).join(', ')}.`)
  return feed
}

const sentence = ({ file, line, key, message }: ConfigProblem) => `${file}:${line}: ${key ? `${key}: ` : ''}${message}`

/** Readers list a feed by its title alone. */
const sameTitles = (feeds: readonly FeedConfig[]): readonly string[] =>
  Array.from(Map.groupBy(feeds, ({ title }) => title))
    .filter(([, same]) => same.length > 1)
    .map(
      ([title, same]) =>
        `The feeds ${same.map(({ slug }) => slug).join(' and ')} have one title, "${title}": give each its own, or readers cannot tell them apart.`,
    )

const opmlBeside =
  (dir: string): OpmlReader =>
  (name) => {
    if (basename(name) !== name) return { why: `${name}: the OPML file lies beside this file; write its name alone` }
    if (!existsSync(join(dir, name))) return { why: `there is no file ${name} beside this one` }
    const { feeds, skipped } = readOpml(readBytes(join(dir, name), name).toString())
    return { urls: feeds, skipped }
  }

/** Bytes. A square picture of a feed has a few thousand; it travels in the Worker's own code. */
const MOST_ICON_BYTES = 64 * 1024
const PICTURES: Readonly<Record<string, string>> = {
  png: 'image/png',
  svg: 'image/svg+xml',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  ico: 'image/x-icon',
}

const iconBeside =
  (dir: string): IconReader =>
  (name) => {
    const path = join(dir, basename(name))
    if (!existsSync(path)) return { why: `there is no file ${name} beside this one` }
    const bytes = readFileSync(path)
    if (bytes.length > MOST_ICON_BYTES) return { why: `${name} has ${bytes.length} bytes; an icon has at most ${MOST_ICON_BYTES}` }
    return { mediaType: PICTURES[name.split('.').at(-1)!.toLowerCase()]!, base64: bytes.toString('base64') }
  }

function readBytes(path: string, shown: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new UsageError(`${shown} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
