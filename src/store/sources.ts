import type { Instant } from '../model/time.ts'
import { sql, type Database, type Statement } from './database.ts'
import { bulk } from './bulk.ts'
import { sourceOf, visitCells, visitOf, type SourceRow, type VisitRow } from './rows.ts'
import type { Claim, SourceRecord, Store, Visit } from './store.ts'

/** Enough for a page of history; more would grow for ever. */
const VISITS_KEPT = 50

const COLUMNS =
  'url, host, title, site, format, etag, last_modified, body_hash, due_at, blocked_until, last_visit, last_success, failing_since, failures, outcome, status, problem, state'

/** A time beyond the horizon was written by a clock that was ahead: it counts as past. */
const PAST = (column: string) => `(${column} <= ?1 OR ${column} > ?2)`

export const sources = (db: Database): Pick<Store, 'due' | 'claim' | 'release' | 'source' | 'sources' | 'visits' | 'skip'> => ({
  async due(now, horizon, limit) {
    const rows = await db.all<{ url: string }>(
      sql(
        `SELECT url FROM sources WHERE watched = 1 AND ${PAST('due_at')} AND ${PAST('blocked_until')} AND ${PAST('lease_until')} ORDER BY due_at LIMIT ?3`,
        now,
        now + horizon,
        limit,
      ),
    )
    return rows.map(({ url }) => url)
  },

  async claim(url, claim) {
    const [row] = await db.all<SourceRow>(claimStatement(url, claim))
    return row && sourceOf(row)
  },

  async release(url, lease) {
    await db.all(sql('UPDATE sources SET lease_until = 0, lease_by = NULL WHERE url = ? AND lease_by = ?', url, lease))
  },

  async source(url) {
    const [row] = await db.all<SourceRow>(sql(`SELECT ${COLUMNS} FROM sources WHERE url = ?`, url))
    return row && sourceOf(row)
  },

  async sources() {
    return (await db.all<SourceRow>(sql(`SELECT ${COLUMNS} FROM sources WHERE watched = 1 ORDER BY url`))).map(sourceOf)
  },

  async visits(url, limit) {
    return (
      await db.all<VisitRow>(sql(`SELECT * FROM visits WHERE source = ? AND outcome <> 'skipped' ORDER BY at DESC LIMIT ?`, url, limit))
    ).map(visitOf)
  },

  async skip(visit) {
    await db.batch(visitStatements(visit))
  },
})

function claimStatement(url: string, { lease, now, until, forceFloor, horizon }: Claim): Statement {
  // who names a source that was never visited means to see it now
  const due = forceFloor === undefined ? `(${PAST('due_at')} OR last_visit IS NULL)` : '(coalesce(last_visit, 0) <= ?6 OR last_visit > ?1)'
  return sql(
    `UPDATE sources SET lease_until = ?4, lease_by = ?5
     WHERE url = ?3 AND watched = 1 AND ${PAST('lease_until')} AND ${PAST('blocked_until')} AND ${due}
     RETURNING ${COLUMNS}`,
    now,
    now + horizon,
    url,
    until,
    lease,
    ...(forceFloor === undefined ? [] : [now - forceFloor]),
  )
}

/** The whole row as it stands after a visit; the lease is given back in the same statement. */
export function sourceStatement(source: SourceRecord): Statement {
  const {
    url,
    title,
    site,
    format,
    validators,
    bodyHash,
    dueAt,
    blockedUntil,
    lastVisit,
    lastSuccess,
    failingSince,
    failures,
    outcome,
    status,
    problem,
    state,
  } = source
  return sql(
    `UPDATE sources SET title = ?, site = ?, format = ?, etag = ?, last_modified = ?, body_hash = ?, due_at = ?, blocked_until = max(blocked_until, ?),
       last_visit = ?, last_success = ?, failing_since = ?, failures = ?, outcome = ?, status = ?, problem = ?, state = ?, lease_until = 0, lease_by = NULL
     WHERE url = ?`,
    title ?? null,
    site ?? null,
    format ?? null,
    validators.etag ?? null,
    validators.lastModified ?? null,
    bodyHash ?? null,
    dueAt,
    blockedUntil,
    lastVisit ?? null,
    lastSuccess ?? null,
    failingSince ?? null,
    failures,
    outcome ?? null,
    status ?? null,
    problem ? JSON.stringify(problem) : null,
    JSON.stringify(state),
    url,
  )
}

export const holdHostStatement = (host: string, until: Instant): Statement =>
  sql('UPDATE sources SET blocked_until = max(blocked_until, ?) WHERE host = ?', until, host)

export function visitStatements(visit: Visit): Statement[] {
  return [
    ...bulk(
      `INSERT OR REPLACE INTO visits (source, at, run, outcome, status, items, new, bytes, ms, problem)
       SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8, value->>9 FROM json_each(?)`,
      [visitCells(visit)],
    ),
    sql(
      // what was skipped is no visit, and pushes none out
      `DELETE FROM visits WHERE source = ?1 AND at < (SELECT min(at) FROM
         (SELECT at FROM visits WHERE source = ?1 AND outcome <> 'skipped' ORDER BY at DESC LIMIT ?2))`,
      visit.source,
      VISITS_KEPT,
    ),
  ]
}
