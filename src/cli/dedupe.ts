import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { decide } from '../dedupe/decide.ts'
import type { Decision } from '../dedupe/decision.ts'
import { DAY, type Item } from '../model.ts'
import { sql, type Database } from '../store/database.ts'
import { indexStatements, neighbourhood } from '../store/folding.ts'
import { itemStatements } from '../store/items.ts'
import { itemCells } from '../store/rows.ts'
import { openSqlite } from '../store/sqlite.ts'
import { readLine, type Line } from './dedupe-line.ts'

/** All lines arrive within one window: what is asked is what is a copy of what, not how long one waits for it. */
const WINDOW = 3650 * DAY
/** The clock of an empty store; each line arrives a millisecond after the one before. */
const BEGIN = Date.UTC(2000, 0, 1)

interface Answer {
  readonly id: string
  readonly story: string
  readonly reason: string
  readonly score: number
  readonly matched: string | null
}

/** Ids of the input for our own: of each story's first item, and of each item. */
interface Names {
  readonly stories: Map<string, string>
  readonly items: Map<string, string>
}

/** Reads items as JSON lines in order of arrival (`-`: standard input) and says of each which story it belongs to. Exit code 2 for bad input. */
export async function dedupeFile(file: string): Promise<number> {
  const input = file === '-' ? process.stdin : createReadStream(file)
  const name = file === '-' ? 'standard input' : file
  const db = await openSqlite(':memory:')
  let closed = false
  // the reader went away (`| head`): that is no failure
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    closed = true
  })
  try {
    await db.migrate()
    const names: Names = { stories: new Map(), items: new Map() }
    let number = 0
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      number++
      if (closed) return 0
      if (text.trim() === '') continue
      const line = readLine(text)
      if (!line.ok) {
        console.error(`${name}:${number}: ${line.problem}`)
        return 2
      }
      const answer = await arrive(db, line.line, names, BEGIN + number)
      if (!process.stdout.write(`${JSON.stringify(answer)}\n`) && !closed) await drained()
    }
    return 0
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' && (error as NodeJS.ErrnoException).code !== 'EISDIR') throw error
    console.error(`${name}: there is no such file to read`)
    return 2
  } finally {
    await db.close()
  }
}

const drained = (): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      process.stdout.off('drain', done).off('close', done).off('error', done)
      resolve()
    }
    process.stdout.on('drain', done).on('close', done).on('error', done)
  })

/** One item arrives as in a refresh of its source: read, decide, write once. */
async function arrive(db: Database, { id, item }: Line, names: Names, now: number): Promise<Answer> {
  const same = await db.all<{ id: string; story: string; hash: string }>(
    sql('SELECT id, story, hash FROM items WHERE source = ? AND key = ?', item.source, item.key),
  )
  const near = await neighbourhood(db, { arrivals: [item], known: same.map((row) => row.id), window: WINDOW, now })
  const [decision] = decide({ ...near, arrivals: [item], present: new Set([item.key]), now })
  if (!decision) {
    const matched = names.items.get(same[0]!.id)!
    return { id, story: names.stories.get(same[0]!.story)!, reason: 'same-guid', score: 1, matched }
  }
  await db.batch([...itemStatements([itemCells(stored(decision, item, now))]), ...indexStatements([decision], now)])
  const { reason, score, matched } = decision.identity ?? decision.join
  if (!names.stories.has(decision.story)) names.stories.set(decision.story, id)
  if (!names.items.has(decision.id)) names.items.set(decision.id, id)
  return { id, story: names.stories.get(decision.story)!, reason, score, matched: matched === undefined ? null : names.items.get(matched)! }
}

const stored = ({ id, story, join, stored: before }: Decision, item: Item, now: number) => ({
  ...item,
  id,
  story,
  join,
  firstSeen: before?.firstSeen ?? now,
  lastSeen: now,
  at: before?.at ?? now,
  edited: before?.edited ?? now,
})
