import { DAY } from '../model/time.ts'
import { delist } from './contents.ts'
import { sql, type Database, type Statement } from './database.ts'
import { StoreError } from './errors.ts'
import { forgetStatements, pruneIndex } from './folding.ts'
import type { Store } from './store.ts'

/**
 * Shown later than ?1. A visit that found nothing new reads no document, but its source still shows what the last one held:
 * of those items `last_seen` is that reading's, or up to a day before it (see `seenStatement` and `vanishedStatement`).
 */
const SHOWN = (item: string) => `(${item}.last_seen >= ?1 OR EXISTS (SELECT 1 FROM sources s WHERE s.url = ${item}.source AND s.watched = 1
  AND s.last_success >= ?1 AND ${item}.last_seen >= (s.state ->> '$.monitor.lastRead') - ${DAY}))`

/** Stories that nobody shows any more. They go whole: one that lost its first copy would stand in another place. */
const RETIRABLE = `SELECT DISTINCT i.story FROM sources w CROSS JOIN items i ON i.source = w.url AND i.last_seen < ?1 WHERE NOT ${SHOWN('i')}
  AND NOT EXISTS (SELECT 1 FROM items o WHERE o.story = i.story AND ${SHOWN('o')})`

const HELD = 'SELECT h.value FROM feeds f, json_each(f.held) h'

export const retention = (db: Database): Pick<Store, 'retire' | 'prune'> => ({
  async retire({ before, limit, now }) {
    const [ledger, items] = (await db.batch([
      sql('SELECT version FROM ledger'),
      sql(
        `SELECT id, story FROM items WHERE story IN (SELECT story FROM (${RETIRABLE}) WHERE story NOT IN (${HELD}) LIMIT ?2)
           AND NOT EXISTS (SELECT 1 FROM feeds WHERE held IS NULL)`,
        before,
        limit,
      ),
    ])) as [{ version: number }[], { id: string; story: string }[]]
    if (items.length === 0) return 0
    try {
      await db.batch(
        burial(
          items.map(({ id }) => id),
          [...new Set(items.map(({ story }) => story))],
          ledger[0]!.version,
          now,
        ),
      )
    } catch (error) {
      // somebody stored items meanwhile: next time
      if (error instanceof StoreError && error.code === 'stale') return 0
      throw error
    }
    return items.length
  },

  async prune(before, indexed) {
    const [{ left }] = (await db.all(
      sql('SELECT count(*) AS left FROM (SELECT 1 FROM dedupe_docs WHERE seen < ? LIMIT ?)', indexed, INDEX_PORTION + 1),
    )) as [{ left: number }]
    await db.batch([
      ...pruneIndex(indexed, INDEX_PORTION),
      sql('DELETE FROM incidents WHERE closed < ?', before),
      sql('DELETE FROM outbox WHERE at < ?', before),
      sql('DELETE FROM runs WHERE at < ?', before),
      sql('DELETE FROM visits WHERE at < ? AND source IN (SELECT url FROM sources WHERE watched = 0)', before),
      // nobody will visit it to close them
      sql(`DELETE FROM incidents WHERE closed IS NULL AND source IN (SELECT url FROM sources WHERE watched = 0)`),
      sql(`UPDATE sources SET state = json_remove(state, '$.monitor.open') WHERE watched = 0 AND state ->> '$.monitor.open' IS NOT NULL`),
    ])
    return left > INDEX_PORTION
  },
})

/** Items a call; an item has about a hundred rows there. */
const INDEX_PORTION = 500

function burial(ids: readonly string[], stories: readonly string[], version: number, now: number): Statement[] {
  const json = JSON.stringify(ids)
  const these = 'IN (SELECT value FROM json_each(?1))'
  return [
    sql('UPDATE ledger SET version = CASE WHEN version = ? THEN version + 1 END', version),
    sql(
      // a key that was buried before stays with its id, which must not come back
      `INSERT OR IGNORE INTO tombstones (source, key, url, title, id, story, at)
       SELECT source, CASE WHEN EXISTS (SELECT 1 FROM tombstones t WHERE t.source = i.source AND t.key = i.key) THEN key || ' ' || id ELSE key END,
         coalesce(canonical_url, url), title, id, story, ?2 FROM items i WHERE id ${these}`,
      json,
      now,
    ),
    ...forgetStatements(ids),
    ...delist(stories, ids),
    sql(`DELETE FROM item_edits WHERE item ${these}`, json),
    sql(`DELETE FROM items WHERE id ${these}`, json),
  ]
}
