import type { StoredItem, Story } from '../model/story.ts'
import { sql, type Database, type Statement } from './database.ts'
import { bulk } from './bulk.ts'
import { ITEM_COLUMNS, itemOf, type ItemRow } from './rows.ts'
import type { Place } from './port/items.ts'
import type { Store } from './port/store.ts'

const SELECTED = ITEM_COLUMNS.split(', ')
  .map((column) => `i.${column}`)
  .join(', ')
/** Without the bodies in HTML, which are most of an item. */
const BRIEF = SELECTED.replace('i.doc', `json_remove(i.doc, '$.content', '$.summary') AS doc`)
const SELECT = `SELECT ${SELECTED} FROM items i`

/** Rows read at once: full items may be large, and Workers have 128 MB. */
const STORIES_AT_ONCE = 100
const BRIEF_AT_ONCE = 500

const BACKGROUND = `SELECT i.key, i.id, i.hash = e.value->>1 AS unchanged FROM json_each(?2) e JOIN items i ON i.source = ?1 AND i.key = e.value->>0`

export const items = (db: Database): Pick<Store, 'background' | 'heads' | 'stories' | 'items' | 'find'> => ({
  async background(source, entries) {
    const [ledger, ...pages] = (await db.batch([
      sql('SELECT version FROM ledger'),
      ...bulk(
        BACKGROUND,
        entries.map(({ key, hash }) => [key, hash]),
        source,
      ),
    ])) as [{ version: number }[], ...{ key: string; id: string; unchanged: number }[][]]
    const rows = pages.flat()
    return {
      version: ledger[0]!.version,
      changed: rows.filter(({ unchanged }) => !unchanged).map(({ id }) => id),
      unchanged: new Set(rows.filter(({ unchanged }) => unchanged).map(({ key }) => key)),
    }
  },

  async heads(sources, by, after, limit) {
    return db.all<Place>(headsStatement(sources, by, after, limit))
  },

  async stories(ids, sources, brief = false) {
    const byStory = new Map<string, StoredItem[]>(ids.map((id) => [id, []]))
    const shown = new Map<string, string>()
    const size = brief ? BRIEF_AT_ONCE : STORIES_AT_ONCE
    for (let start = 0; start < ids.length; start += size) {
      const chunk = JSON.stringify(ids.slice(start, start + size))
      const rows = await db.all<ItemRow & { shown: string | null }>(
        sql(
          `SELECT ${brief ? BRIEF : SELECTED}, p.item AS shown FROM items i LEFT JOIN story_primaries p ON p.story = i.story
           WHERE i.story IN (SELECT value FROM json_each(?1)) AND (?2 IS NULL OR i.source IN (SELECT value FROM json_each(?2)))
           ORDER BY i.first_seen, i.at, i.id`,
          chunk,
          sources ? JSON.stringify(sources) : null,
        ),
      )
      for (const row of rows) {
        byStory.get(row.story)!.push(itemOf(row))
        if (row.shown !== null) shown.set(row.story, row.shown)
      }
    }
    return [...byStory]
      .filter(([, members]) => members.length > 0)
      .map(([id, members]): Story => ({ id, items: members, ...(shown.has(id) ? { shown: shown.get(id)! } : {}) }))
  },

  async items(ids) {
    return (await db.all<ItemRow>(sql(`${SELECT} WHERE i.id IN (SELECT value FROM json_each(?))`, JSON.stringify(ids)))).map(itemOf)
  },

  async find(what) {
    const rows = await db.all<ItemRow>(
      sql(
        `${SELECT} WHERE i.id = ?1 OR i.story = ?1 OR i.url = ?1 OR i.canonical_url = ?1 ORDER BY i.first_seen, i.at, i.id LIMIT 200`,
        what,
      ),
    )
    return rows.map(itemOf)
  },
})

/** A story is listed by its latest item: so one wrong early date does not put it out of sight. What is shown is ordered by curate. */
function headsStatement(sources: readonly string[], by: 'story' | 'item', after: Place | undefined, limit: number): Statement {
  const latest = `AND NOT EXISTS (SELECT 1 FROM items e WHERE e.story = i.story AND (e.at, e.id) > (i.at, i.id)
    AND e.source IN (SELECT value FROM json_each(?1)))`
  const page = 'AND (i.at, i.id) < (?2, ?3)'
  const text = `SELECT i.at AS at, ${by === 'story' ? 'i.story' : 'i.id'} AS id, i.id AS item FROM items i
    WHERE i.source IN (SELECT value FROM json_each(?1)) ${page} ${by === 'story' ? latest : ''}
    ORDER BY i.at DESC, i.id DESC LIMIT ?4`
  return sql(text, JSON.stringify(sources), after?.at ?? Number.MAX_SAFE_INTEGER, after?.item ?? '', limit)
}

/** What a later version of an item overwrites; when it was first seen and why it stands in its story stay. */
const OVERWRITTEN = ['key', 'hash', 'title', 'url', 'canonical_url', 'text', 'language', 'last_seen', 'doc']

/** Writes items as they are now. Dates of a publisher that moves them at every visit do not move here: the first stays, unless the edit was material. */
export function itemStatements(rows: readonly (readonly unknown[])[]): Statement[] {
  const columns = ITEM_COLUMNS.split(', ')
  return [
    // a key that another article took over is vacated first
    ...bulk(
      `UPDATE items SET key = items.key || ' ' || items.id FROM json_each(?) AS j
       WHERE items.source = j.value->>1 AND items.key = j.value->>2 AND items.id <> j.value->>0`,
      rows.map((row) => row.slice(0, 3)),
    ),
    ...bulk(
      `INSERT INTO items (${ITEM_COLUMNS}) SELECT ${columns.map((_, i) => `value->>${i}`).join(', ')} FROM json_each(?) WHERE true
       ON CONFLICT (id) DO UPDATE SET ${OVERWRITTEN.map((column) => `${column} = excluded.${column}`).join(', ')},
         published = coalesce(published, excluded.published),
         updated = CASE WHEN excluded.edited > edited THEN excluded.updated ELSE coalesce(updated, excluded.updated) END,
         edited = max(edited, excluded.edited)`,
      rows,
    ),
  ]
}

/** Seen again, unchanged: noted once a day at most, for a write costs more than it tells. The plus keeps SQLite to the index of keys. */
export const seenStatement = (source: string, keys: readonly string[], now: number, unlessSince: number): Statement =>
  sql(
    'UPDATE items SET last_seen = ? WHERE source = ? AND +last_seen < ? AND key IN (SELECT value FROM json_each(?))',
    now,
    source,
    unlessSince,
    JSON.stringify(keys),
  )

/**
 * Items that the document does not hold any more, although it did within a day: they are dated back to before that day, so that
 * `last_seen` tells the items of the last document from all others. Each item costs this once.
 */
export const vanishedStatement = (source: string, keys: readonly string[], before: number): Statement =>
  sql(
    'UPDATE items SET last_seen = ?2 - 1 WHERE source = ?1 AND last_seen >= ?2 AND key NOT IN (SELECT value FROM json_each(?3))',
    source,
    before,
    JSON.stringify(keys),
  )
