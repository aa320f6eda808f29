import { RULES } from '../dedupe/rules.ts'
import { digest } from '../hash.ts'
import type { FeedConfig } from '../model/config.ts'
import { DAY, type Instant } from '../model/time.ts'
import { bulk } from './bulk.ts'
import { mistakeStatements } from './monitor.ts'
import { sql, type Database, type Statement } from './database.ts'
import type { Store } from './port/store.ts'

type Configuration = Parameters<Store['configure']>[0]

/** Takes over what is watched and published, once a change of it; gives the authority of tag URIs, which the first start set for ever. */
export async function configure(db: Database, config: Configuration): Promise<string> {
  const told = config.mistakes.found.map(({ source, sentence }) => [source, sentence])
  const hash = digest(JSON.stringify([config.sources, config.feeds, config.base, config.choices, config.files, told]))
  const [ledger] = await db.all<{ config: string | null; authority: string | null }>(sql('SELECT config, authority FROM ledger'))
  if (ledger?.authority && ledger.config === hash) return ledger.authority
  const known = new Set((await db.all<{ url: string }>(sql('SELECT url FROM sources'))).map(({ url }) => url))
  const kept = await configuration(db)
  // of a file that never was right nobody knows what it watches
  const isPartial = config.files.some(({ file, feed }) => !feed && !kept.has(file))
  const results = await db.batch([
    ...sourceStatements(config, known, isPartial),
    ...fileStatements(config),
    ...dropStatements(config.now - KEPT_FOR),
    ...feedStatements(config),
    ...listingStatements(config),
    ...mistakeStatements(config),
    sql(
      'UPDATE ledger SET config = ?, base = ?, choices = ?, authority = coalesce(authority, ?) RETURNING authority',
      hash,
      config.base,
      config.choices,
      config.authority,
    ),
  ])
  return (results.at(-1) as { authority: string }[])[0]!.authority
}

export async function standing(db: Database): ReturnType<Store['standing']> {
  const [ledger] = await db.all<{ authority: string | null; base: string | null }>(sql('SELECT authority, base FROM ledger'))
  return ledger?.authority && ledger.base ? { authority: ledger.authority, base: ledger.base } : undefined
}

/** How long a feed stays, unlisted, whose file is gone: a file that is moved about, or a mistake, costs no subscriber anything. */
const KEPT_FOR = DAY

export async function configuration(db: Database): Promise<ReadonlyMap<string, FeedConfig>> {
  const rows = await db.all<{ file: string; feed: string }>(sql(`SELECT file, feed FROM configuration WHERE feed <> 'null'`))
  return new Map(rows.map(({ file, feed }) => [file, JSON.parse(feed) as FeedConfig]))
}

export async function removedFeed(db: Database, slug: string): ReturnType<Store['removedFeed']> {
  const rows = await db.all<{ feed: string; gone: number | null }>(sql('SELECT feed, gone FROM configuration WHERE slug = ?', slug))
  if (rows.length === 0 || rows.some(({ gone }) => gone === null)) return undefined
  const kept = rows.find(({ feed }) => feed !== 'null')
  return kept ? { feed: JSON.parse(kept.feed) as FeedConfig } : {}
}

/** Keeps the last right version of each file; only a file that is gone begins to count its last day. */
function fileStatements({ files, now }: Configuration): Statement[] {
  const present = JSON.stringify(files.map(({ file }) => file))
  const slugs = JSON.stringify(files.map(({ slug }) => slug))
  return [
    ...bulk(
      `INSERT INTO configuration (file, slug, feed, at) SELECT value->>0, value->>1, value->>2, ?1 FROM json_each(?2) WHERE true
       ON CONFLICT (file) DO UPDATE SET feed = excluded.feed, at = excluded.at WHERE feed <> excluded.feed`,
      files.flatMap(({ file, slug, feed }) => (feed ? [[file, slug, JSON.stringify(feed)]] : [])),
      now,
    ),
    // a feed of a version that kept no files
    sql(
      `INSERT INTO configuration (file, slug, feed, at) SELECT slug || '.yaml', slug, 'null', ?1 FROM feeds
       WHERE slug NOT IN (SELECT value FROM json_each(?2)) AND slug NOT IN (SELECT slug FROM configuration)`,
      now,
      slugs,
    ),
    sql('UPDATE configuration SET gone = NULL WHERE gone IS NOT NULL AND file IN (SELECT value FROM json_each(?))', present),
    sql('UPDATE configuration SET gone = ?1 WHERE gone IS NULL AND file NOT IN (SELECT value FROM json_each(?2))', now, present),
  ]
}

