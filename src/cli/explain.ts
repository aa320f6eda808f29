import { sourceFace } from '../curate/curate.ts'
import { explainPair, type Explanation } from '../dedupe/explain.ts'
import { lookUp } from '../newswire/editor.ts'
import { everything } from '../config/watched.ts'
import type { StoredItem, Story } from '../model/story.ts'
import { openNewswire } from '../node/open.ts'
import type { Common } from './common.ts'
import { readFeeds } from '../node/load.ts'

/** Says in words why items are one story; of two that are none, why not. */
export async function explainCommand(options: Common, what: readonly string[]): Promise<number> {
  const wire = await openNewswire(readFeeds(options.feeds), options.db, { lookOn: true })
  try {
    const found = await Promise.all(what.map(async (one) => ({ one, items: await lookUp(wire.store, one) })))
    const lost = found.find(({ items }) => items.length === 0)
    if (lost) {
      process.stderr.write(
        `Nothing is stored for ${lost.one}: give the address or the id of an item or a story (\`wirefold stories\` lists them).\n`,
      )
      return 1
    }
    const stories = await wire.store.stories([...new Set(found.flatMap(({ items }) => items.map(({ story }) => story)))])
    const records = new Map((await wire.store.sources()).map((record) => [record.url, record]))
    const all = everything(wire.feeds)
    const data = {
      stories: stories.map((story) => storyData(story, (item) => sourceFace(item.source, all, records.get(item.source)).name)),
      pairs: pairs(found.map(({ items }) => items[0]!)),
    }
    process.stdout.write(
      options.json ? `${JSON.stringify(data)}\n` : `${[...data.stories.map(inWords), ...data.pairs.map(pairInWords)].join('\n\n')}\n`,
    )
    return 0
  } finally {
    await wire.store.close()
  }
}

type Pair = Explanation & { readonly items: readonly [string, string]; readonly titles: readonly [string, string] }

/** Each named item against the first, judged by the rules of today. */
const pairs = ([first, ...others]: readonly StoredItem[]): readonly Pair[] =>
  others
    .filter((other) => first && other.id !== first.id)
    .map((other) => ({ items: [first!.id, other.id], titles: [first!.title, other.title], ...explainPair(first!, other) }))

const storyData = ({ id, items }: Story, name: (item: StoredItem) => string) => ({
  story: id,
  items: items.map((item) => ({
    id: item.id,
    title: item.title,
    url: item.url,
    source: name(item),
    firstSeen: new Date(item.firstSeen).toISOString(),
    ...item.join,
  })),
})

function inWords({ story, items }: ReturnType<typeof storyData>): string {
  const lines = items.map(({ id, title, source, url, reason, score, evidence }) =>
    [
      `  ${title}`,
      `    ${[source, url, id].filter(Boolean).join(', ')}`,
      `    ${reason} (${score})${evidence ? `: ${evidence}` : ''}`,
    ].join('\n'),
  )
  return `story ${story}: ${items.length === 1 ? 'one item' : `${items.length} items`}\n${lines.join('\n')}`
}

const pairInWords = ({ titles, same, reason, evidence, details }: Pair): string =>
  `“${titles[0]}” and “${titles[1]}” ${same ? 'are' : 'are not'} one story (${reason}): ${evidence}\n${details.map((detail) => `  ${detail}`).join('\n')}`
