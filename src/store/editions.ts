import { sql, type Database, type Statement } from './database.ts'
import type { EditionFormat, EditionHead, FeedRecord, NewEdition } from './port/editions.ts'
import type { Store } from './port/store.ts'

/** D1 holds 2 MB a row; a character takes up to three bytes of UTF-8. */
const PART_CHARS = 500_000

export const editions = (db: Database): Pick<Store, 'feeds' | 'publish' | 'publishAhead' | 'editionHeads' | 'edition'> => ({
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
        JSON.stringify(ahead),
      ),
      ...changed.flatMap((edition) => editionStatements(feed, edition, now, '=')),
    ])
  },

  async publishAhead(feed, changed, now) {
    await db.batch(changed.flatMap((edition) => editionStatements(feed, edition, now, '<')))
  },

  async editionHeads(feed) {
    const rows = await db.all<EditionHead & { format: EditionFormat }>(
      sql('SELECT format, etag, modified FROM editions WHERE feed = ?', feed),
    )
    return new Map(rows.map(({ format, etag, modified }) => [format, { etag, modified }]))
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
function editionStatements(feed: FeedRecord, edition: NewEdition, now: number, rendered: '=' | '<'): Statement[] {
  const current = `EXISTS (SELECT 1 FROM feeds WHERE slug = ?1 AND rendered ${rendered} ?2)`
  const parts = (encoding: string, body: string) =>
    slices(body).map((part, n) =>
      sql(
        `INSERT INTO edition_parts (feed, format, encoding, part, body) SELECT ?1, ?3, ?4, ?5, ?6 WHERE ${current}`,
        feed.slug,
        feed.generation,
        edition.format,
        encoding,
        n,
        part,
      ),
    )
  return [
    sql(`DELETE FROM edition_parts WHERE feed = ?1 AND format = ?3 AND ${current}`, feed.slug, feed.generation, edition.format),
    ...parts('identity', edition.body),
    ...parts('gzip', edition.gzip),
    sql(
      `INSERT INTO editions (feed, format, etag, modified) SELECT ?1, ?3, ?4, ?5 WHERE ${current}
       ON CONFLICT (feed, format) DO UPDATE SET etag = excluded.etag,
         modified = max(excluded.modified, (modified / 1000 + 1) * 1000)`,
      feed.slug,
      feed.generation,
      edition.format,
      edition.etag,
      now,
    ),
  ]
}

/** Cuts between characters: half a surrogate pair would not survive UTF-8. */
function slices(text: string): string[] {
  const parts: string[] = []
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + PART_CHARS, text.length)
    if (end < text.length && (text.charCodeAt(end) & 0xfc00) === 0xdc00) end--
    parts.push(text.slice(start, end))
    start = end
  }
  return parts
}
