import { features } from '../dedupe/features.ts'
import type { Act, ActName, Arrangement, Before } from '../model/act.ts'
import type { Join } from '../model/story.ts'
import { present } from '../present.ts'
import { bulk } from './bulk.ts'
import { unlist } from './contents.ts'
import { sql, type Database, type Statement } from './database.ts'
import { indexStatements } from './folding.ts'
import { rearrange } from './guard.ts'
import { StoreError } from './port/errors.ts'
import type { ActStore, NewAct } from './port/acts.ts'
import { touchStatement } from './touch.ts'

interface ActRow {
  readonly id: number
  readonly at: number
  readonly by: string
  readonly act: ActName
  readonly feed: string | null
  readonly story: string
  readonly other: string | null
  readonly item: string | null
  readonly value: string | null
  readonly why: string | null
  readonly before: string | null
  readonly undoes: number | null
}

const COLUMNS = 'at, by, act, feed, story, other, item, value, why, before, undoes'
const ALL = `SELECT id, ${COLUMNS} FROM acts`
const OF = `a.${COLUMNS.replaceAll(', ', ', a.')}`
/** Acts on these stories, and those that concerned them as the other one. */
const AROUND = `SELECT a.id, ${OF} FROM json_each(?1) j CROSS JOIN acts a ON a.story = j.value
  UNION SELECT a.id, ${OF} FROM json_each(?1) j CROSS JOIN acts a ON a.other = j.value`
/** Without what was before: that may be long, and only an undo asks for it. */
const ON = `SELECT a.id, ${OF.replace('a.before', 'NULL AS before')} FROM json_each(?1) j CROSS JOIN acts a ON a.story = j.value`

interface MemberRow extends Omit<Join, 'matched' | 'evidence'> {
  readonly id: string
  readonly story: string
  readonly firstSeen: number
  readonly matched: string | null
  readonly evidence: string | null
}

const MEMBER = 'i.id, i.story, i.first_seen AS firstSeen, i.reason, i.score, i.matched, i.evidence, i.rules'
const MEMBERS = `SELECT ${MEMBER} FROM json_each(?1) j CROSS JOIN items i ON i.story = j.value
  UNION SELECT ${MEMBER} FROM json_each(?2) j CROSS JOIN items i ON i.id = j.value`
const PINS = `SELECT p.item, p.story FROM json_each(?1) j CROSS JOIN items i ON i.story = j.value CROSS JOIN story_pins p ON p.item = i.id`
const ALIASES = `SELECT a.story, a.into_story AS "into" FROM json_each(?1) j CROSS JOIN story_aliases a ON a.story = j.value
  UNION SELECT a.story, a.into_story FROM json_each(?1) j CROSS JOIN story_aliases a ON a.into_story = j.value`

const actOf = ({ before, ...row }: ActRow): Act =>
  present<Act>({
    ...row,
    feed: row.feed ?? undefined,
    other: row.other ?? undefined,
    item: row.item ?? undefined,
    value: row.value ?? undefined,
    why: row.why ?? undefined,
    before: before === null ? undefined : (JSON.parse(before) as Before),
    undoes: row.undoes ?? undefined,
  })

const memberOf = ({ id, story, firstSeen, matched, evidence, ...join }: MemberRow) => ({
  id,
  story,
  firstSeen,
  join: present<Join>({ ...join, matched: matched ?? undefined, evidence: evidence ?? undefined }),
})

export const acts = (db: Database): ActStore => ({
  async docket(stories, items = []) {
    const these = JSON.stringify(stories)
    const [ledger, rows, members, pins, aliases] = (await db.batch([
      sql('SELECT version, (SELECT coalesce(max(id), 0) FROM acts) AS newest FROM ledger'),
      sql(AROUND, these),
      sql(MEMBERS, these, JSON.stringify(items)),
      sql(PINS, these),
      sql(ALIASES, these),
    ])) as [
      { version: number; newest: number }[],
      ActRow[],
      MemberRow[],
      { item: string; story: string }[],
      { story: string; into: string }[],
    ]
    return {
      ...ledger[0]!,
      acts: rows.map(actOf).toSorted((a, b) => a.id - b.id),
      members: members.map(memberOf).toSorted((a, b) => a.firstSeen - b.firstSeen || (a.id < b.id ? -1 : 1)),
      pins: new Map(pins.map(({ item, story }) => [item, story])),
      aliases: new Map(aliases.map(({ story, into }) => [story, into])),
    }
  },

  async act(act) {
    try {
      const [, rows] = (await db.batch(actStatements(act))) as [unknown, ActRow[]]
      return actOf(rows[0]!)
    } catch (error) {
      if (error instanceof StoreError && error.code === 'stale') return undefined
      throw error
    }
  },

  async actById(id) {
    return (await db.all<ActRow>(sql(`${ALL} WHERE id = ?`, id))).map(actOf)[0]
  },
  async actsSince(id, limit) {
    return (await db.all<ActRow>(sql(`${ALL} WHERE id > ? ORDER BY id LIMIT ?`, id, limit))).map(actOf)
  },
  async actsBefore(id, limit) {
    return (await db.all<ActRow>(sql(`${ALL} WHERE id < ? ORDER BY id DESC LIMIT ?`, id ?? Number.MAX_SAFE_INTEGER, limit))).map(actOf)
  },
  actsOn: (stories) => actsOn(db, stories),
})

