import type { Reason } from '../model/codes.ts'
import { bodyOfRow, packedBody, type Bodies } from './body.ts'
import { storedText, textOfRow } from './item-text.ts'
import { present } from '../present.ts'
import { shownChars } from '../model/standing.ts'
import type { Join, StoredCopy, StoredItem, StoredMark } from '../model/story.ts'
import type { Problem } from '../model/problem.ts'
import type { SourceRecord, SourceState } from '../model/source.ts'
import type { Visit, VisitOutcome } from '../model/visit.ts'

/** `last_seen` of what stands in the last document of its source: no time that a visit may have. */
export const STILL_SHOWN = 8_640_000_000_000_000

type Cell = string | number | null

const problemOf = (json: string | null): Problem | null => (json === null ? null : (JSON.parse(json) as Problem))

export interface SourceRow {
  url: string
  host: string
  title: string | null
  site: string | null
  format: string | null
  etag: string | null
  last_modified: string | null
  body_hash: string | null
  due_at: number
  blocked_until: number
  last_visit: number | null
  last_success: number | null
  failing_since: number | null
  failures: number
  outcome: VisitOutcome | null
  status: number | null
  problem: string | null
  state: string
}

export const sourceOf = (row: SourceRow): SourceRecord =>
  present<SourceRecord>({
    url: row.url,
    host: row.host,
    title: row.title,
    site: row.site,
    format: row.format,
    validators: present({ etag: row.etag, lastModified: row.last_modified }),
    bodyHash: row.body_hash,
    dueAt: row.due_at,
    blockedUntil: row.blocked_until,
    lastVisit: row.last_visit,
    lastSuccess: row.last_success,
    failingSince: row.failing_since,
    failures: row.failures,
    outcome: row.outcome,
    status: row.status,
    problem: problemOf(row.problem),
    state: JSON.parse(row.state) as SourceState,
  })

export interface VisitRow {
  source: string
  at: number
  run: string
  outcome: VisitOutcome
  status: number | null
  items: number
  new: number
  bytes: number
  ms: number
  problem: string | null
}

export const visitOf = (row: VisitRow): Visit => present<Visit>({ ...row, run: row.run || null, problem: problemOf(row.problem) })

export const visitCells = (visit: Visit): Cell[] => [
  visit.source,
  visit.at,
  visit.run ?? '',
  visit.outcome,
  visit.status ?? null,
  visit.items,
  visit.new,
  visit.bytes,
  visit.ms,
  visit.problem ? JSON.stringify(visit.problem) : null,
]

/** A visit as its source remembers it: without what it has in common with the others. */
export const ringCell = ({ at, outcome, status, items, new: fresh, bytes, ms, problem }: Visit): string =>
  JSON.stringify({ at, outcome, status, items, new: fresh, bytes, ms, problem })
export function visitIn(source: string, ring: string): Visit {
  // which generation of the feeds it made is the store's own affair
  const { generations: _, ...visit } = JSON.parse(ring) as Omit<Visit, 'source'> & { readonly generations?: unknown }
  return { source, ...visit }
}

/** What is only shown; everything else of an item has a column. Its HTML stands here where it is short, else in `body`. */
type Shown = Pick<StoredItem, 'guid' | 'excerpt' | 'authors' | 'categories' | 'enclosures' | 'image' | 'carried' | 'withheld'> & Bodies

export interface ItemRow {
  id: string
  source: string
  key: string
  hash: string
  story: string
  title: string
  url: string | null
  canonical_url: string | null
  text: string
  language: string | null
  published: number | null
  updated: number | null
  first_seen: number
  last_seen: number
  at: number
  edited: number
  doc: string
  /** Hexadecimal digits; absent where only the rest is read. */
  body?: string | null
  reason: Reason
  score: number
  matched: string | null
  evidence: string | null
  rules: number
}

/** The columns of `items` in the order that `itemCells` writes them. */
export const ITEM_COLUMNS =
  'id, source, key, hash, story, title, url, canonical_url, text, language, published, updated, first_seen, last_seen, at, edited, doc, body, reason, score, matched, evidence, rules, chars'

export function itemCells(item: StoredItem): Cell[] {
  const { guid, summary, content, excerpt, authors, categories, enclosures, image, carried, withheld, join } = item
  const body = packedBody(item)
  const short = body === undefined ? { summary, content } : {}
  return [
    item.id,
    item.source,
    item.key,
    item.hash,
    item.story,
    item.title,
    item.url ?? null,
    item.canonicalUrl ?? null,
    storedText(item),
    item.language ?? null,
    item.published ?? null,
    item.updated ?? null,
    item.firstSeen,
    // what arrives stands in the document; `seenStatement` and `vanishedStatement` see to the rest
    STILL_SHOWN,
    item.at,
    item.edited,
    JSON.stringify({ guid, ...short, excerpt, authors, categories, enclosures, image, carried, withheld }),
    body ?? null,
    join.reason,
    join.score,
    join.matched ?? null,
    join.evidence ?? null,
    join.rules,
    shownChars(item),
  ]
}

export function itemOf(row: ItemRow): StoredItem {
  const shown = JSON.parse(row.doc) as Shown
  const bodies = bodyOfRow(shown, row.body)
  const item = present<Omit<StoredItem, 'text'>>({
    ...shown,
    ...bodies,
    id: row.id,
    source: row.source,
    key: row.key,
    hash: row.hash,
    story: row.story,
    title: row.title,
    url: row.url,
    canonicalUrl: row.canonical_url,
    language: row.language,
    published: row.published,
    updated: row.updated,
    firstSeen: row.first_seen,
    at: row.at,
    edited: row.edited,
    join: present<Join>({ reason: row.reason, score: row.score, matched: row.matched, evidence: row.evidence, rules: row.rules }),
  })
  let text: string | undefined
  // who publishes an item needs no plain text, which takes longer to derive than all else
  return {
    ...item,
    get text() {
      return (text ??= textOfRow(row.text, bodies))
    },
  }
}

export type CopyRow = Pick<
  ItemRow,
  'id' | 'source' | 'title' | 'url' | 'published' | 'at' | 'reason' | 'score' | 'matched' | 'evidence' | 'rules'
> & { readonly firstSeen: number }

export const copyOf = ({ reason, score, matched, evidence, rules, ...row }: CopyRow): StoredCopy =>
  present<StoredCopy>({ ...row, join: present<Join>({ reason, score, matched, evidence, rules }) })

export type MarkRow = CopyRow & Pick<ItemRow, 'story' | 'hash' | 'language' | 'updated' | 'edited'> & { readonly revision: number }

export const markOf = ({ story, hash, language, updated, edited, revision, ...row }: MarkRow): StoredMark =>
  present<StoredMark>({ ...copyOf(row), story, hash, language, updated, edited, revision })
