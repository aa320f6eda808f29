import { digest } from '../hash.ts'
import { bulk } from './bulk.ts'
import { sql, type Database, type Statement } from './database.ts'
import type { Store } from './store.ts'

type Configuration = Parameters<Store['configure']>[0]

/** Takes over what is watched and published, once a change of it; gives the authority of tag URIs, which the first start set for ever. */
export async function configure(db: Database, config: Configuration): Promise<string> {
  const hash = digest(JSON.stringify([config.sources, config.feeds, config.base, config.choices]))
  const [ledger] = await db.all<{ config: string | null; authority: string | null }>(sql('SELECT config, authority FROM ledger'))
  if (ledger?.authority && ledger.config === hash) return ledger.authority
  const known = new Set((await db.all<{ url: string }>(sql('SELECT url FROM sources'))).map(({ url }) => url))
  const results = await db.batch([
    ...sourceStatements(config, known),
    ...feedStatements(config),
    ...listingStatements(config),
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

/** What is no longer watched keeps its items and its history, for the day it is watched again. */
function sourceStatements({ sources, firstVisit }: Configuration, known: ReadonlySet<string>): Statement[] {
  const fresh = sources.filter(({ url }) => !known.has(url))
  const dueAt = new Map(fresh.map(({ url }, index) => [url, firstVisit(url, index, fresh.length)]))
  return [
    sql(
      'UPDATE sources SET watched = 0 WHERE watched = 1 AND url NOT IN (SELECT value FROM json_each(?))',
      JSON.stringify(sources.map(({ url }) => url)),
    ),
    ...bulk(
      `INSERT INTO sources (url, host, due_at) SELECT value->>0, value->>1, value->>2 FROM json_each(?) WHERE true
       ON CONFLICT (url) DO UPDATE SET watched = 1 WHERE watched = 0`,
      sources.map(({ url, host }) => [url, host, dueAt.get(url) ?? 0]),
    ),
  ]
}

function feedStatements({ feeds }: Configuration): Statement[] {
  const slugs = JSON.stringify(feeds.map(({ slug }) => slug))
  return [
    sql('DELETE FROM feeds WHERE slug NOT IN (SELECT value FROM json_each(?))', slugs),
    sql('DELETE FROM editions WHERE feed NOT IN (SELECT value FROM json_each(?))', slugs),
    sql('DELETE FROM edition_parts WHERE feed NOT IN (SELECT value FROM json_each(?))', slugs),
    ...bulk(
      `INSERT INTO feeds (slug, config_hash) SELECT value->>0, value->>1 FROM json_each(?) WHERE true
       ON CONFLICT (slug) DO UPDATE SET config_hash = excluded.config_hash, generation = generation + 1 WHERE config_hash <> excluded.config_hash`,
      feeds.map(({ slug, configHash }) => [slug, configHash]),
    ),
  ]
}

/** What a feed held by another choice stays until it is judged anew, from its newest stories down. */
function listingStatements({ listings }: Configuration): Statement[] {
  const feeds = JSON.stringify(listings.map(({ feed }) => feed))
  const rows = '(SELECT max(rowid) FROM items)'
  return [
    sql('DELETE FROM contents WHERE feed IN (SELECT feed FROM listings WHERE feed NOT IN (SELECT value FROM json_each(?)))', feeds),
    sql('DELETE FROM listings WHERE feed NOT IN (SELECT value FROM json_each(?))', feeds),
    ...bulk(
      `INSERT INTO listings (feed, choice, headed, walk) SELECT value->>0, value->>1, ${rows} IS NULL, ${rows} + 1 FROM json_each(?) WHERE true
       ON CONFLICT (feed) DO UPDATE SET choice = excluded.choice, headed = excluded.headed, walk = excluded.walk WHERE choice <> excluded.choice`,
      listings.map(({ feed, choice }) => [feed, choice]),
    ),
  ]
}
