/**
 * What an item costs to keep: `node bench/bytes.ts [600]` visits sources with so many unlike articles of 330 words, renders, and prints the bytes
 * of each table and index for an item, by SQLite's own count (dbstat).
 */
import { DatabaseSync } from 'node:sqlite'
import type { Fetched } from '../src/model/fetched.ts'
import { HOUR } from '../src/model/time.ts'
import { begin } from '../src/newswire/newswire.ts'
import { renderChanged } from '../src/newswire/render.ts'
import { refreshSource } from '../test/refresh/visit.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { createStore } from '../src/store/sql.ts'
import { documentOf, FEEDS, NOW, random, SOURCES, urlOf } from './filled.ts'
import { sqlitePlace } from './places.ts'

const AN_DOCUMENT = 30

const bytesOf = (file: string): ReadonlyMap<string, number> => {
  const db = new DatabaseSync(file)
  db.exec('PRAGMA wal_checkpoint(TRUNCATE); VACUUM')
  const rows = db.prepare('SELECT name, sum(payload) + 8 * sum(ncell) AS bytes FROM dbstat GROUP BY name').all() as {
    name: string
    bytes: number
  }[]
  db.close()
  return new Map(rows.map(({ name, bytes }) => [name, bytes]))
}

/** As long as those of English news: 5.9 characters with the blank. */
const word = (): string => 'harbour'.slice(0, Math.floor(random() * 7)) + Math.floor(30_000 ** random()).toString(36)
const words = (count: number): string => Array.from({ length: count }, word).join(' ')
/** 330 words in five paragraphs. */
const article = (): string => Array.from({ length: 5 }, () => `<p>${words(22)}. ${words(22)}. ${words(22)}.</p>`).join('\n')

async function measured(items: number): Promise<void> {
  const place = await sqlitePlace()
  try {
    const db = await openSqlite(place.file)
    await db.migrate()
    let now = NOW
    let n = 0
    let html = 0
    const fetch = async ({ url }: { readonly url: string }): Promise<Fetched> => {
      const entries = Array.from(
        { length: AN_DOCUMENT },
        () => [`story-${n++}-${Math.floor(random() * 1e6)}`, words(9), article()] as const,
      )
      for (const [, , body] of entries) html += body.length
      const bytes = new TextEncoder().encode(documentOf(SOURCES, entries))
      return { kind: 'fresh', url, status: 200, headers: { 'content-type': 'application/rss+xml' }, bytes, redirects: [], truncated: false }
    }
    const wire = await begin({
      store: createStore(db),
      feeds: FEEDS,
      fetch,
      base: 'https://news.example.org',
      forceFloor: 0,
      now: () => now,
      random: () => 0.5,
      sleep: async () => {},
    })
    await renderChanged(wire)
    const before = bytesOf(place.file)
    const visits = Math.ceil(items / AN_DOCUMENT)
    for (let visit = 0; visit < visits; visit++) {
      now += HOUR / 30
      await refreshSource(wire, urlOf(visit % SOURCES), { forceFloor: 0 })
    }
    const after = bytesOf(place.file)
    await renderChanged(wire)
    await db.close()
    const each = [...after]
      .map(([name, bytes]): [string, number] => [name, Math.round((bytes - (before.get(name) ?? 0)) / n)])
      .filter(([, bytes]) => bytes > 0)
      .toSorted((a, b) => b[1] - a[1])
    for (const [name, bytes] of each) console.log(`${String(bytes).padStart(6)}  ${name}`)
    console.log(
      `${String(each.reduce((sum, [, bytes]) => sum + bytes, 0)).padStart(6)}  bytes an item in all tables, of ${n} items whose HTML is ${Math.round(html / n)} bytes`,
    )
  } finally {
    place.remove()
  }
}

await measured(Number(process.argv[2] ?? 600))
