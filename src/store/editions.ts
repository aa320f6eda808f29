import { sql, type Database, type Statement } from './database.ts'
import { patchStatements } from './patch.ts'
import { StoreError } from './port/errors.ts'
import { present } from '../present.ts'
import { touchedOf, UNKNOWN, UNTOUCHED } from './touch.ts'
import {
  ROW_BYTES,
  type EditionFormat,
  type EditionHead,
  type EditionHeads,
  type FeedRecord,
  type NewEdition,
  type StoredFragment,
  type StoredRendition,
} from './port/editions.ts'
import { textOf } from '../model/published.ts'
import type { Store } from './port/store.ts'

/** Of a document of several rows: a character takes up to three bytes of UTF-8. */
const PART_CHARS = ROW_BYTES / 3

const KEEP_RENDITION = 'INSERT OR REPLACE INTO renditions (feed, at, rendition) SELECT slug, ?2, ?3 FROM feeds WHERE slug = ?1'

/** The heads of a feed's editions, which every reader asks for: read anew where anything was written since. */
function keptHeads(db: Database): Store['editionHeads'] {
  const kept = new Map<string, { readonly version: string; readonly heads: EditionHeads }>()
  const read = async (feed: string, version: string | undefined) => {
    const rows = await db.all<EditionHead & { format: EditionFormat }>(
      sql('SELECT format, etag, modified FROM editions WHERE feed = ?', feed),
    )
    const heads: EditionHeads = new Map(rows.map(({ format, etag, modified }) => [format, { etag, modified }]))
    // what there is none of may be asked for under any name
    if (version !== undefined && heads.size > 0) kept.set(feed, { version, heads })
    else kept.delete(feed)
    return heads
  }
  return (feed) => {
    const version = db.version?.()
    const known = kept.get(feed)
    return known && known.version === version ? known.heads : read(feed, version)
  }
}

export const editions = (
  db: Database,
): Pick<Store, 'feeds' | 'publish' | 'publishAhead' | 'editionHeads' | 'editionsOf' | 'renditionOf' | 'keepGzip' | 'edition'> => ({
  async feeds() {
    const rows = await db.all<Omit<FeedRecord, 'touched'> & { touched: string | null }>(
      sql(`SELECT slug, config_hash AS configHash, generation, rendered, updated, iif(touched_to = generation, touched, NULL) AS touched
        FROM feeds ORDER BY slug`),
    )
    return rows.map(({ touched, ...record }) => present<FeedRecord>({ ...record, touched: touchedOf(touched) }))
  },

  async publish(feed, { updated, editions: changed, held, now, ahead = [], rendition }) {
    const tags = [...ahead, ...changed.flatMap(({ format, before }) => (before === undefined ? [] : [[format, before] as const]))]
    return stored(db, [
      sql(
        `UPDATE feeds SET rendered = CASE WHEN ${[UNLESS_NEWER, ...tags.map((_, n) => tagged(2 * n + 5))].join(' AND ')} THEN ?2 END,
           updated = max(updated, ?3), held = ?4, ${rendition === undefined ? UNKNOWN : UNTOUCHED} WHERE slug = ?1`,
        feed.slug,
        feed.generation,
        updated,
        JSON.stringify(held),
        ...tags.flat(),
      ),
      ...editionStatements(feed.slug, changed, now),
      ...(rendition === undefined ? [] : [sql(KEEP_RENDITION, feed.slug, feed.generation, rendition)]),
    ])
  },

  async publishAhead(feed, changed, now) {
    await stored(db, [
      sql(`UPDATE feeds SET rendered = CASE WHEN ${UNLESS_NEWER} THEN rendered END WHERE slug = ?1`, feed.slug, feed.generation),
      ...editionStatements(feed.slug, changed, now),
    ])
  },

  editionHeads: keptHeads(db),

  async editionsOf(feed) {
    const rows = await db.all<EditionHead & { format: EditionFormat; fragments: string | null }>(
      sql('SELECT format, etag, modified, fragments FROM editions WHERE feed = ?', feed),
    )
    return new Map(
      rows.map(({ format, etag, modified, fragments }) => [
        format,
        { etag, modified, fragments: fragments === null ? [] : (JSON.parse(fragments) as StoredFragment[]) },
      ]),
    )
  },

  async renditionOf(feed) {
    const [row] = await db.all<StoredRendition>(sql('SELECT at, rendition FROM renditions WHERE feed = ?', feed))
    return row
  },

  async keepGzip(feed, format, etag, gzip) {
    // the first part last: where it is there, another one has stored all parts of what it made, which may be other bytes
    const parts = [...slices(gzip, gzip.length).entries()].toReversed()
    await db.batch(
      parts.map(([n, part]) =>
        sql(
          `INSERT INTO edition_parts (feed, format, encoding, part, body) SELECT ?1, ?2, 'gzip', ?4, ?5
           WHERE EXISTS (SELECT 1 FROM editions WHERE feed = ?1 AND format = ?2 AND etag = ?3)
             AND NOT EXISTS (SELECT 1 FROM edition_parts WHERE feed = ?1 AND format = ?2 AND encoding = 'gzip' AND part = 0)`,
          feed,
          format,
          etag,
          n,
          part,
        ),
      ),
    )
  },

  async edition(feed, format, encoding) {
    const rows = await db.all<EditionHead & { body: string }>(
      sql(
        'SELECT e.etag, e.modified, p.body FROM editions e JOIN edition_parts p USING (feed, format) WHERE feed = ? AND format = ? AND p.encoding = ? ORDER BY p.part',
        feed,
        format,
        encoding,
      ),
    )
    const [head] = rows
    return head && { etag: head.etag, modified: head.modified, body: rows.map(({ body }) => body).join('') }
  },
})

