import { MAX_CHARS } from '../dedupe/rules.ts'
import { DAY } from '../model/time.ts'
import { articleColumns, knownOf, type ArticleRow } from './articles.ts'
import { bulk } from './bulk.ts'
import { SHOWN, unlist } from './contents.ts'
import { sql, type Database, type Statement } from './database.ts'
import { indexStatements } from './folding.ts'
import { rearrange } from './guard.ts'
import { StoreError } from './port/errors.ts'
import type { Crowds, PartingStore } from './port/parting.ts'

/** Copies of one story that are looked at; those behind them stay where they are. */
const MOST_MEMBERS = 200

/** What the source shows now; an older program dated `last_seen` at most a day before the last document. */
const STILL_THERE = `last_seen >= coalesce((SELECT s.state ->> '$.monitor.lastRead' FROM sources s WHERE s.url = ?1), 0) - ${DAY}`
const UNPINNED = 'NOT EXISTS (SELECT 1 FROM story_pins p WHERE p.item = i.id)'

const NEXT = `SELECT url, state ->> '$.furniture' AS furniture, (SELECT version FROM ledger) AS version
  FROM sources WHERE watched = 1 AND coalesce(rules, 0) < ? ORDER BY coalesce(rules, 0) LIMIT 1`

const CROWDS = `SELECT i.story, json_group_array(i.id) AS present,
    coalesce((SELECT p.item FROM story_primaries p WHERE p.story = i.story),
      (SELECT ${SHOWN} FROM contents c WHERE c.feed = '' AND c.entry = i.story), (SELECT s.root FROM stories s WHERE s.id = i.story), '') AS shown
  FROM items i WHERE i.source = ?1 AND ${STILL_THERE} AND ${UNPINNED}
  GROUP BY i.story HAVING count(*) > 1 AND min(i.rules) < ?2 ORDER BY i.story LIMIT ?3`

const MEMBERS = `SELECT ${articleColumns(`substr(i.text, 1, ${MAX_CHARS})`)}, NOT ${UNPINNED} AS pinned
  FROM items i WHERE i.story = ? ORDER BY i.first_seen, i.id LIMIT ${MOST_MEMBERS}`

const MOVE = `UPDATE items SET (story, reason, score, matched, evidence, rules) =
    (SELECT value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7 FROM json_each(?1) WHERE value ->> 0 = items.id)
  WHERE id IN (SELECT value ->> 0 FROM json_each(?1))`

interface CrowdRow {
  readonly story: string
  readonly present: string
  readonly shown: string
}

/** Stories that older rules folded wrongly are taken apart, a few at a time. */
export const parting = (db: Database): PartingStore => ({
  async crowds(rules, limit) {
    const [next] = await db.all<{ url: string; furniture: string | null; version: number }>(sql(NEXT, rules))
    if (!next) return undefined
    const { url: source, version } = next
    const rows = await db.all<CrowdRow>(sql(CROWDS, source, rules, limit))
    const members =
      rows.length === 0 ? [] : ((await db.batch(rows.map(({ story }) => sql(MEMBERS, story)))) as (ArticleRow & { pinned: number })[][])
    const crowds = rows.map(({ story, present, shown }, n) => ({
      story,
      source,
      shown,
      present: new Set(JSON.parse(present) as string[]),
      items: members[n]!.map((row) => knownOf(row, MAX_CHARS)),
      pinned: new Set(members[n]!.filter(({ pinned }) => pinned === 1).map(({ id }) => id)),
    }))
    return { version, source, furniture: next.furniture === null ? [] : (JSON.parse(next.furniture) as number[]), crowds }
  },

  async part(look, moved, rules, now) {
    try {
      await db.batch(partStatements(look, moved, rules, now))
      return true
    } catch (error) {
      if (error instanceof StoreError && error.code === 'stale') return false
      throw error
    }
  },

  async unparted(rules) {
    const [row] = await db.all<{ n: number }>(sql('SELECT count(*) AS n FROM sources WHERE watched = 1 AND coalesce(rules, 0) < ?', rules))
    return row?.n ?? 0
  },
})

function partStatements(
  { version, source, crowds }: Crowds,
  moved: Parameters<PartingStore['part']>[1],
  rules: number,
  now: number,
): Statement[] {
  if (crowds.length === 0) return [sql('UPDATE sources SET rules = ? WHERE url = ?', rules, source)]
  const looked = crowds.flatMap(({ present }) => [...present])
  const same = rearrange(version)
  const confirmed = sql(
    'UPDATE items SET rules = ?2 WHERE id IN (SELECT value FROM json_each(?1)) AND rules < ?2',
    JSON.stringify(looked),
    rules,
  )
  if (moved.length === 0) return [same, confirmed]
  const cells = moved.map(({ item, story, join }) => [
    item.id,
    item.story,
    story,
    join.reason,
    join.score,
    join.matched ?? null,
    join.evidence ?? null,
    join.rules,
  ])
  return [
    same,
    confirmed,
    ...bulk(MOVE, cells),
    ...indexStatements(
      moved.map(({ item, terms }) => ({ id: item.id, terms, stored: item })),
      now,
    ),
    unlist([...new Set(moved.flatMap(({ item, story }) => [item.story, story]))]),
    sql('UPDATE feeds SET generation = generation + 1'),
  ]
}
