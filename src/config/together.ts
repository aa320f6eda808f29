import type { FeedConfig } from '../model/config.ts'
import { privateEverywhere } from './private.ts'
import { oneSpellingEach } from './spellings.ts'

/** One file of `feeds/`: the feed it makes, where it is right. */
export interface FeedFile {
  readonly file: string
  readonly slug: string
  readonly feed?: FeedConfig
}

/** What is wrong in one file of `feeds/`, in a sentence that names it. */
export interface Mistake {
  /** As people name it, like `feeds/news.yaml`. */
  readonly file: string
  readonly sentence: string
}

export interface Together {
  readonly feeds: readonly FeedConfig[]
  /** Without the feeds of files that do not go with the others. */
  readonly files: readonly FeedFile[]
  /** Why they do not, by name of file. */
  readonly conflicts: readonly { readonly file: string; readonly why: string }[]
}

/**
 * Feeds of several files as they go together: one spelling of an address, and what is private in one in all. A file that is wrong, or does
 * not go with the others, makes what it made when it was last right (`before`); of two that contradict each other it is the one that changed.
 */
export function feedsTogether(files: readonly FeedFile[], before: ReadonlyMap<string, FeedConfig> = new Map()): Together {
  const isKept = ({ file, feed }: FeedFile) => feed !== undefined && JSON.stringify(before.get(file)) === JSON.stringify(feed)
  const chosen = new Map<string, FeedConfig>()
  const conflicts: { file: string; why: string }[] = []
  for (const one of files.toSorted((a, b) => Number(isKept(b)) - Number(isKept(a)))) {
    const why = one.feed && contradiction([...chosen.values()], one.feed)
    if (why !== undefined) conflicts.push({ file: one.file, why })
    const feed = why === undefined && one.feed ? one.feed : before.get(one.file)
    if (feed && contradiction([...chosen.values()], feed) === undefined) chosen.set(one.file, feed)
  }
  const wrong = new Set(conflicts.map(({ file }) => file))
  const shared = privateEverywhere(files.flatMap(({ file }) => chosen.get(file) ?? []))
  return {
    feeds: shared.ok ? oneSpellingEach(shared.feeds) : [],
    files: files.map(({ feed, ...file }) => (feed && !wrong.has(file.file) ? { ...file, feed } : file)),
    conflicts,
  }
}

/** Why a feed does not go with others; undefined where it does. */
function contradiction(others: readonly FeedConfig[], feed: FeedConfig): string | undefined {
  if (others.some(({ slug }) => slug === feed.slug)) return `another file already makes the feed ${feed.slug}`
  const names = [feed.slug, ...(feed.was ?? [])]
  const rival = others.find(({ slug, was = [] }) => feed.was?.includes(slug) || was.some((name) => names.includes(name)))
  if (rival)
    return `was: the feeds ${feed.slug} and ${rival.slug} cannot both answer at one old address: let one of them alone have been called so`
  const shared = privateEverywhere([...others, feed])
  return shared.ok ? undefined : shared.why
}
