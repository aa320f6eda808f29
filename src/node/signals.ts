import { closeSync, openSync } from 'node:fs'

/** Milliseconds between two looks whether the shell of `npm start` is still there. */
const LOOK_FOR_PARENT_EVERY_MS = 250

/**
 * Resolves when the process is asked to end. `reload` is called on SIGHUP; where that says that the terminal was closed, the process ends.
 */
export function stopSignal(reload: () => void): Promise<void> {
  const hadTerminal = hasTerminal()
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
    process.on('SIGHUP', () => (hadTerminal && !hasTerminal() ? resolve() : reload()))
    if (process.env['npm_lifecycle_event'] !== undefined) whenParentEnds(resolve)
  })
}

/** Whether this process has a terminal that can be closed. */
function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r+'))
    return true
  } catch {
    return false
  }
}

/** npm hands a SIGTERM to the shell that it runs scripts in, and that one ends without telling us. */
function whenParentEnds(ended: () => void): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    ended()
  }, LOOK_FOR_PARENT_EVERY_MS)
  timer.unref()
}
