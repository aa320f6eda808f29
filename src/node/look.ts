import { existsSync, statSync } from 'node:fs'
import { settings } from '../config/settings.ts'
import { begin } from '../newswire/newswire.ts'
import { checkShape, inspectSqlite, openSqlite } from '../store/sqlite.ts'
import type { Store } from '../store/port/store.ts'
import { createStore } from '../store/sql.ts'
import type { Wire } from '../views/wire.ts'
import type { Loaded } from './load.ts'
import { standingIn, tellMistakes } from './open.ts'

/** What commands that only look see. */
export interface Look extends Wire {
  /** Whether anything was ever stored. */
  readonly isStored: boolean
}

/**
 * What is stored, to be looked at: nothing is created and nothing can be changed. Where there is no database yet, that is told, and what
 * is configured stands in an empty one in memory. Throws StoreError.
 */
export async function lookAtNewswire(loaded: Loaded, file: string): Promise<Look> {
  const { base } = settings(process.env)
  if (!existsSync(file) || statSync(file).size === 0) return lookAtNothing(loaded, file, base)
  const database = await inspectSqlite(file)
  try {
    await checkShape(database)
    const store = createStore(database)
    const { feeds, mistakes } = await standingIn(store, loaded)
    tellMistakes(mistakes)
    const standing = await store.standing()
    if (!standing) {
      await store.close()
      return await lookAtNothing(loaded, file, base)
    }
    await tellWalk(store)
    // what an address that was set says counts, else what was served last
    const masthead = { authority: standing.authority, base: process.env['WIREFOLD_URL'] ? base : standing.base }
    return { store, feeds, masthead, now: Date.now, isStored: true }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** After an update, or a change in feeds/, older stories are listed step by step, and only by who serves. */
async function tellWalk(store: Store): Promise<void> {
  const walk = await store.relistProgress()
  if (walk === undefined || walk.left === 0) return
  process.stderr.write(
    `${walk.left} of ${walk.of} items, the oldest, are still to be listed: \`wirefold serve\` does it in the background.\n`,
  )
}

async function lookAtNothing(loaded: Loaded, file: string, base: string): Promise<Look> {
  const why = existsSync(file) ? `${file} is empty` : `There is no database ${file}`
  process.stderr.write(`${why}: nothing was read yet. \`wirefold refresh\` and \`wirefold serve\` begin one; --db names another.\n`)
  const database = await openSqlite(':memory:')
  await database.migrate()
  const store = createStore(database)
  const { feeds, mistakes } = await standingIn(store, loaded)
  tellMistakes(mistakes)
  const unused = async () => {
    throw new Error('who only looks fetches nothing')
  }
  const wire = await begin({ store, feeds, base, fetch: unused, now: Date.now, random: Math.random, forceFloor: 0, sleep: unused })
  return { ...wire, isStored: false }
}
