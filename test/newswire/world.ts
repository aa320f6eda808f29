import { FEED_DEFAULTS, type FeedConfig } from '../../src/model/config.ts'
import type { Fetched } from '../../src/model/fetched.ts'
import { begin } from '../../src/newswire/newswire.ts'
import type { Newswire } from '../../src/newswire/wire.ts'
import type { Database } from '../../src/store/database.ts'
import { createStore } from '../../src/store/sql.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { config, fresh, NOW, rss } from '../refresh/fakes.ts'

export const [A, B, C] = ['a', 'b', 'c'].map((name) => `https://${name}.example.org/feed`) as [string, string, string]

export const feedOf = (slug: string, urls: readonly string[], more: Partial<FeedConfig> = {}): FeedConfig => ({
  slug,
  title: slug,
  sources: urls.map((url) => config({ url })),
  ...FEED_DEFAULTS,
  ...more,
})

/** A newswire whose sources each have one thing to say; `watch` sees what the database does. */
export async function world(
  feeds: readonly FeedConfig[],
  more: Partial<Newswire> = {},
  watch: (database: Database) => Database = (same) => same,
) {
  const database = await openSqlite(':memory:')
  await database.migrate()
  const clock = { now: NOW }
  const asked: string[] = []
  const store = createStore(watch(database))
  const wire = await begin({
    store,
    feeds,
    base: 'https://news.example.org',
    fetch: async ({ url }): Promise<Fetched> => {
      asked.push(url)
      return fresh(rss({ id: new URL(url).host, text: `What ${new URL(url).host} alone has to say on the matter today, at some length.` }))
    },
    forceFloor: 0,
    now: () => clock.now,
    random: () => 0,
    sleep: async () => {},
    ...more,
  })
  return { wire, clock, asked, store, database }
}
