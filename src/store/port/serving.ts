import type { Instant } from '../../model/time.ts'

/** A server that published under an address a moment ago. */
export interface Holder {
  readonly base: string
  /** It is only where that server listens, since nobody named an address. */
  readonly guessed: boolean
  /** Whoever comes may take the address over from then on. */
  readonly until: Instant
}

/** Under which address the documents of a database are published: one at a time, since it stands in all of them. */
export interface ServingStore {
  /** A server that publishes under another address than this; undefined where there is none, or it said nothing for three minutes. */
  otherServer(base: string, now: Instant): Promise<Holder | undefined>
  /** Says for three minutes that a server publishes under this address; false, and nothing is said, where another one does. */
  holdAddress(base: string, now: Instant, guessed?: boolean): Promise<boolean>
  /** The server stops. */
  leaveAddress(base: string): Promise<void>
}
