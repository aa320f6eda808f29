import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import type { D1PreparedStatement, D1Result } from '@cloudflare/workers-types'
import { HOUR } from '../../src/model/time.ts'
import { performAct } from '../../src/newswire/acts.ts'
import { refreshAll } from '../../src/newswire/newswire.ts'
import { wholeFeed } from '../../src/newswire/outline.ts'
import { hasRoomForRender, nothingSpent, QUOTAS } from '../../src/newswire/quota.ts'
import { renderChanged } from '../../src/newswire/render.ts'
import { atom } from '../../src/publish/atom.ts'
import { jsonFeed } from '../../src/publish/json.ts'
import { feedPageText } from '../../src/publish/page/feed.ts'
import { rss } from '../../src/publish/rss.ts'
import { openD1 } from '../../src/store/d1.ts'
import { counted, type Database, type Statement } from '../../src/store/database.ts'
import { createStore } from '../../src/store/sql.ts'
import { answer, at, bench, feedOf } from '../bench/workers.ts'

/** Rows that a render may read of D1 after one new story, whatever the feed holds. */
const MOST_READ = 60

/** D1, telling the rows that it says it read. */
function countingReads(count: { read: number }): Database {
  const add = (result: D1Result) => {
    count.read += result.meta.rows_read
    return result.results
  }
  const bind = ({ sql, params }: Statement) => env.DB.prepare(sql).bind(...params) as D1PreparedStatement
  return {
    all: async <Row>(statement: Statement) => add(await bind(statement).all()) as Row[],
    batch: async (statements) => (await env.DB.batch(statements.map(bind))).map(add),
    migrate: async () => {},
    close: async () => {},
  }
}

const LETTERS = 'bcdfghklmnprst'
const headline = (n: number) =>
  Array.from({ length: 5 }, (_, k) => Array.from(String(n * 1000 + k), (d) => LETTERS[Number(d)]).join('e')).join(' ')
const document = (newest: number) =>
  `<rss version="2.0"><channel><title>Pier</title>${Array.from({ length: 60 }, (_, k) => newest - k)
    .map((n) => `<item><title>${headline(n)}</title><link>${at(`/pier/${n}`)}</link><description>${headline(n + 7)}</description></item>`)
    .join('')}</channel></rss>`

test('a render after one new story reads sixty rows of D1 at most, and publishes what one that reads all does', async () => {
  const quiet = Array.from({ length: 40 }, (_, n) => at(`/pier/quiet/${n}`))
  const feed = feedOf('pier', [at('/pier/feed'), ...quiet])
  const { wire, clock } = await bench([feed])
  const count = { read: 0 }
  const counted = { ...wire, store: createStore(countingReads(count)) }
  const bring = async (newest: number) => {
    clock.now += 12 * HOUR
    await answer('/pier/feed', document(newest))
    await refreshAll({ ...wire, publishesLater: true }, { urls: [at('/pier/feed')] })
  }
  await bring(100)
  await renderChanged(counted)
  expect(count.read).toBeGreaterThan(150)
  for (const newest of [101, 102]) {
    await bring(newest)
    count.read = 0
    expect(await renderChanged(counted)).toEqual(['pier'])
    expect(count.read).toBeLessThanOrEqual(MOST_READ)
  }
  const { document: whole, page } = await wholeFeed(wire, feed, (await wire.store.feeds())[0]!.updated)
  const written = { atom: atom(whole), rss: rss(whole), json: jsonFeed(whole), html: feedPageText(page) }
  for (const format of ['atom', 'rss', 'json', 'html'] as const)
    expect((await wire.store.edition('pier', format, 'identity'))!.body).toBe(written[format])
  expect(written.atom).toContain(headline(102))
})

test('an act publishes the feed that it names, and others as far as an invocation has room; the next minute publishes the rest', async () => {
  const feeds = ['a', 'b', 'c'].map((slug) => feedOf(slug, [at('/pier/feed')]))
  const { wire } = await bench(feeds)
  await answer('/pier/feed', document(100))
  await refreshAll(wire, { urls: [at('/pier/feed')] })
  const [shown] = await wire.store.listed('c', undefined, 1)
  const say = async (act: 'note' | 'rename', value: string, feed?: string) => {
    const spent = nothingSpent()
    const press = {
      ...wire,
      store: createStore(counted(openD1(env.DB), (statements) => (spent.statements += statements))),
      hasRoomForRender: () => hasRoomForRender(QUOTAS.free, spent),
    }
    expect((await performAct(press, { act, by: 'ann', story: shown!.entry, value, ...(feed ? { feed } : {}) })).ok).toBe(true)
    expect(spent.statements).toBeLessThanOrEqual(QUOTAS.free.statements)
  }
  const holds = async (text: string) => {
    const bodies = await Promise.all(feeds.map(async ({ slug }) => (await wire.store.edition(slug, 'atom', 'identity'))!.body))
    return bodies.map((body) => body.includes(text))
  }
  await say('note', 'Seen at the quay.')
  expect(await holds('Seen at the quay.')).toEqual([true, false, false])
  await say('rename', 'Only here', 'c')
  expect(await holds('Only here')).toEqual([false, false, true])
  await renderChanged(wire)
  expect(await holds('Seen at the quay.')).toEqual([true, true, true])
})
