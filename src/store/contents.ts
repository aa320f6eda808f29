import type { Contender, Listed, Relisted, Relisting, Standing, StoredStory, StoryFacts } from '../model/standing.ts'
import { bulk, WITH_READ } from './bulk.ts'
import { sql, type Database, type Statement } from './database.ts'
import type { ContentsStore } from './port/contents.ts'

interface StoryRow {
  readonly id: string
  readonly root: string
  readonly members: number
  readonly first: number
  readonly last: number
  readonly score: number | null
  readonly likeness: number | null
  readonly headline: string | null
  readonly by_hand: string | null
  readonly is_ruled: number
}

interface StandingRow extends Omit<Standing, 'copies' | 'contenders' | 'sources' | 'pinned'> {
  readonly pinned: number | null
  readonly copies: string | null
  readonly contenders: string | null
  readonly sources: string | null
}

/** Hexadecimal digits that stand for a source in `contents.sources`. */
const SOURCE_DIGITS = 8

const STORIES = `SELECT s.id, s.root, s.members, s.first, s.last, s.score, s.likeness, r.title AS headline, p.item AS by_hand,
    EXISTS (SELECT 1 FROM acts a WHERE a.story = s.id) AS is_ruled
  FROM json_each(?1) j CROSS JOIN stories s ON s.id = j.value LEFT JOIN items r ON r.id = s.root LEFT JOIN story_primaries p ON p.story = s.id`

const HELD = `FROM json_each(?1) f CROSS JOIN json_each(?2) j CROSS JOIN contents c ON c.feed = f.value AND c.entry = j.value`
/** Empty where it is the item of its place, as of all stories of one item. */
export const SHOWN = `coalesce(nullif(c.shown, ''), c.item)`
const STANDINGS = `SELECT c.feed, c.entry, c.state, c.at, c.item, c.first, ${SHOWN} AS shown, c.kept, c.dropped, c.pinned, c.copies, c.contenders, c.sources,
  EXISTS (SELECT 1 FROM acts a WHERE a.story = c.entry) AS is_ruled ${HELD}`

const MEMBERS = `WITH named AS MATERIALIZED (
    SELECT ${SHOWN} AS shown, c.copies, c.contenders ${HELD}
  ), ids AS (
    SELECT shown AS id FROM named UNION SELECT value FROM named, json_each(copies) UNION SELECT value FROM named, json_each(contenders)
    UNION SELECT p.item FROM json_each(?2) j CROSS JOIN story_primaries p ON p.story = j.value
  )
  SELECT i.id, i.source, coalesce(i.chars, length(i.text)) AS chars, i.first_seen AS firstSeen, i.at, i.title FROM ids CROSS JOIN items i ON i.id = ids.id`

const ENTRY = `SELECT c.entry, c.at, c.item, ${SHOWN} AS shown, c.copies, length(c.sources) / ${SOURCE_DIGITS} AS sourceCount, c.state, c.pinned FROM`
const LISTED = `${ENTRY} contents c WHERE feed = ?1 AND state = ?2 AND pinned IS NULL AND (at, item) < (?3, ?4) ORDER BY at DESC, item DESC LIMIT ?5`
// a comparison, since by `IS NOT NULL` SQLite reads the whole feed instead of the index of what is pinned
const LIFTED = `${ENTRY} contents c WHERE feed = ?1 AND pinned >= 0`
const IS_TOLD = '(c.state = 0 OR c.pinned >= 0)'
const OF_STORIES = `${ENTRY} json_each(?2) j CROSS JOIN contents c ON c.feed = ?1 AND c.entry = j.value WHERE ${IS_TOLD}`
/** In a feed that folds nothing: its entries are items. */
const OF_ITEMS = `${ENTRY} json_each(?2) j CROSS JOIN items i ON i.story = j.value CROSS JOIN contents c ON c.feed = ?1 AND c.entry = i.id WHERE ${IS_TOLD}`

const list = (json: string | null, alone: string): readonly string[] => (json === null ? [alone] : (JSON.parse(json) as string[]))

