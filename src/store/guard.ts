import { features, weighted } from '../dedupe/features.ts'
import { sql, type Statement, type Value } from './database.ts'
import type { PartSave } from './port/items.ts'

/**
 * What every batch puts first that changes what no arrival does: whoever decides at the same moment decides again.
 * @param version at which it was read; absent where nothing was
 * @param and what must hold too; its parameters begin at ?2
 */
export const rearrange = (version?: number, and = 'true', ...params: readonly Value[]): Statement =>
  sql(
    `UPDATE ledger SET rearranged = version + 1, version = CASE WHEN (?1 IS NULL OR version = ?1) AND ${and} THEN version + 1 END`,
    version ?? null,
    ...params,
  )

/** Items that came behind ?4 and carry one of these terms: possible copies of which the decision knew nothing. */
const COPY_CAME = `EXISTS (SELECT 1 FROM json_each(?5) j CROSS JOIN dedupe_terms t ON t.term = j.value CROSS JOIN dedupe_docs d ON d.doc = t.doc
  CROSS JOIN items i ON i.id = d.item WHERE i.rowid > ?4)`
/** These stories have other items than they had, or stand otherwise in what feeds hold. */
const STORY_CHANGED = `EXISTS (SELECT 1 FROM json_each(?6) j CROSS JOIN items i ON i.story = j.value AND i.rowid > ?4)
  OR EXISTS (SELECT 1 FROM json_each(?6) j CROSS JOIN listings l CROSS JOIN contents c ON c.feed = l.feed AND c.entry = j.value WHERE c.version > ?3)`
const LEASED = 'EXISTS (SELECT 1 FROM sources WHERE url = ?1 AND lease_by = ?2)'

/**
 * What a visit puts first. NULL breaks NOT NULL, and with it the whole batch: the lease is gone, or something came since that the decisions
 * would have had to know of, so that they are not what they would be if one visit had followed the other. What came is only looked at
 * where anything did. Where nothing was decided no row is written as long as all is well.
 */
export function guardStatement(
  url: string,
  lease: string,
  { version, decisions, insists }: Pick<PartSave, 'version' | 'decisions' | 'insists'>,
): Statement {
  if (version === undefined) return sql(`UPDATE ledger SET version = NULL WHERE NOT ${LEASED}`, url, lease)
  const fresh = decisions.filter(({ change }) => change === 'new')
  const terms = new Set(fresh.flatMap(({ item }) => weighted(features(item)).map(([term]) => term)))
  return sql(
    `UPDATE ledger SET version = CASE WHEN ${LEASED}
       AND (version = ?3 OR (rearranged <= ?3 AND NOT (${COPY_CAME}${insists ? '' : ` OR ${STORY_CHANGED}`}))) THEN version + 1 END`,
    url,
    lease,
    version.ledger,
    version.row,
    JSON.stringify([...terms]),
    ...(insists ? [] : [JSON.stringify([...new Set(decisions.map(({ story }) => story))])]),
  )
}
