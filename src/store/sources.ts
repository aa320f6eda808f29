import { HOUR, MINUTE, type Instant } from '../model/time.ts'
import { MOST_WAIT, type HostLimit } from '../schedule/host-limit.ts'
import { present } from '../present.ts'
import { sql, type Database, type Statement } from './database.ts'
import { ringCell, sourceOf, visitCells, visitIn, type SourceRow } from './rows.ts'
import type { Save } from './port/items.ts'
import type { Claim, ReadySource } from './port/sources.ts'
import type { Store } from './port/store.ts'
import type { Visit } from '../model/visit.ts'

/** The hosts that are asked for a source, as far as its last visit tells. */
const HOSTS = '(SELECT value FROM json_each(coalesce(sources.asked, json_array(sources.host))))'
const LAST_HOST = `coalesce(asked ->> '$[#-1]', host)`
/** Its server, or its host, asked to be left alone; a pause between two requests is no hold. */
const BLOCKED_UNTIL = `max(blocked_until, coalesce((SELECT max(not_before) FROM hosts WHERE host IN ${HOSTS} AND refusals > 0), 0))`

/** Enough for a page of history; more would grow for ever. */
const VISITS_KEPT = 50

const COLUMNS = `url, host, title, site, format, etag, last_modified, body_hash, due_at, ${BLOCKED_UNTIL} AS blocked_until, last_visit, last_success,
  failing_since, failures, outcome, status, problem, state`

/** A time beyond the horizon was written by a clock that was ahead: it counts as past. */
const PAST = (column: string) => `(${column} <= ?1 OR ${column} > ?2)`
/** A lease and a mark in a queue last minutes: a longer one was written by a clock that was ahead. */
const LONGEST_LEASE = HOUR
const IS_OVER = (column: string) => `(${column} <= ?1 OR ${column} > ?1 + ${LONGEST_LEASE})`
/** So much a clock is corrected by while nobody looks. */
const CLOCK_TOLERANCE = 5 * MINUTE
/** Due; what was visited in the future was planned by a clock that was wrong. */
const IS_DUE = `(${PAST('due_at')} OR last_visit > ?1 + ${CLOCK_TOLERANCE})`
/** Its publisher asks that nobody comes in some hours and on some days, in UTC. */
const skips = (what: string, format: string) =>
  `EXISTS (SELECT 1 FROM json_each(state, '$.schedule.hints.${what}') h WHERE h.value = CAST(strftime('${format}', ?1 / 1000, 'unixepoch') AS INTEGER))`
const IS_OPEN = `NOT (${skips('skipHours', '%H')} OR ${skips('skipDays', '%w')})`
/** Nobody visits it, and none of its servers asked to be left alone. */
const FREE = `watched = 1 AND ${PAST('blocked_until')} AND ${IS_OVER('lease_until')}
  AND NOT EXISTS (SELECT 1 FROM hosts WHERE host IN ${HOSTS} AND NOT ${PAST('not_before')})`
/** ?3: the latest last visit that force passes over; NULL where nobody forces. Who names a source that was never visited means to see it now. */
const DUE = `CASE WHEN ?3 IS NULL THEN (${IS_DUE} OR last_visit IS NULL) AND ${IS_OPEN} ELSE coalesce(last_visit, 0) <= ?3 OR last_visit > ?1 END`

/** The first of each host, and the others where it does not limit us. */
const READY = `SELECT url, host FROM (
    SELECT url, ${LAST_HOST} AS host, due_at, row_number() OVER (PARTITION BY ${LAST_HOST} ORDER BY due_at, rowid) AS place
    FROM sources WHERE ${FREE} AND ${IS_DUE} AND ${IS_OPEN} AND ${IS_OVER('queued_until')}) ready
  WHERE place = 1 OR NOT EXISTS (SELECT 1 FROM hosts h WHERE h.host = ready.host AND h.spacing > ?4)
  ORDER BY due_at LIMIT ?3`
const CLAIMABLE = `SELECT url, ${LAST_HOST} AS host FROM json_each(?4) asked_for JOIN sources ON url = asked_for.value
  WHERE ${FREE} AND ${DUE} ORDER BY due_at, asked_for.key`
