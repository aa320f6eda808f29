import { iso, MINUTE, type Duration, type Instant } from '../model/time.ts'
import type { Store } from '../store/port/store.ts'
import { UsageError } from './load.ts'
import { logError } from './log.ts'

/** Between two times that a server says that it serves. */
const KEEP_EVERY: Duration = MINUTE

interface Published {
  readonly store: Pick<Store, 'otherServer' | 'holdAddress'>
  readonly base: string
  readonly now: () => Instant
}

/**
 * Makes sure that nobody else publishes from the database under another address: it stands in every document, and two would write over
 * each other. A server takes the address for itself. Throws UsageError.
 */
export async function claimAddress({ store, base, now }: Published, { serves }: { readonly serves: boolean }): Promise<void> {
  const at = now()
  if (serves && (await store.holdAddress(base, at))) return
  const other = await store.otherServer(base, at)
  if (other) throw new UsageError(takenSentence(other.base, base, other.until))
}

const takenSentence = (other: string, base: string, until: Instant) =>
  `wirefold serves this database already, as ${other}, so nothing can be published from it as ${base}. Set WIREFOLD_URL=${other}, or name another database with --db, or stop that one; if it crashed, its address is free at ${iso(until)}.`

/** Says each minute that the address is served. Resolves with a sentence when another server has taken the database over. */
export function keepAddress({ store, base, now }: Published, signal: AbortSignal): Promise<string> {
  return new Promise((overtaken) => {
    const keep = async () => {
      if (await store.holdAddress(base, now())) return
      const other = await store.otherServer(base, now())
      if (other) overtaken(`Another wirefold serves this database now, as ${other.base}: this one, ${base}, stops.`)
    }
    const timer = setInterval(() => void keep().catch(logError), KEEP_EVERY).unref()
    signal.addEventListener('abort', () => clearInterval(timer), { once: true })
  })
}
