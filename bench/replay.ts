/**
 * CPU of the program alone, as a Worker would pay it: what the database answered once is recorded as text, and answered again from that.
 * Statements go out and answers come in as JSON, as they do between a Worker and D1.
 */
import type { Database, Statement } from '../src/store/database.ts'

/** What was answered to each text of a statement, in order. */
export type Recording = Map<string, string[]>

const nameOf = (statements: readonly Statement[]): string => statements.map(({ sql }) => sql).join(';')

export function recorded(db: Database, recording: Recording): Database {
  const note = <T>(statements: readonly Statement[], answer: T): T => {
    const answers = recording.get(nameOf(statements)) ?? []
    recording.set(nameOf(statements), [...answers, JSON.stringify(answer)])
    return answer
  }
  // without what only SQLite has, so that it is asked as D1 is
  return {
    migrate: () => db.migrate(),
    close: () => db.close(),
    all: async <Row>(statement: Statement) => note([statement], await db.all<Row>(statement)),
    batch: async (statements) => note(statements, await db.batch(statements)),
  }
}

export function replayed(recording: Recording): Database {
  const asked = new Map<string, number>()
  const answer = (statements: readonly Statement[]): unknown => {
    const name = nameOf(statements)
    const turn = asked.get(name) ?? 0
    asked.set(name, turn + 1)
    const text = recording.get(name)?.[turn]
    if (text === undefined) throw new Error(`nothing was recorded for ${name}`)
    JSON.stringify(statements)
    return JSON.parse(text)
  }
  return {
    all: async <Row>(statement: Statement) => answer([statement]) as Row[],
    batch: async (statements) => answer(statements) as unknown[][],
    migrate: async () => {},
    close: async () => {},
  }
}

/** Milliseconds of CPU, user and system. */
export async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

export const medianOf = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!
