/**
 * What it costs to publish one new story beside 49 others of 3 KB, in all four documents: milliseconds of CPU.
 * `node bench/render.ts`: on Node with SQLite, and of the program alone as a Worker pays it (warm, and cold in processes of their own).
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HOUR } from '../src/model/time.ts'
import { refreshAll } from '../src/newswire/newswire.ts'
import type { Newswire } from '../src/newswire/wire.ts'
import { renderChanged } from '../src/newswire/render.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { createStore } from '../src/store/sql.ts'
import type { Database } from '../src/store/database.ts'
import { bundle } from './bundle.ts'
import { documentOf } from './filled.ts'
import { cpuOf, medianOf, recorded, replayed, type Recording } from './replay.ts'
import { beginWire, feedOf, freshAnswer } from './wire.ts'

const URL = 'https://s1.example.org/feed'
const PARAGRAPH = `<p>The harbour &amp; its <a href="https://wire.example.org/pier?a=1&amp;b=2">pier</a> reopened on Tuesday, “as planned”, 港が再開した.</p>\n`
const FEED = feedOf('ports', [URL])

let now = Date.UTC(2026, 4, 1)
const word = (n: number) => `w${((n * 2654435761) >>> 0).toString(36)}`
const story = (n: number) =>
  [
    `n${n}`,
    `${word(n)} ${word(n + 1)} reopens`,
    `<p>${Array.from({ length: 90 }, (_, k) => word(n * 90 + k)).join(' ')}</p>${PARAGRAPH.repeat(15)}`,
  ] as const
let next = 100
const entries = Array.from({ length: 50 }, (_, n) => story(n))

const open = (db: Database) => beginWire(db, { feeds: [FEED], now: () => now, answer: () => freshAnswer(URL, documentOf(1, entries)) })

/** Brings a story of which nothing is published yet. */
async function bring(wire: Newswire): Promise<void> {
  entries.unshift(story(next++))
  entries.pop()
  now += HOUR
  await refreshAll({ ...wire, store: { ...wire.store, publish: async () => true } }, { urls: [URL], force: true })
}

async function prepared(): Promise<{ db: Database; wire: Newswire }> {
  const db = await openSqlite(':memory:')
  await db.migrate()
  const wire = await open(db)
  await refreshAll(wire, { urls: [URL] })
  return { db, wire }
}

async function onNode(): Promise<void> {
  const { wire } = await prepared()
  const times: number[] = []
  for (let n = 0; n < 60; n++) {
    await bring(wire)
    times.push(await cpuOf(() => renderChanged(wire)))
  }
  console.log(`render, Node with SQLite: first ${times[0]!.toFixed(1)} ms, median ${medianOf(times.slice(10)).toFixed(1)} ms`)
}

/** One render, recorded; and what it costs the program. */
async function recordOne(): Promise<{ wire: Newswire; recording: Recording }> {
  const { db, wire } = await prepared()
  await bring(wire)
  const recording: Recording = new Map()
  await renderChanged({ ...wire, store: createStore(recorded(db, recording)) })
  return { wire, recording }
}

async function onWorkers(): Promise<void> {
  const { wire, recording } = await recordOne()
  const times: number[] = []
  for (let n = 0; n < 60; n++) {
    const store = createStore(replayed(recording))
    times.push(await cpuOf(() => renderChanged({ ...wire, store })))
  }
  const statements = [...recording].reduce((sum, [name, answers]) => sum + answers.length * name.split(';').length, 0)
  console.log(`render, the program alone: median ${medianOf(times.slice(10)).toFixed(1)} ms, ${statements} statements`)
}

/** In processes of their own, of one bundle: a file of TypeScript is compiled by other means than a Worker's. */
async function coldOnes(): Promise<void> {
  const { recording } = await recordOne()
  const input = JSON.stringify({ recording: [...recording], feed: FEED, now })
  const folder = mkdtempSync(join(tmpdir(), 'wirefold-bench-'))
  const worker = join(folder, 'cold.mjs')
  bundle('cold-render.ts', worker)
  const times = Array.from({ length: 20 }, () => Number(execFileSync(process.execPath, [worker], { input })))
  rmSync(folder, { recursive: true })
  console.log(
    `render, the program alone, cold: median ${medianOf(times).toFixed(1)} ms, 95th of 100 ${times.toSorted((a, b) => a - b)[18]!.toFixed(1)} ms`,
  )
}

await onNode()
await onWorkers()
await coldOnes()
