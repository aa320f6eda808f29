import type { Mistake } from '../config/together.ts'
import type { Masthead } from '../curate/masthead.ts'
import type { FeedConfig } from '../model/config.ts'
import type { Instant } from '../model/time.ts'
import type { EditionFormat, EditionHead } from '../store/port/editions.ts'
import type { Vitals } from '../monitor/metrics.ts'
import type { Store } from '../store/port/store.ts'

/** Characters of an id that are looked at; ours have 32. */
export const MAX_ID = 200

/** What the routes answer from, and the two things they may set going. */
export interface Site {
  readonly store: Store
  readonly feeds: readonly FeedConfig[]
  readonly masthead: Masthead
  /** What is wrong with files of the configuration. */
  readonly mistakes?: readonly Mistake[]
  readonly token?: string
  readonly now: () => Instant
  /** What this process is like, where the runtime tells it. */
  readonly vitals?: () => Vitals
  /** Renders a feed that has no edition yet: once after a deployment, never because of a reader otherwise. */
  readonly renderNow: (slug: string) => Promise<ReadonlyMap<EditionFormat, EditionHead>>
  /** A warning that the sources come near what the account holds that runs this. */
  readonly account?: string | undefined
  /** Whether what one process gzipped is kept in the store for the others: set where they come and go. */
  readonly sharesGzip?: boolean
  /** Starts visiting these sources in the background. */
  readonly startRun: (run: string, urls: readonly string[], force: boolean) => Promise<void>
}
