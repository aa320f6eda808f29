import { iso } from '../model/time.ts'
import { viewWholeStory, type StoryView } from '../views/story.ts'
import { explainPair, type Explanation } from '../dedupe/explain.ts'
import { lookUp } from '../newswire/editor.ts'
import type { StoredItem } from '../model/story.ts'
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
    const stories = [...new Set(found.flatMap(({ items }) => items.map(({ story }) => story)))]
    const views = (await Promise.all(stories.map((id) => viewWholeStory(wire, id)))).filter((view) => view !== undefined)
    const data = {
      stories: views.map(explained),
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
      `    ${reason} (${score})${evidence ? `: ${evidence}` : ''}`,
    ].join('\n'),
  )
  return `story ${story}: ${items.length === 1 ? 'one item' : `${items.length} items`}\n${lines.join('\n')}`
}

const pairInWords = ({ titles, same, reason, evidence, details }: Pair): string =>
  `“${titles[0]}” and “${titles[1]}” ${same ? 'are' : 'are not'} one story (${reason}): ${evidence}\n${details.map((detail) => `  ${detail}`).join('\n')}`
