import type { FetchRequest } from '../fetch/fetch.ts'
import type { Turns } from '../fetch/hosts.ts'
import type { Entry } from '../model/item.ts'
import type { FeedConfig } from '../model/config.ts'
import type { Fetched } from '../model/fetched.ts'
import type { Instant } from '../model/time.ts'
import type { Settler } from './finding.ts'
import type { Webhook } from '../monitor/webhook.ts'
import type { DocumentReader } from '../page/document.ts'
import type { Store } from '../store/port/store.ts'

/** What a refresh needs of the runtime it runs in. */
export interface Refresher {
  readonly store: Store
  readonly feeds: readonly FeedConfig[]
  /** One polite request; with `turns` each host on its way is asked when its turn comes. */
  readonly fetch: (request: FetchRequest, turns?: Turns) => Promise<Fetched>
  /** Absent: documents are read here and now. */
  readonly read?: DocumentReader
  readonly now: () => Instant
  /** In [0, 1). */
  readonly random: () => number
  /** Stores what several visits found together; without it each stands for itself. */
  readonly settler?: Settler
  /** Whether there is room to decide once more where another visit came between; without it there always is. */
  readonly mayDecideAgain?: () => boolean
  /** How many of these entries, from the first on, there is room to decide on in this invocation; without it all of them. */
  readonly mayDecide?: (entries: readonly Entry[]) => number
  /** Where incidents are told to. */
  readonly webhook?: Webhook
}
