/**
 * `stale`: the batch decided on what has changed since; decide again. `busy`, `full`, `readonly`, `corrupt`, `gone`,
 * `newer`: the database needs somebody; nothing was written. `other`: a bug.
 */
export type StoreErrorCode = 'stale' | 'busy' | 'full' | 'readonly' | 'unwritable' | 'corrupt' | 'alien' | 'gone' | 'newer' | 'other'

/** What a store throws: never the fault of a source. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** SQLite says the same words on Node and, behind a prefix, on D1. */
const SAYINGS: readonly (readonly [string, StoreErrorCode])[] = [
  ['ledger.version', 'stale'],
  ['database is locked', 'busy'],
  ['database or disk is full', 'full'],
  ['ENOSPC', 'full'],
  ['readonly database', 'readonly'],
  ['unable to open database file', 'unwritable'],
  ['EACCES', 'unwritable'],
  ['ENOENT', 'unwritable'],
  ['EROFS', 'unwritable'],
  ['ENOTDIR', 'unwritable'],
  ['EEXIST', 'unwritable'],
  ['malformed', 'corrupt'],
  ['not a database', 'alien'],
  ['disk I/O error', 'corrupt'],
]

export const storeErrorCode = (message: string): StoreErrorCode => SAYINGS.find(([words]) => message.includes(words))?.[1] ?? 'other'
