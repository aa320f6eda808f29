import { watch, type FSWatcher } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { SECOND, type Duration } from '../model/time.ts'
import type { SettledFiles } from './settled-files.ts'

/** Between two looks of which nobody told: bind mounts and network file systems tell nothing. */
const LOOK_EVERY: Duration = 30 * SECOND
/** One save is several events. */
const BURST_MS = 50

export interface FeedsWatch {
  /** Lets all that changed count now. */
  readonly reload: () => Promise<void>
}

/**
 * Looks after a folder of feeds until `signal`: where the system tells of changes at once, else every half a minute. `changed` is called
 * when something counts that did not before, once at a time; where it fails it is called again at the next look.
 */
export function watchFeeds(
  files: SettledFiles,
  changed: () => Promise<void>,
  { signal, failed }: { readonly signal: AbortSignal; readonly failed: (error: unknown) => void },
): FeedsWatch {
  let timer: NodeJS.Timeout | undefined
  let due = Number.POSITIVE_INFINITY
  let isBehind = false
  let running: Promise<void> = Promise.resolve()
  const look = async (atOnce: boolean) => {
    if (signal.aborted) return
    const { changed: isChanged, again = LOOK_EVERY } = files.look(performance.now(), atOnce)
    sooner(Math.min(again, LOOK_EVERY))
    if (!isChanged && !isBehind) return
    isBehind = true
    await changed()
    isBehind = false
  }
  const soon = (atOnce = false) => (running = running.then(() => look(atOnce)).catch(failed))
  // what never stops telling must not put the look off for ever
  function sooner(wait: Duration) {
    if (signal.aborted || performance.now() + wait >= due) return
    clearTimeout(timer)
    due = performance.now() + wait
    timer = setTimeout(() => {
      due = Number.POSITIVE_INFINITY
      void soon()
    }, wait)
  }
  const told = toldBy(files, () => sooner(BURST_MS))
  const arm = setInterval(told.arm, LOOK_EVERY)
  sooner(LOOK_EVERY)
  signal.addEventListener('abort', () => {
    clearTimeout(timer)
    clearInterval(arm)
    told.close()
  })
  return { reload: () => soon(true) }
}

/** Events of the folder, and of the one it lies in: it may be a link that is set anew, or be moved. */
function toldBy(files: SettledFiles, tell: () => void) {
  const open: FSWatcher[] = []
  const close = () => {
    for (const watcher of open.splice(0)) watcher.close()
  }
  const listen = (folder: string, only?: string) => {
    try {
      const watcher = watch(folder, (_, name) => {
        if (only === undefined || name === null || name === only) tell()
        if (only !== undefined && name === only) setImmediate(arm)
      })
      watcher.on('error', () => watcher.close())
      open.push(watcher)
    } catch {
      // it is not there, or the system has no more watches: the look every half a minute sees it too
    }
  }
  function arm() {
    close()
    listen(files.dir)
    const own = resolve(files.shown)
    listen(dirname(own), basename(own))
  }
  arm()
  return { arm, close }
}
