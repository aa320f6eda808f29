import type { Asked, Neighbourhood } from './port/items.ts'
import { DAY, type Duration, type Instant } from '../model/time.ts'
import type { Item } from '../model/item.ts'
import type { Decision, Known, Rulings, Tombstone } from '../dedupe/decision.ts'
import { articleColumns, knownOf, type ArticleRow } from './articles.ts'
import { features, weighted } from '../dedupe/features.ts'
import { possibleIds, storyId } from '../dedupe/identity.ts'
import { COMMON_TERM, MAX_CANDIDATES, MAX_CHARS, RARITY } from '../dedupe/rules.ts'
import { jsonChunks } from './bulk.ts'
import { STILL_SHOWN } from './rows.ts'
import { rearrange } from './guard.ts'
import { sql, type Database, type Statement } from './database.ts'

/** 52 bits of an item's id as its number in the index. */
export const docOf = (id: string): number => Number.parseInt(id.slice(0, 13), 16)

/**
 * Members of one story that are candidates of one arrival, beside its root: the likest say what hundreds would. With 3 of each
 * every labelled set comes out as with 8.
 */
const MAX_OF_STORY = 3
/** Of so many it is asked in which stories they are. */
const MAX_LOOKED_AT = 2 * MAX_CANDIDATES

/**
 * Candidates of the arrivals of one source, ranked by the weight of what they share, the rarer the heavier: eight an arrival. A term
 * that more than COMMON_TERM items carry is not followed; since no more of its rows are stored than it takes to know, the cost does not
 * grow with the store.
 */
const ASK = `
WITH asked AS MATERIALIZED (
  SELECT j.value ->> 0 AS arrival, j.value ->> 1 AS term, j.value ->> 2 AS weight FROM json_each(?1) j
), carried AS (
  SELECT a.arrival, a.term, a.weight, t.doc FROM asked a CROSS JOIN dedupe_terms t ON t.term = a.term
  UNION ALL SELECT a.arrival, a.term, a.weight, t.doc FROM asked a CROSS JOIN dedupe_terms_before t ON t.term = a.term
), hits AS (
  SELECT arrival, doc, weight, count(*) OVER (PARTITION BY arrival, term) AS carriers FROM carried
), likely AS (
  SELECT arrival, doc, sum(weight * ${RARITY} / carriers) AS weight FROM hits WHERE carriers <= ${COMMON_TERM} GROUP BY arrival, doc
), found AS (
  SELECT h.arrival, h.weight, coalesce(d.item, b.item) AS item, coalesce(d.seen, b.seen) AS seen
  FROM likely h LEFT JOIN dedupe_docs d ON d.doc = h.doc LEFT JOIN dedupe_docs_before b ON b.doc = h.doc
), ranked AS (
  SELECT arrival, item, row_number() OVER (PARTITION BY arrival ORDER BY weight DESC, seen, item) AS place FROM found WHERE seen >= ?2
), mates AS (
  SELECT r.arrival, r.item, r.place, row_number() OVER (PARTITION BY r.arrival, i.story ORDER BY r.place) AS nth
  FROM ranked r CROSS JOIN items i ON i.id = r.item WHERE r.place <= ${MAX_LOOKED_AT}
), chosen AS (
  SELECT arrival, item, row_number() OVER (PARTITION BY arrival ORDER BY place) AS place FROM mates WHERE nth <= ${MAX_OF_STORY}
)
SELECT arrival, item FROM chosen WHERE place <= ${MAX_CANDIDATES} ORDER BY arrival, place`

/**
 * The items of a list, the root of each of their stories (of one that was not looked at since it is stored, the earliest), those in them that the source ?2 showed last, and the last item of the source ?2 at each address of ?3: a publisher
 * who changes all guids at once does so for items of any age. Of the source's own items the whole text is read, for its versions.
 */
