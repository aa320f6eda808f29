import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** Not `recursive`: where the system refuses a folder below one that exists (as in /proc), that would try for ever. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder)
}
