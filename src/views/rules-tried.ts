import { patternText } from '../config/rules-text.ts'
import { sourceFace } from '../curate/masthead.ts'
import { matchFinder, type Match } from '../curate/rules.ts'
import type { FeedConfig } from '../model/config.ts'
import { STATE } from '../model/standing.ts'
import type { StoredItem } from '../model/story.ts'
import type { Place } from '../store/port/items.ts'
import type { Wire } from './wire.ts'

/** A story as rules leave it. */
export interface TriedStory {
  readonly story: string
  readonly title: string
  readonly source: string
  /** What decided, in words: `drop, title: /^sponsored:/i`. */
  readonly because: string
}

export interface RulesTried {
  /** The newest stories of the feed's sources, as far as they were looked at, and whether these are all. */
  readonly of: number
  readonly isAll: boolean
  readonly kept: number
  /** The first few of both sides. */
  readonly keptStories: readonly TriedStory[]
  readonly goneStories: readonly TriedStory[]
}

/** Stories that are looked at: some seconds on Node at worst, with the longest articles. */
const MOST_STORIES = 500
const AT_ONCE = 50
const SAMPLES = 20

/** What these rules would leave of what is stored. Nothing is stored. A story stays if any of its copies is kept, and none dropped. */
export async function tryRules(wire: Wire, feed: FeedConfig, rules: Pick<FeedConfig, 'keep' | 'drop'>): Promise<RulesTried> {
  const { entries, isAll } = await newestEntries(wire, feed)
  const judge = judging(rules)
  const sources = new Set(feed.sources.map(({ url }) => url))
  const tried: (TriedStory & { readonly stays: boolean })[] = []
  const records = await wire.store.faces([...sources])
  for (let start = 0; start < entries.length; start += AT_ONCE) {
    for (const [entry, items] of await itemsOf(wire, feed, entries.slice(start, start + AT_ONCE))) {
      const own = items.filter(({ source }) => sources.has(source))
      const [first] = own
      if (!first) continue
      const named = own.map((item) => ({ item, sourceName: sourceFace(item.source, feed, records.get(item.source)).name }))
      tried.push({ story: first.story || entry, title: first.title, source: named[0]!.sourceName, ...judge(named) })
    }
  }
  const kept = tried.filter(({ stays }) => stays)
  return {
    of: tried.length,
    isAll,
    kept: kept.length,
    keptStories: kept.slice(0, SAMPLES),
    goneStories: tried.filter(({ stays }) => !stays).slice(0, SAMPLES),
  }
}

function judging({ keep, drop }: Pick<FeedConfig, 'keep' | 'drop'>) {
  const [kept, dropped] = [keep && matchFinder(keep), matchFinder(drop)]
  return (copies: readonly Parameters<typeof dropped>[0][]): { readonly stays: boolean; readonly because: string } => {
    for (const copy of copies) {
      const match = dropped(copy)
      if (match) return { stays: false, because: `drop, ${inWords(match)}` }
    }
    if (!kept) return { stays: true, because: 'nothing drops it' }
    for (const copy of copies) {
      const match = kept(copy)
      if (match) return { stays: true, because: `keep, ${inWords(match)}` }
    }
    return { stays: false, because: 'no keep matches' }
  }
}

const inWords = (match: Match) => match.map(({ field, pattern }) => `${field}: ${patternText(pattern)}`).join(' and ')

/** Ids of the newest stories that the feed's sources ran, whatever its rules make of them now. */
async function newestEntries(
  { store }: Wire,
  { slug }: FeedConfig,
): Promise<{ readonly entries: readonly string[]; readonly isAll: boolean }> {
  const none: Place | undefined = undefined
  const pages = await Promise.all([
    store.lifted(slug),
    ...Object.values(STATE).map((state) => store.listed(slug, none, MOST_STORIES + 1, state)),
  ])
  const lines = pages.flat().toSorted((a, b) => b.at - a.at)
  return { entries: lines.slice(0, MOST_STORIES).map(({ entry }) => entry), isAll: lines.length <= MOST_STORIES }
}

async function itemsOf(
  { store }: Wire,
  { dedupe }: FeedConfig,
  entries: readonly string[],
): Promise<readonly (readonly [string, readonly StoredItem[]])[]> {
  if (!dedupe) return (await store.items(entries, true)).map((item) => [item.id, [item]])
  const stories = new Map((await store.stories(entries)).map(({ id, items }) => [id, items]))
  return entries.flatMap((id) => (stories.has(id) ? [[id, stories.get(id)!] as const] : []))
}
