import { digest } from '../hash.ts'
import { DAY } from '../model/time.ts'
import { sql, type Database } from './database.ts'
import { visitIn, visitOf, type VisitRow } from './rows.ts'
import type { Store } from './port/store.ts'

/** How long a run is remembered. */
const KEPT = 30 * DAY

export const runs = (db: Database): Pick<Store, 'startRun' | 'failRun' | 'run'> => ({
  async startRun({ id, at, asked, due }) {
    const urls = JSON.stringify(asked.toSorted())
    const selection = digest(urls)
    await db.batch([
      sql(`DELETE FROM visits WHERE run <> '' AND run IN (SELECT id FROM runs WHERE at < ?)`, at - KEPT),
      sql('DELETE FROM runs WHERE at < ?', at - KEPT),
      sql('DELETE FROM selections WHERE at < ?', at - KEPT),
      sql(
        'INSERT INTO selections (hash, urls, at) VALUES (?, ?, ?) ON CONFLICT (hash) DO UPDATE SET at = excluded.at',
        selection,
        urls,
        at,
      ),
      sql('INSERT INTO runs (id, at, sources, selection) VALUES (?, ?, ?, ?)', id, at, JSON.stringify(due), selection),
    ])
  },

  async failRun(id, error) {
    await db.all(sql('UPDATE runs SET error = ? WHERE id = ?', error, id))
  },

  async run(id) {
    const [found, rows, others, behind] = (await db.batch([
      sql('SELECT r.at, r.sources, r.error, s.urls FROM runs r LEFT JOIN selections s ON s.hash = r.selection WHERE r.id = ?', id),
      sql(`SELECT * FROM visits WHERE run = ? AND run <> ''`, id),
      // a source that stood in a queue already is visited for all who asked
      sql(
        `SELECT s.url, v.value AS visit FROM runs r JOIN json_each(r.sources) j JOIN sources s ON s.url = j.value JOIN json_each(s.visits) v
         WHERE r.id = ? AND v.value ->> '$.at' >= r.at`,
        id,
      ),
      sql(
        `SELECT f.slug FROM runs r JOIN json_each(r.sources) j JOIN sources s ON s.url = j.value JOIN json_each(s.visits) v
           JOIN json_each(v.value, '$.generations') g JOIN feeds f ON f.slug = g.key AND f.rendered < g.value
         WHERE r.id = ?`,
        id,
      ),
    ])) as [
      { at: number; sources: string; error: string | null; urls: string | null }[],
      VisitRow[],
      { url: string; visit: string }[],
      { slug: string }[],
    ]
    const [run] = found
    if (!run) return undefined
    const due = JSON.parse(run.sources) as string[]
    const its = rows.map(visitOf)
    const known = new Set(its.map(({ source, at }) => `${at} ${source}`))
    const visits = [
      ...its,
      ...others.map(({ url, visit }) => visitIn(url, visit)).filter(({ source, at }) => !known.has(`${at} ${source}`)),
    ]
    return {
      id,
      at: run.at,
      asked: run.urls === null ? due : (JSON.parse(run.urls) as string[]),
      due,
      visits,
      behind: [...new Set(behind.map(({ slug }) => slug))],
      ...(run.error === null ? {} : { error: run.error }),
    }
  },
})
