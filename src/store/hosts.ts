import type { HostLimit } from '../schedule/host-limit.ts'
import { sql, type Database, type Statement } from './database.ts'
import type { Store } from './port/store.ts'

export const hosts = (db: Database): Pick<Store, 'hostLimits'> => ({
  hostLimits: () => db.all<HostLimit>(sql('SELECT host, not_before AS notBefore, spacing, refusals, since FROM hosts')),
})

/** Whoever knew less of a host than the store does makes no hold of it shorter, and no refusal undone. */
export const limitStatements = (limits: readonly HostLimit[]): Statement[] =>
  limits.map(({ host, notBefore, spacing, refusals, since }) =>
    sql(
      `INSERT INTO hosts (host, not_before, spacing, refusals, since) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (host) DO UPDATE SET not_before = max(not_before, excluded.not_before), refusals = excluded.refusals, since = excluded.since,
         spacing = CASE WHEN excluded.refusals > 0 THEN max(spacing, excluded.spacing) ELSE excluded.spacing END`,
      host,
      notBefore,
      spacing,
      refusals,
      since,
    ),
  )
