import { acts } from './acts.ts'
import { indexStatements, neighbourhood } from './folding.ts'
import { configuration, configure, dropStatements, standing } from './configure.ts'
import { contents, relistingStatements } from './contents.ts'
import { sql, type Database, type Statement } from './database.ts'
import { editing } from './editing.ts'
import { editions } from './editions.ts'
import { editStatements } from './edits.ts'
import { StoreError } from './port/errors.ts'
import { itemStatements, items, seenStatement, vanishedStatement } from './items.ts'
import { monitor, monitorStatements } from './monitor.ts'
import { parting } from './parting.ts'
import { rejudge, relisting } from './relist.ts'
import { retention } from './retention.ts'
import { itemCells } from './rows.ts'
import { runs } from './runs.ts'
import { hosts, limitStatements } from './hosts.ts'
import { sourceStatement, sources, runVisitStatement } from './sources.ts'
import type { Save } from './port/items.ts'
import type { Store } from './port/store.ts'

/** The store over any SQL database that speaks SQLite: all SQL stands in this folder, once for both runtimes. */
export const createStore = (db: Database): Store => ({
  ...sources(db),
  ...hosts(db),
  ...items(db),
  ...editions(db),
  ...monitor(db),
  ...retention(db),
  ...editing(db),
  ...acts(db),
  ...contents(db),
  ...relisting(db),
  ...parting(db),

  neighbourhood: (asked) => neighbourhood(db, asked),

  configure: (config) => configure(db, config),
  standing: () => standing(db),
  configuration: () => configuration(db),
  async dropFeeds(before) {
    await db.batch(dropStatements(before))
  },

  async save(save) {
    try {
      await db.batch(saveStatements(save))
      return 'saved'
    } catch (error) {
      if (!(error instanceof StoreError && error.code === 'stale')) throw error
      const held = await db.all(sql('SELECT 1 FROM sources WHERE url = ? AND lease_by = ?', save.source.url, save.lease))
      return held.length > 0 ? 'stale' : 'lost'
    }
  },

  ...runs(db),

  async ping() {
    await db.all(sql('SELECT version FROM ledger'))
  },
  close: () => db.close(),
})

function saveStatements(save: Save): Statement[] {
  const { source, lease, visit, version, items: changed, decisions, seen, touched, asked, limits, relisting: listed, renamedIn } = save
  const shown = [...seen, ...changed.map(({ key }) => key)]
  return [
    guardStatement(source.url, lease, version),
    ...itemStatements(changed.map(itemCells)),
    ...indexStatements(decisions, visit.at),
    ...editStatements(decisions, visit.at),
    ...(seen.length > 0 ? [seenStatement(source.url, seen)] : []),
    // articles that come late to an unchanged document are not all that it holds
    ...(shown.length > 0 && visit.items > 0 ? [vanishedStatement(source.url, shown, visit.at)] : []),
    // before the visit is written, which names the counts
    ...(touched.length > 0
      ? [sql('UPDATE feeds SET generation = generation + 1 WHERE slug IN (SELECT value FROM json_each(?))', JSON.stringify(touched))]
      : []),
    sourceStatement(source, visit, asked, touched),
    ...limitStatements(limits),
    ...(visit.run === undefined ? [] : [runVisitStatement(visit)]),
    ...monitorStatements(save),
    ...(listed ? relistingStatements(listed, [...new Set(decisions.map(({ story }) => story))], listed.choices) : []),
    ...(renamedIn.length > 0 ? [rejudge(renamedIn)] : []),
  ]
}

/**
 * NULL breaks NOT NULL, and with it the whole batch: the lease is gone, or what was decided is stale. Where nothing was decided no row is
 * written as long as all is well.
 */
function guardStatement(url: string, lease: string, version: number | undefined): Statement {
  const leased = 'EXISTS (SELECT 1 FROM sources WHERE url = ?1 AND lease_by = ?2)'
  return version === undefined
    ? sql(`UPDATE ledger SET version = NULL WHERE NOT ${leased}`, url, lease)
    : sql(`UPDATE ledger SET version = CASE WHEN version = ?3 AND ${leased} THEN version + 1 END`, url, lease, version)
}
