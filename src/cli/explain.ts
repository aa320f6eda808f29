import { iso } from '../model/time.ts'
import { viewWholeStory, type StoryView } from '../views/story.ts'
import { explainPair, type Explanation } from '../dedupe/explain.ts'
import { lookUp } from '../newswire/look-up.ts'
import { SURE } from '../dedupe/thresholds.ts'
import { titleOverlap } from '../dedupe/titles.ts'
import { words } from '../dedupe/words.ts'
import type { StoredItem } from '../model/story.ts'
import { explainAbsence, explainInFeed, type InFeed } from '../views/in-feed.ts'
import type { FeedConfig } from '../model/config.ts'
import { lookAtNewswire, type Look } from '../node/look.ts'
import { present } from '../present.ts'
import { why } from '../publish/page/words.ts'
import type { Common } from './common.ts'
import { feedNamed, readFeeds } from '../node/load.ts'

interface Options extends Common {
  /** Why it is in this feed, or is not. */
  readonly feed?: string
}

/** Says in words why items are one story; of two that are none, why not; and why a story is in a feed, or is not. */
export async function explainCommand(options: Options, what: readonly string[]): Promise<number> {
  const wire = await lookAtNewswire(readFeeds(options.feeds), options.db)
  try {
    const feed = options.feed === undefined ? undefined : feedNamed(wire.feeds, options.feed)
    const found = await Promise.all(what.map(async (one) => ({ one, items: await lookUp(wire.store, one) })))
    const lost = found.find(({ items }) => items.length === 0)
    if (lost) return wire.isStored ? await tellLost(wire, lost.one, feed, options.json) : 1
    const ids = [...new Set(found.flatMap(({ items }) => items.map(({ story }) => story)))]
    const views = (await Promise.all(ids.map((id) => viewWholeStory(wire, id)))).filter((view) => view !== undefined)
    const inFeed = feed ? await Promise.all((await wire.store.stories(ids)).map((story) => explainInFeed(wire, feed, story))) : undefined
    const stories = await Promise.all(views.map(async (view) => ({ ...explained(view), doubts: await doubtsOf(wire, view) })))
    const data = { stories, pairs: pairs(found.map(({ items }) => items[0]!)), ...present({ inFeed }) }
    process.stdout.write(options.json ? `${JSON.stringify(data)}\n` : `${allInWords(data).join('\n\n')}\n`)
    return 0
  } finally {
    await wire.store.close()
  }
}

async function tellLost(wire: Look, what: string, feed: FeedConfig | undefined, json: boolean | undefined): Promise<number> {
  process.stderr.write(
    `Nothing is stored for ${what}: give the address or the id of an item or a story (\`wirefold stories\` lists them).\n`,
  )
  if (!feed) return 1
  const says = await explainAbsence(wire, feed, what)
  process.stdout.write(json ? `${JSON.stringify({ feed: feed.slug, isStored: false, says })}\n` : `${says.join('\n')}\n`)
  return 1
}

interface Explained {
  readonly stories: readonly (ReturnType<typeof explained> & { readonly doubts: readonly Pair[] })[]
  readonly pairs: readonly Pair[]
  readonly inFeed?: readonly InFeed[]
}

const allInWords = ({ stories, pairs: compared, inFeed = [] }: Explained): readonly string[] => [
  ...inFeed.map(({ says }) => says.join('\n')),
  ...stories.map(inWords),
  ...stories.flatMap(({ doubts }) => doubts.map(doubtInWords)),
  ...compared.map(pairInWords),
]

type Pair = Explanation & { readonly items: readonly [string, string]; readonly titles: readonly [string, string] }

/** Each named item against the first, judged by the rules of today. */
const pairs = ([first, ...others]: readonly StoredItem[]): readonly Pair[] =>
  others
    .filter((other) => first && other.id !== first.id)
    .map((other) => ({ items: [first!.id, other.id], titles: [first!.title, other.title], ...explainPair(first!, other) }))

/** Folds that hang by little: what was found, by the rules of today, and what would have kept them apart. */
async function doubtsOf({ store }: Look, { members }: StoryView): Promise<readonly Pair[]> {
  const titles = new Map(members.map(({ item }) => [item.id, item.title]))
  const doubtful = members.flatMap(({ item: { id, title, join } }) =>
    join.matched !== undefined && isDoubtful(join.score, title, titles.get(join.matched)) ? [[join.matched, id] as const] : [],
  )
  const items = new Map((await store.items([...new Set(doubtful.flat())])).map((item) => [item.id, item]))
  return doubtful.flatMap((ids) => pairs(ids.flatMap((id) => items.get(id) ?? [])))
}

const isDoubtful = (score: number, title: string, other = ''): boolean =>
  score < SURE.score || (title !== '' && other !== '' && titleOverlap(words(title), words(other)) < SURE.likeness)

const explained = ({ id, members }: StoryView) => ({
  story: id,
  items: members.map(({ item, source }) => ({
    id: item.id,
    title: item.title,
    url: item.url,
    source: source.name,
    firstSeen: iso(item.firstSeen),
    ...item.join,
  })),
})

function inWords({ story, items }: ReturnType<typeof explained>): string {
  const lines = items.map(({ id, title, source, url, reason, score, evidence }) =>
    [
      `  ${title}`,
      `    ${[source, url, id].filter(Boolean).join(', ')}`,
      `    ${why(reason, score)}${evidence ? `: ${evidence}` : ''}`,
    ].join('\n'),
  )
  return `story ${story}: ${items.length === 1 ? 'one item' : `${items.length} items`}\n${lines.join('\n')}`
}

const doubtInWords = ({ titles, evidence, details, same, wouldPart }: Pair): string =>
  [
    `In doubt: “${titles[1]}” with “${titles[0]}”. ${same ? evidence : `Today they would not be folded: ${evidence}`}`,
    ...details.map((detail) => `  ${detail}`),
    ...(wouldPart.length > 0 ? ['  What would have kept them apart:', ...wouldPart.map((what) => `    ${what}`)] : []),
  ].join('\n')

const pairInWords = ({ titles, same, evidence, details }: Pair): string =>
  `“${titles[0]}” and “${titles[1]}” ${same ? 'are' : 'are not'} one story: ${evidence}\n${details.map((detail) => `  ${detail}`).join('\n')}`
