import { accountWarning } from '../newswire/account.ts'
import type { Plan } from '../newswire/quota.ts'
import { existsSync, statfsSync, statSync } from 'node:fs'
import { watched } from '../config/watched.ts'
import { HOUR, MINUTE, type Instant } from '../model/time.ts'
import type { FeedConfig } from '../model/config.ts'
import { shownAddress } from '../address/shown.ts'
import { healthOf, wordOf } from '../monitor/health.ts'
import { sql, type Database } from '../store/database.ts'
import { StoreError } from '../store/port/errors.ts'
import { createStore } from '../store/sql.ts'
import { checkShape, inspectSqlite, sqliteWarning } from '../store/sqlite.ts'
import type { SourceRecord } from '../model/source.ts'
import { folderOf } from '../node/folder.ts'
import { count } from '../publish/page/words.ts'

/** One thing that was looked at. */
export interface Check {
  readonly name: string
  readonly state: 'well' | 'warning' | 'ill'
  readonly says: string
  readonly more?: readonly string[]
}

export function runtimeCheck({ node, sqlite = '' }: { readonly node: string; readonly sqlite?: string | undefined }): Check {
  const warning = sqliteWarning(sqlite)
  return warning
    ? { name: 'runtime', state: 'warning', says: warning }
    : { name: 'runtime', state: 'well', says: `Node ${node}, SQLite ${sqlite}` }
}

export const configCheck = (feeds: readonly FeedConfig[]): Check => ({
  name: 'config',
  state: 'well',
  says: `${count(feeds.length, 'feed')} of ${count(watched(feeds).length, 'source')}`,
})

/** Where these feeds go to Cloudflare: whether they come near what the account holds. */
export function accountCheck(feeds: readonly FeedConfig[], plan: Plan): Check {
  const sources = watched(feeds).filter(({ url }) => !url.startsWith('file:'))
  const warning = accountWarning(
    sources.map(({ every }) => every),
    plan,
    feeds.length,
  )
  return warning === undefined
    ? { name: 'account', state: 'well', says: `a ${plan} account at Cloudflare holds ${count(sources.length, 'source')}` }
    : { name: 'account', state: 'warning', says: warning }
}

/** Its query may hold a key. */
export const webhookCheck = (url: string | undefined): Check =>
  url === undefined
    ? { name: 'webhook', state: 'well', says: 'none; incidents are on /status and in /status.atom' }
    : { name: 'webhook', state: 'well', says: `incidents are told to ${shownAddress(url)}` }

/** This was written after that time, so a clock that says less is wrong. */
const WRITTEN: Instant = Date.UTC(2026, 0, 1)
/** Two processes and a step of NTP may differ by so much. */
const TOLERANCE = 5 * MINUTE

/** A clock is judged by what was written with it. */
export function clockCheck(sources: readonly SourceRecord[], now: Instant): Check {
  const last = Math.max(0, ...sources.map(({ lastVisit = 0 }) => lastVisit))
  const says = `it is ${new Date(now).toISOString()}`
  if (now < WRITTEN) return { name: 'clock', state: 'ill', says: `${says}, which cannot be` }
  if (last > now + TOLERANCE)
    return {
      name: 'clock',
      state: 'warning',
      says: `${says}, but a visit is of ${new Date(last).toISOString()}: the clock was ahead, or is behind now`,
    }
  return { name: 'clock', state: 'well', says }
}

/** Below it a refresh that brings much may fill the disk. */
const LEAST_FREE_BYTES = 100 * 1024 * 1024

interface Examined {
  readonly database: readonly Check[]
  readonly sources: readonly SourceRecord[]
}

