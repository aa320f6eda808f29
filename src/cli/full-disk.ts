import type { Router } from '../web/router.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { SECOND, type Duration } from '../model/time.ts'
import { lookAtNewswire, type Look } from '../node/look.ts'
import type { Loaded } from '../node/load.ts'
import { logError } from '../node/log.ts'
import { StoreError } from '../store/port/errors.ts'
import { createApp } from '../web/app.ts'

/** Between two looks whether there is space again. */
const AGAIN: Duration = 5 * SECOND

/**
 * Opens what is to be served. As long as the disk is full, what is stored is served as it is, nothing is visited, and it is tried again.
 * Undefined where a stop came first. Throws StoreError for all else.
 */
export async function openDespiteFullDisk<Opened>(
  open: () => Promise<Opened>,
  loaded: () => Loaded,
  db: string,
  serve: (app: Router) => void,
  signal: AbortSignal,
): Promise<Opened | undefined> {
  let look: Look | undefined
  try {
    while (!signal.aborted) {
      try {
        return await open()
      } catch (error) {
        if (!(error instanceof StoreError && error.code === 'full')) throw error
        if (!look) {
          process.stderr.write(
            'The disk is full. What is stored is whole and is served as it is; nothing is visited until there is space. Free some: wirefold goes on by itself.\n',
          )
          look = await lookAtNewswire(loaded(), db)
          serve(createApp(siteOf(look, error), logError))
        }
      }
      await sleep(AGAIN, undefined, { signal }).catch(() => {})
    }
    return undefined
  } finally {
    await look?.store.close()
  }
}

const siteOf = (look: Look, full: StoreError) => ({
  ...look,
  renderNow: async (slug: string) => look.store.editionHeads(slug),
  startRun: () => Promise.reject(full),
  store: { ...look.store, ping: () => Promise.reject(full) },
})