export const contents = (db: Database): ContentsStore => ({
  async standings(feeds, stories) {
    const [of, held] = [JSON.stringify(stories), JSON.stringify(feeds)]
    const [facts, found, members] = (await db.batch([sql(STORIES, of), sql(STANDINGS, held, of), sql(MEMBERS, held, of)])) as [
      StoryRow[],
      (StandingRow & { readonly is_ruled: number })[],
      (Contender & { readonly title: string })[],
    ]
    const ruled = new Set<string>()
    const standings = found.map(({ is_ruled, ...row }) => {
      if (is_ruled === 1) ruled.add(row.entry)
      return standing(row)
    })
    const titles = new Map(members.map(({ id, title }) => [id, title]))
    const alone = standings.filter(({ feed, entry }) => feed === '' && !facts.some(({ id }) => id === entry))
    const known = [
      ...alone.map((one) => [one.entry, storyOfOne(one, titles.get(one.shown) ?? '', ruled.has(one.entry))] as const),
      ...facts.map((row) => [row.id, storedStory(row)] as const),
    ]
    return { stories: new Map(known), standings, members }
  },

  async listed(feed, after, limit, state = 0) {
    const place = [after?.at ?? Number.MAX_SAFE_INTEGER, after?.item ?? ''] as const
    return (await db.all<ListedRow>(sql(LISTED, feed, state, ...place, limit))).map(listedOf)
  },

  async lifted(feed) {
    return (await db.all<ListedRow>(sql(LIFTED, feed))).map(listedOf)
  },

  async listedOf(feed, stories, folds) {
    if (stories.length === 0) return []
    return (await db.all<ListedRow>(sql(folds ? OF_STORIES : OF_ITEMS, feed, JSON.stringify(stories)))).map(listedOf)
  },

  async lapse(now) {
    const over = 'listings l CROSS JOIN contents c ON c.feed = l.feed AND c.pinned <= ?1'
    await db.batch([
      sql(`UPDATE feeds SET generation = generation + 1 WHERE slug IN (SELECT c.feed FROM ${over})`, now),
      // what it is then, a look at the whole story tells
      sql(`INSERT OR IGNORE INTO unlisted (story) SELECT i.story FROM ${over} CROSS JOIN items i ON i.id = c.item`, now),
      sql(`UPDATE contents SET pinned = NULL WHERE (feed, entry) IN (SELECT c.feed, c.entry FROM ${over})`, now),
    ])
  },
})

type ListedRow = Omit<Listed, 'copies' | 'sourceCount' | 'pinned'> & {
  readonly copies: string | null
  readonly sourceCount: number | null
  readonly pinned: number | null
}

const listedOf = ({ copies, sourceCount, pinned, ...row }: ListedRow): Listed => ({
  ...row,
  ...(pinned === null ? {} : { pinned }),
  copies: list(copies, row.shown),
  sourceCount: sourceCount ?? 1,
})

const storedStory = ({ headline, by_hand, is_ruled, score, likeness, ...facts }: StoryRow): StoredStory => ({
  facts: { ...facts, ...(score === null ? {} : { score }), ...(likeness === null ? {} : { likeness }) },
  headline: headline ?? '',
  ...(by_hand === null ? {} : { byHand: by_hand }),
  isRuled: is_ruled === 1,
})

/** A story of one item has no row of its own. */
const storyOfOne = ({ entry, shown, first, at }: Standing, headline: string, isRuled: boolean): StoredStory => ({
  facts: { id: entry, root: shown, members: 1, first, last: at },
  headline,
  isRuled,
})

const standing = ({ copies, contenders, sources, pinned, ...row }: StandingRow): Standing => ({
  ...row,
  ...(pinned === null ? {} : { pinned }),
  copies: list(copies, row.shown),
  contenders: list(contenders, row.shown),
  sources: sources ?? '',
})

