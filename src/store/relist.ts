import { actsOn } from './acts.ts'
import { relistedStatements } from './contents.ts'
import { sql, type Database, type Statement } from './database.ts'
import { StoreError } from './port/errors.ts'
import type { RelistStore } from './port/relist.ts'
import { storiesOf } from './items.ts'

/** Has all that these feeds hold judged anew. */
export const rejudge = (feeds: readonly string[]): Statement =>
  sql(
    'UPDATE listings SET headed = 0, walk = (SELECT max(rowid) + 1 FROM items) WHERE feed IN (SELECT value FROM json_each(?))',
    JSON.stringify(feeds),
  )

/** Nobody has changed by what feeds choose since the caller read it. */
const OURS = '(SELECT choices FROM ledger) IS ?1'

/** Of each feed, whether its newest stories are judged, and whether an editor's time for one of its stories is over. */
const HEADS = `SELECT l.feed, l.headed, EXISTS (SELECT 1 FROM contents c WHERE c.feed = l.feed AND c.pinned <= ?2) AS lapsed FROM listings l
  WHERE ${OURS}`
/** Of each source what it shows, and what it showed last: nothing else of it is read. */
const NEWEST = `SELECT i.story FROM json_each(?1) s CROSS JOIN items i
    ON i.rowid IN (SELECT x.rowid FROM items x WHERE x.source = s.value ORDER BY x.last_seen DESC LIMIT ?2)
  GROUP BY i.story ORDER BY max(i.at) DESC, max(i.id) DESC LIMIT ?2`
const TOP = `SELECT i.story FROM (SELECT item FROM contents WHERE feed = ? AND state = 0 ORDER BY at DESC, item DESC LIMIT ?) c
  CROSS JOIN items i ON i.id = c.item`

const WALK = `(SELECT max(walk) FROM listings WHERE ${OURS})`
const AHEAD = `SELECT rowid AS row, story FROM items WHERE rowid < ${WALK} ORDER BY rowid DESC LIMIT ?2`
const WALK_TO = `UPDATE listings SET walk = ?2 WHERE walk > ?2 AND ${OURS}`
const TOUCH_WALKED = `UPDATE feeds SET generation = generation + 1 WHERE slug IN (SELECT feed FROM listings WHERE walk IS NOT NULL) AND ${OURS}`
/** All is judged by then, the newest too. */
const END_WALK = `UPDATE listings SET walk = NULL, headed = 1 WHERE walk IS NOT NULL AND ${OURS}`
const PROGRESS = 'SELECT (SELECT max(walk) FROM listings) AS left, (SELECT max(rowid) FROM items) AS rows'

export const relisting = (db: Database): RelistStore => ({
  pending: (choices, limit, now) => pending(db, choices, limit, now),

  async whole(choices, stories) {
    const [ledger] = await db.all<{ version: number }>(sql(`SELECT version FROM ledger WHERE ${OURS}`, choices))
    return ledger && { version: ledger.version, stories: await storiesOf(db, stories), acts: await actsOn(db, stories) }
  },

  relist: (look) => relist(db, look),

  newestStories: (sources, limit) => stories(db, sql(NEWEST, JSON.stringify(sources), limit)),
  topStories: (feed, limit) => stories(db, sql(TOP, feed, limit)),

  async headed(choices, feed) {
    await db.all(sql(`UPDATE listings SET headed = 1 WHERE feed = ?2 AND ${OURS}`, choices, feed))
  },

  async ahead(choices, items) {
    const rows = await db.all<{ row: number; story: string }>(sql(AHEAD, choices, items))
    return { stories: [...new Set(rows.map(({ story }) => story))], row: rows.at(-1)?.row }
  },

  async walked(choices, row) {
    await db.batch(row === undefined ? [sql(TOUCH_WALKED, choices), sql(END_WALK, choices)] : [sql(WALK_TO, choices, row)])
  },

  async relistProgress() {
    const [row] = await db.all<{ left: number | null; rows: number | null }>(sql(PROGRESS))
    return row?.left == null ? undefined : { left: Math.max(0, row.left - 1), of: row.rows ?? 0 }
  },
})

async function pending(db: Database, choices: string, limit: number, now: number): ReturnType<RelistStore['pending']> {
  const [stories, heads] = (await db.batch([
    sql(`SELECT story FROM unlisted WHERE ${OURS} LIMIT ?2`, choices, limit),
    sql(HEADS, choices, now),
  ])) as [{ story: string }[], { feed: string; headed: number; lapsed: number }[]]
  return {
    stories: stories.map(({ story }) => story),
    feeds: heads.filter(({ headed }) => headed === 0).map(({ feed }) => feed),
    hasLapsed: heads.some(({ lapsed }) => lapsed === 1),
    isOurs: heads.length > 0,
  }
}

type Look = Parameters<RelistStore['relist']>[0]

async function relist(db: Database, { version, choices, relisted, empty, feeds }: Look): Promise<number | undefined> {
  try {
    const results = await db.batch([
      sql(`UPDATE ledger SET version = CASE WHEN version = ?2 AND ${OURS} THEN version + 1 END`, choices, version),
      ...relistedStatements(relisted, empty, feeds).map(({ sql: text, params }) => sql(`${text} RETURNING 1`, ...params)),
    ])
    return results.slice(1).reduce((sum, rows) => sum + rows.length, 0)
  } catch (error) {
    if (error instanceof StoreError && error.code === 'stale') return undefined
    throw error
  }
}

/** The stories that a statement finds, each once. */
async function stories(db: Database, statement: Statement): Promise<readonly string[]> {
  return [...new Set((await db.all<{ story: string }>(statement)).map(({ story }) => story))]
}
