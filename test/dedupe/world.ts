import { decide } from '../../src/dedupe/decide.ts'
import type { Decision } from '../../src/dedupe/decision.ts'
import { digest } from '../../src/hash.ts'
import { DAY } from '../../src/model/time.ts'
import type { Item } from '../../src/model/item.ts'
import type { StoredItem } from '../../src/model/story.ts'
import type { Press } from '../../src/newswire/render.ts'
import { sql, type Database } from '../../src/store/database.ts'
import { editStatements } from '../../src/store/edits.ts'
import { indexStatements, neighbourhood } from '../../src/store/folding.ts'
import { itemStatements, vanishedStatement } from '../../src/store/items.ts'
import { burial } from '../../src/store/retention.ts'
import { itemCells } from '../../src/store/rows.ts'
import { createStore } from '../../src/store/sql.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

export const START = Date.UTC(2026, 0, 10)
export const WINDOW = 7 * DAY

export type Given = Partial<Item> & { readonly source: string; readonly title: string; readonly text: string }

/** An item as normalize would make it; its key is its guid, else its address. */
export function item(given: Given): Item {
  const { guid, url } = given
  return {
    key: guid ?? url ?? digest(given.title + given.text),
    excerpt: '',
    authors: [],
    categories: [],
    enclosures: [],
    ...(url === undefined ? {} : { canonicalUrl: url.replace(/^http:/, 'https:').replace(/\/$/, '') }),
    ...given,
    hash: digest(JSON.stringify(given)),
  }
}

export interface Row {
  readonly id: string
  readonly source: string
  readonly key: string
  readonly story: string
  readonly reason: string
  readonly matched: string | null
  readonly title: string
}

/** A store of its own, refreshed as the program does it: read, decide, one batch. */
export async function world() {
  const db: Database = await openSqlite(':memory:')
  await db.migrate()
  return {
    db,
    async refresh(
      items: readonly Item[],
      now: number,
      { window = WINDOW, present }: { window?: number; present?: readonly string[] } = {},
    ): Promise<Decision[]> {
      const known = await db.all<{ id: string; key: string; hash: string }>(
        sql(
          'SELECT id, key, hash FROM items WHERE source = ? AND key IN (SELECT value FROM json_each(?))',
          items[0]?.source ?? '',
          JSON.stringify(items.map(({ key }) => key)),
        ),
      )
      const same = new Map(known.map((row) => [row.key, row]))
      const arrivals = items.filter(({ key, hash }) => same.get(key)?.hash !== hash)
      const near = await neighbourhood(db, { arrivals, known: known.map(({ id }) => id), window, now })
      const decisions = decide({ ...near, arrivals, present: new Set(present ?? items.map(({ key }) => key)), now })
      await db.batch([
        ...itemStatements(decisions.map((decision) => itemCells(storedAs(decision, now)))),
        ...indexStatements(decisions, now),
        ...editStatements(decisions, now),
      ])
      return decisions
    },
    /** Reads a document of the source that holds nothing. */
    async leave(source: string, now: number): Promise<void> {
      await db.batch([vanishedStatement(source, [], now)])
    },
    async bury(ids: readonly string[], now: number): Promise<void> {
      const [ledger] = await db.all<{ version: number }>(sql('SELECT version FROM ledger'))
      const rows = await db.all<{ story: string }>(
        sql('SELECT DISTINCT story FROM items WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(ids)),
      )
      await db.batch(
        burial(
          ids,
          rows.map(({ story }) => story),
          ledger!.version,
          now,
        ),
      )
    },
    /** What an editor decides through, at this time. */
    press: (now: number): Press => ({
      store: createStore(db),
      feeds: [],
      masthead: { base: 'https://news.example.org', authority: 'news.example.org,2026' },
      now: () => now,
    }),
    rows: () => db.all<Row>(sql('SELECT id, source, key, story, reason, matched, title FROM items ORDER BY id')),
  }
}

export type World = Awaited<ReturnType<typeof world>>

const storedAs = ({ item: from, id, story, join, stored, material }: Decision, now: number): StoredItem => ({
  ...from,
  id,
  story,
  join,
  firstSeen: stored?.firstSeen ?? now,
  at: stored?.at ?? now,
  edited: material ? now : (stored?.edited ?? now),
})
