import { basename, dirname, join } from 'node:path'
import { readFeedConfig, type ConfigProblem, type Configured, type IconReader, type OpmlReader } from '../config/config.ts'
import { feedsTogether, type FeedFile, type Mistake } from '../config/together.ts'
import type { FeedConfig } from '../model/config.ts'
import { readOpml } from '../publish/opml.ts'
import { filesOnDisk, type FeedFiles } from './feed-files.ts'

/** The user's mistake: shown as it is, without a stack, with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export interface Loaded {
  /** Of the files that are right. */
  readonly feeds: readonly FeedConfig[]
  /** Each by itself. */
  readonly files: readonly FeedFile[]
  /** What is wrong with the others, each by itself or beside the others. */
  readonly mistakes: readonly Mistake[]
  /** Those of them that each file has by itself. */
  readonly ownMistakes: readonly Mistake[]
  /** What is likely not meant, a sentence each. */
  readonly warnings: readonly string[]
  /** The folder as people name it. */
  readonly shown: string
  /** The folder that `file:` sources live below, in its `data/`. */
  readonly root: string
  /** The package's own feeds, shown where there are none yet. */
  readonly sample: boolean
}

/** Reads every feed of a folder. Throws UsageError with all problems, one a line. */
export function loadFeeds(folder: string | undefined): Loaded {
  const loaded = readFeeds(folder)
  if (loaded.mistakes.length > 0) throw new UsageError(loaded.mistakes.map((mistake) => mistake.sentence).join('\n'))
  return loaded
}

/** Reads what can be read of a folder: one wrong file costs no other one. Throws UsageError where there is no folder, or no file in it. */
export function readFeeds(folder: string | undefined): Loaded {
  const files = filesOnDisk(folder)
  if (files.why !== undefined) throw new UsageError(files.why)
  return feedsFrom(files)
}

/** The feeds that these files make. */
export function feedsFrom(source: FeedFiles): Loaded {
  const { shown, sample } = source
  const read = source.names.map((file) => ({ file, slug: file.replace(/\.ya?ml$/, ''), result: readFile(source, file) }))
  const files = read.map(({ result, ...file }): FeedFile => ({ ...file, ...(result.ok ? { feed: result.feed } : {}) }))
  const problems = read.flatMap(({ result }) => (result.ok ? [] : result.problems))
  const warnings = read.flatMap(({ result }) => (result.ok ? result.warnings : []))
  const ownMistakes = [
    ...(source.why === undefined ? [] : [{ file: shown, sentence: source.why }]),
    ...problems.map((problem) => ({ file: problem.file, sentence: sentence(problem) })),
  ]
  const { feeds, mistakes } = standingFeeds({ files, ownMistakes, shown })
  return {
    feeds,
    files,
    mistakes,
    ownMistakes,
    shown,
    sample,
    warnings: [...warnings.map(sentence), ...sameTitles(feeds)],
    root: dirname(source.dir),
  }
}

/** What files make together; one with a mistake makes what it made when it was last right. */
export function standingFeeds(
  { files: written, ownMistakes, shown }: Pick<Loaded, 'files' | 'ownMistakes' | 'shown'>,
  before?: ReadonlyMap<string, FeedConfig>,
): Pick<Loaded, 'feeds' | 'files' | 'mistakes'> {
  const { feeds, files, conflicts } = feedsTogether(written, before)
  const contradictions = conflicts.map(({ file, why }) => ({ file: join(shown, file), sentence: `${join(shown, file)}:1: ${why}` }))
  return { feeds, files, mistakes: [...ownMistakes, ...contradictions] }
}

function readFile(files: FeedFiles, name: string): Configured {
  const file = join(files.shown, name)
  try {
    return readFeedConfig(file, bytesOf(files, name) ?? '', opmlBeside(files), iconBeside(files))
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
  (files: FeedFiles): OpmlReader =>
  (name) => {
    if (basename(name) !== name) return { why: `${name}: the OPML file lies beside this file; write its name alone` }
    const bytes = bytesOf(files, name)
    if (!bytes) return { why: `there is no file ${name} beside this one` }
    const { feeds, skipped } = readOpml(bytes.toString())
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
  (files: FeedFiles): IconReader =>
  (name) => {
    const bytes = bytesOf(files, basename(name))
    if (!bytes) return { why: `there is no file ${name} beside this one` }
    if (bytes.length > MOST_ICON_BYTES) return { why: `${name} has ${bytes.length} bytes; an icon has at most ${MOST_ICON_BYTES}` }
    return { mediaType: PICTURES[name.split('.').at(-1)!.toLowerCase()]!, base64: bytes.toString('base64') }
  }

function bytesOf(files: FeedFiles, name: string): Buffer | undefined {
  try {
    return files.read(name)
  } catch (error) {
    throw new UsageError(`${join(files.shown, name)} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
