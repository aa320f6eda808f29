import type { Version } from './port/rulings.ts'
import type { Decision } from '../dedupe/decision.ts'
import type { Instant } from '../model/time.ts'
import { bulk } from './bulk.ts'
import { sql, type Database, type Statement } from './database.ts'

/** Versions kept of an item. A live page is edited a hundred times a day; its last ten tell what happened. */
const MOST_VERSIONS = 10
/** Characters kept of a text that was replaced: what changed is in the summary. */
const MAX_TEXT = 20_000

interface EditRow {
  readonly item: string
  readonly at: number
  readonly changed: string
  readonly material: number
  readonly summary: string
  readonly title: string
  readonly url: string | null
  readonly text: string
}

/** Keeps the versions that were replaced, the last ten of each item. */
export function editStatements(decisions: readonly Decision[], now: Instant): Statement[] {
  const edited = decisions.filter((decision) => decision.edit !== undefined)
  if (edited.length === 0) return []
  const rows = edited.map(({ id, edit }) => {
    const { changed, material, summary, title, url, text } = edit!
    return [id, JSON.stringify(changed), Number(material), summary, title, url ?? null, text.slice(0, MAX_TEXT)]
  })
  return [
    ...bulk(
      `INSERT INTO item_edits (item, at, changed, material, summary, title, url, text)
       SELECT value ->> 0, ?1, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6 FROM json_each(?2) WHERE true
       ON CONFLICT (item, at) DO NOTHING`,
      rows,
      now,
    ),
    sql(
      `DELETE FROM item_edits WHERE (item, at) IN (
         SELECT item, at FROM (
           SELECT item, at, row_number() OVER (PARTITION BY item ORDER BY at DESC) AS age FROM item_edits
           WHERE item IN (SELECT value FROM json_each(?))
         ) WHERE age > ${MOST_VERSIONS})`,
      JSON.stringify(edited.map(({ id }) => id)),
    ),
  ]
}

/** The versions these items had before, the last replaced first. */
export async function versionsOf(db: Database, items: readonly string[]): Promise<ReadonlyMap<string, readonly Version[]>> {
  const rows = await db.all<EditRow>(
    sql(
      `SELECT e.item, e.at, e.changed, e.material, e.summary, e.title, e.url, e.text
       FROM json_each(?) j CROSS JOIN item_edits e ON e.item = j.value ORDER BY e.at DESC`,
      JSON.stringify(items),
    ),
  )
  const byItem = Map.groupBy(rows, ({ item }) => item)
  return new Map([...byItem].map(([item, edits]) => [item, edits.map(versionOf)]))
}

const versionOf = ({ at, changed, material, summary, title, url, text }: EditRow): Version => ({
  at,
  changed: JSON.parse(changed) as Version['changed'],
  material: material === 1,
  summary,
  title,
  ...(url === null ? {} : { url }),
  text,
})
