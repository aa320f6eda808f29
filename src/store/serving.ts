import { MINUTE, type Duration, type Instant } from '../model/time.ts'
import { sql, type Database } from './database.ts'
import type { ServingStore } from './port/serving.ts'

/** Three times as long as a server waits before it says again that it serves (`KEEP_EVERY`): one that misses two turns is gone. */
const HELD_FOR: Duration = 3 * MINUTE
/** What was said by a clock that was ahead does not count either. */
const IS_HELD = `at > ?2 - ${HELD_FOR} AND at <= ?2 + ${HELD_FOR}`

export const serving = (db: Database): ServingStore => ({
  async otherServer(base, now) {
    const [row] = await db.all<{ base: string; at: Instant; guessed: number }>(
      sql(`SELECT base, at, guessed FROM serving WHERE id = 1 AND base <> ?1 AND ${IS_HELD}`, base, now),
    )
    return row && { base: row.base, guessed: row.guessed > 0, until: row.at + HELD_FOR }
  },

  async holdAddress(base, now, guessed = false) {
    const rows = await db.all(
      sql(
        `INSERT INTO serving (id, base, at, guessed) VALUES (1, ?1, ?2, ?3)
         ON CONFLICT (id) DO UPDATE SET base = ?1, at = ?2, guessed = ?3 WHERE base = ?1 OR NOT (${IS_HELD}) RETURNING id`,
        base,
        now,
        Number(guessed),
      ),
    )
    return rows.length > 0
  },

  async leaveAddress(base) {
    await db.all(sql('DELETE FROM serving WHERE id = 1 AND base = ?', base))
  },
})
