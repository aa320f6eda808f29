import { createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'
import type { D1Database } from '@cloudflare/workers-types'
import deployment from '../../data/deployment.json' with { type: 'json' }
import { visitTask, type VisitTask } from '../../src/newswire/messages.ts'
import { hasRoomToDecideAgain, nothingSpent, QUOTAS } from '../../src/newswire/quota.ts'
import { openGate } from '../../src/fetch/hosts.ts'
import { openD1 } from '../../src/store/d1.ts'
import { counted, sql, type Database } from '../../src/store/database.ts'
import { createStore } from '../../src/store/sql.ts'
import { createWorker, type Deployment } from '../../src/worker.ts'
import { answer, at, bench, emptyDatabase, feedOf, requests } from '../bench/workers.ts'

/** What Cloudflare gives an invocation on Free, and what we allow ourselves of it. */
const MOST_STATEMENTS = 45
const MOST_FETCHES = 40

/** All of a document is decided at once, which takes the most statements. */
const UNHURRIED = { ...QUOTAS.free, work: 1000 }

const SOURCES = Array.from({ length: 8 }, (_, n) => at(`/quota/${n}`))

const words = (n: number, count: number) => Array.from({ length: count }, (_, k) => `w${(n * 7919 + k * 104_729) % 9973}`).join(' ')
const item = (n: number) =>
  `<item><title>${words(n, 6)}</title><link>${at(`/quota/article/${n}`)}</link><description>${words(n, 80)}</description></item>`
/** Twenty items, of which six are copies of those of the source before. */
const rss = (of: number, more = 0) =>
  `<rss version="2.0"><channel><title>S${of}</title>${Array.from({ length: 20 }, (_, k) => item(of * 14 + k + more)).join('')}</channel></rss>`

test('the richest message: no invocation goes over 45 statements and 40 requests, though another visit comes between; nothing is left out', async () => {
  const sources = SOURCES.map((url) => ({ url, fullText: true }))
  const { wire, clock } = await bench(['a', 'b', 'c'].map((slug) => feedOf(slug, sources)))
  for (const more of [0, 5]) {
    for (const [n, url] of SOURCES.entries()) await answer(new URL(url).pathname, rss(n, more))
    const queue: VisitTask[] = [{ urls: SOURCES, force: false, run: 'r' }]
    await wire.store.startRun({ id: 'r', at: clock.now, asked: SOURCES, due: SOURCES })
    const seen: string[] = []
    const overtaken = new Set<string>()
    for (let task = queue.shift(); task; task = queue.shift()) {
      const spent = nothingSpent()
      const plain = counted(openD1(env.DB), (statements) => (spent.statements += statements))
      const db = overtaken.has(task.urls[0]!) ? plain : redoing(plain)
      const fetch: typeof wire.fetch = (request, turns) =>
        wire.fetch(request, turns && { ...turns, ask: (host, ask) => turns.ask(host, () => (spent.fetches++, ask())) })
      const own = {
        ...wire,
        store: createStore(db),
        fetch,
        gate: openGate({ sleep: wire.sleep, concurrency: 1 }),
        publishesLater: true,
        mayDecideAgain: () => hasRoomToDecideAgain(QUOTAS.free, spent),
      }
      const before = (await requests('/quota/')).length
      const visits = await visitTask(own, task, 1, {
        send: async (messages) => void queue.push(...messages.map(({ body }) => body)),
        quota: UNHURRIED,
        spent,
      })
      // where there was no room to decide again the source stays due: the next minute brings it
      const left = visits.filter(({ outcome, source }) => outcome === 'skipped' && !overtaken.has(source)).map(({ source }) => source)
      for (const url of left) overtaken.add(url)
      if (left.length > 0) queue.push({ ...task, urls: left })
      seen.push(...visits.filter(({ outcome }) => outcome !== 'skipped').map((visit) => `${visit.outcome} ${visit.source}`))
      expect(spent.statements).toBeLessThanOrEqual(MOST_STATEMENTS)
      expect((await requests('/quota/')).length - before).toBeLessThanOrEqual(MOST_FETCHES)
    }
    expect(seen.toSorted()).toEqual(SOURCES.map((url) => `updated ${url}`))
    clock.now += 7 * 3_600_000
    await env.DB.prepare('DELETE FROM runs').run()
  }
})

/** The first decision of an invocation is overtaken: somebody else stored items meanwhile. */
function redoing(db: Database): Database {
  let isFirst = true
  return {
    ...db,
    batch(statements) {
      const isOvertaken = isFirst && statements.some(({ sql: text }) => text.includes('THEN version + 1'))
      isFirst &&= !isOvertaken
      return db.batch(isOvertaken ? [sql('UPDATE ledger SET version = NULL'), ...statements.slice(1)] : statements)
    },
  }
}

interface Counted {
  readonly DB: D1Database
  statements: number
}

/** D1 as a Worker has it, that counts. */
function countedD1(): Counted {
  const real = env.DB
  const count = { statements: 0 }
  const DB = {
    prepare: (text: string) => ({
      bind(...params: unknown[]) {
        const statement = real.prepare(text).bind(...params)
        const all = statement.all.bind(statement)
        return Object.assign(statement, { all: () => (count.statements++, all()) })
      },
    }),
    batch: (statements: Parameters<D1Database['batch']>[0]) => {
      count.statements += statements.length
      return real.batch(statements)
    },
  }
  return Object.assign(count, { DB: DB as never })
}

beforeEach(emptyDatabase)

test('R64 a minute of a new isolate with three feeds to publish stays below 45 statements, and goes on though the queue takes nothing', async () => {
  const [feed] = (deployment as unknown as Deployment).feeds
  const feeds = ['a', 'b', 'c'].map((slug) => ({ ...feed!, slug }))
  const published = async () =>
    (await env.DB.prepare('SELECT count(*) AS n FROM feeds WHERE rendered >= generation').first<{ n: number }>())!.n
  const bindings = (DB: D1Database, sendBatch = async () => {}) =>
    ({ ...env, DB, WIREFOLD_URL: 'https://news.example.org', REFRESHES: { sendBatch } }) as never
  const minute = async (sendBatch?: () => Promise<void>) => {
    const count = countedD1()
    const failure = await createWorker({ ...(deployment as unknown as Deployment), feeds })
      .scheduled(createScheduledController(), bindings(count.DB, sendBatch))
      .then(
        () => undefined,
        (error: unknown) => String(error),
      )
    return { statements: count.statements, failure }
  }
  await minute()
  await env.DB.prepare('UPDATE feeds SET generation = generation + 1').run()
  await env.DB.prepare('UPDATE chores SET due_at = 0').run()
  await env.DB.prepare('UPDATE sources SET queued_until = 0').run()
  const broken = await minute(async () => {
    throw new Error('the queue is full')
  })
  expect(broken.failure).toContain('full')
  expect(broken.statements).toBeLessThanOrEqual(MOST_STATEMENTS)
  expect(await published()).toBe(1)
  // the chores of the house had their turn too, or have it in the next minute
  for (let n = 0; n < 2; n++) expect((await minute()).statements).toBeLessThanOrEqual(MOST_STATEMENTS)
})
