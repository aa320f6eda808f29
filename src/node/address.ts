import { connect } from 'node:net'
import { iso, MINUTE, SECOND, type Duration, type Instant } from '../model/time.ts'
import type { Store } from '../store/port/store.ts'
import { UsageError } from './load.ts'
import { logError } from './log.ts'

/** Between two times that a server says that it serves. */
const KEEP_EVERY: Duration = MINUTE

interface Published {
  readonly store: Pick<Store, 'otherServer' | 'holdAddress' | 'leaveAddress'>
  readonly base: string
  /** It is only where this server listens. */
  readonly guessed?: boolean
  readonly now: () => Instant
}

/**
 * Makes sure that nobody else publishes from the database under another address: it stands in every document, and two would write over
 * each other. A server takes the address for itself; from one that only said where it listens, and listens there no more, at once.
 * Throws UsageError.
 */
export async function claimAddress(published: Published, { serves }: { readonly serves: boolean }): Promise<void> {
  const { store, base, now, guessed } = published
  const at = now()
  if (serves && (await store.holdAddress(base, at, guessed))) return
  const other = await store.otherServer(base, at)
  if (!other) return
  if (!other.guessed || (await isListening(other.base))) throw new UsageError(takenSentence(other.base, base, other.until))
  await store.leaveAddress(other.base)
  await claimAddress(published, { serves })
}

/** Longer than a connection within this computer takes. */
const PATIENCE: Duration = 2 * SECOND

function isListening(base: string): Promise<boolean> {
  const { hostname, port } = new URL(base)
  return new Promise((resolve) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || 80, timeout: PATIENCE })
    const told = (listening: boolean) => {
      socket.destroy()
      resolve(listening)
    }
    socket.once('connect', () => told(true))
    socket.once('timeout', () => told(true))
    socket.once('error', () => told(false))
  })
}

const takenSentence = (other: string, base: string, until: Instant) =>
  `wirefold serves this database already, as ${other}, so nothing can be published from it as ${base}. Set WIREFOLD_URL=${other}, or name another database with --db, or stop that one; if it crashed, its address is free at ${iso(until)}.`

/** Says each minute that the address is served. Resolves with a sentence when another server has taken the database over. */
export function keepAddress({ store, base, now, guessed }: Published, signal: AbortSignal): Promise<string> {
  return new Promise((overtaken) => {
    const keep = async () => {
      if (await store.holdAddress(base, now(), guessed)) return
      const other = await store.otherServer(base, now())
      if (other) overtaken(`Another wirefold serves this database now, as ${other.base}: this one, ${base}, stops.`)
    }
    const timer = setInterval(() => void keep().catch(logError), KEEP_EVERY).unref()
    signal.addEventListener('abort', () => clearInterval(timer), { once: true })
  })
}
