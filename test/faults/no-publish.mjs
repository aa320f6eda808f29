// Kills the process where it begins to store what it renders.
import { DatabaseSync } from 'node:sqlite'

const { prepare } = DatabaseSync.prototype
DatabaseSync.prototype.prepare = function (sql, ...rest) {
  if (sql.includes('SET rendered = ')) process.kill(process.pid, 'SIGKILL')
  return prepare.call(this, sql, ...rest)
}