const ARTICLES = `
WITH wanted AS MATERIALIZED (
  SELECT value AS id FROM json_each(?1)
  UNION SELECT (SELECT a.id FROM items a WHERE a.source = ?2 AND a.canonical_url = u.value ORDER BY a.first_seen DESC, a.id LIMIT 1) FROM json_each(?3) u
), roots AS MATERIALIZED (
  SELECT DISTINCT coalesce(s.root, (SELECT e.id FROM items e WHERE e.story = i.story ORDER BY e.first_seen, e.id LIMIT 1)) AS id
  FROM wanted w CROSS JOIN items i ON i.id = w.id LEFT JOIN stories s ON s.id = i.story
), own AS MATERIALIZED (
  SELECT o.id FROM items o WHERE o.source = ?2
    AND o.last_seen >= coalesce((SELECT s.state ->> '$.monitor.lastRead' FROM sources s WHERE s.url = ?2), 0) - ${DAY}
    AND o.story IN (SELECT i.story FROM wanted w CROSS JOIN items i ON i.id = w.id)
)
SELECT ${articleColumns(`CASE WHEN i.source = ?2 THEN i.text ELSE substr(i.text, 1, ${MAX_CHARS}) END`)},
  i.id IN (SELECT id FROM roots) AS root
FROM (SELECT id FROM wanted UNION SELECT id FROM roots UNION SELECT id FROM own) w CROSS JOIN items i ON i.id = w.id`

/** Longer keys and addresses are not looked up in lists: a thousand of them must fit into one parameter. */
const MAX_LOOKED_UP = 500
const lookedUp = (values: readonly (string | undefined)[]): string =>
  JSON.stringify([...new Set(values.filter((value) => value !== undefined && value.length <= MAX_LOOKED_UP))])

/** Of an address that several purged items had it is enough to know that. */
const MOST_AT_ADDRESS = 2

const RULINGS = `
SELECT 'pin' AS kind, item AS a, story AS b, NULL AS c, NULL AS d, NULL AS e, NULL AS f FROM story_pins WHERE item IN (SELECT value FROM json_each(?1))
UNION ALL SELECT 'alias', story, into_story, NULL, NULL, NULL, NULL FROM story_aliases WHERE story IN (SELECT value FROM json_each(?2))
UNION ALL SELECT 'tombstone', key, url, id, story, title, at FROM tombstones WHERE source = ?3 AND key IN (SELECT value FROM json_each(?4))
UNION ALL SELECT 'tombstone', t.key, t.url, t.id, t.story, t.title, t.at FROM json_each(?5) u CROSS JOIN tombstones t
  ON t.rowid IN (SELECT b.rowid FROM tombstones b WHERE b.source = ?3 AND b.url = u.value LIMIT ${MOST_AT_ADDRESS})`

interface NearRow extends ArticleRow {
  /** 1 for the earliest item of its story. */
  readonly root: number
}
interface RulingRow {
  readonly kind: 'pin' | 'alias' | 'tombstone'
  readonly a: string
  readonly b: string | null
  readonly c: string | null
  readonly d: string | null
  readonly e: string | null
  readonly f: number | null
}

