import { sourceFace } from '../curate.ts'
import { everything } from '../feeds.ts'
import type { StoredItem } from '../model.ts'
import { openNewswire } from '../node.ts'
import type { Common } from './commands.ts'
import { loadFeeds } from './load.ts'

/** Says in words why items are one story; with two, why they are, or are not. */
export async function explainCommand(options: Common, what: readonly string[]): Promise<number> {
  const wire = await openNewswire(loadFeeds(options.feeds), options.db)
  try {
    const found = await Promise.all(what.map(async (one) => ({ one, items: await wire.store.find(one) })))
    const lost = found.find(({ items }) => items.length === 0)
    if (lost) {
      process.stderr.write(
        `Nothing is stored for ${lost.one}: give the address or the id of an item or a story (\`wirefold stories\` lists them).\n`,
      )
      return 1
    }
    const ids = [...new Set(found.flatMap(({ items }) => items.map(({ story }) => story)))]
    const stories = await wire.store.stories(ids)
    const records = new Map((await wire.store.sources()).map((record) => [record.url, record]))
    const name = (item: StoredItem) => sourceFace(item.source, everything(wire.feeds), records.get(item.source)).name
    const data = stories.map(({ id, items }) => ({
      story: id,
      items: items.map((item) => ({
        id: item.id,
        title: item.title,
        url: item.url,
        source: name(item),
        firstSeen: new Date(item.firstSeen).toISOString(),
        ...item.join,
      })),
    }))
    process.stdout.write(options.json ? `${JSON.stringify({ stories: data })}\n` : `${data.map(inWords).join('\n\n')}\n`)
    return 0
  } finally {
    await wire.store.close()
  }
}

function inWords({
  story,
  items,
}: {
  story: string
  items: readonly {
    id: string
    title: string
    url: string | undefined
    source: string
    reason: string
    score: number
    evidence?: string
    matched?: string
  }[]
}): string {
  const lines = items.map(
    ({ title, source, url, reason, score, evidence }) =>
      `  ${title}\n    ${source}${url ? `, ${url}` : ''}\n    ${reason} (${score})${evidence ? `: ${evidence}` : ''}`,
  )
  return `story ${story}: ${items.length === 1 ? 'one item' : `${items.length} items`}\n${lines.join('\n')}`
}