/** By story, what was said of it; one read. */
export async function actsOn(db: Database, stories: readonly string[]): ReturnType<ActStore['actsOn']> {
  const rows = stories.length === 0 ? [] : await db.all<ActRow>(sql(ON, JSON.stringify(stories)))
  return Map.groupBy(rows.map(actOf), ({ story }) => story)
}

/**
 * NULL breaks NOT NULL, and with it the whole batch: something was decided since, or what is rearranged has changed. Every act raises the
 * version, so that a visit that did not know of it decides again.
 */
function actStatements(said: NewAct): Statement[] {
  const { act, docket, changes, shown, indexed, stories } = said
  const same = '(SELECT coalesce(max(id), 0) FROM acts) = ?2'
  return [
    rearrange(changes && docket.version, same, docket.newest),
    sql(
      `INSERT INTO acts (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *`,
      act.at,
      act.by,
      act.act,
      act.feed ?? null,
      act.story,
      act.other ?? null,
      act.item ?? null,
      act.value ?? null,
      act.why ?? null,
      act.before ? JSON.stringify(act.before) : null,
      act.undoes ?? null,
    ),
    ...(changes ? arrangementStatements(changes, act.at) : []),
    ...(shown ? [shownStatement(shown, act.at)] : []),
    ...(indexed ? foundStatements(indexed) : []),
    unlist(stories),
    feedsStatement(said),
  ]
}

/** What its story was found by, it must now be found by itself. */
const foundStatements = (item: NonNullable<NewAct['indexed']>): Statement[] =>
  indexStatements([{ id: item.id, terms: features(item).terms }], item.firstSeen)

/** Exactly the feeds that hold one of these: what other feeds publish does not change. */
function feedsStatement({ act, docket, changes, stories, items }: NewAct): Statement {
  const moved = changes?.items.map(({ story }) => story) ?? []
  return touchStatement(
    [...new Set([...stories, ...docket.members.map(({ story }) => story), ...moved])],
    `(?2 IS NULL OR slug = ?2) AND EXISTS (SELECT 1 FROM json_each(?3) j CROSS JOIN contents c ON c.feed = feeds.slug AND c.entry = j.value)`,
    [act.feed ?? null, JSON.stringify([...stories, ...items])],
  )
}

function arrangementStatements({ items, pins, aliases }: Arrangement, now: number): Statement[] {
  const moved = items.map(({ id, story, join }) => [id, story, join && JSON.stringify(join)])
  return [
    ...bulk(
      `UPDATE items SET story = j.value ->> 1 FROM json_each(?) j WHERE items.id = j.value ->> 0`,
      moved.filter(([, , join]) => join === undefined),
    ),
    ...bulk(
      `UPDATE items SET story = j.value ->> 1, reason = j.value ->> 2 ->> '$.reason', score = j.value ->> 2 ->> '$.score',
         matched = j.value ->> 2 ->> '$.matched', evidence = j.value ->> 2 ->> '$.evidence', rules = j.value ->> 2 ->> '$.rules'
       FROM json_each(?) j WHERE items.id = j.value ->> 0`,
      moved.filter(([, , join]) => join !== undefined),
    ),
    ...setStatements('story_pins', 'item', 'story', pins, now),
    ...setStatements('story_aliases', 'story', 'into_story', aliases, now),
  ]
}

/** Sets a value for each key, or takes it out where there is none. */
function setStatements(
  table: string,
  key: string,
  column: string,
  pairs: readonly (readonly [string, string | null])[],
  now: number,
): Statement[] {
  return [
    ...bulk(
      `DELETE FROM ${table} WHERE ${key} IN (SELECT value FROM json_each(?))`,
      pairs.filter(([, value]) => value === null).map(([of]) => of),
    ),
    ...bulk(
      `INSERT INTO ${table} (${key}, ${column}, at) SELECT value ->> 0, value ->> 1, ?1 FROM json_each(?2) WHERE true
       ON CONFLICT (${key}) DO UPDATE SET ${column} = excluded.${column}, at = excluded.at`,
      pairs.filter(([, value]) => value !== null),
      now,
    ),
  ]
}

const shownStatement = ({ story, item }: NonNullable<NewAct['shown']>, now: number): Statement =>
  item === null
    ? sql('DELETE FROM story_primaries WHERE story = ?', story)
    : sql(
        `INSERT INTO story_primaries (story, item, at) VALUES (?, ?, ?) ON CONFLICT (story) DO UPDATE SET item = excluded.item, at = excluded.at`,
        story,
        item,
        now,
      )