/** Everything `decide` needs of the store: three reads, whatever the number of arrivals. */
export async function neighbourhood(db: Database, { arrivals, known, isRekeyed = false, window, now }: Asked): Promise<Neighbourhood> {
  const asked = arrivals.flatMap((item, n) => weighted(features(item)).map(([term, weight]) => [n, term, weight]))
  const pairs: { arrival: number; item: string }[] = []
  for (const json of jsonChunks(asked)) pairs.push(...(await db.all<{ arrival: number; item: string }>(sql(ASK, json, now - window))))
  if (isRekeyed) pairs.push(...(await namesakes(db, arrivals)))
  const possible = arrivals.flatMap(possibleIds)
  const ids = [...new Set([...known, ...possible, ...pairs.map((pair) => pair.item)])]
  const source = arrivals[0]?.source ?? ''
  const rows =
    ids.length === 0
      ? []
      : await db.all<NearRow>(sql(ARTICLES, JSON.stringify(ids), source, lookedUp(arrivals.map(({ canonicalUrl }) => canonicalUrl))))
  const articles = new Map(rows.map((row) => [row.id, knownOf(row, row.source === source ? undefined : MAX_CHARS)]))
  const roots = new Map(rows.filter((row) => row.root === 1).map((row) => [row.story, articles.get(row.id)!]))
  const own = [...articles.values()].filter((article) => article.source === source)
  const atAddress = Map.groupBy(own, ({ canonicalUrl }) => canonicalUrl)
  const candidates = new Map<string, readonly Known[]>(
    arrivals.map(({ key, canonicalUrl }) => [key, canonicalUrl === undefined ? [] : (atAddress.get(canonicalUrl) ?? [])]),
  )
  for (const { arrival, item } of pairs) {
    const article = articles.get(item)
    const { key } = arrivals[arrival]!
    const before = candidates.get(key)!
    if (article && !before.includes(article)) candidates.set(key, [...before, article])
  }
  const taken = new Set(possible.filter((id) => articles.has(id)))
  return {
    known: known.flatMap((id) => articles.get(id) ?? []),
    taken,
    candidates,
    own,
    roots,
    rulings: await rulingsFor(db, arrivals, possible, rows),
  }
}

/** What its source showed last, under the headline of an arrival or at its path on another host: it may have moved, and its items with it. */
async function namesakes(db: Database, arrivals: readonly Item[]): Promise<{ arrival: number; item: string }[]> {
  const shown = await db.all<{ id: string; title: string; url: string | null }>(sql(SHOWN_LAST, arrivals[0]!.source))
  const byName = Map.groupBy(
    shown.flatMap(({ id, title, url }) => namesOf(title, url).map((name) => ({ id, name }))),
    ({ name }) => name,
  )
  return arrivals.flatMap(({ title, canonicalUrl, url }, arrival) =>
    namesOf(title, canonicalUrl ?? url).flatMap((name) =>
      (byName.get(name) ?? []).slice(0, MAX_OF_STORY).map(({ id }) => ({ arrival, item: id })),
    ),
  )
}

/** Documents show fewer; of a longer one the rest is taken for new. */
const MAX_SHOWN = 1000
const SHOWN_LAST = `SELECT id, title, coalesce(canonical_url, url) AS url FROM items WHERE source = ? AND last_seen = ${STILL_SHOWN} LIMIT ${MAX_SHOWN}`