const FACTS = 'root, members, first, last, score, likeness'
const ROWS = 'state, at, item, first, shown, kept, dropped, copies, contenders, sources, pinned'
const excluded = (columns: string) => columns.replace(/\w+/g, 'excluded.$&')
/** Writes a row only where something in it differs: D1 counts rows that are written with what they hold already. */
const upsert = (table: string, key: string, columns: string, stamp?: { readonly column: string; readonly value: string }): string => {
  const cells = `${key}, ${columns}`.split(', ').map((name, i) => [name, `value ->> ${i}`])
  const all = [...cells, ...(stamp ? [[stamp.column, stamp.value]] : [])]
  const written = [columns, ...(stamp ? [stamp.column] : [])].join(', ')
  return `${WITH_READ} INSERT INTO ${table} (${all.map(([name]) => name).join(', ')}) SELECT ${all.map(([, cell]) => cell).join(', ')} FROM read WHERE true
    ON CONFLICT (${key}) DO UPDATE SET (${written}) = (${excluded(written)}) WHERE (${columns}) IS NOT (${excluded(columns)})`
}
/** By it somebody who read the row before sees that it is another one. */
const VERSION = { column: 'version', value: '(SELECT version FROM ledger)' } as const

const factsCells = ({ id, root, members, first, last, score, likeness }: StoryFacts) => [
  id,
  root,
  members,
  first,
  last,
  score ?? null,
  likeness ?? null,
]

/** Where only one item can be meant, lists would say it once more. */
function standingCells({ feed, entry, state, at, item, first, shown, copies, contenders, sources, kept, dropped, pinned }: Standing) {
  const several = (ids: readonly string[]) => (ids.length === 1 && ids[0] === shown ? null : JSON.stringify(ids))
  return [
    feed,
    entry,
    state,
    at,
    item,
    first,
    shown === item ? '' : shown,
    kept,
    dropped,
    several(copies),
    several(contenders),
    sources,
    pinned ?? null,
  ]
}

/** Most stories are of one item: of them all is said by what feeds hold. */
const factsStatements = (facts: readonly StoryFacts[]): Statement[] =>
  bulk(upsert('stories', 'id', FACTS), facts.filter(({ members }) => members > 1).map(factsCells))
const standingStatements = (standings: readonly Standing[]): Statement[] =>
  bulk(upsert('contents', 'feed, entry', ROWS, VERSION), standings.map(standingCells))

/** What a visit changes. `choices` is by what it was decided: where others have changed that meanwhile, all of it is to be looked at anew. */
export function relistingStatements({ facts, standings, unlisted }: Relisting, stories: readonly string[], choices: string): Statement[] {
  if (stories.length === 0) return []
  return [
    ...factsStatements(facts),
    ...standingStatements(standings),
    ...(unlisted.length > 0 ? [unlist(unlisted)] : []),
    sql(
      'INSERT OR IGNORE INTO unlisted (story) SELECT value FROM json_each(?1) WHERE (SELECT choices FROM ledger) IS NOT ?2',
      JSON.stringify(stories),
      choices,
    ),
  ]
}

/** Marks stories that changed in a way that only a look at all of their copies can tell. */
export const unlist = (stories: readonly string[]): Statement =>
  sql('INSERT OR IGNORE INTO unlisted (story) SELECT value FROM json_each(?)', JSON.stringify(stories))

/** What a look at whole stories found; `empty` are those that have no copy any more. */
export function relistedStatements(relisted: readonly Relisted[], empty: readonly string[], feeds: readonly string[]): Statement[] {
  const gone = [...relisted.flatMap(({ gone }) => gone), ...empty.flatMap((story) => feeds.map((feed) => [feed, story] as const))]
  const looked = [...relisted.map(({ facts }) => facts.id), ...empty]
  const ofOne = relisted.filter(({ facts }) => facts.members === 1).map(({ facts }) => facts.id)
  return [
    ...factsStatements(relisted.map(({ facts }) => facts)),
    ...standingStatements(relisted.flatMap(({ standings }) => standings)),
    ...bulk('DELETE FROM contents WHERE (feed, entry) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))', gone),
    ...bulk('DELETE FROM stories WHERE withdrawn IS NULL AND id IN (SELECT value FROM json_each(?))', [...empty, ...ofOne]),
    ...bulk('DELETE FROM unlisted WHERE story IN (SELECT value FROM json_each(?))', looked),
  ]
}

/** Takes out what feeds hold of buried stories and their items. */
export const delist = (stories: readonly string[], items: readonly string[]): Statement[] => [
  sql('DELETE FROM stories WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(stories)),
  sql(
    'DELETE FROM contents WHERE (feed, entry) IN (SELECT l.feed, j.value FROM listings l CROSS JOIN json_each(?) j)',
    JSON.stringify([...stories, ...items]),
  ),
]
