import { existsSync, mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** Not `recursive`: where the system refuses a folder below one that exists (as in /proc), that would try for ever. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder)
}

/** The folder that a file lies in; where that is still to be made, the one it would be made in. */
export function folderOf(file: string): string {
  let folder = dirname(resolve(file))
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder)
  return folder
}
