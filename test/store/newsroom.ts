import { expect } from 'vitest'
import type { FeedConfig, SourceConfig } from '../../src/model/config.ts'
import type { Fetched } from '../../src/model/fetched.ts'
import { DAY, HOUR } from '../../src/model/time.ts'
import { begin, refreshAll } from '../../src/newswire/newswire.ts'
import type { Newswire } from '../../src/newswire/wire.ts'
import { wholeFeed } from '../../src/newswire/outline.ts'
import { walkOn } from '../../src/newswire/relist.ts'
import { renderChanged } from '../../src/newswire/render.ts'
import { sql, type Database, type Statement } from '../../src/store/database.ts'
import { atom } from '../../src/publish/atom.ts'
import { jsonFeed } from '../../src/publish/json.ts'
import { feedPageText } from '../../src/publish/page/feed.ts'
import { rss } from '../../src/publish/rss.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { createStore } from '../../src/store/sql.ts'

/** A source of random numbers that gives the same ones again. */
export function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * below)
  }
}

export interface Entry {
  readonly name: string
  readonly title: string
  readonly text: string
  readonly category?: string
}

export const url = (source: number): string => `https://s${source}.example.org/feed`
export const sourceOf = (source: number, more: Partial<SourceConfig> = {}): SourceConfig => ({
  url: url(source),
  every: HOUR,
  prefer: 0,
  ...more,
})
export const feedOf = (slug: string, sources: readonly SourceConfig[], more: Partial<FeedConfig> = {}): FeedConfig => ({
  slug,
  title: slug,
  sources,
  drop: [],
  dedupe: true,
  window: 7 * DAY,
  limit: 10,
  content: 'full',
  ...more,
})

const LETTERS = 'bcdfghklmnprstvz'
/** Words that hardly any two texts have in common. */
export function prose(roll: (below: number) => number, words: number): string {
  const syllable = () => LETTERS[roll(LETTERS.length)]! + 'aeiou'[roll(5)]!
  return Array.from({ length: words }, () => syllable() + syllable() + syllable()).join(' ')
}

/** A wirefold over a database of its own and publishers that stand in memory, with a clock that is turned by hand. */
export async function newsroom(feeds: readonly FeedConfig[], database?: Database) {
  const db = database ?? (await openSqlite(':memory:'))
  if (!database) await db.migrate()
  const pages: Entry[][] = []
  const names: string[] = []
  const down = new Set<number>()
  const clock = { now: Date.UTC(2026, 2, 2) }
  const document = (source: number) =>
    `<rss version="2.0"><channel><title>${names[source] ?? `Source ${source}`}</title><link>https://s${source}.example.org/</link>${(
      pages[source] ?? []
    )
      .map(
        ({ name, title, text, category }) =>
          `<item><title>${title}</title><guid isPermaLink="false">${name}</guid><link>https://s${source}.example.org/${name}</link>${category ? `<category>${category}</category>` : ''}<description>${text}</description></item>`,
      )
      .join('')}</channel></rss>`
  const open = (of: readonly FeedConfig[]): Promise<Newswire> =>
    begin({
      store: createStore(db),
      feeds: of,
      fetch: async ({ url: asked }): Promise<Fetched> => {
        const source = Number(/s(\d+)\./.exec(asked)![1])
        if (down.has(source))
          return { kind: 'failed', status: 500, problem: { code: 'http-status', message: 'It said 500.' }, redirects: [] }
        return {
          kind: 'fresh',
          url: asked,
          status: 200,
          headers: { 'content-type': 'application/rss+xml' },
          bytes: new TextEncoder().encode(document(source)),
          redirects: [],
          truncated: false,
        }
      },
      base: 'https://news.example.org',
      forceFloor: 0,
      now: () => clock.now,
      random: () => 0.5,
      sleep: async () => {},
    })
  let wire = await open(feeds)
  return {
    db,
    clock,
    pages,
    names,
    /** Sources that answer with an error. */
    down,
    wire: () => wire,
    async restart(of: readonly FeedConfig[]) {
      wire = await open(of)
      await renderChanged(wire)
    },
    /** Another process, with a configuration of its own that it has not taken over. */
    other: (of: readonly FeedConfig[]): Newswire => ({ ...wire, feeds: of }),
    visit: (source: number, by: Newswire = wire) => refreshAll(by, { urls: [url(source)], force: true }),
    rows: (table: string) => db.all<Record<string, unknown>>(sql(`SELECT * FROM ${table}`)),
  }
}

/** What is published, put together from what was written before, is what is written from nothing. */
export async function expectWritten(w: Newsroom): Promise<void> {
  const { store, feeds } = w.wire()
  for (const record of await store.feeds()) {
    const { document, page } = await wholeFeed(
      w.wire(),
      feeds.find(({ slug }) => slug === record.slug)!,
      record.updated,
    )
    // an empty one has no time of its own
    if (document.entries.length === 0) continue
    const written = { atom: atom(document), rss: rss(document), json: jsonFeed(document), html: feedPageText(page) }
    for (const format of ['atom', 'rss', 'json', 'html'] as const)
      expect((await store.edition(record.slug, format, 'identity'))!.body, `${record.slug}.${format}`).toBe(written[format])
  }
}

export type Newsroom = Awaited<ReturnType<typeof newsroom>>

/** What feeds hold, in an order that does not tell how it came there. */
export const ofAll = async (w: Newsroom) => ({
  stories: (await w.rows('stories')).toSorted((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1)),
  contents: (await w.rows('contents')).map((row) => ({
    ...row,
    version: undefined,
    feed: row['feed'],
    sources: String(row['sources']).match(/.{8}/g)?.toSorted().join(''),
  })),
})

/** Takes the lists away, as in a database of an older version, and has them made anew from the items. */
export async function madeAnew(w: Newsroom, feeds: readonly FeedConfig[]) {
  for (const table of ['stories', 'contents', 'listings']) await w.db.all(sql(`DELETE FROM ${table}`))
  await w.db.all(sql('UPDATE ledger SET choices = NULL, config = NULL'))
  await w.restart(feeds)
  while (await walkOn(w.wire(), { items: 40, rows: 1e9, steps: 1 })) {
    /* step by step */
  }
}

/** Rows that are read from now on; gives how many since it was asked last. */
export function countRows(db: Database): () => number {
  let rows = 0
  const count = <Rows extends readonly unknown[]>(found: Rows): Rows => ((rows += found.length), found)
  const watch = (of: Database): Database => {
    const before = { ...of }
    return Object.assign(of, {
      all: async <Row>(statement: Statement) => count(await before.all<Row>(statement)),
      batch: async (statements) => (await before.batch(statements)).map(count),
      batchUnsynced: async (statements) => (await (before.batchUnsynced?.(statements) ?? before.batch(statements))).map(count),
      together: (work) => (before.together ? before.together((inside) => work(watch(inside))) : work(of)),
    } satisfies Partial<Database>)
  }
  watch(db)
  return () => {
    const counted = rows
    rows = 0
    return counted
  }
}
