import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { backupSqlite, inspectSqlite } from '../store/sqlite.ts'
import { sql } from '../store/database.ts'
import { UsageError } from '../node/load.ts'
import type { Common } from './common.ts'

/** Copies the database into a file, looks whether the copy is whole, and only then gives it its name. */
export async function backupCommand({ db, json }: Common, file: string): Promise<number> {
  if (!existsSync(db)) throw new UsageError(`There is no database ${db} to copy; --db names another.`)
  if (existsSync(file)) throw new UsageError(`${file} is there already: name a file that is not, so that no backup is lost.`)
  const unfinished = `${file}.unfinished`
  try {
    rmSync(unfinished, { force: true })
    await backupSqlite(db, unfinished)
    const fault = await faultOf(unfinished)
    if (fault !== undefined) {
      process.stderr.write(`${db} is damaged, and so is its copy: ${fault}. No backup was made; docs/operate.md says what to do.\n`)
      return 1
    }
    renameSync(unfinished, file)
  } finally {
    for (const rest of ['', '-wal', '-shm', '-journal']) rmSync(unfinished + rest, { force: true })
  }
  const bytes = statSync(file).size
  process.stdout.write(json ? `${JSON.stringify({ file, bytes })}\n` : `${file}: ${bytes} bytes, whole\n`)
  return 0
}

async function faultOf(file: string): Promise<string | undefined> {
  const db = await inspectSqlite(file)
  try {
    const [row] = await db.all<{ quick_check: string }>(sql('PRAGMA quick_check(1)'))
    return row?.quick_check === 'ok' ? undefined : row?.quick_check
  } finally {
    await db.close()
  }
}
