import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { decide } from '../dedupe/decide.ts'
import type { Decision } from '../dedupe/decision.ts'
import { DAY } from '../model/time.ts'
import type { Item } from '../model/item.ts'
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

/**
 * Reads items as JSON lines in order of arrival (`-`: standard input) and says of each which story it belongs to, by the same path as a
 * refresh. Gives the exit code: 2 for a line or a file that cannot be read. A reader that goes away is the caller's business.
 */
export async function dedupeFile(file: string): Promise<number> {
  const name = file === '-' ? 'standard input' : file
  const db = await openSqlite(':memory:')
  try {
    await db.migrate()
    const names: Names = { stories: new Map(), items: new Map() }
    const input = file === '-' ? process.stdin : createReadStream(file)
    let number = 0
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      number++
      if (text.trim() === '') continue
      const line = readLine(text)
      if (!line.ok) {
        process.stderr.write(`${name}:${number}: ${line.problem}\n`)
        return 2
      }
      const answer = await arrive(db, line.line, names, BEGIN + number)
      if (!process.stdout.write(`${JSON.stringify(answer)}\n`)) await drained()
    }
    return 0
  } catch (error) {
    if (!UNREADABLE.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    process.stderr.write(`${name}: there is no such file that can be read\n`)
    return 2
  } finally {
    await db.close()
  }
}

const UNREADABLE: ReadonlySet<string> = new Set(['ENOENT', 'EISDIR', 'EACCES', 'ENOTDIR'])

const drained = (): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      process.stdout.off('drain', done).off('close', done)
      resolve()
    }
    process.stdout.on('drain', done).on('close', done)
  })

/** One item arrives as in a refresh of its source: read, decide, write once. */
async function arrive(db: Database, { id, item }: Line, names: Names, now: number): Promise<Answer> {
  const [holder] = await db.all<{ id: string; story: string; hash: string }>(
    sql('SELECT id, story, hash FROM items WHERE source = ? AND key = ?', item.source, item.key),
  )
  if (holder?.hash === item.hash) {
    return { id, story: names.stories.get(holder.story)!, reason: 'same-guid', score: 1, matched: names.items.get(holder.id)! }
  }
  const near = await neighbourhood(db, { arrivals: [item], known: holder ? [holder.id] : [], window: WINDOW, now })
  // nothing is unchanged and nothing was purged here, so there is a decision for each arrival
  const decision = decide({ ...near, arrivals: [item], present: new Set([item.key]), now })[0]!
  await db.batch([...itemStatements([itemCells(stored(decision, item, now))]), ...indexStatements([decision], now)])
  const { reason, score, matched } = decision.identity ?? decision.join
  if (!names.stories.has(decision.story)) names.stories.set(decision.story, id)
  if (!names.items.has(decision.id)) names.items.set(decision.id, id)
  const story = names.stories.get(decision.story)!
  return { id, story, reason, score, matched: matched === undefined ? null : names.items.get(matched)! }
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
