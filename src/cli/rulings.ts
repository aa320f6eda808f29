import { userInfo } from 'node:os'
import type { Act, ActName } from '../model/act.ts'
import { iso } from '../model/time.ts'
import { performAct, type Performed } from '../newswire/acts.ts'
import type { Newswire } from '../newswire/wire.ts'
import { readFeeds } from '../node/load.ts'
import { openNewswire } from '../node/open.ts'
import { actData } from '../views/act.ts'
import { actSentence } from '../views/act-sentence.ts'
import type { Common } from './common.ts'

interface Options extends Common {
  readonly feed?: string
  readonly why?: string
  readonly until?: string
  readonly no?: boolean
  readonly since?: string
  readonly limit?: string
}

/** Acts on a story; `--no` says the opposite. */
const OPPOSITE: { readonly [act in ActName]?: ActName } = { pin: 'unpin', hide: 'unhide' }

/** What an editor says of a story; it lasts over later refreshes and newer rules. `words` are the headline or the note. */
export const actCommand =
  (act: ActName) =>
  (options: Options, what: string, ...words: readonly (string | readonly string[] | undefined)[]): Promise<number> =>
    withWire(options, async (wire) => {
      const value = words
        .flat()
        .filter((word) => word !== undefined)
        .join(' ')
      const named =
        act === 'split' || (act === 'show' && options.no !== true) ? { item: what } : act === 'undo' ? { value: what } : { story: what }
      const done = await performAct(wire, {
        act: options.no === true ? (OPPOSITE[act] ?? act) : act,
        by: whoAmI(),
        feed: options.feed,
        why: options.why,
        ...(act === 'pin' && options.no !== true ? { value: options.until } : act === 'undo' || value === '' ? {} : { value }),
        ...named,
      })
      return tell(wire, options, done)
    })

/** The trail, newest first. */
export const logCommand = (options: Options): Promise<number> =>
  withWire(options, async ({ store }) => {
    const limit = Math.min(Math.max(Number(options.limit) || 50, 1), 1000)
    const acts =
      options.since === undefined ? await store.actsBefore(undefined, limit) : await store.actsSince(Number(options.since), limit)
    if (options.json) process.stdout.write(`${JSON.stringify({ acts: acts.map(actData) })}\n`)
    else process.stdout.write(acts.map((act) => `${act.id}  ${iso(act.at)}  ${actSentence(act)}\n`).join(''))
    return 0
  })

async function withWire(options: Options, work: (wire: Newswire) => Promise<number>): Promise<number> {
  const wire = await openNewswire(readFeeds(options.feeds), options.db, { lookOn: true })
  try {
    return await work(wire)
  } finally {
    await wire.store.close()
  }
}

/** Who sits at this computer. */
function whoAmI(): string {
  try {
    return userInfo().username || 'command line'
  } catch {
    // a container may run under a number that has no name
    return 'command line'
  }
}

async function tell({ store }: Newswire, { json }: Options, done: Performed): Promise<number> {
  if (!done.ok) {
    process.stderr.write(`${done.problem.message}\n`)
    return 1
  }
  const id = shownStory(done.act) ?? done.story
  const [story] = await store.stories([id])
  const items = story?.items ?? []
  if (json) process.stdout.write(`${JSON.stringify({ act: actData(done.act), story: id, items: items.map((item) => item.id) })}\n`)
  else
    process.stdout.write(`${actSentence(done.act)}\nstory ${id}\n${items.map(({ title, source }) => `  ${title} (${source})\n`).join('')}`)
  return 0
}

/** The story that a split made is the one that is told of. */
const shownStory = ({ act, other }: Act): string | undefined => (act === 'split' ? other : undefined)
