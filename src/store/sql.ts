import { acts } from './acts.ts'
import { indexStatements, neighbourhood } from './folding.ts'
import { configuration, configure, dropStatements, removedFeed, standing } from './configure.ts'
import { contents, relistingStatements } from './contents.ts'
import { sql, type Database, type Statement } from './database.ts'
import { editing } from './editing.ts'
import { editions } from './editions.ts'
import { guardStatement } from './guard.ts'
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
import { serving } from './serving.ts'
import { finishedStatement, sourceStatement, sources, runVisitStatement, unfinishedStatements } from './sources.ts'
import { touchStatement } from './touch.ts'
import type { SourceRecord } from '../model/source.ts'
import type { PartSave, Save, Saved } from './port/items.ts'
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
  removedFeed: (slug) => removedFeed(db, slug),
  async dropFeeds(before) {
    await db.batch(dropStatements(before))
  },

  save: (save) => saveVisit(db, save),
  together: (work) => (db.together ? db.together((inside) => work(createStore(inside))) : work(createStore(db))),
  savePart: (part) => saved(db, part.source, part.lease, partStatements(part)),

  ...runs(db),
  ...serving(db),

  async ping() {
    db.check?.()
    await db.all(sql('SELECT version FROM ledger'))
  },
  close: () => db.close(),
})

async function saved(db: Database, source: string, lease: string, statements: readonly Statement[]): Promise<Saved> {
  try {
    await db.batch(statements)
    return 'saved'
  } catch (error) {
    if (!(error instanceof StoreError && error.code === 'stale')) throw error
    const held = await db.all(sql('SELECT 1 FROM sources WHERE url = ? AND lease_by = ?', source, lease))
    return held.length > 0 ? 'stale' : 'lost'
  }
}

/** A visit that brought nothing, as most do, is one statement: it looks for its lease itself. */
async function saveVisit(db: Database, save: Save): Promise<Saved> {
  const statements = saveStatements(save)
  const [, source] = statements
  if (save.version !== undefined || statements.length > 2) return saved(db, save.source.url, save.lease, statements)
  return (await db.all(source!)).length > 0 ? 'saved' : 'lost'
}

function saveStatements(save: Save): Statement[] {
  const { source, visit, items: changed, seen, limits, renamedIn } = save
  const shown = [...seen, ...changed.map(({ key }) => key)]
  return [
    ...partStatements({ ...save, source: source.url, at: visit.at }, source),
    ...(seen.length > 0 ? [seenStatement(source.url, seen)] : []),
    // articles that come late to an unchanged document are not all that it holds
    ...(shown.length > 0 && visit.items > 0 ? [vanishedStatement(source.url, shown, visit.at)] : []),
    // behind the items, since the visit names how often its feeds have changed
    sourceStatement(save),
    ...limitStatements(limits),
    ...(visit.run === undefined ? [] : [runVisitStatement(visit)]),
    ...monitorStatements(save),
    ...(renamedIn.length > 0 ? [rejudge(renamedIn)] : []),
    ...(save.finishes ? [finishedStatement(source.url)] : []),
  ]
}

type Names = Pick<SourceRecord, 'title' | 'site'>

/** @param names what its source is called from now on; absent: as before */
function partStatements(part: PartSave, names?: Names): Statement[] {
  const { source, lease, at, items: changed, decisions, touched, relisting: listed, unfinished } = part
  return [
    guardStatement(source, lease, part),
    ...itemStatements(changed.map(itemCells)),
    ...indexStatements(decisions, at),
    ...editStatements(decisions, at),
    ...(listed ? relistingStatements(listed, [...new Set(decisions.map(({ story }) => story))], listed.choices) : []),
    ...(touched.length > 0 || listed ? [feedsStatement(part, names)] : []),
    ...(unfinished === undefined ? [] : unfinishedStatements(source, at, unfinished)),
  ]
}

/**
 * Feeds that show what was brought; all of them, where others choose than those by which that was decided: it may belong into one that is new.
 * What its source is called stands in each of its stories. Behind it the source is written.
 */
function feedsStatement({ source, decisions, touched, relisting }: PartSave, names: Names | undefined): Statement {
  const isChosenOtherwise = '?3 IS NOT NULL AND (SELECT choices FROM ledger) IS NOT ?3'
  const isRenamed = 'EXISTS (SELECT 1 FROM sources WHERE url = ?4 AND (title IS NOT ?5 OR site IS NOT ?6))'
  return touchStatement(
    [...new Set(decisions.map(({ story }) => story))],
    `slug IN (SELECT value FROM json_each(?2)) OR (${isChosenOtherwise})`,
    [JSON.stringify(touched), relisting?.choices ?? null, ...(names ? [source, names.title ?? null, names.site ?? null] : [])],
    names ? `(${isChosenOtherwise}) OR ${isRenamed}` : isChosenOtherwise,
  )
}
