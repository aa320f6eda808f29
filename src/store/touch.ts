import { sql, type Statement, type Value } from './database.ts'

/** Characters of `feeds.touched`, some hundred stories: with more a render reads the list of the feed anew. */
const MOST_CHARS = 4000

/**
 * Counts a change of what feeds show, and tells whose: a render reads these stories anew, and takes the others as they stood in the one before
 * it. A statement that only raises `generation`, or a program that knows no better, says thereby that anything may have changed.
 * @param stories all that may stand otherwise in one of the feeds; parameter ?1
 * @param feeds a condition on the row of a feed; its parameters begin at ?2
 * @param isAnything a condition under which other stories may have changed too
 */
export function touchStatement(stories: readonly string[], feeds: string, params: readonly Value[], isAnything = 'false'): Statement {
  const isTold = `touched_to = generation AND NOT (${isAnything}) AND length(touched) + length(?1) <= ${MOST_CHARS}`
  return sql(
    `UPDATE feeds SET generation = generation + 1, touched = CASE WHEN ${isTold} THEN touched || ?1 END,
       touched_to = CASE WHEN ${isTold} THEN generation + 1 END WHERE ${feeds}`,
    stories.map((story) => `,${JSON.stringify(story)}`).join(''),
    ...params,
  )
}

/** The stories that changed since the last render that told; undefined where anything may have changed. */
export const touchedOf = (touched: string | null): readonly string[] | undefined =>
  touched === null ? undefined : [...new Set(JSON.parse(`[${touched.slice(1)}]`) as string[])]

/** The next render reads all. */
export const UNKNOWN = 'touched_to = NULL'

/**
 * Begins a new list, behind a render that read all that it shows, where nothing changed meanwhile and no list is being made anew: what a walk
 * changes it tells nobody before its end. Parameters: ?1 the feed, ?2 the generation that was rendered.
 */
export const UNTOUCHED = `(touched, touched_to) = (SELECT iif(n.is_new, '', touched), iif(n.is_new, ?2, touched_to) FROM (
  SELECT generation = ?2 AND EXISTS (SELECT 1 FROM listings WHERE feed = ?1 AND headed = 1 AND walk IS NULL) AS is_new) n)`