/** NULL breaks NOT NULL, and with it the whole batch: a slow renderer never puts an old edition over a newer one. */
const UNLESS_NEWER = 'rendered <= ?2'
/** The format of this parameter is stored with the tag of the next one. */
const tagged = (n: number) => `EXISTS (SELECT 1 FROM editions WHERE feed = ?1 AND format = ?${n} AND etag = ?${n + 1})`

/** Whether the batch was kept; its first statement breaks it where somebody else has published meanwhile. */
async function stored(db: Database, statements: readonly Statement[]): Promise<boolean> {
  try {
    await db.batch(statements)
    return true
  } catch (error) {
    if (error instanceof StoreError && error.code === 'stale') return false
    throw error
  }
}

/**
 * HTTP dates count seconds, and a clock may go back: each edition gets a later one than the last, or a client that knows only the date
 * would be told that nothing changed. Of a feed that was deleted meanwhile nothing is written.
 */
function editionStatements(slug: string, changed: readonly NewEdition[], now: number): Statement[] {
  if (changed.length === 0) return []
  const [patched, whole] = [changed.filter(({ before }) => before !== undefined), changed.filter(({ before }) => before === undefined)]
  const parts = whole.flatMap(({ format, pieces, size }) => slices(textOf(pieces), size).map((part, n) => [format, n, part] as const))
  const formats = (of: readonly NewEdition[]) => `format IN (${of.map((_, n) => `?${n + 2}`).join(', ')})`
  const deleted = (of: readonly NewEdition[], encoding: string) =>
    sql(
      `DELETE FROM edition_parts WHERE feed = ?1 AND ${formats(of)} AND encoding = '${encoding}'`,
      slug,
      ...of.map(({ format }) => format),
    )
  return [
    deleted(changed, 'gzip'),
    ...(whole.length > 0 ? [deleted(whole, 'identity')] : []),
    ...together(parts, ([, , text]) => text.length).map((some) =>
      sql(
        `INSERT INTO edition_parts (feed, format, encoding, part, body) SELECT slug, column1, 'identity', column2, column3
         FROM feeds CROSS JOIN (VALUES ${rows(some, 3)}) WHERE slug = ?1`,
        slug,
        ...some.flat(),
      ),
    ),
    ...patchStatements(slug, patched),
    sql(
      `INSERT INTO editions (feed, format, etag, fragments, modified) SELECT slug, column1, column2, column3, column4
       FROM feeds CROSS JOIN (VALUES ${rows(changed, 4)}) WHERE slug = ?1
       ON CONFLICT (feed, format) DO UPDATE SET etag = excluded.etag, fragments = excluded.fragments,
         modified = max(excluded.modified, (modified / 1000 + 1) * 1000)`,
      slug,
      ...changed.flatMap(({ format, etag, fragments, size }) => [format, etag, JSON.stringify(size > ROW_BYTES ? [] : fragments), now]),
    ),
  ]
}
/** Places of parameters, row by row, for VALUES; the feed is the first parameter. */
const rows = (of: readonly unknown[], columns: number): string =>
  of.map((_, n) => `(${Array.from({ length: columns }, (__, k) => `?${columns * n + k + 2}`).join(', ')})`).join(', ')

/** What one statement takes together: as many characters as one part may have. */
function together<Part>(parts: readonly Part[], charsOf: (part: Part) => number): Part[][] {
  const statements: Part[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const part of parts) {
    size += charsOf(part)
    if (size > PART_CHARS) {
      statements.push([])
      size = charsOf(part)
    }
    statements.at(-1)!.push(part)
  }
  return statements
}

/** Cuts between characters: half a surrogate pair would not survive UTF-8. */
function slices(text: string, size: number): string[] {
  if (size <= ROW_BYTES) return [text]
  const parts: string[] = []
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + PART_CHARS, text.length)
    if (end < text.length && (text.charCodeAt(end) & 0xfc00) === 0xdc00) end--
    parts.push(text.slice(start, end))
    start = end
  }
  return parts
}