const ENQUEUE = `UPDATE sources SET queued_until = ?3 WHERE url IN (SELECT value FROM json_each(?4)) AND ${IS_OVER('queued_until')} RETURNING url`
const DEQUEUE = 'UPDATE sources SET queued_until = 0 WHERE url IN (SELECT value FROM json_each(?)) AND queued_until <> 0'
const RELEASE = 'UPDATE sources SET lease_until = 0, lease_by = NULL, asked = coalesce(?3, asked) WHERE url = ?1 AND lease_by = ?2'
const LOOKS = `SELECT min(max(s.due_at, s.blocked_until)) AS next, max(s.last_visit) AS last
  FROM json_each(?) j CROSS JOIN sources s ON s.url = j.value WHERE s.watched = 1`

type Sources = Pick<
  Store,
  | 'due'
  | 'claimable'
  | 'enqueue'
  | 'dequeue'
  | 'claim'
  | 'release'
  | 'source'
  | 'faces'
  | 'unreadSince'
  | 'looks'
  | 'failing'
  | 'sources'
  | 'visits'
>

/** The look at the sources ends at the first that can be read; only where there is none are all that fail looked at. */
const UNREAD = `SELECT (SELECT max(s.failing_since) FROM json_each(?1) j CROSS JOIN sources s ON s.url = j.value WHERE s.watched = 1) AS since
  WHERE NOT EXISTS (
    SELECT 1 FROM json_each(?1) o CROSS JOIN sources h ON h.url = o.value WHERE h.watched = 1 AND h.failing_since IS NULL)`

export const sources = (db: Database): Sources => ({
  async due(now, horizon, limit) {
    return db.all<ReadySource>(sql(READY, now, now + horizon, limit, MOST_WAIT))
  },

  async claimable(urls, { now, horizon, forceFloor }) {
    return db.all<ReadySource>(sql(CLAIMABLE, now, now + horizon, forceFloor === undefined ? null : now - forceFloor, JSON.stringify(urls)))
  },

  async enqueue(urls, { now, horizon }, until) {
    const marked = await db.all<{ url: string }>(sql(ENQUEUE, now, now + horizon, until, JSON.stringify(urls)))
    const fresh = new Set(marked.map(({ url }) => url))
    return urls.filter((url) => fresh.has(url))
  },

  async dequeue(urls) {
    await db.all(sql(DEQUEUE, JSON.stringify(urls)))
  },

  async claim(url, claim) {
    // a lease that a power failure takes is free again, as it has to be
    const statements = [claimStatement(url, claim), reserveStatement(url, claim)]
    const [rows, limits] = (await (db.batchUnsynced?.(statements) ?? db.batch(statements))) as [
      (SourceRow & { outages: number; unfinished: string | null })[],
      HostLimit[],
    ]
    const [row] = rows
    return row && { ...sourceOf(row), limits, isOutageOpen: row.outages > 0, ...present({ unfinished: row.unfinished }) }
  },

  async release(url, lease, asked) {
    await db.all(sql(RELEASE, url, lease, asked === undefined ? null : JSON.stringify(asked)))
  },

  async source(url) {
    const [row] = await db.all<SourceRow>(sql(`SELECT ${COLUMNS} FROM sources WHERE url = ?`, url))
    return row && sourceOf(row)
  },

  async faces(urls) {
    const rows = await db.all<{ url: string; title: string | null; site: string | null }>(
      sql('SELECT s.url, s.title, s.site FROM json_each(?) j CROSS JOIN sources s ON s.url = j.value', JSON.stringify(urls)),
    )
    return new Map(rows.map(({ url, title, site }) => [url, { ...(title === null ? {} : { title }), ...(site === null ? {} : { site }) }]))
  },

  async unreadSince(urls) {
    const [row] = await db.all<{ since: Instant | null }>(sql(UNREAD, JSON.stringify(urls)))
    return row?.since ?? undefined
  },

  async looks(urls) {
    const [row] = await db.all<{ next: number | null; last: number | null }>(sql(LOOKS, JSON.stringify(urls)))
    return present({ next: row?.next ?? undefined, last: row?.last ?? undefined })
  },

  async failing() {
    const [row] = await db.all<{ count: number }>(
      sql('SELECT count(*) AS count FROM sources WHERE failing_since IS NOT NULL AND watched = 1'),
    )
    return row!.count
  },

  async sources() {
    return (await db.all<SourceRow>(sql(`SELECT ${COLUMNS} FROM sources WHERE watched = 1 ORDER BY url`))).map(sourceOf)
  },

  async visits(url, limit) {
    const rows = await db.all<{ visit: string }>(
      sql('SELECT j.value AS visit FROM sources s, json_each(s.visits) j WHERE s.url = ? LIMIT ?', url, limit),
    )
    return rows.map(({ visit }) => visitIn(url, visit))
  },
})