const namesOf = (title: string, url: string | null | undefined): readonly string[] => {
  const path = (url ?? '').replace(/^[a-z]+:\/\/[^/?#]*\/?/i, '')
  return [...(title === '' ? [] : [title]), ...(path === '' ? [] : [`/${path}`])]
}

async function rulingsFor(db: Database, arrivals: readonly Item[], ids: readonly string[], rows: readonly NearRow[]): Promise<Rulings> {
  const source = arrivals[0]?.source
  if (source === undefined) return { pins: new Map(), aliases: new Map(), tombstones: [] }
  const stories = [...ids.map(storyId), ...rows.map((row) => row.story)]
  const keys = lookedUp(arrivals.map((item) => item.key))
  const urls = lookedUp(arrivals.map((item) => item.canonicalUrl ?? item.url))
  const found = await db.all<RulingRow>(sql(RULINGS, JSON.stringify(ids), JSON.stringify(stories), source, keys, urls))
  const map = (kind: RulingRow['kind']): Map<string, string> =>
    new Map(found.filter((row) => row.kind === kind).map((row) => [row.a, row.b!]))
  const tombstones = found
    .filter((row) => row.kind === 'tombstone')
    .map((row): Tombstone => ({
      source,
      key: row.a,
      ...(row.b === null ? {} : { url: row.b }),
      title: row.e!,
      id: row.c!,
      story: row.d!,
      at: row.f!,
    }))
  return { pins: map('pin'), aliases: map('alias'), tombstones }
}

/** The index of copies, in two halves: nothing is deleted from it one by one. */
const HALVES = ['', '_before'] as const

const NOTE = `INSERT INTO dedupe_docs (doc, item, seen, terms)
  SELECT value ->> 0, value ->> 1, value ->> 2, '[]' FROM json_each(?1) WHERE true ON CONFLICT (doc) DO NOTHING`
/** A half holds as many carriers of a term as it takes to know that it is a commonplace. */
const INDEX = `INSERT OR IGNORE INTO dedupe_terms (term, doc)
  SELECT t.value, j.value ->> 0 FROM json_each(?1) j JOIN json_each(j.value, '$[3]') t
  WHERE NOT EXISTS (SELECT 1 FROM dedupe_terms c WHERE c.term = t.value LIMIT 1 OFFSET ${COMMON_TERM})`
const forget = (half: string) => `DELETE FROM dedupe_terms${half} WHERE (term, doc) IN (
  SELECT t.value, j.value ->> 0 FROM json_each(?1) j JOIN json_each(j.value, '$[1]') t)`

/**
 * Writes the index rows of what was decided. `now` counts for what is new; an item that was stored before keeps when it was first seen, and
 * is found no more by what it said.
 */
export function indexStatements(decisions: readonly Pick<Decision, 'id' | 'terms' | 'stored'>[], now: Instant): Statement[] {
  const rows = decisions.map(({ id, terms, stored }) => [docOf(id), id, stored?.firstSeen ?? now, terms])
  const said = decisions.flatMap(({ id, terms, stored }) => {
    const old = stored ? features(stored).terms : []
    const gone = old.filter((term) => !terms.includes(term))
    return gone.length > 0 ? [[docOf(id), gone]] : []
  })
  return [
    ...jsonChunks(said).flatMap((json) => HALVES.map((half) => sql(forget(half), json))),
    ...jsonChunks(rows).flatMap((json) => [sql(NOTE, json), sql(INDEX, json)]),
  ]
}

/** Takes items out of the index: what leads to them leads nowhere, until it is dropped with its half. */
export const forgetStatements = (ids: readonly string[]): Statement[] =>
  HALVES.map((half) =>
    sql(`DELETE FROM dedupe_docs${half} WHERE doc IN (SELECT value FROM json_each(?))`, JSON.stringify(ids.map((id) => docOf(id)))),
  )

/**
 * Drops the older half of the index, once in `period`: what is in it was stored before the last time, so an item is found for that long at
 * least, and for twice that at most. A time far ahead was written by a clock that was wrong.
 */
export async function turnIndex(db: Database, now: Instant, period: Duration): Promise<void> {
  const turn = await db.all(sql('UPDATE ledger SET turned = ?1 WHERE coalesce(turned, 0) <= ?1 - ?2 RETURNING turned', now, period))
  if (turn.length === 0) return void (await db.all(sql('UPDATE ledger SET turned = ?1 WHERE turned > ?1 + 2 * ?2', now, period)))
  await db.batch([
    rearrange(),
    ...['dedupe_docs', 'dedupe_terms'].flatMap((table) => [
      sql(`DROP TABLE ${table}_before`),
      sql(`ALTER TABLE ${table} RENAME TO ${table}_before`),
      sql(HALF[table as keyof typeof HALF]),
    ]),
  ])
}

/** As in the migrations. */
const HALF = {
  dedupe_docs: 'CREATE TABLE dedupe_docs (doc INTEGER PRIMARY KEY, item TEXT NOT NULL, seen INTEGER NOT NULL, terms TEXT NOT NULL) STRICT',
  dedupe_terms: 'CREATE TABLE dedupe_terms (term INTEGER NOT NULL, doc INTEGER NOT NULL, PRIMARY KEY (term, doc)) STRICT, WITHOUT ROWID',
} as const
