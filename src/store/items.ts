import { SURE } from '../dedupe/thresholds.ts'
import type { StoredItem, Story } from '../model/story.ts'
import { DAY } from '../model/time.ts'
import { sql, type Database, type Statement } from './database.ts'
import { bulk, jsonChunks, WITH_READ } from './bulk.ts'
import { copyOf, ITEM_COLUMNS, itemOf, markOf, STILL_SHOWN, type CopyRow, type ItemRow, type MarkRow } from './rows.ts'
import type { StoreVersion } from './port/items.ts'
import type { Store } from './port/store.ts'

const COLUMNS = ITEM_COLUMNS.split(', ')
const SELECTED = COLUMNS.map((column) => (column === 'body' ? 'hex(i.body) AS body' : `i.${column}`)).join(', ')
/** Without the bodies in HTML, which are most of an item. */
const BRIEF = COLUMNS.filter((column) => column !== 'body')
  .map((column) => (column === 'doc' ? `json_remove(i.doc, '$.content', '$.summary') AS doc` : `i.${column}`))
  .join(', ')
/** What is said of a copy beside the one that is shown. */
const COPY =
  'i.id, i.source, i.title, i.url, i.published, i.first_seen AS firstSeen, i.at, i.reason, i.score, i.matched, i.evidence, i.rules'
const COPIES = `SELECT ${COPY} FROM json_each(?) j CROSS JOIN items i ON i.id = j.value`
const MARKS = COPIES.replace(COPY, `${COPY}, i.story, i.hash, i.language, i.updated, i.edited, coalesce(i.revision, 0) AS revision`)
/** In the order in which they were stored. */
const MEMBERS = `SELECT i.rowid AS row, ${COPY} FROM items i WHERE i.story = ?1 AND i.rowid > ?2 ORDER BY i.rowid LIMIT ?3`

/** Items that one address may name: every source of a planet has its own. */
const MOST_FOUND = 200
/** By address each source is asked: no index over all addresses is worth its rows. */
const FIND = `SELECT ${SELECTED} FROM items i WHERE i.rowid IN (
    SELECT rowid FROM items WHERE id = ?1 UNION SELECT rowid FROM items WHERE story = ?1
    UNION SELECT x.rowid FROM sources s CROSS JOIN items x ON x.source = s.url AND x.canonical_url = ?1)
  ORDER BY i.first_seen, i.at, i.id LIMIT ${MOST_FOUND}`

const DOUBTFUL = `SELECT id FROM stories WHERE score IS NOT NULL AND (score < ${SURE.score} OR likeness < ${SURE.likeness})
  ORDER BY min(score, likeness) LIMIT ?`

/** Rows read at once: full items may be large, and Workers have 128 MB. */
const STORIES_AT_ONCE = 100

const BACKGROUND = `SELECT i.key, i.id, i.hash = e.value->>1 AS unchanged FROM json_each(?2) e CROSS JOIN items i ON i.source = ?1 AND i.key = e.value->>0`

/** With the version at which it was read, in a row that is there though nothing is stored. */
const FIRST_BACKGROUND = `SELECT l.version AS ledger, (SELECT coalesce(max(rowid), 0) FROM items) AS row, b.key, b.id, b.unchanged
  FROM ledger l LEFT JOIN (${BACKGROUND}) b`

interface BackgroundRow extends Partial<StoreVersion> {
  readonly key: string | null
  readonly id: string
  readonly unchanged: number
}

