import { DAY, type Instant } from '../model/time.ts'
import type { Incident } from '../model/incident.ts'
import { OFFLINE, UNANSWERED as UNANSWERED_CODES } from '../model/problem.ts'
import type { Outage, Reach, Parcel } from './port/monitor.ts'
import { sql, type Database, type Statement } from './database.ts'
import { NONE, type Counts } from '../model/monitor-state.ts'
import type { Save } from './port/items.ts'
import type { Store } from './port/store.ts'

interface IncidentRow {
  readonly id: string
  readonly source: string
  readonly kind: Incident['kind']
  readonly opened: number
  readonly closed: number | null
  readonly sentence: string
  readonly updated: number
}

const incidentRow = ({ id, source, kind, opened, closed, sentence, updated }: IncidentRow): Incident => ({
  id,
  source,
  kind,
  opened,
  ...(closed === null ? {} : { closed }),
  sentence,
  updated,
})

type MonitorStore = Pick<Store, 'incidents' | 'reach' | 'totals' | 'chore' | 'parcels' | 'delivered' | 'postpone' | 'abandon'>

export const monitor = (db: Database): MonitorStore => ({
  async incidents(limit, source) {
    const rows = await db.all<IncidentRow>(
      sql(
        'SELECT id, source, kind, opened, closed, sentence, updated FROM incidents WHERE ?1 IS NULL OR source = ?1 ORDER BY updated DESC, id LIMIT ?2',
        source ?? null,
        limit,
      ),
    )
    return rows.map(incidentRow)
  },

  async reach({ url, host }) {
    const [row] = await db.all<Omit<Reach, 'open'> & { open: number }>(sql(REACH, url, host))
    return { ...row!, open: row!.open > 0 }
  },

  async totals() {
    const sums = Object.keys(NONE).map((name) => `coalesce(sum(state ->> '$.monitor.counts.${name}'), 0) AS ${name}`)
    const [row] = await db.all<Counts>(sql(`SELECT ${sums.join(', ')} FROM sources`))
    return row!
  },

  async chore(name, now, next) {
    const rows = await db.all(
      sql(
        `INSERT INTO chores (name, due_at) VALUES (?1, ?3) ON CONFLICT (name) DO UPDATE SET due_at = ?3
         WHERE due_at <= ?2 OR due_at > ?2 + ${LATEST_TURN} RETURNING name`,
        name,
        now,
        next,
      ),
    )
    return rows.length > 0
  },

  async parcels(now, until, limit) {
    const [, , rows] = (await db.batch([
      sql('DELETE FROM outbox WHERE at < ?1 AND incident IN (SELECT id FROM incidents WHERE closed IS NOT NULL)', now - NEWS),
      sql(
        `UPDATE outbox SET due_at = ?2, attempts = attempts + 1
         WHERE id IN (SELECT id FROM outbox WHERE due_at <= ?1 OR due_at > ?1 + ${LATEST_TURN} OR id IN (${OVERTAKEN}) ORDER BY at LIMIT ?3)`,
        now,
        until,
        limit,
      ),
      sql(
        `SELECT o.id AS parcel, o.event, o.at, o.attempts, i.* FROM outbox o JOIN incidents i ON i.id = o.incident
         WHERE o.due_at = ?1 ORDER BY o.at, o.event DESC, o.id LIMIT ?2`,
        until,
        limit,
      ),
    ])) as [unknown, unknown, (IncidentRow & { parcel: string; event: Parcel['event']; at: number; attempts: number })[]]
    return rows.map(({ parcel, event, at, attempts, ...row }) => ({ id: parcel, event, at, attempts, incident: incidentRow(row) }))
  },

  async delivered(id) {
    await db.all(sql('DELETE FROM outbox WHERE id = ?', id))
  },

  async abandon(source, incident, until) {
    const open = `'$.monitor.open.${incident.kind}'`
    // an invocation that is ended gives no lease back
    const [ended] = await db.all<{ lease_until: number }>(
      sql('UPDATE sources SET queued_until = 0 WHERE url = ? RETURNING lease_until', source),
    )
    if (!ended || ended.lease_until === 0) return false
    await db.batch([
      // one that is told already goes on
      ...openStatements(incident),
      sql(
        `UPDATE sources SET due_at = ?2, queued_until = 0, lease_until = 0, lease_by = NULL,
           state = json_set(state, '$.monitor', coalesce(state -> '$.monitor', json('{}')), ${open}, coalesce(state -> ${open}, json(?3))) WHERE url = ?1`,
        source,
        until,
        JSON.stringify({ id: incident.id, at: incident.opened }),
      ),
    ])
    return true
  },

  async postpone(id, until) {
    await db.all(sql('UPDATE outbox SET due_at = ? WHERE id = ?', until, id))
  },
})

/** What is over and older is no news to whoever begins to listen. */
const NEWS = 3 * DAY
/** No chore and no message waits longer: a time beyond was written by a clock that was ahead. */
const LATEST_TURN = 2 * DAY

const UNANSWERED = [...UNANSWERED_CODES].map((code) => `'${code}'`).join(', ')
const elsewhere = (codes: string) =>
  `f.url <> ?1 AND f.status IS NULL AND f.failing_since > answered AND f.problem ->> '$.code' IN (${UNANSWERED}) AND f.problem ->> '$.code' ${codes}`