function claimStatement(url: string, { lease, now, until, forceFloor, horizon }: Claim): Statement {
  return sql(
    `UPDATE sources SET lease_until = ?4, lease_by = ?5, queued_until = 0
     WHERE url = ?6 AND ${FREE} AND ${DUE}
     RETURNING ${COLUMNS}, (SELECT count(*) FROM incidents WHERE kind = 'offline' AND source = '' AND closed IS NULL) AS outages,
       (SELECT finding FROM unfinished u WHERE u.source = sources.url) AS unfinished`,
    now,
    now + horizon,
    forceFloor === undefined ? null : now - forceFloor,
    until,
    lease,
    url,
  )
}

/** Takes the next turn at hosts that limit us, so that no other process takes it too. */
const reserveStatement = (url: string, { now, lease }: Claim): Statement =>
  sql(
    `UPDATE hosts SET not_before = ?1 + spacing
     WHERE host IN (SELECT h.value FROM sources, json_each(coalesce(asked, json_array(host))) h WHERE url = ?2 AND lease_by = ?3)
     RETURNING host, not_before AS notBefore, spacing, refusals, since`,
    now,
    url,
    lease,
  )

/** Keeps what is left of a document, and gives the lease back. */
export const unfinishedStatements = (url: string, at: Instant, finding: string): Statement[] => [
  sql('INSERT OR REPLACE INTO unfinished (source, at, finding) VALUES (?, ?, ?)', url, at, finding),
  sql('UPDATE sources SET lease_until = 0, lease_by = NULL WHERE url = ?', url),
]

export const finishedStatement = (url: string): Statement => sql('DELETE FROM unfinished WHERE source = ?', url)

type SourceSave = Pick<Save, 'source' | 'visit' | 'asked' | 'touched' | 'lease'>

/** The whole row as it stands after a visit, where that has the lease; it is given back in the same statement. */
export function sourceStatement({ source, visit, asked, touched, lease }: SourceSave): Statement {
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
       last_visit = ?, last_success = ?, failing_since = ?, failures = ?, outcome = ?, status = ?, problem = ?, state = ?, asked = ?, lease_until = 0, lease_by = NULL,
       visits = (SELECT json_group_array(json(value)) FROM (SELECT ${touched.length > 0 ? WITH_GENERATIONS : '?'} AS value UNION ALL SELECT value FROM json_each(visits) LIMIT ${VISITS_KEPT}))
     WHERE url = ? AND lease_by = ? RETURNING url`,
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
    asked.length === 1 && asked[0] === source.host ? null : JSON.stringify(asked),
    ringCell(visit),
    ...(touched.length > 0 ? [JSON.stringify(touched)] : []),
    url,
    lease,
  )
}

/** A visit, and the count of each feed that it changed: its editions hold what the visit brought once `rendered` is so far. */
const WITH_GENERATIONS = `json_set(?, '$.generations',
  json((SELECT json_group_object(slug, generation) FROM feeds WHERE slug IN (SELECT value FROM json_each(?)))))`

/** A visit that somebody asked for, and waits for. */
export const runVisitStatement = (visit: Visit): Statement =>
  sql(
    `INSERT OR REPLACE INTO visits (source, at, run, outcome, status, items, new, bytes, ms, problem) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...visitCells(visit),
  )
