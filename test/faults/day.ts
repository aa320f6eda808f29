/** A process of its own that lives through a day of a faked clock, and prints an account every hour: one JSON line. */
import { readdirSync, statSync } from 'node:fs'
import { boundNursery } from '../../src/node/memory.ts'
import { fetchSource } from '../../src/fetch/fetch.ts'
import { parseAllowList } from '../../src/address/private.ts'
import { identify } from '../../src/config/identity.ts'
import { nodeFetch } from '../../src/node/sockets.ts'
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts'
import type { FeedConfig } from '../../src/model/config.ts'
import { begin, tick } from '../../src/newswire/newswire.ts'
import { sql } from '../../src/store/database.ts'
import { createStore } from '../../src/store/sql.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

const [file = '', port = '', count = '', hours = ''] = process.argv.slice(2)
const allowed = parseAllowList('127.0.0.0/8')
const allowPrivate = allowed.ok ? allowed.allow : []
const deps = { fetch: nodeFetch(allowPrivate), allowPrivate, identity: identify('0.1.0', 'https://example.org/wirefold') }
const sources = Array.from({ length: Number(count) }, (_, n) => ({
  url: `http://127.0.${Math.floor(n / 200)}.${(n % 200) + 1}:${port}/${n}`,
  every: HOUR,
  prefer: 0,
}))
const feed: FeedConfig = { slug: 'news', title: 'News', sources, drop: [], dedupe: true, window: 7 * DAY, limit: 50, content: 'full' }

boundNursery()
let now = Date.now()
const database = await openSqlite(file)
await database.migrate()
const wire = await begin({
  base: 'https://news.example.org',
  store: createStore(database),
  feeds: [feed],
  fetch: (request, turns) => fetchSource(request, deps, turns),
  now: () => now,
  random: Math.random,
  forceFloor: 0,
  retain: 90 * DAY,
  sleep: async () => {},
})
const wal = () => {
  try {
    return statSync(`${file}-wal`).size
  } catch {
    return 0
  }
}
const rows = async () => {
  const counts = ['items', 'incidents', 'outbox', 'visits'].map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`)
  const [row] = await database.all<Record<string, number>>(sql(`SELECT ${counts.join(', ')}`))
  return { rows: row }
}
for (let hour = 0; hour < Number(hours); hour++) {
  let [visits, failed] = [0, 0]
  let largest = 0
  for (let step = 0; step < 12; step++, now += 5 * MINUTE) {
    const made = await tick(wire)
    visits += made.length
    failed += made.filter(({ outcome }) => outcome === 'failed').length
    largest = Math.max(largest, wal())
  }
  globalThis.gc?.()
  process.stdout.write(
    `${JSON.stringify({ hour, visits, failed, rss: process.memoryUsage.rss(), fds: readdirSync('/proc/self/fd').length, wal: largest, ...(await rows()) })}\n`,
  )
}
await wire.store.close()