/** @param url WIREFOLD_URL, where it is set */
export async function databaseChecks(file: string, feeds: readonly FeedConfig[], now: Instant, url?: string): Promise<Examined> {
  const none = !existsSync(file)
    ? `there is no database ${file} yet; the first start makes it`
    : statSync(file).size === 0
      ? `${file} is empty (0 bytes): if it held anything, restore a backup (docs/operate.md); the next start begins anew in it`
      : undefined
  if (none !== undefined) return { database: [{ name: 'database', state: 'warning', says: none }, diskCheck(file)], sources: [] }
  try {
    const db = await inspectSqlite(file)
    try {
      const integrity = await integrityCheck(db, file)
      if (integrity.state === 'ill') return { database: [integrity, diskCheck(file)], sources: [] }
      await checkShape(db)
      const store = createStore(db)
      const sources = await store.sources()
      const served = servedCheck(url, (await store.otherServer('', now))?.base)
      const planned = nextHour(sources, feeds, now)
      return { database: [integrity, diskCheck(file), ...served, healthCheck(sources, now), planned], sources }
    } finally {
      await db.close()
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    if (error.code === 'older')
      return {
        database: [{ name: 'database', state: 'well', says: `${error.message}; the next start brings it up to date` }, diskCheck(file)],
        sources: [],
      }
    return { database: [{ name: 'database', state: 'ill', says: error.message }, diskCheck(file)], sources: [] }
  }
}

/** One database is published under one address at a time. */
function servedCheck(url: string | undefined, base: string | undefined): readonly Check[] {
  if (base === undefined) return []
  const says = `wirefold serves this database now, as ${base}`
  if (url === undefined || url === base) return [{ name: 'served', state: 'well', says }]
  return [{ name: 'served', state: 'ill', says: `${says}: another one, as ${url}, is refused until that one stops` }]
}

async function integrityCheck(db: Database, file: string): Promise<Check> {
  const rows = await db.all<{ quick_check: string }>(sql('PRAGMA quick_check(5)'))
  const faults = rows.map(({ quick_check: fault }) => fault).filter((fault) => fault !== 'ok')
  const size = `${file}, ${megabytes(statSync(file).size)} MB`
  if (faults.length === 0) return { name: 'database', state: 'well', says: `${size}, whole` }
  return { name: 'database', state: 'ill', says: `${size}, is damaged: restore it from a backup (docs/operate.md)`, more: faults }
}

const megabytes = (bytes: number) => Math.ceil(bytes / 1024 / 1024)

function diskCheck(file: string): Check {
  const { bavail, bsize } = statfsSync(folderOf(file))
  const free = bavail * bsize
  const says = `${megabytes(free)} MB free`
  return free < LEAST_FREE_BYTES ? { name: 'disk', state: 'warning', says: `only ${says}` } : { name: 'disk', state: 'well', says }
}

function healthCheck(sources: readonly SourceRecord[], now: Instant): Check {
  const ill = sources
    .map((source) => ({ source, health: healthOf(source, now) }))
    .filter(({ health }) => ['failing', 'gone', 'blocked', 'late'].includes(health.state))
  const says = `${ill.length} of ${sources.length} sources need a look`
  const more = ill.map(({ source, health }) => `${shownAddress(source.url)} (${wordOf(health.state)}): ${health.sentence}`)
  return ill.length === 0
    ? { name: 'sources', state: 'well', says: `${sources.length} known, none ill` }
    : { name: 'sources', state: 'warning', says, more }
}

/** Enough to see what comes; the rest is counted. */
const MOST_SHOWN = 10

function nextHour(sources: readonly SourceRecord[], feeds: readonly FeedConfig[], now: Instant): Check {
  const known = new Set(sources.map(({ url }) => url))
  const fresh = watched(feeds).filter(({ url }) => !known.has(url)).length
  const due = sources
    .map(({ url, dueAt, blockedUntil, state }) => ({ url, at: Math.max(dueAt, blockedUntil), why: state.dueReason ?? '' }))
    .filter(({ at }) => at <= now + HOUR)
    .toSorted((a, b) => a.at - b.at)
  const more = due
    .slice(0, MOST_SHOWN)
    .map(
      ({ url, at, why }) => `${at <= now ? 'now due' : new Date(at).toISOString().slice(11, 16)}  ${shownAddress(url)}${why && `  ${why}`}`,
    )
  const rest = due.length > MOST_SHOWN ? [`and ${due.length - MOST_SHOWN} more`] : []
  const says = `${due.length} of ${sources.length} sources will be visited${fresh > 0 ? `, and ${fresh} that are new` : ''}`
  return { name: 'next hour', state: 'well', says, more: [...more, ...rest] }
}
