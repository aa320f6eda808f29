import { choose, chooseDoubtful, compose } from '../curate/curate.ts'
import { everything } from '../config/watched.ts'
import { lookAtNewswire, type Look } from '../node/look.ts'
import { feedData } from '../views/feed.ts'
import { wordOf } from '../monitor/health.ts'
import { sourcesData } from '../views/source.ts'
import { storyData } from '../views/story.ts'
import type { Common } from './common.ts'
import { feedNamed, readFeeds, UsageError } from '../node/load.ts'
import { table, wrapped } from './table.ts'
import { fromNow } from '../publish/page/words.ts'
import { windowOf } from './terminal.ts'

async function looking({ feeds, db }: Common, work: (wire: Look) => Promise<number>): Promise<number> {
  const wire = await lookAtNewswire(readFeeds(feeds), db)
  try {
    return await work(wire)
  } finally {
    await wire.store.close()
  }
}

const print = (json: unknown, text: string, asJson: boolean | undefined) =>
  process.stdout.write(`${asJson ? JSON.stringify(json) : text}\n`)

export const sourcesCommand = (options: Common): Promise<number> =>
  looking(options, async (wire) => {
    const sources = await sourcesData(wire)
    const { width } = windowOf()
    const when = (time: string | undefined) => (time === undefined ? 'never' : fromNow(Date.parse(time), wire.now()))
    const rows = sources.map(({ url, name, state, lastSuccess, nextVisit }) => [
      name,
      wordOf(state),
      when(lastSuccess),
      Date.parse(nextVisit) <= wire.now() ? 'now due' : when(nextVisit),
      url.replace(/^https?:\/\//, ''),
    ])
    const said = sources
      .filter(({ state }) => state !== 'fresh' && state !== 'new')
      .map(({ name, sentence, advice = '' }) => wrapped(`${name}: ${sentence} ${advice}`, width))
    const listed = table(['source', 'state', 'last read', 'next visit', 'address'], rows, width)
    print({ sources }, [listed, ...(said.length > 0 ? ['', ...said] : [])].join('\n'), options.json)
    return 0
  })

export const feedsCommand = (options: Common): Promise<number> =>
  looking(options, async (wire) => {
    const records = new Map((await wire.store.feeds()).map((record) => [record.slug, record]))
    const feeds = wire.feeds.map((feed) => ({ ...feedData(wire.masthead, feed), updated: instant(records.get(feed.slug)?.updated) }))
    print(
      { feeds },
      table(
        ['feed', 'title', 'sources', 'updated', 'subscribe'],
        feeds.map(({ slug, title, sources, updated, atom }) => [slug, title, sources, updated?.slice(0, 10) ?? 'never', atom]),
        windowOf().width,
        ['subscribe'],
      ),
      options.json,
    )
    return 0
  })

const instant = (ms: number | undefined) => (ms ? new Date(ms).toISOString() : undefined)

interface StoriesOptions extends Common {
  readonly feed?: string
  readonly limit: string
  readonly doubtful?: boolean
}

export const storiesCommand = (options: StoriesOptions): Promise<number> =>
  looking(options, async (wire) => {
    const feed = options.feed === undefined ? everything(wire.feeds) : feedNamed(wire.feeds, options.feed)
    const limit = Number(options.limit)
    if (!Number.isInteger(limit) || limit < 1 || limit > 500) throw new UsageError('--limit takes a whole number from 1 to 500.')
    const choice = options.doubtful ? await chooseDoubtful(wire.store, feed, limit) : await choose(wire.store, feed, { limit, brief: true })
    const { entries } = compose(feed, choice, wire.masthead, 0, wire.now())
    const rows = entries.map(({ story, published, title, source, copies }) => [
      story,
      new Date(published).toISOString().slice(0, 16),
      title,
      [source, ...copies.map((copy) => copy.source)].map(({ name }) => name).join(', '),
    ])
    const listed = table(['story', 'published', 'title', 'ran in'], rows, windowOf().width, ['story', 'published'])
    print({ stories: entries.map(storyData) }, listed, options.json)
    return wire.isStored ? 0 : 1
  })
