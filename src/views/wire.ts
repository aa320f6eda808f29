import type { Masthead } from '../curate/masthead.ts'
import type { FeedConfig } from '../model/config.ts'
import type { Instant } from '../model/time.ts'
import type { Store } from '../store/port/store.ts'

/** What a view is made from: what is stored, and what is configured. */
export interface Wire {
  readonly store: Store
  readonly feeds: readonly FeedConfig[]
  readonly masthead: Masthead
  readonly now: () => Instant
}
