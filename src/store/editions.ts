import { sql, type Database, type Statement, type Value } from './database.ts'
import { ROW_BYTES, type EditionFormat, type EditionHead, type FeedRecord, type NewEdition, type StoredFragment } from './port/editions.ts'
import { textOf, type Piece } from '../model/published.ts'
import type { Store } from './port/store.ts'

/** Of a document of several rows: a character takes up to three bytes of UTF-8. */
const PART_CHARS = ROW_BYTES / 3

type Heads = ReadonlyMap<EditionFormat, EditionHead>

/** The heads of a feed's editions, which every reader asks for: read anew where anything was written since. */
function keptHeads(db: Database): (feed: string) => Promise<Heads> {
  const kept = new Map<string, { readonly version: string; readonly heads: Heads }>()
  return async (feed) => {
    const version = db.version?.()
    const known = kept.get(feed)
    if (known && known.version === version) return known.heads
    const rows = await db.all<EditionHead & { format: EditionFormat }>(
      sql('SELECT format, etag, modified FROM editions WHERE feed = ?', feed),
    )
    const heads: Heads = new Map(rows.map(({ format, etag, modified }) => [format, { etag, modified }]))
    // what there is none of may be asked for under any name
    if (version !== undefined && heads.size > 0) kept.set(feed, { version, heads })
    else kept.delete(feed)
    return heads
  }
}

export const editions = (
  db: Database,
): Pick<Store, 'feeds' | 'publish' | 'publishAhead' | 'editionHeads' | 'editionsOf' | 'keepGzip' | 'edition'> => ({
  async feeds() {
    return db.all<FeedRecord>(sql('SELECT slug, config_hash AS configHash, generation, rendered, updated FROM feeds ORDER BY slug'))
  },

  async publish(feed, updated, changed, held, now, ahead = []) {
    await db.batch([
      sql(
        `UPDATE feeds SET rendered = ?2, updated = max(updated, ?3), held = ?4 WHERE slug = ?1 AND rendered < ?2 AND NOT EXISTS (
           SELECT 1 FROM json_each(?5) j LEFT JOIN editions e ON e.feed = ?1 AND e.format = j.value ->> 0 WHERE e.etag IS NOT j.value ->> 1)`,
        feed.slug,
        feed.generation,
        updated,
        JSON.stringify(held),
        JSON.stringify([...ahead, ...changed.flatMap(({ format, before }) => (before === undefined ? [] : [[format, before]]))]),
      ),
      ...editionStatements(feed, changed, now, '='),
    ])
  },

  async publishAhead(feed, changed, now) {
    await db.batch(editionStatements(feed, changed, now, '<'))
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

  async keepGzip(feed, format, etag, gzip) {
    await db.batch(
      slices(gzip, gzip.length).map((part, n) =>
        sql(
          `INSERT INTO edition_parts (feed, format, encoding, part, body) SELECT ?1, ?2, 'gzip', ?4, ?5
           WHERE EXISTS (SELECT 1 FROM editions WHERE feed = ?1 AND format = ?2 AND etag = ?3) ON CONFLICT DO NOTHING`,
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

/**
 * HTTP dates count seconds, and a clock may go back: each edition gets a later one than the last, or a client that knows only the date
 * would be told that nothing changed. Every write is bound to the generation that was rendered, so that a slow renderer never puts an old
 * edition over a newer one.
 * @param rendered the generation that is stored, compared to this one: the same once it is marked as rendered, an older one before
 */
function editionStatements(feed: FeedRecord, changed: readonly NewEdition[], now: number, rendered: '=' | '<'): Statement[] {
  if (changed.length === 0) return []
  const current = `EXISTS (SELECT 1 FROM feeds WHERE slug = ?1 AND rendered ${rendered} ?2)`
  const bound = (text: string, ...params: readonly Value[]) => sql(text, feed.slug, feed.generation, ...params)
  const [patched, whole] = [changed.filter(({ before }) => before !== undefined), changed.filter(({ before }) => before === undefined)]
  const parts = whole.flatMap(({ format, pieces, size }) => slices(textOf(pieces), size).map((part, n) => [format, n, part] as const))
  return [
    bound(
      `DELETE FROM edition_parts WHERE feed = ?1 AND format IN (SELECT value FROM json_each(?3))
         AND (encoding <> 'identity' OR format IN (SELECT value FROM json_each(?4))) AND ${current}`,
      JSON.stringify(changed.map(({ format }) => format)),
      JSON.stringify(whole.map(({ format }) => format)),
    ),
    ...together(parts, ([, , text]) => text.length).map((some) =>
      bound(
        `INSERT INTO edition_parts (feed, format, encoding, part, body) SELECT ?1, column1, 'identity', column2, column3
         FROM (VALUES ${some.map((_, n) => `(?${3 * n + 3}, ?${3 * n + 4}, ?${3 * n + 5})`).join(', ')}) WHERE ${current}`,
        ...some.flat(),
      ),
    ),
    ...together(
      patched.map(({ format, before, pieces }) => JSON.stringify([format, before, pieces.map(cell)])),
      (json) => json.length,
    ).map((some) => bound(`${PATCH} AND ${current}`, `[${some.join(',')}]`)),
    bound(
      `INSERT INTO editions (feed, format, etag, fragments, modified)
       SELECT ?1, value ->> 0, value ->> 1, value ->> 2, ?4 FROM json_each(?3)
       WHERE (value ->> 3 IS NULL OR ${STANDS}) AND ${current}
       ON CONFLICT (feed, format) DO UPDATE SET etag = excluded.etag, fragments = excluded.fragments,
         modified = max(excluded.modified, (modified / 1000 + 1) * 1000)`,
      JSON.stringify(changed.map(({ format, etag, fragments, size, before }) => [format, etag, size > ROW_BYTES ? [] : fragments, before])),
      now,
    ),
  ]
}

const cell = (piece: Piece) => (typeof piece === 'string' ? piece : [piece.start, piece.length])

const STANDS = 'EXISTS (SELECT 1 FROM editions WHERE feed = ?1 AND format = value ->> 0 AND etag = value ->> 3)'
/** The body is put together where it stands: of what is taken over nothing is read or written by the program. */
const PATCH = `UPDATE edition_parts AS p SET body = (
    SELECT group_concat(CASE type WHEN 'text' THEN value ELSE substr(CAST(p.body AS BLOB), 1 + (value ->> 0), value ->> 1) END, '')
    FROM json_each(j.value ->> 2))
  FROM json_each(?3) j CROSS JOIN editions e ON e.feed = ?1 AND e.format = j.value ->> 0 AND e.etag = j.value ->> 1
  WHERE p.feed = ?1 AND p.format = e.format AND p.encoding = 'identity' AND p.part = 0`

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
