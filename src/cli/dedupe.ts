import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Duration } from '../model/time.ts'
import { openSqlite } from '../store/sqlite.ts'
import { readLine } from './dedupe-line.ts'
import { Stream, type Answer } from './dedupe-stream.ts'
import { printLine } from './lines.ts'

/**
 * Reads items as JSON lines in order of arrival (`-`: standard input) and says of each which story it belongs to, by the same path as a
 * refresh. Gives the exit code: 2 for a line or a file that cannot be read. A reader that goes away is the caller's business.
 */
export async function dedupeFile(file: string, { window }: { readonly window?: Duration } = {}): Promise<number> {
  const name = file === '-' ? 'standard input' : file
  const db = await openSqlite(':memory:')
  try {
    await db.migrate()
    const stream = new Stream(db, window)
    const input = file === '-' ? process.stdin : createReadStream(file)
    let number = 0
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      number++
      if (text.trim() === '') continue
      const line = readLine(text)
      if (!line.ok) {
        await write(await stream.end())
        process.stderr.write(`${name}:${number}: ${line.problem}\n`)
        return 2
      }
      await write(await stream.take(line.line))
    }
    await write(await stream.end())
    return 0
  } catch (error) {
    if (!UNREADABLE.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    process.stderr.write(`${name}: there is no such file that can be read\n`)
    return 2
  } finally {
    await db.close()
  }
}

async function write(answers: readonly Answer[]): Promise<void> {
  for (const answer of answers) await printLine(answer)
}

const UNREADABLE: ReadonlySet<string> = new Set(['ENOENT', 'EISDIR', 'EACCES', 'ENOTDIR'])
