/** What runs in the thread of `openSqliteBeside`: one database, and what is asked of it in the order in which it comes. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Database, Statement } from '../store/database.ts'
import { StoreError, type StoreErrorCode } from '../store/port/errors.ts'
import { openSqlite } from '../store/sqlite.ts'

export interface Call {
  readonly id: number
  readonly what: 'all' | 'batch' | 'claim' | 'begin' | 'keep' | 'undo' | 'migrate' | 'close'
  readonly statements: readonly Statement[]
  /** It belongs to the transaction that is open. */
  readonly isInside: boolean
}

export type Answer =
  | { readonly id: number; readonly rows: readonly unknown[][] }
  | { readonly id: number; readonly code: StoreErrorCode; readonly message: string }

interface Transaction {
  readonly inside: Pick<Database, 'all' | 'batch'>
  readonly end: PromiseWithResolvers<void>
  readonly ended: Promise<void>
  /** Made while it is open: others ask meanwhile, and must not lose a claim with what is undone. */
  readonly claims: (readonly Statement[])[]
}

/** What keeps it from being opened is answered to whoever asks. */
const opening = openSqlite(workerData as string)
opening.catch(() => {})
let open: Transaction | undefined

const begin = (db: Database): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = Promise.withResolvers<void>()
    const ended = db.together!(async (inside) => {
      // `ended` is known from the next turn on
      await Promise.resolve()
      open = { inside, end, ended, claims: [] }
      resolve()
      await end.promise
    })
    ended.catch(reject)
  })

/** Throws what keeps it from being stored. */
async function finish(db: Database, { ended, claims }: Transaction): Promise<void> {
  try {
    await ended
  } catch (error) {
    // what cannot be claimed again is due again, as after a power failure
    for (const claim of claims) await db.batchUnsynced!(claim).catch(() => {})
    throw error
  } finally {
    open = undefined
  }
}

async function keep(db: Database, transaction: Transaction): Promise<void> {
  transaction.end.resolve()
  await finish(db, transaction)
}

async function undo(db: Database, transaction: Transaction): Promise<void> {
  transaction.end.reject(new Error('undone'))
  await finish(db, transaction).catch(() => {})
}

async function claimed(db: Database, statements: readonly Statement[]): Promise<unknown[][]> {
  if (!open) return db.batchUnsynced!(statements)
  const { inside, claims } = open
  const rows = await inside.batch(statements)
  claims.push(statements)
  return rows
}

async function rowsOf({ what, statements, isInside }: Call): Promise<readonly unknown[][]> {
  const db = await opening
  if (isInside && !open) throw new StoreError('other', 'what was to be stored together was undone')
  const on = isInside ? open!.inside : db
  if (what === 'all') return [await on.all(statements[0]!)]
  if (what === 'batch') return on.batch(statements)
  if (what === 'claim') return claimed(db, statements)
  if (what === 'begin') await begin(db)
  if (what === 'keep') await keep(db, open!)
  if (what === 'undo' && open) await undo(db, open)
  if (what === 'migrate') await db.migrate()
  if (what === 'close') await db.close()
  return []
}

const answer = async (call: Call): Promise<Answer> => {
  try {
    return { id: call.id, rows: await rowsOf(call) }
  } catch (error) {
    const code = error instanceof StoreError ? error.code : 'other'
    return { id: call.id, code, message: error instanceof Error ? error.message : String(error) }
  }
}

parentPort!.on('message', (call: Call) => void answer(call).then((made) => parentPort!.postMessage(made)))
