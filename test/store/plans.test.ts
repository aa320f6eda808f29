import { expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/model/time.ts'
import { mergeStories, showItem, splitItem } from '../../src/newswire/editor.ts'
import { refreshAll } from '../../src/newswire/newswire.ts'
import { partOn } from '../../src/newswire/parting.ts'
import { walkOn } from '../../src/newswire/relist.ts'
import { renderChanged, renderSlug } from '../../src/newswire/render.ts'
import { upkeep } from '../../src/newswire/upkeep.ts'
import { sql, type Database, type Statement } from '../../src/store/database.ts'
import { createStore } from '../../src/store/sql.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { createApp } from '../../src/web/app.ts'
import { dice, feedOf, newsroom, prose, sourceOf, url } from './newsroom.ts'
import { explained, type Finding } from './plans.ts'
import { ALLOWED } from './plans-allowed.ts'

const ITEMS = 100_000
const SOURCES = 8

/** Items of other sources, each a story of its own, listed in the first feed and among all. */
async function fill(db: Database): Promise<void> {
  const n = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ITEMS})`
  const id = `printf('%032x', i)`
  await db.batch([
    sql(
      `INSERT INTO items (id, source, key, hash, story, title, url, canonical_url, text, chars, first_seen, last_seen, at, edited, doc, reason, score, rules)
       ${n} SELECT ${id}, 'https://s' || (i % 100 + 20) || '.example.org/feed', 'k' || i, 'h', 's' || ${id}, 'Title ' || i, NULL, NULL, 'text', 4, i, i, i, i,
         '{"excerpt":"text","authors":[],"categories":[],"enclosures":[]}', 'new', 1, 1 FROM n`,
    ),
    ...['', 'all'].map((feed) =>
      sql(
        `INSERT INTO contents (feed, entry, state, at, item, first, shown, kept, dropped, sources)
         ${n} SELECT '${feed}', 's' || ${id}, 0, i, ${id}, i, ${id}, 0, 0, '12345678' FROM n`,
      ),
    ),
  ])
}

const FEEDS = [
  feedOf(
    'all',
    Array.from({ length: SOURCES }, (_, n) => sourceOf(n)),
  ),
  feedOf('kept', [sourceOf(1), sourceOf(2)], { keep: [{ title: [{ kind: 'phrase', phrase: 'owls' }] }] }),
  feedOf('items', [sourceOf(3)], { dedupe: false }),
]

test(`no statement reads more of ${ITEMS} items than what it wants`, { timeout: 120_000 }, async () => {
  const found = new Map<string, readonly Finding[]>()
  const inner = await openSqlite(':memory:')
  await inner.migrate()
  const db = explained(inner, found)
  const w = await newsroom(FEEDS, db)
  await fill(inner)
  await acceptance(w, found)
  const allowed = (finding: Finding) => ALLOWED.some(({ what, of }) => finding.what === what && of.test(finding.text))
  const bad = [...found.values()].flat().filter((finding) => !allowed(finding))
  expect(bad.map(({ what, text }) => `${what}: ${text.replace(/\s+/g, ' ').slice(0, 300)}`)).toEqual([])
  // what is allowed is there
  const unused = ALLOWED.filter(({ what, of }) => ![...found.values()].flat().some((one) => one.what === what && of.test(one.text)))
  expect(unused.map(({ what, of }) => `${what}: ${of.source}`)).toEqual([])
  expect(found.size).toBeGreaterThan(60)
})

test('what an editor lifted is found by its own index, and not among all that a feed holds', async () => {
  const db = await openSqlite(':memory:')
  await db.migrate()
  const asked: Statement[] = []
  const all: typeof db.all = (statement) => (asked.push(statement), db.all(statement))
  await createStore({ ...db, all }).lifted('all')
  const plans = await Promise.all(
    asked.map(({ sql: text, params }) => db.all<{ detail: string }>({ sql: `EXPLAIN QUERY PLAN ${text}`, params })),
  )
  expect(plans.flat().map(({ detail }) => detail)).toEqual([expect.stringContaining('contents_pinned (feed=? AND pinned>?)')])
})

/** Every kind of visit, route, ruling and chore there is. */
async function acceptance(w: Awaited<ReturnType<typeof newsroom>>, found: Map<string, readonly Finding[]>): Promise<void> {
  const roll = dice(11)
  const wire = Array.from({ length: 6 }, () => prose(roll, 90))
  const visitAll = async () => {
    for (let source = 0; source < SOURCES; source++) {
      const texts = [...wire.slice(source % 2, 4), prose(roll, 50)]
      w.pages[source] = texts.map((text, n) => ({
        name: `n${roll(6)}-${n}`,
        title: `${prose(roll, 4)} and owls`,
        text: text.slice(roll(20)),
      }))
      await w.visit(source)
    }
    w.clock.now += HOUR
  }
  for (let n = 0; n < 4; n++) await visitAll()
  await refreshAll(w.wire(), { urls: [url(1), url(2)], force: true, run: 'run-1' })
  await w.wire().store.startRun({ id: 'run-2', at: w.clock.now, asked: [url(1)], due: [url(1)] })
  const app = createApp({ ...w.wire(), renderNow: (slug) => renderSlug(w.wire(), slug), startRun: async () => {} }, (error) => {
    throw error
  })
  const get = async (path: string) => (await app.fetch(new Request(`https://news.example.org${path}`))).text()
  const { stories } = JSON.parse(await get('/api/stories?limit=30')) as { stories: { id: string; url: string; copies: unknown[] }[] }
  const several = stories.filter(({ copies }) => copies.length > 0).map(({ id }) => id)
  const paths =
    '/ /feeds/all.atom /feeds/all /feeds/items.json /feeds/all.opml /feeds.opml /api/feeds /api/sources /status /status.json /status.atom /metrics /healthz'
  for (const path of [...paths.split(' '), '/api/stories?feed=kept', `/api/stories/${several[0]}`, `/stories/${several[0]}`])
    await get(path)
  await get(`/status.json?source=${encodeURIComponent(url(1))}`)
  await w.wire().store.run('run-1')
  const items = (await w.wire().store.stories([several[0]!]))[0]!.items
  await splitItem(w.wire(), items[0]!.id)
  await showItem(w.wire(), items[1]!.id)
  await showItem(w.wire(), items[1]!.id, true)
  await mergeStories(w.wire(), several[1]!, stories.at(-1)!.url)
  await w.restart([
    { ...FEEDS[0]!, limit: 9 },
    { ...FEEDS[1]!, keep: [{ source: [{ kind: 'phrase', phrase: 'Source 1' }] }] },
  ])
  w.names[1] = 'Courier'
  await visitAll()
  await walkOn(w.wire(), { items: 50, rows: 1000, steps: 2 })
  for (let n = 0; n < 4; n++) {
    w.clock.now += DAY
    await visitAll()
    await upkeep({ ...w.wire(), retain: 30 * DAY })
  }
  await w.db.batch([
    sql('UPDATE sources SET rules = NULL WHERE url = ?', url(1)),
    sql('UPDATE items SET rules = 0, story = (SELECT story FROM items WHERE source = ?1 LIMIT 1) WHERE source = ?1', url(1)),
  ])
  while (await partOn(w.wire(), { stories: 5, steps: 1 })) {
    /* step by step */
  }
  await w.wire().store.retire({ before: w.clock.now, limit: 5, now: w.clock.now })
  await w.wire().store.sources()
  await w.restart(FEEDS)
  await renderChanged(w.wire())
  expect(found.size).toBeGreaterThan(0)
}
