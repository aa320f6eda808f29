/** A store as it is after months: 150 sources, three feeds, so many items of 330 words; filled in SQL, so that a hundred thousand take seconds. */
import { DatabaseSync } from 'node:sqlite'
import { choicesOf, listingsOf } from '../src/curate/standing.ts'
import { digest } from '../src/hash.ts'
import type { FeedConfig } from '../src/model/config.ts'
import { DAY, HOUR } from '../src/model/time.ts'
import { packedBody } from '../src/store/body.ts'
import { docOf } from '../src/store/folding.ts'
import { STILL_SHOWN } from '../src/store/rows.ts'
import type { Place } from './places.ts'
import { feedOf } from './wire.ts'

export const NOW = Date.UTC(2026, 4, 1)
export const SOURCES = 150
/** Each source has so many new items a day, so the oldest item is as old as the store is large. */
const A_DAY = 10
const TERMS_AN_ITEM = 22

export const urlOf = (source: number): string => `https://s${source}.example.org/news/feed.xml`
const all = Array.from({ length: SOURCES }, (_, n) => urlOf(n))
export const FEEDS: readonly FeedConfig[] = [
  feedOf('all', all),
  feedOf('kept', all.slice(0, 40), { keep: [{ text: [{ kind: 'phrase', phrase: 'harbour' }] }] }),
  feedOf('items', all.slice(100, 110), { dedupe: false }),
]

let seed = 1
export const random = (): number => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 4294967296
const word = (): string => `w${Math.floor(30_000 ** random()).toString(36)}`
const sentence = (): string => `${Array.from({ length: 22 }, word).join(' ')}.`
/** An article of 330 words as a feed carries it. */
export const article = (): string => Array.from({ length: 5 }, () => `<p>${sentence()} ${sentence()} ${sentence()}</p>`).join('\n')

const textOf = (html: string): string => html.replace(/<[^>]*>/g, '')
const idOf = (n: number): string => digest(`item ${n}`)

/** Fills the file of a migrated, configured store that holds nothing yet. */
export function fill(place: Place, items: number): void {
  const db = new DatabaseSync(place.file)
  db.exec('PRAGMA synchronous = OFF; BEGIN')
  const item = db.prepare(
    `INSERT INTO items (id, source, key, hash, story, title, url, canonical_url, text, chars, first_seen, last_seen, at, edited, doc, body, reason, score, rules)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?9, ?10, ?11, ?10, ?10, ?12, unhex(?13), 'new', 1, 1)`,
  )
  const row = db.prepare(
    "INSERT INTO contents (feed, entry, state, at, item, first, shown, kept, dropped, sources) VALUES (?1, ?2, ?3, ?4, ?5, ?4, '', ?6, 0, ?7)",
  )
  const doc = db.prepare('INSERT OR IGNORE INTO dedupe_docs (doc, item, seen, terms) VALUES (?, ?, ?, ?)')
  const term = db.prepare('INSERT OR IGNORE INTO dedupe_terms (term, doc) VALUES (?, ?)')
  const articles = Array.from({ length: 500 }, article).map((html) => ({ html, packed: packedBody({ content: html })! }))
  for (let n = 0; n < items; n++) {
    const from = n % SOURCES
    const [id, of, at] = [idOf(n), digest(`story ${n}`), NOW - HOUR - Math.floor((n * DAY) / (SOURCES * A_DAY))]
    const { html, packed } = articles[n % articles.length]!
    const link = `${urlOf(from)}/${n}`
    const isShown = n < SOURCES * 30
    item.run(
      id,
      urlOf(from),
      link.slice(6),
      digest(id),
      of,
      sentence().slice(0, 70),
      link,
      '',
      textOf(html).length,
      at,
      isShown ? STILL_SHOWN : at,
      docJson(html),
      packed,
    )
    for (const { slug, sources, dedupe, keep } of [feedOf('', all), ...FEEDS]) {
      if (!sources.some(({ url }) => url === urlOf(from))) continue
      const kept = keep && n % 10 === 0 ? 1 : 0
      row.run(slug, dedupe ? of : id, keep && !kept ? 1 : 0, at, id, kept, digest(urlOf(from)).slice(0, 8))
    }
    if (at < NOW - 30 * DAY) continue
    const terms = Array.from({ length: TERMS_AN_ITEM }, () => Math.floor(random() * 2 ** 52))
    doc.run(docOf(id), id, at, '[]')
    for (const one of terms) term.run(one, docOf(id))
  }
  const listing = db.prepare('INSERT OR REPLACE INTO listings (feed, choice, headed) VALUES (?, ?, 1)')
  for (const { feed: slug, choice } of listingsOf(FEEDS)) listing.run(slug, choice)
  db.prepare('UPDATE ledger SET choices = ?').run(choicesOf(FEEDS))
  db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)')
  db.close()
}

const docJson = (html: string) =>
  JSON.stringify({ excerpt: textOf(html).slice(0, 290), authors: ['A. Writer'], categories: [], enclosures: [] })

export const documentOf = (n: number, entries: readonly (readonly [name: string, title: string, html: string])[]): string =>
  `<rss version="2.0"><channel><title>Source ${n}</title><link>https://s${n}.example.org/</link>${entries
    .map(
      ([name, title, html]) =>
        `<item><title>${title}</title><guid isPermaLink="false">${name}</guid><link>https://s${n}.example.org/${name}</link><description>${html.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</description></item>`,
    )
    .join('')}</channel></rss>`
