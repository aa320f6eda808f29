import { mergeStories, showItem, splitItem, type Ruled } from '../newswire/editor.ts'
import { openNewswire } from '../node/open.ts'
import type { Newswire } from '../newswire/wire.ts'
import type { Common } from './common.ts'
import { readFeeds } from '../node/load.ts'

/** What an editor decides; it lasts over later refreshes and newer rules. */
async function rule({ feeds, db, json }: Common, decide: (wire: Newswire) => Promise<Ruled>): Promise<number> {
  const wire = await openNewswire(readFeeds(feeds), db, { lookOn: true })
  try {
    const ruled = await decide(wire)
    if (!ruled.ok) {
      process.stderr.write(`${ruled.problem.message}\n`)
      return 1
    }
    const { id, items } = ruled.story
    if (json) process.stdout.write(`${JSON.stringify({ story: id, items: items.map((item) => item.id) })}\n`)
    else process.stdout.write(`story ${id}\n${items.map(({ title, source }) => `  ${title} (${source})`).join('\n')}\n`)
    return 0
  } finally {
    await wire.store.close()
  }
}

export const splitCommand = (options: Common, item: string): Promise<number> => rule(options, (wire) => splitItem(wire, item))
export const mergeCommand = (options: Common, one: string, other: string): Promise<number> =>
  rule(options, (wire) => mergeStories(wire, one, other))
export const showCommand = (options: Common & { readonly no?: boolean }, item: string): Promise<number> =>
  rule(options, (wire) => showItem(wire, item, options.no === true))
