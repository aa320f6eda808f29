import type { Known } from '../dedupe/decision.ts'
import type { Reason } from '../model/codes.ts'
import type { Join } from '../model/story.ts'
import { cut } from '../normalize/characters.ts'
import { present } from '../present.ts'
import { bodyOfRow } from './body.ts'
import { textOfRow } from './item-text.ts'

/** An item as deciding needs it. */
export interface ArticleRow {
  readonly id: string
  readonly source: string
  readonly key: string
  readonly hash: string
  readonly story: string
  readonly title: string
  readonly url: string | null
  readonly canonicalUrl: string | null
  readonly text: string
  readonly content: string | null
  readonly summary: string | null
  readonly body: string | null
  readonly language: string | null
  readonly published: number | null
  readonly firstSeen: number
  readonly lastSeen: number
  readonly at: number
  readonly edited: number
  readonly reason: Reason
  readonly score: number
  readonly matched: string | null
  readonly evidence: string | null
  readonly rules: number
  readonly withheld: string | null
  readonly enclosures: string | null
}

/** The columns of `ArticleRow`, of items `i`; `text` says how much of the text is read. */
export const articleColumns = (text: string): string =>
  `i.id, i.source, i.key, i.hash, i.story, i.title, i.url, i.canonical_url AS canonicalUrl, ${text} AS text,
  CASE WHEN i.text = '' THEN i.doc ->> '$.content' END AS content, CASE WHEN i.text = '' THEN i.doc ->> '$.summary' END AS summary,
  CASE WHEN i.text = '' THEN hex(i.body) END AS body,
  i.language, i.published, i.first_seen AS firstSeen, i.last_seen AS lastSeen, i.at, i.edited, i.reason, i.score, i.matched, i.evidence, i.rules,
  i.doc ->> '$.withheld' AS withheld, i.doc -> '$.enclosures' AS enclosures`

/** @param most characters of the text that are looked at: all, where absent. */
export function knownOf(row: ArticleRow, most?: number): Known {
  const { id, source, key, hash, story, title, firstSeen, lastSeen, at, edited } = row
  const { url, canonicalUrl, language, published, withheld, reason, score, matched, evidence, rules } = row
  const join = present<Join>({ reason, score, matched, evidence, rules })
  const whole = row.text || textOfRow('', bodyOfRow(row, row.body))
  const text = most === undefined ? whole : cut(whole, most)
  const files = row.enclosures && row.enclosures !== '[]' ? (JSON.parse(row.enclosures) as Known['enclosures']) : undefined
  const maybe = { url, canonicalUrl, language, published, withheld, enclosures: files }
  return present<Known>({ id, source, key, hash, story, title, text, firstSeen, lastSeen, at, edited, join, ...maybe })
}