export const items = (
  db: Database,
): Pick<Store, 'background' | 'doubtful' | 'stories' | 'items' | 'copies' | 'marks' | 'members' | 'find'> => ({
  async background(source, entries) {
    const [first = '[]', ...others] = jsonChunks(entries.map(({ key, hash }) => [key, hash]))
    const pages = (await db.batch([
      sql(FIRST_BACKGROUND, source, first),
      ...others.map((json) => sql(BACKGROUND, source, json)),
    ])) as BackgroundRow[][]
    const { ledger, row } = pages[0]![0]!
    const rows = pages.flat().filter((row): row is BackgroundRow & { key: string } => row.key !== null)
    return {
      version: { ledger: ledger!, row: row! },
      changed: rows.filter(({ unchanged }) => !unchanged).map(({ id }) => id),
      unchanged: new Set(rows.filter(({ unchanged }) => unchanged).map(({ key }) => key)),
    }
  },

  async doubtful(limit) {
    return (await db.all<{ id: string }>(sql(DOUBTFUL, limit))).map(({ id }) => id)
  },

  stories: (ids) => storiesOf(db, ids),

  async items(ids, brief = false) {
    const rows = await db.all<ItemRow>(
      sql(`SELECT ${brief ? BRIEF : SELECTED} FROM json_each(?) j CROSS JOIN items i ON i.id = j.value`, JSON.stringify(ids)),
    )
    return rows.map(itemOf)
  },

  async copies(ids) {
    const rows = await db.all<CopyRow>(sql(COPIES, JSON.stringify(ids)))
    return rows.map(copyOf)
  },

  async marks(ids) {
    const rows = await db.all<MarkRow>(sql(MARKS, JSON.stringify(ids)))
    return rows.map(markOf)
  },

  async members(story, after, limit) {
    const rows = await db.all<CopyRow & { row: number }>(sql(MEMBERS, story, after, limit))
    return rows.map(({ row, ...copy }) => ({ row, item: copyOf(copy) }))
  },

  async find(what) {
    const rows = await db.all<ItemRow>(sql(FIND, what))
    return rows.map(itemOf)
  },
})

/** Stories with all of their items, by first seen. Several round trips where there are many. */
export async function storiesOf(db: Database, ids: readonly string[]): Promise<readonly Story[]> {
  const byStory = new Map<string, StoredItem[]>(ids.map((id) => [id, []]))
  const shown = new Map<string, string>()
  for (let start = 0; start < ids.length; start += STORIES_AT_ONCE) {
    const rows = await db.all<ItemRow & { shown: string | null }>(
      sql(
        `SELECT ${SELECTED}, p.item AS shown FROM items i LEFT JOIN story_primaries p ON p.story = i.story
         WHERE i.story IN (SELECT value FROM json_each(?1)) ORDER BY i.first_seen, i.at, i.id`,
        JSON.stringify(ids.slice(start, start + STORIES_AT_ONCE)),
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
}

const CELLS = COLUMNS.map((column, i) => (column === 'body' ? `unhex(value ->> ${i})` : `value ->> ${i}`)).join(', ')
/** What a later version of an item overwrites; when it was first seen and why it stands in its story stay. */
const OVERWRITTEN = ['key', 'hash', 'title', 'url', 'canonical_url', 'text', 'chars', 'language', 'last_seen', 'doc', 'body']

/** Writes items as they are now. Dates of a publisher that moves them at every visit do not move here: the first stays, unless the edit was material. */
export function itemStatements(rows: readonly (readonly unknown[])[]): Statement[] {
  return [
    // a key that another article took over is vacated first
    ...bulk(
      `UPDATE items SET key = items.key || ' ' || items.id FROM json_each(?) AS j
       WHERE items.source = j.value->>1 AND items.key = j.value->>2 AND items.id <> j.value->>0`,
      rows.map((row) => row.slice(0, 3)),
    ),
    ...bulk(
      `${WITH_READ} INSERT INTO items (${ITEM_COLUMNS}) SELECT ${CELLS} FROM read WHERE true
       ON CONFLICT (id) DO UPDATE SET ${OVERWRITTEN.map((column) => `${column} = excluded.${column}`).join(', ')},
         published = coalesce(published, excluded.published),
         updated = CASE WHEN excluded.edited > edited THEN excluded.updated ELSE coalesce(updated, excluded.updated) END,
         edited = max(edited, excluded.edited), revision = coalesce(revision, 0) + 1`,
      rows,
    ),
  ]
}

/** Seen again: costs a row only where it was not there the last time. The plus keeps SQLite to the index of keys. */
export const seenStatement = (source: string, keys: readonly string[]): Statement =>
  sql(
    `UPDATE items SET last_seen = ${STILL_SHOWN} WHERE source = ? AND +last_seen < ${STILL_SHOWN} AND key IN (SELECT value FROM json_each(?))`,
    source,
    JSON.stringify(keys),
  )

/**
 * What stood in the last document and does not in this one: dated back by more than a day, for what is dated at most a day before its source's
 * last document was still shown when an older program read that. Each item costs this once.
 */
export const vanishedStatement = (source: string, keys: readonly string[], now: number): Statement =>
  sql(
    `UPDATE items SET last_seen = ?2 - ${DAY + 1} WHERE source = ?1 AND last_seen = ${STILL_SHOWN} AND key NOT IN (SELECT value FROM json_each(?3))`,
    source,
    now,
    JSON.stringify(keys),
  )