const [SILENT, DISTRUSTED] = [elsewhere(`<> 'tls'`), elsewhere(`= 'tls'`)]

const REACH = `
WITH ours AS MATERIALIZED (SELECT url, host, status, failing_since, last_visit, problem FROM sources WHERE watched = 1 AND url NOT LIKE 'file:%'),
last AS MATERIALIZED (SELECT coalesce(max(last_visit), 0) AS answered FROM ours WHERE status IS NOT NULL)
SELECT answered,
  (SELECT count(*) FROM ours) AS sources,
  (SELECT count(DISTINCT host) FROM ours) AS hosts,
  (SELECT count(*) FROM ours f WHERE ${SILENT}) AS newlyFailing,
  (SELECT count(DISTINCT f.host) FROM ours f WHERE f.host <> ?2 AND ${SILENT}) AS newlyFailingHosts,
  (SELECT count(*) FROM ours f WHERE ${DISTRUSTED}) AS newlyDistrusted,
  (SELECT count(DISTINCT f.host) FROM ours f WHERE f.host <> ?2 AND ${DISTRUSTED}) AS newlyDistrustedHosts,
  (SELECT count(*) FROM incidents WHERE kind = 'offline' AND source = '' AND closed IS NULL) AS open
FROM last`

/** Everything of the monitor that one visit changes. */
export function monitorStatements({ source, visit, monitor }: Save): Statement[] {
  if (!monitor) return []
  const { opened, closed, answered, outage } = monitor
  return [
    ...opened.flatMap(openStatements),
    ...closed.flatMap(({ id, sentence }) => closeStatements(`id = ?1`, id, sentence, visit.at)),
    ...(answered === undefined ? [] : backStatements(answered, visit.at)),
    ...(outage ? outageStatements(outage, source.url, source.dueAt) : []),
  ]
}

function openStatements({ id, source, kind, opened, closed, sentence, updated }: Incident): Statement[] {
  return [
    sql(
      `INSERT INTO incidents (id, source, kind, opened, closed, sentence, updated) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      id,
      source,
      kind,
      opened,
      closed ?? null,
      sentence,
      updated,
    ),
    // that it recovered is told by the end of what it recovered from
    ...(kind !== 'recovered' ? [post('opened', 'id = ?2', opened, id)] : []),
  ]
}

/** Of what is over: that it began is told first, however long that was to wait. */
const OVERTAKEN = `SELECT 'msg_' || incident || '_opened' FROM outbox WHERE due_at <= ?1 AND event = 'closed'`

/** Only of incidents that are there: another visit may have told the same first. */
const post = (event: Parcel['event'], which: string, at: Instant, value: string): Statement =>
  sql(
    `INSERT INTO outbox (id, incident, event, at, due_at) SELECT 'msg_' || id || '_${event}', id, '${event}', ?1, ?1 FROM incidents WHERE ${which}
     ON CONFLICT (id) DO NOTHING`,
    at,
    value,
  )

function closeStatements(which: string, value: string, sentence: string, at: Instant): Statement[] {
  return [
    post('closed', `${which.replace('?1', '?2')} AND closed IS NULL`, at, value),
    sql(
      `UPDATE incidents SET closed = max(opened, ?2), updated = max(updated, ?2), sentence = sentence || ' ' || ?3 WHERE ${which} AND closed IS NULL`,
      value,
      at,
      sentence,
    ),
  ]
}

/** Somebody answered: an outage is over. Costs a look into an index that is empty nearly always. */
const backStatements = (sentence: string, at: Instant): Statement[] => closeStatements(`kind = ?1 AND source = ''`, 'offline', sentence, at)

/** Those that failed before it was clear that it was us are forgiven, and asked again when this one is. */
function outageStatements({ since, incident, spared }: Outage, url: string, dueAt: Instant): Statement[] {
  return [
    ...openStatements(incident),
    sql(
      `UPDATE sources SET ${spared ? 'failures = 0, ' : ''}failing_since = NULL, problem = ?1, due_at = min(due_at, ?4)
       WHERE url <> ?3 AND watched = 1 AND status IS NULL AND failing_since > ?2 AND problem ->> '$.code' IN (${UNANSWERED})`,
      JSON.stringify(OFFLINE),
      since,
      url,
      spared ? dueAt : Number.MAX_SAFE_INTEGER,
    ),
  ]
}

/** Of each file with a mistake one incident, that says what is wrong with it now; those of other files are over. */
export function mistakeStatements({
  mistakes: { found, mended },
  now,
}: Pick<Parameters<Store['configure']>[0], 'mistakes' | 'now'>): Statement[] {
  const files = JSON.stringify(found.map(({ source }) => source))
  return [
    ...closeStatements(`kind = 'mistake' AND source NOT IN (SELECT value FROM json_each(?1))`, files, mended, now),
    ...found.flatMap((incident) => [
      sql(
        `UPDATE incidents SET sentence = ?1, updated = max(updated, ?2) WHERE kind = 'mistake' AND source = ?3 AND closed IS NULL AND sentence <> ?1`,
        incident.sentence,
        now,
        incident.source,
      ),
      ...openStatements(incident),
    ]),
  ]
}