/** Deletes what feeds held whose files are gone since before then. */
export function dropStatements(before: Instant): Statement[] {
  const over = `(SELECT slug FROM configuration WHERE gone < ?1 AND feed <> 'null' AND slug NOT IN (SELECT slug FROM configuration WHERE gone IS NULL))`
  return [
    sql(`DELETE FROM feeds WHERE slug IN ${over}`, before),
    sql(`DELETE FROM editions WHERE feed IN ${over}`, before),
    sql(`DELETE FROM edition_parts WHERE feed IN ${over}`, before),
    sql(`DELETE FROM renditions WHERE feed IN ${over}`, before),
    sql(`DELETE FROM contents WHERE feed IN ${over}`, before),
    sql(`DELETE FROM listings WHERE feed IN ${over}`, before),
    sql(`UPDATE configuration SET feed = 'null' WHERE gone < ?`, before),
  ]
}

/** What is no longer watched keeps its items and its history, for the day it is watched again. */
function sourceStatements({ sources, firstVisit }: Configuration, known: ReadonlySet<string>, isPartial: boolean): Statement[] {
  const fresh = sources.filter(({ url }) => !known.has(url))
  const dueAt = new Map(fresh.map(({ url }, index) => [url, firstVisit(url, index, fresh.length)]))
  const watched = JSON.stringify(sources.map(({ url }) => url))
  return [
    ...(isPartial
      ? []
      : [sql('UPDATE sources SET watched = 0 WHERE watched = 1 AND url NOT IN (SELECT value FROM json_each(?))', watched)]),
    ...bulk(
      `INSERT INTO sources (url, host, due_at, rules) SELECT value->>0, value->>1, value->>2, ${RULES} FROM json_each(?) WHERE true
       ON CONFLICT (url) DO UPDATE SET watched = 1 WHERE watched = 0`,
      sources.map(({ url, host }) => [url, host, dueAt.get(url) ?? 0]),
    ),
  ]
}

const feedStatements = ({ feeds }: Configuration): Statement[] =>
  bulk(
    `INSERT INTO feeds (slug, config_hash) SELECT value->>0, value->>1 FROM json_each(?) WHERE true
     ON CONFLICT (slug) DO UPDATE SET config_hash = excluded.config_hash, generation = generation + 1 WHERE config_hash <> excluded.config_hash`,
    feeds.map(({ slug, configHash }) => [slug, configHash]),
  )

/** What a feed held by another choice stays until it is judged anew, from its newest stories down. */
function listingStatements({ listings }: Configuration): Statement[] {
  const feeds = JSON.stringify(listings.map(({ feed }) => feed))
  const chosen = listings.map(({ feed, choice }) => [feed, choice])
  const rows = '(SELECT max(rowid) FROM items)'
  return [
    // nobody keeps its list meanwhile: should its file come back, all of it is judged anew
    sql(`UPDATE listings SET choice = '', headed = 1, walk = NULL WHERE feed NOT IN (SELECT value FROM json_each(?))`, feeds),
    ...bulk(
      `UPDATE feeds SET generation = generation + 1 WHERE slug IN (
         SELECT j.value->>0 FROM json_each(?) j CROSS JOIN listings l ON l.feed = j.value->>0 WHERE l.choice <> j.value->>1)`,
      chosen,
    ),
    ...bulk(
      `INSERT INTO listings (feed, choice, headed, walk) SELECT value->>0, value->>1, ${rows} IS NULL, ${rows} + 1 FROM json_each(?) WHERE true
       ON CONFLICT (feed) DO UPDATE SET choice = excluded.choice, headed = excluded.headed, walk = excluded.walk WHERE choice <> excluded.choice`,
      chosen,
    ),
  ]
}
