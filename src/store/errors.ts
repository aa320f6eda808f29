import type { StoreErrorCode } from './port/errors.ts'

/** SQLite says the same words on Node and, behind a prefix, on D1. */
const SAYINGS: readonly (readonly [string, StoreErrorCode])[] = [
  ['ledger.version', 'stale'],
  ['feeds.rendered', 'stale'],
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
