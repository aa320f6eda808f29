import { DAY } from '../model/time.ts'
import { delist } from './contents.ts'
import { sql, type Database, type Statement } from './database.ts'
import { StoreError } from './port/errors.ts'
import { forgetStatements, turnIndex } from './folding.ts'
import { rearrange } from './guard.ts'
import { STILL_SHOWN } from './rows.ts'
import type { Store } from './port/store.ts'

/**
 * Shown later than ?1. What stood in the last document that its source gave is shown as long as that source answers, also where a visit finds
 * nothing new and reads none. (Older programs dated `last_seen` at most a day before that document.)
 */
const SHOWN = (item: string) => `(CASE WHEN ${item}.last_seen >= ${STILL_SHOWN}
    THEN EXISTS (SELECT 1 FROM sources s WHERE s.url = ${item}.source AND coalesce(s.last_success, s.last_visit) >= ?1)
    ELSE ${item}.last_seen >= ?1 OR EXISTS (SELECT 1 FROM sources s WHERE s.url = ${item}.source AND s.watched = 1
      AND s.last_success >= ?1 AND ${item}.last_seen >= (s.state ->> '$.monitor.lastRead') - ${DAY}) END)`

/** Items that may be over: what their source shows no more, and all of a source that answers no more. */
const SUSPECTS = `SELECT i.story, i.source, i.last_seen FROM sources w CROSS JOIN items i ON i.source = w.url AND i.last_seen < ?1
  UNION ALL SELECT i.story, i.source, i.last_seen FROM sources w CROSS JOIN items i ON i.source = w.url AND i.last_seen = ${STILL_SHOWN}
    WHERE coalesce(w.last_success, w.last_visit, 0) < ?1`

/**
 * Stories that nobody shows any more. They go whole: one that lost its first copy would stand in another place. What an editor said
 * anything of stays.
 */
const RETIRABLE = `SELECT DISTINCT i.story FROM (${SUSPECTS}) i WHERE NOT ${SHOWN('i')}
  AND NOT EXISTS (SELECT 1 FROM items o WHERE o.story = i.story AND ${SHOWN('o')})
  AND NOT EXISTS (SELECT 1 FROM acts a WHERE a.story = i.story) AND NOT EXISTS (SELECT 1 FROM acts a WHERE a.other = i.story)`

const HELD = 'SELECT h.value FROM feeds f, json_each(f.held) h'

export const retention = (db: Database): Pick<Store, 'retire' | 'prune' | 'turnIndex'> => ({
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

  async prune(before, buried) {
    await db.batch([
      sql('DELETE FROM incidents WHERE closed < ?', before),
      shrinkStatement(buried),
      sql('DELETE FROM outbox WHERE at < ?', before),
      // those of a run go with it; an older program kept the others here
      sql(`DELETE FROM visits WHERE run <> '' AND run IN (SELECT id FROM runs WHERE at < ?)`, before),
      sql('DELETE FROM runs WHERE at < ?', before),
      sql(`DELETE FROM visits WHERE (source, at, run) IN (SELECT source, at, run FROM visits WHERE run = '' LIMIT ${OLD_VISITS})`),
      // nobody will visit it to close them
      sql(`DELETE FROM incidents WHERE closed IS NULL AND source IN (SELECT url FROM sources WHERE watched = 0)`),
      sql(`UPDATE sources SET state = json_remove(state, '$.monitor.open') WHERE watched = 0 AND state ->> '$.monitor.open' IS NOT NULL`),
    ])
  },
  turnIndex: (now, period) => turnIndex(db, now, period),
})

/** How long before `buried` tombstones are looked at: what is older was shrunk in its turn, and is not read again. */
const SHRUNK_WITHIN = 31 * DAY

/** Ids and key stay for ever, so that no id comes back for another story. */
const shrinkStatement = (buried: number): Statement =>
  sql(
    `UPDATE tombstones SET url = NULL, title = '' WHERE at BETWEEN ?1 AND ?2 AND (title <> '' OR url IS NOT NULL)`,
    buried - SHRUNK_WITHIN,
    buried,
  )

/** Rows of an older program that one round takes away. */
const OLD_VISITS = 500

/** Takes items out for good; a source that still lists one does not bring it back as new. */
export function burial(ids: readonly string[], stories: readonly string[], version: number, now: number): Statement[] {
  const json = JSON.stringify(ids)
  const these = 'IN (SELECT value FROM json_each(?1))'
  return [
    // what was published meanwhile stays
    rearrange(version, `NOT EXISTS (SELECT 1 FROM json_each(?2) j WHERE j.value IN (${HELD}))`, JSON.stringify(stories)),
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
